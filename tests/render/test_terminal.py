"""What the terminal shows, line by line, and what never reaches it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from checker.render.layout import Verbosity
from checker.render.terminal import render_terminal
from checker.report.records import (
    CaseRecord,
    CitationRecord,
    DrugRecord,
    GuidelineRecord,
    ItemRecord,
    LetterRecord,
    TreatmentRecord,
)

from .sample import (
    ERROR,
    ITEM,
    LETTER,
    NOTE,
    REPORT,
    WARNING,
    printed,
    report_of,
    section,
    span,
    statement,
    with_item,
)

EXPECTED = Path(__file__).parent / "expected"
UNREADABLE = LetterRecord(path="letters/scan.pdf", status="unreadable", error="it holds no text")
OTHER = LetterRecord(path="letters/news.txt", status="not_a_determination")


@pytest.mark.parametrize(
    ("width", "verbosity", "encoding", "name"),
    [
        (80, "normal", "utf-8", "normal-80"),
        (160, "normal", "utf-8", "normal-160"),
        (80, "verbose", "utf-8", "verbose-80"),
        (80, "quiet", "utf-8", "quiet-80"),
        (80, "normal", "ascii", "ascii-80"),
    ],
)
def test_whole_output(width: int, verbosity: Verbosity, encoding: str, name: str) -> None:
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    assert printed(REPORT, width, verbosity, encoding) == expected


@pytest.mark.parametrize("width", [1, 46, 60, 80, 119, 120, 160, 161, 300])
def test_no_line_is_wider_than_the_console_nor_than_is_readable(width: int) -> None:
    lines = printed(REPORT, width).split("\n")
    assert max(map(cell_len, lines)) == min(max(width, 46), 160)
    assert lines == [line.rstrip() for line in lines]


def test_below_120_columns_the_guideline_stands_under_the_letter() -> None:
    assert section(printed(REPORT, 119), "Letter, line 141", "  To match") == (
        "  Letter, line 141    “Guidelines recommend 10-12 visits over 8 weeks for the lumbar spine.”\n"
        "  (rationale)\n"
        "\n"
        "  Letter, line 126    “Physical Therapy, 12 sessions”\n"
        "  (title)\n"
        "\n"
        "  Guideline           MTUS Chronic Pain Medical Treatment Guidelines, 2009\n"
        "                      Physical Medicine, p. 98-99\n"
        "                      9 to 10 visits over 8 weeks for myalgia and myositis\n"
        "                      criterion CP09.pm.myalgia, in own words; provenance A, well attested"
    )


def test_from_120_columns_on_the_guideline_stands_beside_the_letter() -> None:
    columns = [
        (
            "  Letter, line 141    “Guidelines recommend 10-12 visits over 8",
            "MTUS Chronic Pain Medical Treatment",
        ),
        ("  (rationale)         weeks for the lumbar spine.”", "Guidelines, 2009"),
        ("", "Physical Medicine, p. 98-99"),
        (
            "  Letter, line 126    “Physical Therapy, 12 sessions”",
            "9 to 10 visits over 8 weeks for myalgia and",
        ),
        ("  (title)", "myositis"),
        ("", "criterion CP09.pm.myalgia, in own words;"),
        ("", "provenance A, well attested"),
    ]
    shown = "\n".join(left.ljust(72) + right for left, right in columns)
    assert section(printed(REPORT, 120), "Letter, line 141", "  To match") == shown


@pytest.mark.parametrize("width", [80, 160])
def test_a_finding_without_words_or_page_says_so(width: int) -> None:
    guideline = GuidelineRecord(id="ODG-LB", edition="ODG Low Back", provenance="C")
    finding = replace(ERROR, evidence=(), guideline=guideline, resolve=None)
    found = section(printed(with_item(replace(ITEM, findings=(finding,))), width), "Letter  ", "──")
    right = "ODG Low Back", "section unknown, page unknown", "ODG-LB; provenance C, uncertain"
    origin = "                      limit-misstated (IMR301) · confidence high · fact-error"
    first = "  Letter              there are no words to quote"
    if width == 80:
        label, pad = "  Guideline           ", " " * 22
        expected = [first, "", label + right[0], pad + right[1], pad + right[2]]
    else:
        column = 22 + 66 + 4
        expected = [first.ljust(column) + right[0], " " * column + right[1], " " * column + right[2]]
    assert found == "\n".join([*expected, "", origin])


def test_findings_come_by_severity_and_then_in_their_order() -> None:
    second = replace(ERROR, message="The second error.", evidence=(), guideline=None, resolve=None)
    item = replace(ITEM, findings=(NOTE, WARNING, ERROR, second))
    heads = re.findall(
        r"^  ([✗!·] (?:error|warning|note)) +(\S+ \S+)", printed(with_item(item)), re.MULTILINE
    )
    assert heads == [
        ("✗ error", "The letter"),
        ("✗ error", "The second"),
        ("! warning", "12 visits"),
        ("· note", "The claims"),
        ("! warning", "The letter"),  # of the whole letter
    ]


def test_suppressed_findings_are_counted_apart_and_shown_in_verbose() -> None:
    item = replace(ITEM, findings=(replace(WARNING, suppressed=True), NOTE))
    normal = printed(with_item(item))
    assert "  Findings            1 note, 1 suppressed\n" in normal
    assert "IMR402" not in normal
    assert section(printed(with_item(item), verbosity="verbose"), "! warning", "  Letter") == (
        "  ! warning           12 visits do not exceed 10-12.\n"
        "                      suppressed: it is not counted"
    )


def test_each_status_has_a_mark_and_its_word() -> None:
    item = replace(
        ITEM,
        statements=(
            statement("One.", "supported"),
            statement("Two.", "other_page"),
            statement("Three.", "other_guideline"),
            statement("Four.", "no_source_known"),
            statement("Five.", "tightened"),
            statement("Ten.", "misstated"),
            statement("Six.", "contradicted", "case"),
            statement("Seven.", "case_fact", "case"),
            statement("Eight.", "conclusion", "conclusion"),
            statement("Nine.", "unrecognised", "other"),
        ),
    )
    unicode = section(printed(with_item(item)), "RATIONALE", "  FINDINGS")
    assert unicode == (
        "  RATIONALE\n"
        "\n"
        "  ✓ supported         One.\n"
        "  → other page        Two.\n"
        "  ⇒ other guideline   Three.\n"
        "  ○ no source known   Four.\n"
        "  ↑ tightened         Five.\n"
        "  ≠ misstated         Ten.\n"
        "  ✗ contradicted      Six.\n"
        "  · case fact         Seven.\n"
        "  ∴ conclusion        Eight.\n"
        "  ? unrecognised      Nine."
    )
    plain = section(printed(with_item(item), encoding="cp1252"), "RATIONALE", "  FINDINGS")
    assert plain == unicode.translate(str.maketrans("✓→⇒○↑≠✗·∴", "+>#o^!x-="))


def test_an_item_about_which_nothing_can_be_told() -> None:
    item = ItemRecord(
        index=3,
        title="Zanaflex",
        original_request="Zanaflex #90",
        authorized="Zanaflex #20",
        treatment=TreatmentRecord(
            category="drug_oral",
            drugs=(DrugRecord(name="tizanidine", strength="4 mg", quantity=90), DrugRecord(name="baclofen")),
            side="left",
        ),
        citations=(
            CitationRecord(by="reviewer", source="NONE", span=span(9)),
            CitationRecord(
                by="claims_administrator",
                source="OTHER",
                topic="Goodman",
                edition="12",
                pages=((63, 63), (66, 67)),
            ),
        ),
        verdict="cannot_tell",
        reasons=("the reviewer cites no guideline", "no statement was found"),
    )
    shown = section(printed(with_item(item), verbosity="verbose"), "── Item 3", "── The whole")
    assert shown.split("\n", 1)[1] == (
        "\n"
        "  Zanaflex\n"
        "\n"
        "  Decision            not found in the letter\n"
        "  Original request    Zanaflex #90\n"
        "  Authorized          Zanaflex #20\n"
        "  Read as             drug oral; tizanidine 4 mg #90; baclofen; left\n"
        "  Verdict             ? cannot tell whether it matches the guideline that it\n"
        "                      cites\n"
        "  Reason              the reviewer cites no guideline\n"
        "                      no statement was found\n"
        "  Findings            none\n"
        "\n"
        "  GUIDELINES CITED\n"
        "\n"
        "  Reviewer            no guideline [line 9]\n"
        "\n"
        "  Claims              other source: Goodman, edition 12, p. 63, 66-67\n"
        "  administrator       → not resolved: the reason is not recorded\n"
        "\n"
        "  RATIONALE\n"
        "\n"
        "                      no statement found"
    )


def test_a_consistent_item_and_a_side_without_citation() -> None:
    shown = printed(with_item(replace(ITEM, verdict="consistent", findings=(), citations=ITEM.citations[1:])))
    assert "  Verdict             ✓ consistent with the guideline that it cites\n" in shown
    assert "  Claims              none found in the letter\n  administrator\n" in shown
    assert "\n  FINDINGS\n" not in shown


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (
            CaseRecord(),
            [
                "Not stated          case number, decision date, date of injury, denial date,",
                "                    patient, reviewer, licensed in",
            ],
        ),
        (
            CaseRecord(age=49, ur_denial_date="2014-08-19", date_of_injury="10/15/2011"),
            [
                "Date of injury      10/15/2011",
                "Denial date         August 19, 2014",
                "Patient             49 years old",
                "Not stated          case number, decision date, reviewer, licensed in",
            ],
        ),
        (
            CaseRecord(sex="female"),
            [
                "Patient             female",
                "Not stated          case number, decision date, date of injury, denial date,",
                "                    reviewer, licensed in",
            ],
        ),
    ],
)
def test_the_header_names_what_the_letter_does_not_state(case: CaseRecord, expected: list[str]) -> None:
    shown = section(printed(report_of(replace(LETTER, case=case, items=(), findings=()))), "letters/", "━━")
    assert shown.split("\n")[2:] == [*(f"  {line}" for line in expected), "  Items               none found"]


def test_letters_that_are_not_checked_have_one_line_each() -> None:
    quiet = printed(report_of(LETTER, UNREADABLE, OTHER, LETTER, complete=False), verbosity="quiet")
    letter = (EXPECTED / "quiet-80.txt").read_text(encoding="utf-8").split("\n\n")[0]
    assert quiet == (
        f"{letter}\n"
        "\n"
        "✗ not checked  letters/scan.pdf: it holds no text\n"
        "· not checked  letters/news.txt: it is no IMR determination letter\n"
        "\n"
        f"{letter}\n"
        "\n"
        "1 of 1 checked, 1 no determination, 1 unreadable; 1 item: 1 inconsistent, 0\n"
        "cannot tell, 0 consistent; 1 error, 2 warnings, 1 note; NOT COMPLETE\n"
    )
    normal = printed(report_of(LETTER, UNREADABLE, OTHER, LETTER, complete=False))
    assert [line for line in normal.split("\n") if line.startswith("━━")] == [
        f"━━ {words} ".ljust(80, "━") for words in ("Letter 1 of 4", "Letter 4 of 4", "Summary")
    ]
    assert "\n\n✗ not checked  letters/scan.pdf: it holds no text\n· not checked  letters/news.txt" in normal


def test_an_incomplete_run_names_what_is_missing() -> None:
    lost = [replace(UNREADABLE, path=f"letters/{number}.pdf") for number in range(12)]
    shown = section(printed(report_of(*lost, complete=False)), "Complete", "  Checked")
    assert shown.split("\n") == [
        "  Complete            NO: not every input could be checked",
        *(f"                      letters/{number}.pdf" for number in range(10)),
        "                      and 2 more",
    ]


def test_no_letters() -> None:
    assert printed(report_of(), verbosity="quiet").startswith("1 of 1 checked; ")
    assert printed(report_of()).startswith("━━ Summary ")


def test_quiet_shows_errors_only_and_a_line_an_item() -> None:
    long = replace(ITEM, index=12, title="Physical therapy " * 9, verdict="cannot_tell", findings=(NOTE,))
    bare = replace(ITEM, index=2, verdict="consistent", findings=(replace(ERROR, suppressed=True),))
    letter = replace(LETTER, items=(long, bare), findings=(replace(ERROR, evidence=()),))
    assert printed(report_of(letter), verbosity="quiet").split("\n\n")[0] == (
        "letters/002.txt\n"
        "  12  ? cannot tell   Physical therapy Physical therapy Physical…   1 note\n"
        "   2  ✓ consistent    Physical Therapy, 12 sessions                 1 suppressed\n"
        "  The whole letter: 1 error\n"
        "      ✗ error  The letter states 10-12 visits over 8 weeks; the cited pages\n"
        "               state 9-10 visits over 8 weeks. limit-misstated (IMR301)"
    )
    narrow = printed(report_of(replace(letter, items=(bare,), findings=())), 46, "quiet").split("\n\n")[0]
    assert narrow == (
        "letters/002.txt\n   2  ✓ consistent    1 suppressed\n      Physical Therapy, 12 sessions"
    )
    assert "no items found\n" in printed(report_of(replace(LETTER, items=())), verbosity="quiet")


def test_only_base_colors_and_no_background() -> None:
    stream = io.StringIO()
    render_terminal(
        report_of(LETTER, UNREADABLE, OTHER, complete=False),
        Console(file=stream, width=80, force_terminal=True, color_system="truecolor", no_color=False),
        verbosity="verbose",
    )
    codes = set(re.findall(r"\x1b\[([\d;]*)m", stream.getvalue()))
    assert codes == {"0", "1", "2", "32", "33", "31", "1;31"}
    plain = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue())
    assert plain == printed(report_of(LETTER, UNREADABLE, OTHER, complete=False), verbosity="verbose")
