"""What titles ask for at once: hours of care a week."""

from __future__ import annotations

import pytest

from checker.letter import Amount
from tests.shipped import requests


@pytest.mark.parametrize(
    ("title", "low", "high"),
    [
        ("Home health care, 8 hours a day, 7 days a week for 6 weeks", 56, 56),
        ("Home health aide 4 hours/day x 5 days", 20, 20),
        ("Home health aide: six (6) hrs/day, five (5) days/wk x 8 weeks", 30, 30),
        ("Home health nurse 2 hours per visit, 3 visits per week for 4 weeks", 6, 6),
        ("Home health aide 12 hours daily", 84, 84),
        ("Home health aide 8 hours a day for 14 days", 56, 56),
        ("Home health services, 40 hours weekly", 40, 40),
        ("Home care 20 hours per week, 5 days a week", 20, 20),
        ("Home health aide 8 hours a day for 6 weeks", 8, 56),
    ],
)
def test_hours_of_care_are_counted_by_the_week(title: str, low: float, high: float) -> None:
    assert requests().treatment(title).amount == Amount("hour", low, high)


@pytest.mark.parametrize(
    "title",
    [
        "Home health care",
        "Home health care for 6 weeks",
        "Home health care 4 to 6 hours a day, 7 days a week",
        "Home health aide 8 hours a day, 2-3 days a week",
        "Home health nurse 1 hour daily and home health aide 3 hours a day, 5 days a week",
        "Home health aide 8 hours a day, 5 days a week, then 3 days a week",
        "Home health aide 3 hours twice a day, 7 days a week",
        "Home health aide 40 hours",
        "Home health aide 8 hours a day, 8 times a week",
        "Functional restoration program, 8 hours a day, 5 days a week",
    ],
)
def test_what_is_told_in_two_ways_or_as_a_range_is_not_counted(title: str) -> None:
    assert requests().treatment(title).amount is None
