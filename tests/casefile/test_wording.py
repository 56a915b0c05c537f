"""One name for an edition, one form for pages and figures."""

from __future__ import annotations

import pytest

from checker.casefile.wording import citation_name, citation_words, edition_name, limit_words, page_words
from checker.knowledge.guidelines import Limit
from checker.knowledge.quantities import Bound, Period, Unit
from checker.letter import Citation, CitedSource
from checker.spans import Span
from tests.shipped import knowledge

EDITIONS = {edition.id: edition for edition in knowledge().editions}


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("MTUS-CP-2009", "MTUS Chronic Pain Medical Treatment Guidelines, 2009"),
        ("MTUS-OP-2016", "MTUS Opioids Treatment Guidelines, 2016"),
        ("MTUS-ACOEM-12", "MTUS Low Back Complaints, 2004"),
        ("MTUS-ACOEM-10", "MTUS Elbow Complaints, 2007"),
        ("ACOEM-3", "ACOEM Occupational Medicine Practice Guidelines, third edition"),
        ("ODG-PAIN", "ODG Pain (Chronic)"),
        ("ODG-DIABETES", "ODG Diabetes (Type 1, 2, and Gestational)"),
    ],
)
def test_an_edition_is_named_by_source_work_and_year(edition: str, name: str) -> None:
    assert edition_name(EDITIONS[edition]) == name


def test_no_two_editions_have_one_name() -> None:
    assert len({edition_name(edition) for edition in EDITIONS.values()}) == len(EDITIONS)


def cited(source: CitedSource, topic: str | None, edition: str | None = None) -> Citation:
    return Citation(
        "reviewer", source, topic, edition, ("Massage",), ((63, 63), (98, 99)), Span(0, 1), "none"
    )


@pytest.mark.parametrize(
    ("citation", "edition", "name"),
    [
        # the edition, whatever the letter calls it
        (cited("MTUS", "pain guide"), "MTUS-CP-2009", "MTUS Chronic Pain Medical Treatment Guidelines, 2009"),
        (cited("MTUS", "back", "2004"), "MTUS-ACOEM-12", "MTUS Low Back Complaints, 2004"),
        # a living work, with the date that the letter gives
        (cited("ODG", "Pain"), "ODG-PAIN", "ODG Pain (Chronic)"),
        (cited("ODG", "Pain", "2014-06"), "ODG-PAIN", "ODG Pain (Chronic), 2014-06"),
        (cited("ACOEM", None, "3rd"), "ACOEM-3", edition_name(EDITIONS["ACOEM-3"])),
        # what resolves to none, in its own words
        (cited("ODG", None), None, "ODG"),
        (cited("ODG", "Garden", "2014"), None, "ODG Garden, 2014"),
        (cited("MTUS", "MTUS Garden"), None, "MTUS Garden"),
        (cited("OTHER", "A book", "2011"), None, "A book, 2011"),
        (cited("NONE", None), None, "no guideline"),
    ],
)
def test_a_citation_is_named_as_the_edition_that_it_resolves_to(
    citation: Citation, edition: str | None, name: str
) -> None:
    resolved = EDITIONS[edition] if edition else None
    assert citation_name(citation, resolved) == name
    assert citation_words(citation, resolved) == f"{name}, Massage, p. 63, 98-99"


@pytest.mark.parametrize(
    ("pages", "words"),
    [((), ""), ((None,), ""), (((63, 63),), "p. 63"), (((63, 63), (98, 99)), "p. 63, 98-99")],
)
def test_pages(pages: tuple[tuple[int, int] | None, ...], words: str) -> None:
    assert page_words(*pages) == words


@pytest.mark.parametrize(
    ("unit", "low", "high", "words"),
    [
        ("visit", 1, 1, "at most 1 visit"),
        ("visit", 1, 2, "at most 1-2 visits"),
        ("week", 0.5, 0.5, "at most 0.5 weeks"),
        ("percent", 30, 30, "at most 30%"),
        ("mg_per_day", 1, 1, "at most 1 mg a day"),
        ("per_week", 3, 3, "at most 3 a week"),
        ("year_of_age", 1, 1, "at most 1 year of age"),
        ("year_of_age", 65, 65, "at most 65 years of age"),
        ("minute", 20, 20, "at most 20 minutes"),
        ("degree", 90, 130, "at most 90-130 degrees"),
        ("kg_per_m2", 35, 35, "at most 35 kg/m2"),
        ("mm_hg", 30, 30, "at most 30 mm Hg"),
        ("centimetre", 1, 1, "at most 1 centimetre"),
        ("foot", 1, 1, "at most 1 foot"),
        ("foot", 6, 6, "at most 6 feet"),
        ("count", 4, 4, "at most 4"),
    ],
)
def test_the_unit_of_a_figure_follows_its_number(unit: Unit, low: float, high: float, words: str) -> None:
    assert limit_words(Limit(bound="at_most", unit=unit, low=low, high=high)) == words


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        ("at_most", "at most 80 mg a day"),
        ("at_least", "at least 80 mg a day"),
        ("more_than", "more than 80 mg a day"),
        ("less_than", "less than 80 mg a day"),
        ("value", "80 mg a day"),
    ],
)
def test_the_bound_of_a_figure_stands_before_it(bound: Bound, words: str) -> None:
    assert limit_words(Limit(bound=bound, unit="mg_per_day", low=80, high=80)) == words


def test_a_figure_with_its_period_and_its_row() -> None:
    limit = Limit(bound="value", unit="visit", low=26, high=26, over=Period(unit="week", low=16, high=16))
    assert limit_words(limit) == "26 visits over 16 weeks"
    short = Limit(bound="at_least", unit="visit", low=2, high=2, over=Period(unit="week", low=1, high=1))
    assert limit_words(short, ["a", "b"]) == "at least 2 visits over 1 week (a, b)"
