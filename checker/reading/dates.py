"""Dates in folded text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# A date of any form, for what must not read its figures as others.
DATE = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b"
    r"|\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
_LONG_DATE = re.compile(
    rf"\b(?P<name>{'|'.join(MONTHS)})[a-z]*\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
)
_SHORT_DATE = re.compile(r"\b(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>\d{4}|\d{2})\b")
_ISO_DATE = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")

_ANY = re.compile(r"\d[-/]\d|\d{4}")  # no date is without it

_MONTH = re.compile(
    rf"\b(?:(?P<name>{'|'.join(MONTHS)})[a-z]*\.?,?(?: of)? |(?P<month>\d{{1,2}})[-/])"
    r"(?P<year>(?:19|20)\d{2})\b"
)
_MONTH_ALONE = re.compile(rf"(?P<name>{'|'.join(MONTHS)})[a-z]*\b(?!\.? \d)")
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d{2})\b")


def find_dates(folded: str) -> list[tuple[date, int, int]]:
    """All dates in a folded text with their offsets. Two-digit years are of this century."""
    found: list[tuple[date, int, int]] = []
    if not _ANY.search(folded):
        return found
    for pattern in (_LONG_DATE, _SHORT_DATE, _ISO_DATE):
        for match in pattern.finditer(folded):
            value = _make_date(match)
            if value is not None:
                found.append((value, match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def latest_day(folded: str, start: int, end: int) -> date | None:
    """The date, month or year that begins in a stretch of folded text, as the last day that it can mean."""
    for day, first, _ in find_dates(folded):
        if start <= first < end:
            return day
    for pattern in (_MONTH, _YEAR):
        match = pattern.search(folded, start)
        if match and match.start() < end:
            return _last_day(match.groupdict())
    return None


def month_alone(folded: str, start: int) -> int | None:
    """The month that is named there without a day or year."""
    match = _MONTH_ALONE.match(folded, start)
    return _month_of(match.groupdict()) if match else None


def last_of(month: int, until: date) -> date:
    """The last day of the latest month of that number that was over by a day."""
    year = until.year if month < until.month else until.year - 1
    return date(year, month, monthrange(year, month)[1])


def _last_day(named: dict[str, str | None]) -> date | None:
    year, month = int(named["year"] or 0), _month_of(named)
    month = 12 if month is None else month
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _month_of(named: Mapping[str, str | None]) -> int | None:
    """The month by its name or number, whatever number it is; None where only a year is given."""
    if name := named.get("name"):
        return MONTHS.index(name) + 1
    number = named.get("month")
    return None if number is None else int(number)


def _make_date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year, month = int(groups["year"]), _month_of(groups) or 0
    try:
        return date(year + 2000 if year < 100 else year, month, int(groups["day"]))
    except ValueError:
        return None
