"""Which edition the days of a case call for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from checker.casefile.dating import Days, Window, fit_in, governs, holds_on, standing, successors
from tests.shipped import knowledge

EDITIONS = {edition.id: edition for edition in knowledge().editions}
OLD, NEW, LATEST = "MTUS-CP-2009", "MTUS-CP-2016", "MTUS-CP-2017"
LATER = "2016-09-19"


def days(decided: str, denied: str = "") -> Days:
    return Days(*(date.fromisoformat(day) if day else None for day in (decided, denied)))


def test_the_schedule_held_an_edition_from_the_first_day_to_the_last() -> None:
    around = date(2009, 7, 17), date(2009, 7, 18), date(2016, 7, 27), date(2016, 7, 28), None
    assert [holds_on(EDITIONS[OLD], day) for day in around] == [False, True, True, False, None]
    assert holds_on(EDITIONS["MTUS-POSTSURG-2009"], date(2030, 1, 1))
    assert holds_on(EDITIONS["ODG-PAIN"], date(2016, 1, 1)) is None


@pytest.mark.parametrize(
    ("edition", "decided", "denied", "expected"),
    [
        (OLD, "2016-07-27", "2016-07-01", "in_force"),
        (OLD, LATER, "2016-07-27", "in_force"),  # at the denial
        (OLD, LATER, "2016-08-11", "unknown"),  # requested on 28 July, at the earliest
        (OLD, LATER, "2016-08-12", "superseded"),
        (OLD, LATER, "", "superseded"),
        (NEW, LATER, "2016-07-28", "after_request"),
        (NEW, LATER, "2016-07-29", "in_force"),
        (NEW, LATER, "", "in_force"),
        (NEW, "2016-07-27", "2016-07-01", "not_yet"),
        (NEW, "2017-12-20", "2017-11-30", "in_force"),
        (NEW, "2017-12-20", "2017-12-01", "superseded"),  # goes by the day of the service now
        (LATEST, "2017-11-30", "2017-11-01", "not_yet"),
        (LATEST, "2017-12-01", "2017-11-01", "in_force"),
        ("ODG-PAIN", LATER, "2016-07-29", "unknown"),
        (OLD, "", "", "unknown"),
    ],
)
def test_how_an_edition_stands_to_a_case(edition: str, decided: str, denied: str, expected: str) -> None:
    assert standing(EDITIONS[edition], days(decided, denied)) == expected


@pytest.mark.parametrize(
    ("decided", "denied", "expected"),
    [
        ("2016-07-27", "2016-07-01", OLD),
        (LATER, "2016-07-28", OLD),
        (LATER, "2016-07-29", NEW),
        (LATER, "", NEW),
        ("2017-11-30", "2017-11-01", NEW),
        ("2017-12-01", "2017-11-01", LATEST),
        ("2008-03-01", "2008-02-01", None),
    ],
)
def test_a_request_falls_under_one_edition(decided: str, denied: str, expected: str | None) -> None:
    found = [name for name in (OLD, NEW, LATEST) if governs(EDITIONS[name], days(decided, denied))]
    assert found == ([expected] if expected else [])


def test_what_replaced_an_edition_over_several_renewals() -> None:
    names = [edition.id for edition in successors(EDITIONS[OLD], EDITIONS)]
    assert names == [NEW, "MTUS-OP-2016", LATEST, "MTUS-OP-2017"]
    assert [edition.id for edition in successors(EDITIONS["MTUS-ACOEM-12"], EDITIONS)] == [
        "MTUS-LB-2016",
        "MTUS-LB-2019",
        "MTUS-LB-2020",
    ]


@pytest.mark.parametrize(
    ("window", "denied", "decided", "expected"),
    [
        ((90, None), 89, 90, "at_decision"),
        ((90, None), 90, 120, "inside"),
        ((90, None), 60, 89, "outside"),
        ((None, 31), 31, 60, "inside"),
        ((None, 31), 32, 60, "outside"),
        ((28, 92), 27, 92, "at_decision"),
        ((28, 92), 27, 93, "outside"),
        ((None, 31), -1, 20, "unknown"),  # denied before the injury
        ((None, 31), 10, None, "unknown"),
        ((None, 31), None, 10, "unknown"),
    ],
)
def test_how_the_days_lie_to_a_stretch_of_days(
    window: Window, denied: int | None, decided: int | None, expected: str
) -> None:
    injury = date(2016, 3, 1)
    two = Days(*(None if number is None else injury + timedelta(number) for number in (decided, denied)))
    assert fit_in(window, injury, two) == expected
    assert fit_in(window, None, two) == "unknown"
