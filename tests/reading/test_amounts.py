"""What titles ask for at once: hours of care a week, levels of the spine."""

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


@pytest.mark.parametrize(
    ("title", "low", "high"),
    [
        ("Right transforaminal epidural steroid injection at L3-4, L4-5 and L5-S1", 3, 3),
        ("Left L4 and L5 transforaminal ESI", 2, 2),
        ("Left L4-S1 transforaminal ESI", 2, 3),  # segments or roots
        ("Right L4-5 (L5 nerve root) transforaminal ESI", 1, 2),
        ("3-level transforaminal ESI on the left", 3, 3),
        ("Bilateral facet blocks L3 to S1", 3, 3),
        ("T12-L1 and L1-2 facet joint injections, two levels", 2, 2),
        ("Bilateral medial branch block L3-S1", 2, 3),  # joints or nerves
        ("Radiofrequency ablation L3, L4, L5", 2, 3),
        ("Medial branch blocks L2, L3, L4, L5", 3, 4),
        ("Bilateral L3, L4, L5 medial branch blocks (facet joints L4-5 and L5-S1)", 2, 2),
        ("3-level medial branch block", 2, 3),
    ],
)
def test_levels_are_counted_by_roots_or_joints(title: str, low: float, high: float) -> None:
    found = requests().treatment(title).amount
    assert found is not None
    assert (found.unit, found.low, found.high) == ("level", low, high)


@pytest.mark.parametrize(
    "title",
    [
        "L4 L5 and L5 S1 transforaminal ESI",
        "Transforaminal ESI L3-4, 4-5, 5-S1",
        "Transforaminal ESI L3/L4/L5",
        "Transforaminal ESI L5-L4",
        "Transforaminal ESI L4-7",
        "Transforaminal ESI L4-5 or L5-S1",
        "Transforaminal ESI 2-3 levels",
        "Transforaminal ESI L4-5 and L5-S1, three levels",
        "Facet injections L3, L4-5 and L5-S1",
        "Medial branch blocks L4-5 and L5-S1, right and left one week apart",
        "Medial branch blocks L3-4 and L4-5, then ablation",
        "Transforaminal ESI L4-5 and sacroiliac joint injection",
        "MRI of the lumbar spine, L3-4, L4-5",
        "Transforaminal ESI",
    ],
)
def test_levels_that_are_not_clear_are_not_counted(title: str) -> None:
    assert requests().treatment(title).amount is None


def test_how_an_injection_comes_to_the_spine_is_read() -> None:
    titles = (
        "TFESI L5-S1",
        "Interlaminar ESI L5-S1",
        "ESI L5-S1",
        "Interlaminar or transforaminal ESI L5-S1",
    )
    found = [requests().treatment(title).amount for title in titles]
    assert [one.approach if one else "open" for one in found] == [
        "transforaminal",
        "interlaminar",
        None,
        "open",
    ]
