"""Dates in folded text."""

from __future__ import annotations

import re
from calendar import monthrange
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

_MONTH = re.compile(
    rf"\b(?:(?P<name>{'|'.join(MONTHS)})[a-z]*\.?,?(?: of)? |(?P<month>\d{{1,2}})[-/])"
    r"(?P<year>(?:19|20)\d{2})\b"
)
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d{2})\b")


def find_dates(folded: str) -> list[tuple[date, int, int]]:
    """All dates in a folded text with their offsets. Two-digit years are of this century."""
    found = []
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


def _last_day(named: dict[str, str | None]) -> date | None:
    year, month = int(named["year"] or 0), 12
    if named.get("name"):
        month = MONTHS.index(str(named["name"])) + 1
    elif named.get("month"):
        month = int(str(named["month"]))
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _make_date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = MONTHS.index(groups["name"]) + 1 if groups.get("name") else int(groups["month"])
    year = int(groups["year"])
    try:
        return date(year + 2000 if year < 100 else year, month, int(groups["day"]))
    except ValueError:
        return None
