"""The case: header fields or prose, and what the summary says of the patient."""

from __future__ import annotations

from datetime import date

import pytest

from checker.letter import Case
from checker.reading.dates import find_dates
from checker.reading.read import read_parts
from checker.spans import LetterText
from tests.shipped import knowledge

from .letters import HEADER, PROSE, item, letter


def case(text: str) -> Case:
    return read_parts(LetterText(text), knowledge().form).case


def summary(words: str) -> Case:
    return case(letter(item("MRI: Upheld"), head=f"CLINICAL CASE SUMMARY\n\n{words}\n\n"))


def test_the_header_fields() -> None:
    assert case(letter(item("MRI: Upheld"), head=HEADER)) == Case(
        case_number="CM16-0999901",
        decision_date=date(2016, 12, 9),
        date_of_injury=date(2015, 10, 13),
        ur_denial_date=date(2016, 11, 3),
        age=48,
        sex="female",
        specialties=("Family Practice", "Pain Management"),
        states=("Oregon", "Maine"),
    )


def test_the_facts_in_prose() -> None:
    assert case(letter(item("MRI: Upheld"), head=PROSE)) == Case(
        date_of_injury=date(2012, 2, 3),
        age=35,
        sex="male",
        specialties=("Family Practice",),
        states=("Oregon", "Maine"),
    )


def test_what_the_letter_does_not_say_is_none() -> None:
    assert case(letter(item("MRI: Upheld"), head="")) == Case()


@pytest.mark.parametrize("printed", ["02/30/2014", "13/01/2014", "2014", "unknown", ""])
def test_a_date_that_can_not_be_is_left_out(printed: str) -> None:
    text = letter(item("MRI: Upheld")).replace("10/13/2015", printed)
    assert case(text).date_of_injury is None


def test_a_field_may_go_on_in_the_next_line() -> None:
    text = letter(item("MRI: Upheld")).replace("Oregon, Maine", "Oregon, Maine,\nOhio")
    assert case(text).states == ("Oregon", "Maine", "Ohio")


@pytest.mark.parametrize(
    ("words", "age", "sex"),
    [
        ("The patient is a 48-year-old female.", 48, "female"),
        ("This 48 year old right hand dominant man fell.", 48, "male"),
        ("A 48 yr old worker. The gentleman fell.", 48, "male"),
        ("The lady fell.", None, "female"),
        ("The worker fell 3 years ago.", None, None),
        ("The patient is 48.", None, None),
    ],
)
def test_age_and_sex(words: str, age: int | None, sex: str | None) -> None:
    found = summary(words)
    assert (found.age, found.sex) == (age, sex)


@pytest.mark.parametrize(
    ("words", "injury", "denial"),
    [
        ("He was injured on 2/3/2012.", date(2012, 2, 3), None),
        ("The date of injury is March 4th, 2012.", date(2012, 3, 4), None),
        ("He was seen on 2/3/2012 for pain.", None, None),
        ("Utilization review of 5/6/2014 denied it.", None, date(2014, 5, 6)),
        ("He was injured on 2/3/2012. UR denied it on 5/6/14.", date(2012, 2, 3), date(2014, 5, 6)),
    ],
)
def test_dates_of_the_summary(words: str, injury: date | None, denial: date | None) -> None:
    found = summary(words)
    assert (found.date_of_injury, found.ur_denial_date) == (injury, denial)


def test_dates_in_all_forms_with_their_places() -> None:
    text = "on 1/2/14, 2014-03-04, may 5, 2014 and june 6th 2014; not 2/30/2014 or 5/2014"
    assert [(found, text[start:end]) for found, start, end in find_dates(text)] == [
        (date(2014, 1, 2), "1/2/14"),
        (date(2014, 3, 4), "2014-03-04"),
        (date(2014, 5, 5), "may 5, 2014"),
        (date(2014, 6, 6), "june 6th 2014"),
    ]
