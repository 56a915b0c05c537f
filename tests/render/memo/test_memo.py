"""The memo: grounds, both passages, what was not checked, and no letter's words as markup."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pypdfium2
import pytest
from docx import Document

from checker.render.memo.content import Memo, Purpose, memo_of
from checker.render.memo.docx import docx
from checker.render.memo.markdown import markdown
from checker.render.memo.pdf import pdf
from checker.report.records import Appeal, Confidence, FindingRecord, LetterRecord, Severity

from ..html.pages import EXAMPLES, checked, example, report_on
from ..html.test_page import MARKUP
from ..test_terminal_hostile import hostile_report

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


def memo(name: str = "search-order.txt", purpose: Purpose = "appeal") -> Memo:
    letter, _ = checked(example(name), name)
    return memo_of(letter, report_on(letter), purpose)


def words_of_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())


def words_of_pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def with_finding(
    letter: LetterRecord, appeal: Appeal, confidence: Confidence, severity: Severity = "error"
) -> LetterRecord:
    finding = FindingRecord(
        id="0",
        rule="IMR000",
        check="x",
        severity=severity,
        confidence=confidence,
        appeal=appeal,
        message="It is so.",
    )
    items = tuple(replace(item, findings=()) for item in letter.items)
    return replace(letter, items=(replace(items[0], findings=(finding,)), *items[1:]), findings=())


@pytest.mark.parametrize(
    ("appeal", "confidence", "severity", "part"),
    [
        ("powers", "high", "error", "Acts without or in excess of powers (Labor Code 4610.6(h)(1))"),
        ("fact-error", "high", "error", "Plainly erroneous finding of fact (Labor Code 4610.6(h)(5))"),
        ("fact-error", "high", "warning", "Annex A: what would bear on a ground, and is less sure"),
        ("fact-error", "medium", "error", "Annex A: what would bear on a ground, and is less sure"),
        ("quality", "high", "error", "Annex B: quality"),
        ("quality", "medium", "warning", "Annex B: quality"),
    ],
)
def test_only_what_is_sure_stands_under_a_ground(
    appeal: Appeal, confidence: Confidence, severity: Severity, part: str
) -> None:
    letter, _ = checked(example("search-order.txt"), "x")
    letter = with_finding(letter, appeal, confidence, severity)
    made = memo_of(letter, report_on(letter), "appeal")
    assert [one.heading for one in made.parts if one.points] == [part]


def test_for_quality_assurance_quality_is_a_ground() -> None:
    letter, _ = checked(example("search-order.txt"), "x")
    letter = with_finding(letter, "quality", "high", "warning")
    made = memo_of(letter, report_on(letter), "qa")
    assert [one.heading for one in made.parts if one.points] == [
        "Quality of the determination (no ground of appeal by itself)"
    ]


def test_the_thirty_days_are_counted_from_the_date_that_the_letter_gives() -> None:
    letter, _ = checked(example("search-order.txt"), "x")
    for day, words in (("2017-02-27", "March 29, 2017, counted"), (None, "not counted")):
        dated = replace(letter, case=replace(letter.case, decision_date=day))
        about = dict(memo_of(dated, report_on(dated), "appeal").about)
        assert about["To file by (30 days)"].startswith(words)


@pytest.mark.parametrize("purpose", ["appeal", "qa"])
def test_each_form_has_both_passages_of_each_finding_with_their_places(purpose: Purpose) -> None:
    made = memo("misstated-limit.txt", purpose)
    points = [point for part in made.parts for point in part.points]
    assert any(point.guideline for point in points)
    said = [markdown(made).replace("\\", ""), words_of_docx(docx(made)), words_of_pdf(pdf(made))]
    for form in said:
        for point in points:
            passages = (*point.letter, *([point.guideline] if point.guideline else []))
            for words in (point.message, *(each for one in passages for each in (one.where, one.words))):
                assert words in form
        for part in made.parts:
            assert part.heading in form
        assert "does not say that a treatment should have been approved" in form


@pytest.mark.parametrize("appeal", ["powers", "fact-error", "quality"])
def test_notes_bear_on_no_ground_and_are_counted(appeal: Appeal) -> None:
    letter, _ = checked(example("search-order.txt"), "x")
    made = memo_of(with_finding(letter, appeal, "high", "note"), report_on(letter), "appeal")
    assert not any(one.points for one in made.parts)
    assert next(one for one in made.parts if one.heading == "Annex B: quality").lines == (
        "1 note that bears on no ground: left out.",
    )
    for_qa = memo_of(with_finding(letter, appeal, "high", "note"), report_on(letter), "qa")
    assert [len(one.points) for one in for_qa.parts if one.points] == [1]


def test_who_appeals_gets_no_advice_to_the_author() -> None:
    assert "To match" not in markdown(memo("drug-formulary.txt"))
    assert "To match" in markdown(memo("drug-formulary.txt", "qa"))


def test_a_guideline_of_which_no_words_are_encoded_is_a_place_and_no_quote() -> None:
    points = [point for part in memo("renewed-schedule.txt", "qa").parts for point in part.points]
    bare = [point.guideline for point in points if point.guideline and not point.guideline.words]
    assert bare
    assert not any("own words" in one.where for one in bare)
    assert "> \n" not in markdown(memo("renewed-schedule.txt", "qa"))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_memo_says_what_should_have_been_decided(path: Path) -> None:
    letter, _ = checked(path.read_text(encoding="utf-8"), path.name)
    if letter.status != "checked":
        return
    for purpose in PURPOSES:
        text = markdown(memo_of(letter, report_on(letter), purpose))
        assert text.count("should have been") == 1
        assert text.index("should have been") > text.index("This memo compares")


def test_what_was_not_checked_is_said_of_each_item() -> None:
    letter, _ = checked(example("cannot-tell.txt"), "x")
    made = memo_of(letter, report_on(letter), "qa")
    last = made.parts[-1]
    assert last.heading == "What was checked, and what not"
    assert len(last.lines) == len(letter.items)


def test_hostile_words_stay_words_in_each_form() -> None:
    hostile = (
        f"{MARKUP} # [x](http://evil) **b** \u202e\x1b[31m\x00 \u4e2d <font size=90>&amp; {'long ' * 400}"
    )
    report = hostile_report(hostile)
    made = [memo_of(letter, report, "qa") for letter in report.letters if letter.items]
    assert made
    for one in made:
        text = markdown(one)
        assert "<script>" not in text.replace("\\<", "")
        assert "](http" not in text.replace("\\]", "")
        assert not set("\u202e\x1b\x00") & set(text)
        assert "<script>alert(1)</script>" in words_of_docx(docx(one))
        assert "[U+4E2D]" in words_of_pdf(pdf(one))


def test_the_same_letter_gives_the_same_pdf() -> None:
    assert pdf(memo()) == pdf(memo())
