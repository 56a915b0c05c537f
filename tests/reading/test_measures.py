"""Figures: what is a measure and what is none, and how many visits a title asks for."""

from __future__ import annotations

import pytest

from checker.knowledge.phrases import fold
from checker.knowledge.quantities import in_days
from checker.letter import Measure
from checker.reading.measures import same_dimension, same_value
from tests.shipped import requests

# words before, words of the measure, words after: unit, low, high, over
ONE = [
    ("", "4 to 6 weeks", "", "week", 4, 6, None),
    ("", "6 to 4 weeks", "", "week", 4, 6, None),
    ("", "3-4 week", " course", "week", 3, 4, None),
    ("for at least ", "seven months", "", "month", 7, 7, None),
    ("", "ten (10) sessions", "", "visit", 10, 10, None),
    ("", "12 additional physical therapy visits", "", "visit", 12, 12, None),
    ("", "8 more supervised pt visits", "", "visit", 8, 8, None),
    ("", "8-10 visits over 4 weeks", ".", "visit", 8, 10, ("week", 4, 4)),
    ("", "24 visits over 14 weeks", ", then none", "visit", 24, 24, ("week", 14, 14)),
    ("", "3 times a week for 4 weeks", "", "per_week", 3, 3, ("week", 4, 4)),
    ("", "2 visits weekly for 4 weeks", "", "per_week", 2, 2, ("week", 4, 4)),
    ("", "once per month for 6 months", "", "per_month", 1, 1, ("month", 6, 6)),
    ("take it ", "twice daily", "", "per_day", 2, 2, None),
    ("", "1,000 mg", " tablets", "mg", 1000, 1000, None),
    ("", "999,999,999 mg", "", "mg", 999_999_999, 999_999_999, None),
    ("for grade 1,", "2 weeks", "", "week", 2, 2, None),
    ("", "2.5 mg", "", "mg", 2.5, 2.5, None),
    ("", "30%", " better", "percent", 30, 30, None),
    ("", "50 percent", " better", "percent", 50, 50, None),
    ("a ", "63-year", "-old worker", "year_of_age", 63, 63, None),
    ("over ", "65 years", " of age", "year_of_age", 65, 65, None),
    ("for ", "2 years", " he worked", "year", 2, 2, None),
    ("on 01/02/2014 for ", "5 days", "", "day", 5, 5, None),
    ("a gap of ", "5 mm", "", "millimetre", 5, 5, None),
    ("a gap of ", "5 cm", "", "centimetre", 5, 5, None),
    ("stiff for ", "15 minutes", " each morning", "minute", 15, 15, None),
    ("the knee flexes to ", "80 degrees", "", "degree", 80, 80, None),
    ("stockings of ", "20-30 mmhg", "", "mm_hg", 20, 30, None),
    ("he can walk ", "40 feet", "", "foot", 40, 40, None),
    ("her bmi is ", "34.2", ".", "kg_per_m2", 34.2, 34.2, None),
    ("a body mass index of ", "41 kg/m2", "", "kg_per_m2", 41, 41, None),
    ("", "2 levels", "", "level", 2, 2, None),
    ("", "three injections", "", "injection", 3, 3, None),
    ("", "6 hours", "", "hour", 6, 6, None),
    ("after a ", "quarter of a year", " of care", "month", 3, 3, None),
    ("", "half a year", " or more", "month", 6, 6, None),
    ("", "half a dozen visits in a fortnight", "", "visit", 6, 6, ("week", 2, 2)),
    ("", "a dozen sessions", "", "visit", 12, 12, None),
]
NONE = [
    "see p. 63 of the guideline",
    "on 01/02/2014",
    "on 2014-01-02 he fell",
    "item #60 in the list",
    "l4-5 and l5-s1",
    "no figure at all",
    "a weight of 240 pounds",
    "weeks of pain",
    "two dozen visits",
    "seen fortnightly",
    "1234567 weeks",
    "1,234,567,890 weeks",
    "1234,567 weeks",
    "999,999,999,999,999 weeks",
    f"{'999,' * 400}999 visits",
    "٣ weeks",
]


@pytest.mark.parametrize(("before", "words", "after", "unit", "low", "high", "over"), ONE)
def test_a_figure_with_its_unit_is_a_measure(
    before: str,
    words: str,
    after: str,
    unit: str,
    low: float,
    high: float,
    over: tuple[str, float, float] | None,
) -> None:
    expected = Measure(unit, low, high, over, len(before), len(before) + len(words), words)
    assert requests().figures.measures(before + words + after) == [expected]


