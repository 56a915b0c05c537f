"""How much of a drug is taken a day."""

from __future__ import annotations

import pytest

from checker.knowledge.phrases import fold
from checker.reading.daily import Daily
from tests.shipped import requests


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("10/325 mg, four times a day", 4, 4),
        ("40 mg b.i.d. #60", 2, 2),
        ("10/325 mg 4x/day", 4, 4),
        ("30 mg, 6 a day", 6, 6),
        ("30 mg 6/day", 6, 6),
        ("60 mg every 8 hours", 3, 3),
        ("10 mg q4-6h", 4, 6),
        ("10 mg, 3 tablets three times daily", 9, 9),
        ("10 mg 1-2 tabs q 4-6 hrs", 4, 12),
        ("10 mg one or two a day", 1, 2),
        ("10 mg every 6 hours as needed", 0, 4),
        ("10 mg, up to 4 a day", 0, 4),
        ("10 mg #120 for 30 days", 4, 4),
        ("10 mg #120 per month", 4, 4),
        ("10 mg #60, days supply: 30", 2, 2),
        ("80 mg daily", 1, 1),
    ],
)
def test_units_a_day(words: str, low: float, high: float) -> None:
    assert requests().daily.units(fold(words)) == Daily(low, high)


@pytest.mark.parametrize(
    "words",
    [
        "10 mg #120",
        "10 mg",
        "10 mg in the morning and 20 mg at night",
        "10 mg twice a day, then three times a day",
        "10 mg, 90 tablets, tid",
        "10 mg every other day",
        "10 mg from four a day to two",
        "the daily dose",
        "10 mg every 0 hours",
        "10 mg #120 for 0 days",
    ],
)
def test_what_is_no_number_of_units_a_day(words: str) -> None:
    assert requests().daily.units(fold(words)) is None


@pytest.mark.parametrize(
    ("words", "combined", "strength"),
    [
        ("10/325 mg", True, 10),
        ("10-325mg", True, 10),
        ("7.5/325 four a day", True, 7.5),
        ("300 mg/30 mg", True, None),
        ("325/10", True, None),
        ("10 mg", True, 10),
        ("325 mg", True, None),
        ("40 mg", False, 40),
        ("40 mg and 20 mg", False, None),
        ("40 mcg", False, None),
        ("10/325 mg", False, None),
        ("four a day", False, None),
    ],
)
def test_a_strength_in_mg(words: str, combined: bool, strength: float | None) -> None:
    assert requests().daily.strength(fold(words), "mg", combined=combined) == strength


def test_a_strength_an_hour() -> None:
    assert requests().daily.strength("50 mcg/hr every 72 hours", "mcg", combined=False) == 50
