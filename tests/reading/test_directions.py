"""Directions in titles."""

from __future__ import annotations

import pytest

from tests.shipped import requests


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("norco 5/325mg, one tablet twice daily 14 days #40", 28),
        ("norco 10/325mg 1-2 tabs every 4-6 hours as needed #120, 30 days", 360),
        ("tramadol 50mg take 1 tablet three times a day, 30-day supply", 90),
        ("gabapentin 300mg 1 p.o. tid, day supply: 30", 90),
        ("tizanidine 4mg 1 capsule at bedtime for 30 days", 30),
        ("zolpidem 5mg 1 pill qhs x 10 days", 10),
        ("naproxen 500mg bid for 30 days", None),
        ("naproxen 500mg 1 tablet bid", None),
        ("naproxen 500mg 1 tablet, 30 days", None),
        ("one tablet every 0 hours for 3 days", None),
        ("physical therapy 2 times a day for 5 days", None),
    ],
)
def test_units_that_directions_use_up(title: str, units: int | None) -> None:
    found = requests().drug_figures.directions(title)
    assert (found.units if found else None) == units
