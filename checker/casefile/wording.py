"""How messages name editions, citations, pages and figures: one form for each, wherever it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.counting import plural

if TYPE_CHECKING:  # the command line and the terminal report use this module: it is to load nothing
    from checker.knowledge.guidelines import Edition, Limit
    from checker.knowledge.needs import Need
    from checker.knowledge.quantities import Bound, Range
    from checker.letter import Citation, Measure

_DATED_TITLE = re.compile(r" \([^()]*\b\d{4}\)$")
_DATE = re.compile(r"\d\d")  # "3rd" dates nothing
_BOUNDS = {
    "at_most": "at most ", "at_least": "at least ", "more_than": "more than ", "less_than": "less than ",
    "value": "",
}  # fmt: skip
_RATES = {
    "mg_per_day": "mg a day", "g_per_day": "g a day", "per_day": "a day", "per_week": "a week",
    "per_month": "a month", "per_year": "a year", "mg": "mg", "g": "g",
    "kg_per_m2": "kg/m2", "mm_hg": "mm Hg",
}  # fmt: skip


def edition_name(edition: Edition) -> str:
    """Source, work and year: "MTUS Chronic Pain Medical Treatment Guidelines, 2009".

    A title that ends in its date in brackets is that of a work. Any other title is a chapter's with the work
    that it belongs to, and the topic is the chapter's name: "MTUS Low Back Complaints, 2004".
    """
    work = _DATED_TITLE.sub("", edition.title)
    if edition.source in (edition.topic, "OTHER"):  # the work as a whole
        name = edition.title
    else:
        name = f"{edition.source} {edition.topic if work == edition.title else work}"
    return f"{name}, {edition.edition}" if edition.edition else name


def citation_name(citation: Citation, edition: Edition | None) -> str:
    """The edition that a citation resolves to, with the cited date of a living one; else its own words."""
    if edition is not None:
        name = edition_name(edition)
        dated = citation.edition and not edition.dated and _DATE.search(citation.edition)
        return f"{name}, {citation.edition}" if dated else name
    words = ", ".join(part for part in (citation.topic, citation.edition) if part)
    if citation.source in ("OTHER", "NONE"):
        return words or "no guideline"
    return (
        words if words.lower().startswith(citation.source.lower()) else f"{citation.source} {words}".strip()
    )


def citation_words(citation: Citation, edition: Edition | None) -> str:
    """A citation's name with the sections and pages that it gives."""
    parts = (citation_name(citation, edition), *citation.sections, page_words(*citation.pages))
    return ", ".join(part for part in parts if part)


def source_words(edition: str, section: str | None, pages: tuple[int, int] | None) -> str:
    """A place in a guideline: edition, section and pages, as far as they are known."""
    return ", ".join(part for part in (edition, section, page_words(pages)) if part)


def place_words(line: int, page: int | None = None) -> str:
    """A place in a letter: ``line 141`` or, of a PDF, ``page 3, line 141``."""
    return f"line {line}" if page is None else f"page {page}, line {line}"


def page_words(*ranges: tuple[int, int] | None) -> str:
    """Pages as "p. 63" or "p. 63, 98-99"; empty where none is known."""
    numbers = page_numbers(*ranges)
    return f"p. {numbers}" if numbers else ""


def page_numbers(*ranges: tuple[int, int] | None) -> str:
    """Pages as "63" or "63, 98-99"; empty where none is known."""
    return ", ".join(_range(*pages) for pages in ranges if pages is not None)


def measure_words(measure: Measure | None) -> str:
    """A figure as the letter prints it."""
    return measure.words.strip() if measure else ""


def period_words(measure: Measure) -> str | None:
    """The period of a count of visits, however it is printed: "3 weeks"."""
    return None if measure.over is None else amount_words(measure.over[1], measure.over[2], measure.over[0])


def limit_words(limit: Limit, rows: Sequence[str] = ()) -> str:
    """A criterion's figure: "at most 8-10 visits over 4 weeks (neuritis)". ``rows`` names what it is for."""
    words = figure_words(limit.bound, limit)
    if limit.over is not None:
        words += f" over {amount_words(limit.over.low, limit.over.high, limit.over.unit)}"
    return f"{words} ({', '.join(rows)})" if rows else words


def figure_words(bound: Bound, figure: Range) -> str:
    """A figure with its bound: "at least 8-10 visits"."""
    return _BOUNDS[bound] + amount_words(figure.low, figure.high, figure.unit)


def amount_words(low: float, high: float, unit: str) -> str:
    """A figure with its unit: "8-10 visits"."""
    figure = _range(low, high)
    if unit == "percent":
        return f"{figure}%"
    if unit == "count":
        return figure
    one = low == high == 1
    if unit == "year_of_age":
        return f"{figure} {'year' if one else 'years'} of age"
    return f"{figure} {_RATES.get(unit) or (unit if one else plural(unit))}"


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


_JOINS = {"all": "all of", "any": "any of", "not_": "not"}
_FIGURES: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "less_than")


def need_words(need: Need) -> str:
    """A statement of what a criterion needs in words; of one that joins others, how it joins them."""
    if need.statement is None:
        join = next((words for name, words in _JOINS.items() if getattr(need, name)), None)
        return join or f"at least {need.at_least_of} of"
    subject, words = need.statement
    figures = [figure_words(name, figure) for name in _FIGURES if (figure := getattr(need, name)) is not None]
    detail = f" ({need.detail})" if need.detail else ""
    further = [
        need.result and f"result: {need.result}{detail}",
        need.shown_by and f"shown by {' or '.join(need.shown_by)}",
        need.such_as and f"such as {' or '.join(need.such_as)}",
    ]
    return "; ".join([f"{subject.replace('_', ' ')}: {words}", *figures, *(one for one in further if one)])
