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
from checker.render.reasons import checked_words, reasons_of
from checker.render.terminal import render_terminal
from checker.render.words import SEVERITIES, Standing, standing_of
from checker.report.records import (
    AspectRecord,
    CaseRecord,
    CitationRecord,
    DrugRecord,
    GuidelineRecord,
    ItemRecord,
    LetterRecord,
    Report,
    Severity,
    SuppressionRecord,
    TreatmentRecord,
    VisitsRecord,
)

from .full import FAILS, FULL, HOLDS, STATEMENTS, UNTOLD, aspects, at
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


WHOLE: dict[str, tuple[Report, int, Verbosity, str]] = {
    **{f"normal-{width}": (FULL, width, "normal", "utf-8") for width in (60, 80, 120, 160)},
    "verbose-80": (FULL, 80, "verbose", "utf-8"),
    "quiet-80": (FULL, 80, "quiet", "utf-8"),
    "ascii-80": (FULL, 80, "normal", "ascii"),
    "older-80": (REPORT, 80, "normal", "utf-8"),  # a run saved before there were aspects
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_output(name: str) -> None:
    """``python -m tests.render.test_terminal`` writes what is expected anew: read what changed."""
    assert printed(*WHOLE[name]) == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("verbosity", ["normal", "verbose"])
@pytest.mark.parametrize("report", [REPORT, FULL], ids=["older", "full"])
@pytest.mark.parametrize("width", [1, 46, 60, 80, 119, 120, 160, 161, 300])
def test_no_line_is_wider_than_the_console_nor_than_is_readable(
    width: int, report: Report, verbosity: Verbosity
) -> None:
    lines = printed(report, width, verbosity).split("\n")
    assert max(map(cell_len, lines)) == min(max(width, 46), 160)
    assert lines == [line.rstrip() for line in lines]


def test_below_120_columns_the_guideline_stands_under_the_letter() -> None:
    assert section(printed(REPORT, 119), "Letter, line 141", "  To match:") == (
        "  Letter, line 141    “Guidelines recommend 10-12 visits over 8 weeks for the lumbar spine.”\n"
        "  (rationale)\n"
        "\n"
        "  Letter, line 126    “Physical Therapy, 12 sessions”\n"
        "  (title)\n"
        "\n"
        "  Guideline           MTUS Chronic Pain Medical Treatment Guidelines, 2009, Physical Medicine, "
        "p. 98-99\n"
        "                      9 to 10 visits over 8 weeks for myalgia and myositis\n"
        "                      criterion CP09.pm.myalgia, in own words; provenance A, well attested"
    )


def test_from_120_columns_on_the_guideline_stands_beside_the_letter() -> None:
    columns = [
        (
            "  Letter, line 141    “Guidelines recommend 10-12 visits over 8",
            "MTUS Chronic Pain Medical Treatment",
        ),
        (
            "  (rationale)         weeks for the lumbar spine.”",
            "Guidelines, 2009, Physical Medicine, p. 98-99",
        ),
        ("", "9 to 10 visits over 8 weeks for myalgia and"),
        ("  Letter, line 126    “Physical Therapy, 12 sessions”", "myositis"),
        ("  (title)", "criterion CP09.pm.myalgia, in own words;"),
        ("", "provenance A, well attested"),
    ]
    shown = "\n".join(left.ljust(72) + right for left, right in columns)
    assert section(printed(REPORT, 120), "Letter, line 141", "  To match:") == shown


@pytest.mark.parametrize("width", [80, 160])
def test_a_finding_without_words_or_page_names_what_there_is(width: int) -> None:
    guideline = GuidelineRecord(id="ODG-LB", edition="ODG Low Back", provenance="C")
    finding = replace(ERROR, evidence=(), guideline=guideline, resolve=None)
    found = section(printed(with_item(replace(ITEM, findings=(finding,))), width), "Letter  ", "  RATIONALE")
    right = "ODG Low Back", "ODG-LB; provenance C, uncertain"
    origin = "                      limit-misstated (IMR301) · confidence high · fact-error"
    first = "  Letter              there are no words to quote"
    if width == 80:
        expected = [first, "", f"  Guideline           {right[0]}", " " * 22 + right[1]]
    else:
        column = 22 + 66 + 4
        expected = [first.ljust(column) + right[0], " " * column + right[1]]
    assert found == "\n".join([*expected, "", origin])


def test_findings_come_by_severity_and_then_in_their_order() -> None:
    second = replace(ERROR, message="The second error.", evidence=(), guideline=None, resolve=None)
    item = replace(ITEM, findings=(NOTE, WARNING, ERROR, second))
    shown = printed(with_item(item), verbosity="verbose")
    heads = re.findall(r"^  ([✗!·] (?:error|warning|note)) +(\S+ \S+)", shown, re.MULTILINE)
    assert heads == [
        ("✗ error", "The letter"),
        ("✗ error", "The second"),
        ("! warning", "12 visits"),
        ("· note", "The claims"),
        ("! warning", "The letter"),  # of the whole letter
    ]


def test_notes_and_suppressed_findings_are_folded_into_one_line_a_letter() -> None:
    other = replace(NOTE, id="f-104", check="edition-missing", message="The edition has no year.")
    item = replace(
        ITEM, findings=(replace(WARNING, suppressed=True), NOTE, other, replace(other, id="f-105"))
    )
    letter = replace(LETTER, items=(item,), findings=(replace(NOTE, suppressed=True),))
    normal = printed(report_of(letter), 120)
    assert section(normal, "· 3 notes", "━━") == (
        "  · 3 notes (--show notes): sides-cite-differently, edition-missing 2; "
        "2 findings suppressed (--verbose)"
    )
    assert "── Item" not in normal  # its row has said all that there is
    shown = printed(report_of(letter), 120, notes=True)
    assert "  · note              The claims administrator also cites ODG.\n" in shown
    assert shown.count("  · note              The edition has no year.\n") == 2
    assert "  2 findings suppressed (--verbose)\n" in shown
    assert "IMR402" not in shown


def test_in_verbose_a_suppressed_finding_says_so() -> None:
    item = replace(ITEM, findings=(replace(WARNING, suppressed=True),))
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
    item = replace(item, findings=(replace(WARNING, evidence=()),))
    report = report_of(replace(LETTER, items=(item,), findings=()))
    unicode = section(printed(report), "RATIONALE", "━━")
    assert unicode == (
        "  RATIONALE\n"
        "\n"
        "  ✓ supported         One.\n"
        "  → other page        Two.\n"
        "  ⇒ other guideline   Three.\n"
        "                      no finding: no rule asks for one\n"
        "  ○ no source known   Four.\n"
        "                      no finding: no rule asks for one\n"
        "  ↑ tightened         Five.\n"
        "                      no finding: no rule asks for one\n"
        "  ≠ misstated         Ten.\n"
        "                      no finding: no rule asks for one\n"
        "  ✗ contradicted      Six.\n"
        "  · case fact         Seven.\n"
        "  ∴ conclusion        Eight.\n"
        "  ? unrecognised      Nine."
    )
    plain = section(printed(report, encoding="cp1252"), "RATIONALE", "==")
    assert plain == unicode.translate(str.maketrans("✓→⇒○↑≠✗·∴", "+>#o^!x-="))


def test_a_sentence_against_which_nothing_is_found_says_why() -> None:
    """What is known at grade C alone makes no finding; a finding that quotes the sentence has said it."""
    said = replace(statement("Ten weeks.", "misstated", criterion="X.1"), span=at(141), provenance="C")
    evidence = replace(ERROR.evidence[0], span=replace(at(141), start=at(141).start + 3))

    def ledger(item: ItemRecord) -> str:
        return section(printed(with_item(replace(item, statements=(said,)))), "RATIONALE", "──")

    uncertain = "                      no finding: its criterion is of grade C, uncertain\n"
    assert ledger(ITEM) == (
        f"  RATIONALE\n\n  ≠ misstated         Ten weeks.\n{uncertain}                      criterion X.1"
    )
    assert uncertain not in ledger(replace(ITEM, findings=(replace(ERROR, evidence=(evidence,)),)))


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
    item = replace(ITEM, verdict="consistent", findings=(), citations=ITEM.citations[1:])
    shown = printed(with_item(item), verbosity="verbose")
    assert "  Verdict             ✓ consistent with the guideline that it cites\n" in shown
    assert "  Claims              none found in the letter\n  administrator\n" in shown
    assert "\n  FINDINGS\n" not in shown


def test_what_was_not_checked_stands_beside_each_match() -> None:
    assert checked_words(HOLDS) == (
        "checked: citation, criteria, application, decision; not: record; "
        "1 of 3 sentences, not recognised; 1 of 2 conditions, not documented"
    )
    whole = replace(HOLDS, aspects=FAILS.aspects, statements=STATEMENTS[:1], conditions=())
    assert checked_words(whole) == (
        "checked: citation, criteria, application, record, decision; "
        "not: the guideline's own text, the medical records"
    )
    older = replace(HOLDS, aspects=None, statements=STATEMENTS[:1], conditions=())
    assert checked_words(older) == (
        "checked: its statements; not: the five questions, which this run did not ask"
    )


@pytest.mark.parametrize(
    ("item", "reasons"),
    [
        (FAILS, ("the rationale states 10-12 visits over 8 weeks, the cited pages 9-10",)),
        (replace(FAILS, aspects=None), (ERROR.message,)),
        (UNTOLD, ("no criterion of the cited guideline is known for it",)),
        (
            replace(UNTOLD, reasons=(), aspects=aspects("fits", "match", "cannot_tell", "agrees", "agrees")),
            (),
        ),
    ],
)
def test_the_reason_of_a_verdict(item: ItemRecord, reasons: tuple[str, ...]) -> None:
    assert reasons_of(item) == reasons


@pytest.mark.parametrize(
    ("suppression", "why"),
    [
        (SuppressionRecord(kind="baseline"), "it stands in the baseline"),
        (
            SuppressionRecord(kind="accepted", author="J. Doe", date="2026-11-02", reason="Corrected since."),
            "accepted by J. Doe on 2026-11-02: Corrected since.",
        ),
    ],
)
def test_what_is_let_pass_and_holds_an_aspect_open_says_why(suppression: SuppressionRecord, why: str) -> None:
    passed = replace(WARNING, suppressed=True, suppression=suppression)
    rests = AspectRecord(value="cannot_tell", findings=(passed.id,))
    assert UNTOLD.aspects is not None
    item = replace(UNTOLD, aspects=replace(UNTOLD.aspects, application=rests), findings=(passed,))
    assert reasons_of(item) == (*UNTOLD.reasons, f"{WARNING.rule}: {why}")
    settled = replace(rests, value="follows")
    assert reasons_of(replace(item, aspects=replace(UNTOLD.aspects, application=settled))) == UNTOLD.reasons


@pytest.mark.parametrize(
    ("name", "value", "standing"),
    [
        ("citation", "fits", "holds"),
        ("citation", "does_not_fit", "fails"),
        ("citation", "none", "nothing"),
        ("criteria", "match", "holds"),
        ("criteria", "do_not_match", "fails"),
        ("criteria", "none_stated", "nothing"),
        ("application", "follows", "holds"),
        ("application", "does_not_follow", "fails"),
        ("application", "not_compared", "nothing"),
        ("application", "cannot_tell", "unknown"),
        ("record", "agrees", "holds"),
        ("record", "conflicts", "differs"),
        ("record", "conflicts_decisively", "fails"),
        ("decision", "agrees", "holds"),
        ("decision", "conflicts", "fails"),
        ("decision", "of a later version", "unknown"),
    ],
)
def test_each_answer_stands_as_its_word_says(name: str, value: str, standing: Standing) -> None:
    assert standing_of(name, AspectRecord(value=value)) == standing


def test_a_reason_that_is_a_finding_which_follows_is_named_by_its_check() -> None:
    assert FAILS.aspects is not None
    criteria = AspectRecord(value="do_not_match", reasons=(ERROR.message, NOTE.message))
    item = replace(FAILS, aspects=replace(FAILS.aspects, criteria=criteria))
    shown = section(printed(with_item(item), 120), "✗ criteria", "  ✓ application")
    assert shown == (
        "  ✗ criteria          do not match: limit-misstated; The claims administrator also cites ODG."
    )


@pytest.mark.parametrize(
    ("visits", "words"),
    [
        (VisitsRecord(requested=12, done=6, authorized=4), "6 done + 12 requested = 18 visits; 4 authorized"),
        (VisitsRecord(requested=1, done=0), "0 done + 1 requested = 1 visit"),
        (VisitsRecord(requested=12), "? done + 12 requested"),
        (VisitsRecord(done=6), "6 done + ? requested"),
    ],
)
def test_visits_are_added_up_where_both_are_known(visits: VisitsRecord, words: str) -> None:
    shown = printed(with_item(replace(FAILS, visits=visits, conditions=())), 120)
    assert f"  Visits              {words}\n" in shown


def test_what_a_guideline_asks_and_nobody_speaks_of_is_counted_except_in_verbose() -> None:
    normal, verbose = (printed(with_item(FAILS), 160, verbosity) for verbosity in ("normal", "verbose"))
    assert "  1 more condition asked for, not stated and not documented (--verbose)\n" in normal
    assert "fading of treatment" not in normal
    assert "  fading of treatment frequency to home" in verbose


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
    letter = replace(LETTER, case=case, items=(), findings=(), sha256=None)
    shown = section(printed(report_of(letter), verbosity="verbose"), "letters/", "━━")
    assert shown.split("\n")[2:] == [f"  {line}" for line in expected]


def test_a_letter_without_items_says_so() -> None:
    letter = replace(LETTER, case=CaseRecord(), items=(), findings=(), part=2)
    shown = section(printed(report_of(letter)), "letters/", "━━")
    assert shown == "  letters/002.txt (letter 2 of the file) · 0 items"


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


def test_quiet_has_a_line_for_each_item_that_fails() -> None:
    failing = replace(ITEM, index=12, findings=(NOTE, WARNING, ERROR))
    noted = replace(ITEM, index=1, verdict="consistent", findings=(NOTE,))
    forgiven = replace(ITEM, index=2, findings=(replace(ERROR, suppressed=True),))
    warned = replace(ITEM, index=3, verdict="cannot_tell", findings=(WARNING,))
    letter = replace(LETTER, items=(noted, forgiven, warned, failing))
    clean = replace(LETTER, path="clean.txt", items=(noted,), findings=())

    def quiet(level: Severity) -> list[str]:
        shown = printed(report_of(letter, clean), 160, "quiet", fail_level=level)
        return shown.split("\n\n")[0].split("\n")

    assert quiet("error")[:3] == [
        "letters/002.txt",
        "   12  ✗ inconsistent  Physical Therapy, 12 sessions: error: The letter states 10-12 visits over 8",
        "       weeks; the cited pages state 9-10 visits over 8 weeks. [line 141] limit-misstated (IMR301)",
    ]
    levels = {level: [line[:22] for line in quiet(level) if line[:7].strip()] for level in SEVERITIES}
    assert levels == {
        "error": ["letters/002.txt", "   12  ✗ inconsistent "],
        "warning": [
            "letters/002.txt",
            "    3  ? cannot tell  ",
            "   12  ✗ inconsistent ",
            "  all  warning: The le",
        ],
        "note": [
            "letters/002.txt",
            "    1  ✓ consistent  P",
            "    3  ? cannot tell  ",
            "   12  ✗ inconsistent ",
            "  all  warning: The le",
            "clean.txt",
            "    1  ✓ consistent  P",
        ],
    }


def test_only_base_colors_and_no_background() -> None:
    stream = io.StringIO()
    render_terminal(
        replace(FULL, letters=(*FULL.letters, UNREADABLE, OTHER), complete=False),
        Console(file=stream, width=80, force_terminal=True, color_system="truecolor", no_color=False),
        verbosity="verbose",
    )
    codes = set(re.findall(r"\x1b\[([\d;]*)m", stream.getvalue()))
    assert codes == {"0", "1", "2", "32", "33", "31", "1;31"}
    plain = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue())
    letters = (*FULL.letters, UNREADABLE, OTHER)
    assert plain == printed(replace(FULL, letters=letters, complete=False), verbosity="verbose")


if __name__ == "__main__":
    for name, arguments in WHOLE.items():
        (EXPECTED / f"{name}.txt").write_text(printed(*arguments), encoding="utf-8")
