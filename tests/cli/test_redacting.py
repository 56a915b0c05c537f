"""``--redact``: what identifies is in nothing that is made, and what was computed is the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet

from checker.render.formats import FORMATS
from tests.cli.conftest import Cli

EXAMPLES = Path(__file__).parents[2] / "examples"

HEADER = """Employee: Jane Q. Roe           Claim Number: WC-12345678
Address: 12 Old Mill Street, Elk Grove, CA 95624   Phone: (415) 555-0199
Date of Birth: 05/06/1962       Case Number: CM15-0901499
Date Assigned: 02/10/2015       Date of Injury: 06/30/2014
Decision Date: 03/16/2015       UR Denial Date: 01/22/2015

"""
SUMMARY = """CLINICAL CASE SUMMARY
The injured worker is a 52 year old female who was injured on 06/30/2014. Ms. Roe told Dr. John
Smith-Brown on January 8, 2015 that she had low back pain since June of 2014; SMITH-BROWN noted muscle
spasm of the lumbar spine. The diagnosis is lumbar myalgia. Mail to jane.roe@example.org. Naproxen since
7/1/14 has helped little.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

"""
RATIONALE = """For myalgia and myositis the MTUS recommends 4 to 6 visits over 3 weeks. Roe was seen on
January 8,
2015 and 06/30/2014. In this case there is no evidence of muscle spasm. Therefore, the request for physical
therapy, 8 visits, is not medically necessary."""
CITES = "Decision based on MTUS Chronic Pain Treatment Guidelines Physical Medicine Page(s): 98-99."
ITEM = f"""Physical therapy for the low back of Ms. Roe, 8 visits: Upheld

Claims Administrator guideline: {CITES}

MAXIMUS guideline: {CITES}

Decision rationale: {RATIONALE}
"""
MADE = "HOW THE IMR FINAL DETERMINATION WAS MADE\nBy an expert reviewer.\n\n"
LETTER = HEADER + MADE + SUMMARY + ITEM
SECRETS = re.compile(
    r"roe\b|\bjane|smith|brown|12345678|0901499|555.?0199|example\.org|old mill|elk grove|95624|1962"
    r"|06/30|6-30|june|jan(?:uary)?\b|01/22|1-22|03/16|3-16|02/10|7/1/14|7-01|march",
    re.IGNORECASE,
)


@pytest.fixture
def letters(here: Path) -> Path:
    (here / "Roe Jane CM15-0901499.txt").write_text(LETTER, encoding="utf-8")
    return here


def texts(data: bytes) -> str:
    """What can be read in a file of any format."""
    if data.startswith(b"PK"):
        rows = (
            row
            for sheet in openpyxl.load_workbook(BytesIO(data))
            for row in sheet.iter_rows(values_only=True)
        )
        return repr(list(rows))
    if data.startswith(b"PAR1"):
        return repr(parquet.read_table(BytesIO(data)).to_pylist())
    return data.decode("utf-8")


OLD = (
    LETTER.replace("52 year old", "92 year old")
    .replace("Jane Q. Roe", "Jane van der Roe-Müller\nEmployer: Acme Freight")
    .replace("Ms. Roe told", "His wife Ilse van der Roe-Mül-\nler, aged 93, of Kern County, told")
    .replace("low back of Ms. Roe", "low back of Ms. Müller")
    .replace("Roe was seen", "The 92-year-old Roe-Müller was seen on 6/30 in June and")
)


def test_age_and_names_of_an_old_worker_are_in_no_format(cli: Cli, here: Path) -> None:
    (here / "a.txt").write_text(OLD, encoding="utf-8")
    secret = re.compile(
        r"(?i).*(?:roe\b|m[uü]l-?\s*ler|ilse|acme|kern county|6/30|\bjune\b|\b9[23][ -]year|92\.0).*",
        re.IGNORECASE,
    )
    plain = cli("a.txt", "--format", "json").text
    for each in ("Roe-M", "92-year-old", "6/30", '"92 years"'):
        assert each in plain
    forms = ("terminal", "text", "html", *FORMATS)
    cli(".", "--redact", "-v", *(f"--format={form}={here / form}.out" for form in forms))
    for form in forms:
        assert (form, secret.findall(texts((here / f"{form}.out").read_bytes()))) == (form, [])


def test_the_letter_tells_who_it_is_about(cli: Cli, letters: Path) -> None:
    told = cli(".", "--format", "json").text.lower()
    for secret in (
        "roe",
        "smith-brown",
        "0901499",
        "06/30/2014",
        "january 8, 2015",
        "2014-06-30",
        "2015-03-16",
    ):
        assert secret in told


def test_nothing_that_identifies_is_in_any_format(cli: Cli, letters: Path) -> None:
    forms = ("terminal", "text", "html", *FORMATS)
    result = cli(".", "--redact", "-v", *(f"--format={form}={letters / form}.out" for form in forms))
    assert (result.code, result.text) == (1, "")
    assert "no guarantee" in result.err
    for form in forms:
        made = texts((letters / f"{form}.out").read_bytes())
        assert "letter-1.txt" in made or form == "html"
        assert (form, SECRETS.findall(made)) == (form, [])


@pytest.mark.parametrize(
    "command",
    [
        ("check", "-v"),
        ("extract",),
        ("explain",),
        ("explain", "--rule", "IMR301", "--why-not"),
        ("memo", "--for", "appeal"),
        ("memo", "--for", "qa"),
    ],
    ids=" ".join,
)
def test_nor_in_what_other_commands_print(cli: Cli, letters: Path, command: tuple[str, ...]) -> None:
    result = cli(*command, "Roe Jane CM15-0901499.txt", "--redact")
    assert result.code in {0, 1}
    assert "no guarantee" in result.err
    assert result.text
    assert SECRETS.findall(result.text) == []


def test_a_value_has_one_placeholder_and_dates_are_in_the_order_of_time(cli: Cli, letters: Path) -> None:
    (letter,) = cli(".", "--redact", "--format", "json").json["letters"]
    words = [each["text"] for each in letter["items"][0]["statements"]]
    # 1962, June 2014, the injury, 7/1/14, the visit, the denial, …
    assert "[name 1] was seen on [date 5] and [date 3]." in words
    assert letter["items"][0]["title"] == "Physical therapy for the low back of Ms. [name 1], 8 visits"
    assert letter["case"] == {
        **{"case_number": "[number 3]", "decision_date": "2015", "date_of_injury": "2014"},
        **{"ur_denial_date": "2015", "age": 52, "sex": "female", "specialties": [], "states": []},
    }
    elapsed = next(each for each in letter["facts"] if each["kind"] == "elapsed")
    assert (elapsed["amount"], elapsed["words"], elapsed["date"]) == (
        "259 days since injury",
        "[date 3]",
        "2014",
    )


def test_the_page_has_the_letter_with_its_marks(cli: Cli, letters: Path) -> None:
    cli(".", "--redact", "--format", "html=out.html")
    cli(".", "--format", "html=open.html")
    redacted, plain = (
        re.findall(r"<mark[^>]*>([^<]*)", (letters / name).read_text("utf-8"))
        for name in ("out.html", "open.html")
    )
    assert plain
    placeholder = re.compile(r"\[(?:name|date|number|address) \d+\]")
    for one, other in zip(redacted, plain, strict=True):
        pattern = placeholder.sub("\0", one)
        assert re.fullmatch(re.escape(pattern).replace("\0", "(?s:.+)"), other)


def test_pages_of_several_letters_are_redacted_where_that_is_asked_for(cli: Cli, letters: Path) -> None:
    (letters / "b.txt").write_text(LETTER, encoding="utf-8")
    for options, told in (((), True), (("--redact",), False)):
        cli(".", "--format", "html=out.html", *options)
        for page in (letters / "out-letters").iterdir():
            assert bool(SECRETS.search(page.read_text("utf-8"))) is told


def examples() -> list[Path]:
    return sorted(EXAMPLES.glob("*.txt"))


def computed(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """All of a report that is no text of a letter."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from computed(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from computed(inner, field)
    elif not isinstance(value, str) or field in {
        *("verdict", "value", "status", "kind", "case", "fit", "id", "rule", "check", "sha256", "severity"),
        *(
            "decision",
            "criterion",
            "guideline",
            "family",
            "role",
            "findings",
            "edition",
            "category",
            "concept",
        ),
    }:
        yield field, value


