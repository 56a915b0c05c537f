"""Criteria whose limits are changed: text and examples give the figures that are in force then."""

from __future__ import annotations

from functools import cache

import pytest

from checker.knowledge.guidelines import Criterion, Limit
from checker.knowledge.packs import find_packs
from checker.reading.figures import FigureReader
from checker.running.restating import with_limits
from checker.running.setup import known_of


@cache
def figures() -> FigureReader:
    return FigureReader(known_of(find_packs()).words.figures)


def said(text: str, old: dict[str, object], new: dict[str, object]) -> str:
    """A criterion's text once its limit is another one; its one example is the same text."""
    before, after = (Limit.model_validate({"bound": "at_most", **limit}) for limit in (old, new))
    criterion = Criterion.model_construct(text=text, limits=(before,), examples=(text,), near=(text,))
    made = with_limits(criterion, [after], figures())
    assert made.limits == (after,)
    assert made.near == (text,)  # what a patient had is not changed
    assert made.examples == (made.text if "(changed" not in made.text else text,)
    return made.text


WEEKS = {"unit": "week", "low": 2, "high": 4}
DOSE = {"unit": "mg", "low": 5, "high": 5}
VISITS = {"unit": "visit", "low": 12, "high": 12, "over": {"unit": "week", "low": 6, "high": 6}}


@pytest.mark.parametrize(("text", "old", "new", "expected"), [
    ("Not longer than 2 to 4 weeks.", WEEKS, {**WEEKS, "low": 3, "high": 6}, "Not longer than 3-6 weeks."),
    ("At most four weeks.", WEEKS, {**WEEKS, "low": 3, "high": 6}, "At most 6 weeks."),
    ("At least two weeks.", WEEKS, {**WEEKS, "low": 3, "high": 6}, "At least 3 weeks."),
    ("Up to 28 days.", WEEKS, {**WEEKS, "low": 3, "high": 6}, "Up to 6 weeks."),
    ("Up to one week.", {**WEEKS, "low": 1, "high": 1}, WEEKS, "Up to 2-4 weeks."),
    (
        "12 chiropractic visits over 6 weeks",
        VISITS,
        {**VISITS, "low": 8, "high": 8},
        "8 chiropractic visits over 6 weeks",
    ),
    (
        "12 visits over 6 weeks",
        VISITS,
        {**VISITS, "over": {"unit": "week", "low": 4, "high": 4}},
        "12 visits over 4 weeks",
    ),
    ("8 visits, and 12 weeks of rest", VISITS, {**VISITS, "low": 9, "high": 9},
     "8 visits, and 12 weeks of rest (changed: at most 9 visits over 6 weeks)"),
    ("A short course.", WEEKS, {**WEEKS, "high": 5}, "A short course. (changed: at most 2-5 weeks)"),
    ("Two weeks, at most 4 weeks.", WEEKS, {**WEEKS, "low": 3, "high": 6}, "3 weeks, at most 6 weeks."),
    ("2 to 4 weeks, a report after 2 weeks", WEEKS, {**WEEKS, "low": 3}, "3-4 weeks, a report after 2 weeks"),
    ("At most 5 mg, not 6.25 mg.", DOSE, {**DOSE, "low": 7, "high": 7}, "At most 7 mg, not 6.25 mg."),
    ("At most 5 mg, and 5 mg at night.", DOSE, {**DOSE, "low": 7, "high": 7},
     "At most 5 mg, and 5 mg at night. (changed: at most 7 mg)"),
    ("At most 4 weeks, once more after 4 weeks.", WEEKS, {**WEEKS, "high": 6},
     "At most 4 weeks, once more after 4 weeks. (changed: at most 2-6 weeks)"),
])  # fmt: skip
def test_the_new_figure_stands_where_the_old_one_stood(
    text: str, old: dict[str, object], new: dict[str, object], expected: str
) -> None:
    assert said(text, old, new) == expected


def test_more_limits_than_before_follow_the_text() -> None:
    limit = Limit.model_validate({"bound": "at_most", **WEEKS})
    criterion = Criterion.model_construct(text="A short course.", limits=(limit,), examples=(), near=())
    other = limit.model_copy(update={"unit": "visit"})
    made = with_limits(criterion, [limit, other], figures())
    assert made.text == "A short course. (changed: at most 2-4 weeks, at most 2-4 visits)"
