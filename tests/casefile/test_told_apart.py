"""Editions that a citation can't tell apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.casefile.told_apart import not_told_apart
from checker.knowledge.guidelines import Edition
from checker.reading.titles import Titles
from tests.shipped import knowledge, titles

SINCE_2025 = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
SINCE_2026 = {"since": date(2026, 1, 1), "until": None}


def edition(
    name: str, year: str | None, in_force: dict[str, Any] | None = None, alias: str = "sleep"
) -> Edition:
    return Edition.model_validate(
        {
            "id": name,
            "source": "OTHER",
            "title": name,
            "topic": alias,
            "edition": year,
            "publisher": "Nobody",
            "in_force": in_force or {},
            "rank": 3,
            "aliases": [{"pattern": alias, "examples": [alias]}],
            "provenance": {"grade": "A", "sources": ["a book"]},
        }
    )


def told(*editions: Edition) -> list[str]:
    known = Titles(editions, knowledge().words.citations)
    return list(not_told_apart(editions[0], editions, known))


@pytest.mark.parametrize(
    ("other", "helps"),
    [
        (edition("B", "2026"), "in_force: {since: 2026-01-01, until: null}"),
        (edition("B", None), "in_force: {since: 2026-01-01, until: null}"),
        (
            edition("B", "2025"),
            "and year, 2025, and such a citation resolves to neither: give one of them another ",
        ),
        (edition("B", "2025", SINCE_2026), "give one of them another edition or other aliases"),
        (
            edition("B", "2026", alias="sleep in children"),
            "or in one other aliases",
        ),  # its words have the other's
    ],
)
def test_both_are_named_with_what_helps(other: Edition, helps: str) -> None:
    (message,) = told(edition("A", "2025"), other)
    assert message.startswith("A and B are cited by the same words")
    assert helps in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edition("A", "2025"), edition("B", "2026", SINCE_2026)),  # A before that day, B from then on
        (edition("A", "2025", SINCE_2025), edition("B", "2026", SINCE_2026)),
        (edition("A", "2025"), edition("B", "2025", alias="pain")),
    ],
)
def test_words_year_or_days_tell_them_apart(one: Edition, other: Edition) -> None:
    assert told(one, other) == told(other, one) == []


def test_those_that_come_with_imr_check_are_told_apart() -> None:
    editions = knowledge().editions
    assert [message for one in editions for message in not_told_apart(one, editions, titles())] == []
