"""What makes a run fail: levels and counts, selected rules, unreadable inputs, baseline, suppressions."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, item, letter

TODAY = date.today()
TWICE = letter(item(), item("Naproxen 550 mg #60", rationale="The Naproxen is not medically necessary."))


@pytest.fixture(autouse=True)
def letters(here: Path) -> None:
    (here / "letters").mkdir()
    for name, text in (("upheld", UPHELD), ("overturned", OVERTURNED), ("twice", TWICE), ("news", NEWS)):
        (here / "letters" / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def check(cli: Cli, rules: Path) -> Cli:
    return lambda *arguments: cli("check", "--no-shipped", "--rules", rules, *arguments)


def errors(check: Cli, *arguments: str) -> list[str]:
    """The ids of the errors that count."""
    (found,) = check("--format", "json", *arguments).json["letters"]
    findings = [one for each in found["items"] for one in each["findings"]]
    return [one["id"] for one in findings if one["severity"] == "error" and not one["suppressed"]]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("letters/twice.txt",), 1),
        (("letters/twice.txt", "--max-errors", "1"), 1),
        (("letters/twice.txt", "--max-errors", "2"), 0),
        (("letters/twice.txt", "--exit-zero"), 0),
        (("letters/twice.txt", "missing.txt", "--exit-zero"), 2),
        (("letters/overturned.txt", "--fail-level", "note"), 1),
        (("letters/overturned.txt", "--fail-level", "note", "--max-errors", "1"), 0),
        (("letters/twice.txt", "--max-errors", "-1"), 2),
        (("letters/overturned.txt", "letters/news.txt"), 2),
        (("letters/overturned.txt", "letters/news.txt", "--on-unreadable", "warn"), 0),
        (("letters", "--on-unreadable", "warn"), 1),
        (("letters/overturned.txt", "missing.txt", "--on-unreadable", "warn"), 2),
        (("letters/overturned.txt", "none*.txt", "--on-unreadable", "warn"), 2),
        (("letters/news.txt", "--on-unreadable", "warn"), 2),
        (("letters/news.txt", "--on-unreadable", "warn", "--allow-empty"), 0),
    ],
)
def test_exit_code(check: Cli, options: tuple[str, ...], code: int) -> None:
    assert check(*options).code == code


def test_what_is_let_pass_is_still_reported(check: Cli) -> None:
    run = check(
        "letters/news.txt", "letters/overturned.txt", "--on-unreadable", "warn", "--format", "concise"
    )
    assert run.err.startswith("imr-check: letters/news.txt: this is not an IMR final determination: ")
    assert "letters/news.txt:1:1: not_a_determination warning" in run.text
    assert "error" in check("letters/twice.txt", "--max-errors", "2", "--format", "concise").text


@pytest.mark.parametrize(
    ("config", "options", "code"),
    [
        ("", ("--ignore", "IMR301"), 0),
        ("", ("--ignore", "IMR302, limit-misstated"), 0),
        ("", ("--ignore", "criterion"), 0),
        ("", ("--ignore", "IMR302"), 1),
        ("", ("--select", "IMR302"), 0),
        ("", ("--select", "IMR302", "--select", "IMR301"), 1),
        ("", ("--select", "criterion", "--ignore", "IMR301"), 0),
        ("", ("--select", "IMR302", "--extend-select", "IMR301"), 1),
        ('select = ["IMR302"]', (), 0),
        ('select = ["IMR302"]', ("--select", "IMR301"), 1),
        ('select = ["IMR302"]', ("--extend-select", "upheld-item"), 1),
        ('ignore = ["IMR301"]', ("--ignore", "IMR302"), 0),
        ('ignore = ["IMR301"]', ("--extend-select", "IMR301"), 1),
        ('ignore = ["IMR301"]', ("--extend-select", "IMR301", "--ignore", "IMR301"), 0),
        ("max-errors = 1", (), 0),
        ("max-errors = 1", ("--max-errors", "0"), 1),
        ('on-unreadable = "warn"', ("letters/news.txt",), 1),
        ('on-unreadable = "warn"', ("letters/news.txt", "--on-unreadable", "fail"), 2),
    ],
)
def test_configuration_and_command_line(
    check: Cli, here: Path, config: str, options: tuple[str, ...], code: int
) -> None:
    (here / "imr-check.toml").write_text(config, encoding="utf-8")
    assert check("letters/upheld.txt", *options).code == code


def test_each_unknown_name_is_told_with_its_option(check: Cli, here: Path) -> None:
    (here / "imr-check.toml").write_text('ignore = ["IMR9"]', encoding="utf-8")
    run = check(
        "letters/upheld.txt", "--select", "limit-mistated", "--extend-select", "qqq", "--ignore", "IMR301,x"
    )
    assert run.code == 2
    assert [line.partition(": ")[2].partition(" is called ")[0] for line in run.err.splitlines()] == [
        "imr-check.toml:1:1: ignore: no rule, check or family",
        "--select: no rule, check or family",
        "--extend-select: no rule, check or family",
        "--ignore: no rule, check or family",
    ]
    assert "'limit-mistated' (did you mean limit-misstated?)" in run.err


# --- baseline ----------------------------------------------------------------------------------------------


def test_only_new_errors_fail_under_a_baseline(cli: Cli, check: Cli, here: Path) -> None:
    check("letters/upheld.txt", "letters/overturned.txt", "--format", "json=run.json")
    made = cli("baseline", "create", "run.json", "baseline.json")
    left_out = "1 below error left out: with --fail-level note all are taken up"
    assert (made.code, made.text) == (0, f"1 finding in baseline.json\n{left_out}\n")
    known = check("letters/upheld.txt", "--baseline", "baseline.json", "--format", "json")
    assert (known.code, known.err) == (0, "")
    (finding,) = known.json["letters"][0]["items"][0]["findings"]
    assert finding["suppressed"]
    assert finding["suppression"]["kind"] == "baseline"
    assert known.json["summary"]["findings"]["error"] == 0
    (here / "letters/upheld.txt").write_text("\n\n" + UPHELD, encoding="utf-8")  # moved lines
    assert check("letters/upheld.txt", "--baseline", "baseline.json").code == 0
    assert check("letters/twice.txt", "letters/upheld.txt", "--baseline", "baseline.json").code == 1


def test_a_baseline_made_of_a_run_that_was_held_against_one_has_all(cli: Cli, check: Cli, here: Path) -> None:
    check("letters/upheld.txt", "--format", "json=run.json")
    cli("baseline", "create", "run.json", "old.json")
    check("letters/upheld.txt", "--baseline", "old.json", "--format", "json=again.json")
    assert cli("baseline", "create", "again.json", "new.json").text == "1 finding in new.json\n"
    assert (here / "new.json").read_bytes() == (here / "old.json").read_bytes()
    assert cli("baseline", "update", "again.json", "old.json").text == "0 findings added\n"


def test_a_baseline_holds_no_words_of_a_letter(cli: Cli, check: Cli, here: Path) -> None:
    check("letters/twice.txt", "--format", "json=run.json")
    cli("baseline", "create", "run.json", "baseline.json")
    data = json.loads((here / "baseline.json").read_bytes())
    ids = errors(check, "letters/twice.txt")
    assert data == {
        "version": 1,
        "findings": [
            {"id": ids[0], "item": 1, "letter": "CM14-0000001", "rule": "IMR301"},
            {"id": ids[1], "item": 2, "letter": "CM14-0000001", "rule": "IMR301"},
        ],
    }


def test_update_adds_and_prune_takes_out_what_the_run_shows(cli: Cli, check: Cli, here: Path) -> None:
    other = here / "letters/other.txt"
    other.write_text(letter(number="CM14-0000009"), encoding="utf-8")
    check("letters/upheld.txt", "letters/other.txt", "--format", "json=old.json")
    cli("baseline", "create", "old.json", "baseline.json")
    (here / "letters/upheld.txt").write_text(TWICE, encoding="utf-8")
    check("letters/upheld.txt", "--baseline", "baseline.json", "--format", "json=new.json")
    assert cli("baseline", "update", "new.json", "baseline.json").text == "1 finding added\n"
    assert cli("baseline", "update", "new.json", "baseline.json").text == "0 findings added\n"
    assert check("letters/upheld.txt", "letters/other.txt", "--baseline", "baseline.json").code == 0
    (here / "letters/upheld.txt").write_text(OVERTURNED.replace("0000002", "0000001"), encoding="utf-8")
    gone = check("letters/upheld.txt", "--baseline", "baseline.json", "--format", "json=newer.json")
    assert (
        gone.err == "imr-check: 2 findings of the baseline no longer found: baseline prune takes them out\n"
    )
    # What is known of the letter that this run did not check stays.
    assert cli("baseline", "prune", "newer.json", "baseline.json").text == "2 findings taken out\n"
    assert check("letters/other.txt", "--baseline", "baseline.json").code == 0


def test_the_level_of_a_baseline(cli: Cli, check: Cli) -> None:
    check("letters/overturned.txt", "--format", "json=run.json")
    assert cli("baseline", "create", "run.json", "errors.json").text == (
        "0 findings in errors.json\n1 below error left out: with --fail-level note all are taken up\n"
    )
    assert cli("baseline", "create", "run.json", "notes.json", "--fail-level", "note").text == (
        "1 finding in notes.json\n"
    )
    assert cli("baseline", "update", "run.json", "notes.json").text == "0 findings added\n"
    assert cli("baseline", "create", "run.json", "none.json", "--fail-level", "never").text == (
        "0 findings in none.json\n1 below never left out: with --fail-level note all are taken up\n"
    )
    level = ("letters/overturned.txt", "--fail-level", "note")
    assert check(*level, "--baseline", "errors.json").code == 1
    assert check(*level, "--baseline", "notes.json").code == 0


def test_what_is_suppressed_is_not_taken_up(cli: Cli, check: Cli) -> None:
    check("letters/upheld.txt", "--ignore", "IMR301", "--format", "json=run.json")
    assert cli("baseline", "create", "run.json", "baseline.json").text == "0 findings in baseline.json\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "baseline.json: no such file"),
        ("[]", "baseline.json: not a baseline: "),
        ('{"version": 2, "findings": []}', "baseline.json: not a baseline: version: "),
        ('{"version": 1, "finding": []}', "finding: no such key (did you mean findings?)"),
        ('{"version": 99, "findings": []}', "version: 99 is none of 1\n"),
        ("{}", "findings: is missing"),
        ('{"version": 1}', "findings: is missing"),
        ('{"version": 1, "findings": [], "findings": []}', "the key 'findings' is there twice"),
        ("[" * 100_000, "baseline.json: not a baseline: "),
        ('{"version": 1', "baseline.json: not a baseline: "),
        ('{"findings": [{"id": "x", "item": 1, "letter": "a"}]}', "rule: "),
    ],
)
def test_a_wrong_baseline_is_an_error(check: Cli, here: Path, content: str | None, said: str) -> None:
    if content is not None:
        (here / "baseline.json").write_text(content, encoding="utf-8")
    run = check("letters/upheld.txt", "--baseline", "baseline.json")
    assert (run.code, run.out) == (2, b"")
    assert said in run.err


def test_a_baseline_is_not_made_twice(cli: Cli, check: Cli, here: Path) -> None:
    check("letters/upheld.txt", "--format", "json=run.json")
    (here / "baseline.json").write_text("mine", encoding="utf-8")
    run = cli("baseline", "create", "run.json", "baseline.json")
    assert (run.code, run.err) == (
        2,
        "imr-check: baseline.json: it is there already: baseline update adds to it\n",
    )
    assert (here / "baseline.json").read_text() == "mine"


# --- suppressions ------------------------------------------------------------------------------------------


def accept(folder: Path, finding: str, more: str = "", since: date = TODAY) -> Path:
    path = folder / "imr-check-suppressions.yaml"
    entry = (
        f"- finding: '{finding}'\n  reason: The panel has seen it.\n  author: J. Doe\n  date: {since}\n{more}"
    )
    path.write_text(f"suppressions:\n{entry}", encoding="utf-8")
    return path


def entry(finding: str, since: date | str) -> str:
    return f"- {{finding: '{finding}', reason: x, author: y, date: {since}}}\n"


@pytest.mark.parametrize("path", ["letters/upheld.txt", "letters", "letters/up*.txt", "."])
def test_an_accepted_finding_counts_no_more(check: Cli, here: Path, path: str) -> None:
    (here / "letters/twice.txt").unlink()
    (finding,) = errors(check, "letters/upheld.txt")
    accept(here / "letters", finding, f"  expires: {TODAY}\n")
    run = check(path, "--on-unreadable", "warn", "--format", "json", "--format", "sarif=run.sarif")
    assert run.code == 0
    (upheld,) = [one for one in run.json["letters"] if one["path"].endswith("upheld.txt")]
    (found,) = upheld["items"][0]["findings"]
    assert found["suppression"] == {
        "kind": "accepted",
        "reason": "The panel has seen it.",
        "author": "J. Doe",
        "date": str(TODAY),
        "expires": str(TODAY),
    }
    results = json.loads((here / "run.sarif").read_bytes())["runs"][0]["results"]
    justified = [one["suppressions"][0]["justification"] for one in results if "suppressions" in one]
    assert justified == [f"accepted by J. Doe on {TODAY}, until {TODAY}: The panel has seen it."]
    assert f"accepted by J. Doe on {TODAY}" in check("letters/upheld.txt", "--format", "text", "-v").text


def test_an_expired_suppression_counts_again_and_is_told(check: Cli, here: Path) -> None:
    (finding,) = errors(check, "letters/upheld.txt")
    yesterday = TODAY - timedelta(days=1)
    accept(here / "letters", finding, f"  expires: {yesterday}\n", since=yesterday)
    run = check("letters/upheld.txt")
    assert run.code == 1
    assert run.err == (
        f"imr-check: letters/imr-check-suppressions.yaml: {finding} expired on {yesterday}: "
        "it counts again (J. Doe)\n"
    )


def test_an_unused_suppression_is_told(check: Cli, here: Path) -> None:
    accept(here / "letters", "0" * 16)
    run = check("letters/upheld.txt")
    assert run.code == 1
    assert run.err == (
        "imr-check: letters/imr-check-suppressions.yaml: 1 suppression without a finding in this run: "
        "0000000000000000\n"
    )


def test_a_suppression_of_another_folder_does_not_hold(check: Cli, here: Path) -> None:
    (finding,) = errors(check, "letters/upheld.txt")
    accept(here, finding)
    assert check("letters/upheld.txt").code == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("  reasn: x\n", ":6:3: V202 reasn: no such key (did you mean reason?)"),
        ("  expires: soon\n", ":6:12: V203 expires: "),
        (f"  expires: {TODAY - timedelta(days=1)}\n", ":6:12: V403 expires: "),
        ("- finding: f-301\n", ":6:12: V206 finding: "),
        (entry("a" * 16, TODAY), ":6:13: V303 finding: aaaaaaaaaaaaaaaa stands here twice"),
        (entry("b" * 16, "2999-01-01"), ":6:61: V403 date: 2999-01-01 is yet to come"),
        (f"- {{finding: '{'b' * 16}', reason: x, author: y}}\n", ":6:3: V201 date: "),
        ("other: 1\n", ":6:1: V202 other: no such key (keys: suppressions)"),
    ],
)  # fmt: skip
def test_a_typo_is_an_error(check: Cli, here: Path, more: str, said: str) -> None:
    accept(here / "letters", "a" * 16, more)
    run = check("letters/upheld.txt")
    assert (run.code, run.out) == (2, b"")
    assert f"letters/imr-check-suppressions.yaml{said}" in run.err


def test_explain_knows_what_is_accepted(cli: Cli, check: Cli, rules: Path, here: Path) -> None:
    (finding,) = errors(check, "letters/upheld.txt")
    packs = ("--no-shipped", "--rules", rules)
    assert f"[{finding}]" in cli("explain", "letters/upheld.txt", *packs).text
    accept(here / "letters", finding)
    assert f"[{finding}, suppressed]" in cli("explain", "letters/upheld.txt", *packs).text