def test_what_is_computed_is_the_same(cli: Cli) -> None:
    plain = cli(*examples(), "--format", "json", "--on-unreadable", "warn")
    redacted = cli(*examples(), "--format", "json", "--on-unreadable", "warn", "--redact")
    assert plain.code == redacted.code
    assert list(computed(redacted.json)) == list(computed(plain.json))
    dated = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|CM\d\d-\d{7}")
    assert dated.search(plain.text)
    assert not dated.search(redacted.text)


def test_what_imr_check_says_of_editions_stays(cli: Cli) -> None:
    """Days from which a guideline was in force are no secret: only those of the letter are left out."""
    path = EXAMPLES / "edition-not-in-force.txt"
    messages = [
        [f["message"] for i in letter["items"] for f in i["findings"]]
        for options in ((), ("--redact",))
        for letter in cli(path, "--format", "json", *options).json["letters"]
    ]
    years = re.compile(r"\b(?:19|20)\d\d\b")
    assert [years.findall(each) for each in messages[0]] == [years.findall(each) for each in messages[1]]


def test_many_letters_have_names_of_their_own_and_few_are_as_many(
    cli: Cli, letters: Path, tmp_path: Path
) -> None:
    for number in range(3):
        (letters / f"{number}.txt").write_text(LETTER.replace("Jane", f"Jane{number}"), encoding="utf-8")
    (letters / "void.pdf").touch()
    few = cli(".", "--redact", "--format", "json")
    assert [each["path"] for each in few.json["letters"]] == [f"letter-{n}.txt" for n in (1, 2, 3, 4)] + [
        "letter-5.pdf"
    ]
    assert "void.pdf: it is empty" in few.err  # who runs it finds the file
    journal = tmp_path / "run.journal"
    assert cli(".", "--redact", "--format", "json", "--jobs", "2", "--resume", journal).text == few.text
    plain = cli(".", "--format", "json", "--resume", journal)
    assert plain.json["letters"][0]["path"] == "0.txt"
    assert "Roe" in plain.text
    (letters / "run.json").write_bytes(few.out)
    (letters / "void.pdf").unlink()
    (letters / "0.txt").unlink()
    (letters / "fewer.json").write_bytes(cli(".", "--redact", "--format", "json").out)
    assert cli("compare", "fewer.json", "fewer.json").text.startswith("0 added, 0 gone")
    assert "0 added" in cli("compare", "run.json", "fewer.json").text  # the first is another by now, and gone
    assert json.loads(cli("report", "run.json", "--format", "json").out) == few.json
