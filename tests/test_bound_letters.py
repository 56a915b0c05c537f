"""Letters bound in one file: each is checked by itself, with its places in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import check_text
from checker.cli.letters import LetterError, examine_one, read_one
from tests.letters import item, letter
from tests.shipped import checker

MAN = "The injured worker is a 41 year old male who fell from a dock. He has neck pain."
WOMAN = "The injured worker is a 63 year old female who tripped on a hose. She has knee pain."
FIRST = letter(item(rationale="The patient has pain."), summary=MAN, number="CM16-0999001")
SECOND = letter(item(rationale="Her knee is worse."), summary=WOMAN, number="CM16-0999002")


def test_each_is_a_letter_with_its_part() -> None:
    report = check_text(FIRST + "\n" + SECOND, name="two.txt")
    assert [(one.path, one.part, one.case.case_number, one.case.sex) for one in report.letters] == [
        ("two.txt", 1, "CM16-0999001", "male"),
        ("two.txt", 2, "CM16-0999002", "female"),
    ]
    assert report.summary.letters == 2


def test_a_letter_by_itself_is_no_part() -> None:
    assert [one.part for one in check_text(FIRST).letters] == [None]


def test_each_has_the_findings_that_it_has_alone() -> None:
    bound = check_text(FIRST + "\n" + SECOND).letters
    alone = [check_text(text).letters[0] for text in (FIRST, SECOND)]
    for one, other in zip(bound, alone, strict=True):
        found = [[(f.id, f.message) for f in item.findings] for item in one.items]
        assert found == [[(f.id, f.message) for f in item.findings] for item in other.items]


def test_places_are_those_of_the_file() -> None:
    lines = (FIRST + "\n" + SECOND).splitlines()
    (span,) = [each.span for each in check_text(FIRST + "\n" + SECOND).letters[1].items]
    assert span is not None
    assert lines[span.line - 1].startswith("Tizanidine 4 mg #30")
    assert span.line > len(FIRST.splitlines())


def test_a_command_on_one_letter_refuses_two(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(FIRST + "\n" + SECOND, encoding="utf-8")
    name, text = read_one(str(path))
    with pytest.raises(LetterError, match="one letter is needed, this file binds 2"):
        examine_one(checker(), text, name, None)