@pytest.mark.parametrize("text", NONE)
def test_a_figure_without_a_unit_is_none(text: str) -> None:
    assert requests().figures.measures(text) == []


def test_all_measures_of_a_sentence_come_in_order() -> None:
    found = requests().figures.measures("30% better after 8 visits over 4 weeks at 3 times a week")
    assert [(measure.unit, measure.low, measure.over) for measure in found] == [
        ("percent", 30, None),
        ("visit", 8, ("week", 4, 4)),
        ("per_week", 3, None),
    ]


@pytest.mark.parametrize(
    ("words", "unit", "low", "high", "expected"),
    [
        ("4 to 6 weeks", "week", 4, 6, True),
        ("4 to 6 weeks", "week", 4, 5, False),
        ("4 to 6 weeks", "week", 3, 6, False),
        ("14 days", "week", 2, 2, True),
        ("15 days", "week", 2, 2, False),
        ("3 months", "week", 12, 12, True),  # a month of four weeks
        ("3 months", "day", 90, 90, True),  # a month of thirty days
        ("3 months", "week", 13, 13, False),
        ("3 months", "mg", 3, 3, None),
        ("8 visits", "week", 8, 8, None),
    ],
)
def test_measures_compare_within_a_dimension(
    words: str, unit: str, low: float, high: float, expected: bool | None
) -> None:
    (measure,) = requests().figures.measures(words)
    assert same_value(measure, unit, low, high) is expected


def test_dimensions_and_days() -> None:
    assert same_dimension("week", "month")
    assert same_dimension("mg", "mg")
    assert not same_dimension("week", "visit")
    assert not same_dimension("mg", "g")
    assert (in_days("week", 2), in_days("hour", 12), in_days("year", 1)) == (14, 0.5, 365)
    assert in_days("visit", 3) is None


@pytest.mark.parametrize(
    ("words", "value"), [("12", 12), ("1,000", 1000), ("2.5", 2.5), ("twelve", 12), ("once", 1)]
)
def test_numbers_in_figures_and_words(words: str, value: float) -> None:
    assert requests().figures.value(words) == value


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("a 63-year-old man", 63),
        ("63 year old", 63),
        ("63 years", None),
        ("for 2 years", None),
        ("119 years old", 119),
        ("120 years old", None),
        ("1,000 year old", None),
    ],
)
def test_an_age_is_a_number_of_years_old(words: str, age: int | None) -> None:
    assert requests().figures.age(words) == age


@pytest.mark.parametrize(
    ("title", "visits"),
    [
        ("Physical therapy 2 times a week for 6 weeks", 12),
        ("Physical therapy 2-3 times weekly for 4 weeks", 12),
        ("Physical therapy once a month for 2 months", 2),
        ("Physical therapy 3 times a week for 2 months", 24),
        ("Physical therapy twice a month for 6 weeks", None),
        ("Physical therapy 3 times a day for 4 weeks", None),
        ("Physical therapy 3 times a week for 1-2 weeks", 6),
        ("Chiropractic 3 times per week for 4 weeks, 12 visits", 12),
        ("Additional therapy, 2 times weekly for 3 weeks, left shoulder, 6 sessions", 6),
        ("Physical therapy 2x6", 12),
        ("Physical therapy one (1) time per week for eight (8) weeks", 8),
        ("Physical therapy (3) times a week for (4) weeks", 12),
        ("Physical therapy 3 times a week for 2 weeks, then 2 times a week for 3 weeks", 12),
        ("Physical therapy 3 times a week for 2 weeks, massage 2 times a week for 3 weeks", 6),
        ("Physical therapy (12 units)", 12),
        ("Aquatic therapy 2 x week x 6 weeks", 12),
        ("Physical therapy 3xwk x 4wks", 12),
        ("Physical therapy 12 sessions", 12),
        (f"Physical therapy {'999,' * 400}999 sessions", None),
        ("Physical therapy, eight sessions", 8),
        ("12 visits of physical therapy", 12),
        ("Massage therapy (6 sessions)", 6),
        ("Occupational therapy qty 12", 12),
        ("Acupuncture x 8", 8),
        ("Acupuncture visits times 6", 6),
        ("6 sessions of acupuncture and 4 sessions of massage", 10),
        ("3 visits per week", None),
        ("Physical therapy", None),
        ("Physical therapy for 6 weeks", None),
        ("Physical therapy, left knee", None),
    ],
)
def test_the_visits_that_a_title_asks_for(title: str, visits: int | None) -> None:
    assert requests().visits.count(fold(title)) == visits
