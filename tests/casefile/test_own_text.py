"""Whether a criterion's text has the figures of its limits and needs."""

from __future__ import annotations

from typing import Any

import pytest

from checker.casefile.own_text import against_text, counts_no_visits
from checker.knowledge.guidelines import Criterion
from checker.knowledge.strict_yaml import Key
from tests.shipped import knowledge, requests


def criterion_of(text: str, **given: Any) -> Criterion:
    return Criterion.model_validate(
        {
            "id": "A.b",
            "kind": "info",
            "text": text,
            "provenance": {"grade": "A", "sources": ["a book"]},
            "examples": ["One.", "Two.", "Three.", "Four."],
            "near": ["None."],
            **given,
        }
    )


def told(text: str, **given: Any) -> list[tuple[Key, str]]:
    return list(against_text(criterion_of(text, **given), requests().figures))


def limit(unit: str, low: float, high: float, over: tuple[str, float] | None = None) -> dict[str, Any]:
    given: dict[str, Any] = {"bound": "at_most", "unit": unit, "low": low, "high": high}
    return given | ({"over": {"unit": over[0], "low": over[1], "high": over[1]}} if over else {})


@pytest.mark.parametrize(
    ("text", "row", "key", "words"),
    [
        ("at most 12 weeks", limit("week", 8, 8), (), "at most 8 weeks here, and its text says 12 weeks"),
        ("at most twelve weeks", limit("day", 12, 12), (), "12 days here, and its text says twelve weeks"),
        ("up to 10 visits", limit("visit", 12, 12), (), "12 visits here, and its text says 10 visits"),
        ("for 2 to 4 weeks", limit("week", 2, 3), (), "2-3 weeks here, and its text says 2 to 4 weeks"),
        ("for 2 to 4 weeks", limit("week", 1.5, 4), (), "1.5-4 weeks here, and its text says 2 to 4 weeks"),
        (
            "12 visits over 6 weeks",
            limit("visit", 12, 12, ("week", 8)),
            ("over",),
            "over 8 weeks here, and its text says 12 visits over 6 weeks",
        ),
        (
            "12 visits over 6 weeks",
            limit("visit", 6, 6, ("week", 6)),
            (),
            "6 visits here, and its text says 12 visits over 6 weeks",
        ),
        (
            "4 mg a day at first, 8 mg a day at most",
            limit("mg_per_day", 12, 12),
            (),
            "4 mg a day, 8 mg a day",
        ),
    ],
)
def test_a_limit_that_its_text_has_otherwise(text: str, row: dict[str, Any], key: Key, words: str) -> None:
    ((place, message),) = told(text, limits=[row])
    assert place == ("limits", 0, *key)
    assert words in message
    assert message.endswith(": write the same figure in both")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("at most 12 weeks", limit("week", 12, 12)),
        ("at most twelve weeks", limit("day", 84, 84)),
        ("for 2 to 4 weeks", limit("week", 2, 4)),
        ("for 2 to 4 weeks", limit("week", 4, 4)),
        ("for up to two visits, then 8", limit("visit", 8, 8)),  # a number that has no unit beside it
        ("8 visits over 10 weeks, after surgery 34 over 16", limit("visit", 34, 34, ("week", 16))),
        ("4 blocks a year, 6 weeks apart", limit("block", 4, 4, ("year", 1))),  # "a year" is no number
        ("not for long", limit("week", 8, 8)),  # it has no figure
        ("at most 10 visits", limit("week", 8, 8)),  # and none of the kind
    ],
)
def test_a_limit_that_its_text_has(text: str, row: dict[str, Any]) -> None:
    assert told(text, limits=[row]) == []


def test_a_figure_of_needs() -> None:
    needs = {
        "all": [{"condition": "gout"}, {"tried": "ice", "at_least": {"unit": "week", "low": 6, "high": 6}}]
    }
    assert told("gout after 6 weeks of ice", needs=needs) == []
    assert told("gout after 4 weeks of ice", needs=needs) == [
        (
            ("needs", "all", 1, "at_least"),
            "at least 6 weeks here, and its text says 4 weeks: write the same figure in both",
        )
    ]


def test_what_comes_with_imr_check_says_one_figure() -> None:
    criteria = [
        criterion
        for edition in knowledge().editions
        for one in edition.sections
        for criterion in one.criteria
    ]
    against = {one.id: found for one in criteria if (found := list(against_text(one, requests().figures)))}
    assert against == {}
    assert sum(bool(one.limits) for one in criteria) > 400


@pytest.mark.parametrize(
    ("kind", "text", "units", "expected"),
    [
        ("visit_cap", "for at most 7 to 10 days", ["day"], True),
        ("visit_cap", "ten hours at most", ["hour"], True),
        ("visit_cap", "in all 20 full-day sessions, or 160 hours", ["day", "hour"], False),
        ("visit_cap", "for at most 7 to 10 days", ["day", "visit"], False),
        ("visit_cap", "see physical medicine", [], False),
        ("duration_limit", "for at most 7 to 10 days", ["day"], False),
    ],
)
def test_a_cap_in_days_counts_visits_in_its_text(
    kind: str, text: str, units: list[str], expected: bool
) -> None:
    one = criterion_of(text, kind=kind, limits=[limit(unit, 7, 10) for unit in units])
    assert counts_no_visits(one, requests().figures) is expected


def test_a_period_that_only_the_text_has() -> None:
    said = "no period here, and its text says 12 visits over 6 weeks: write it as over"
    row = limit("visit", 12, 12)
    assert told("12 visits over 6 weeks", limits=[row]) == [(("limits", 0), said)]
    assert told("12 visits over 6 weeks, 4 at first", limits=[limit("visit", 4, 4)]) == []
    assert told("12 visits", limits=[row]) == []


def test_a_row_that_the_text_has_otherwise_is_told_once() -> None:
    said = "at most 26 visits here, and its text says 24 visits over 16 weeks: write the same figure in both"
    rows = [limit("visit", 10, 10, ("week", 6)), limit("visit", 26, 26, ("week", 16))]
    text = "10 visits over 6 weeks, 24 visits over 16 weeks"
    assert told(text, kind="visit_cap", limits=rows) == [(("limits", 1), said)]
