"""How much a request asks for at once, where that is not counted in visits: hours of care a week."""

from __future__ import annotations

import re

from checker.letter import Amount
from checker.reading.figures import FigureReader

_DAYS = 7  # of a week
_HOURS = 24  # of a day


class AmountReader:
    """Reads amounts in titles. One instance serves all letters."""

    def __init__(self, figures: FigureReader) -> None:
        self._figures = figures
        form, units = figures.form, figures.form.units
        a = rf"(?: ?{form.per.pattern} | ?/ ?)"
        self._hours = re.compile(rf"(?<![\w./#-]){figures.range}[ -]?{units.hour.pattern}\b")
        self._weekly = re.compile(rf"{a}{units.week.pattern}\b| {form.rates.per_week.pattern}\b")
        self._daily = re.compile(rf" {form.rates.per_day.pattern}\b")

    def hours_a_week(self, folded: str) -> Amount | None:
        """The hours a week: a day's on the days told, on one to seven where none are; None where unclear."""
        found = list(self._hours.finditer(folded))
        low, high = self._figures.bounds(found[0]) if len(found) == 1 else (0, 1)
        if low != high:
            return None
        end = found[0].end()
        if self._weekly.match(folded, end):
            return Amount("hour", low, high)
        days = self._days(folded, daily=self._daily.match(folded, end) is not None)
        return Amount("hour", low * days[0], high * days[1]) if days and high <= _HOURS else None

    def _days(self, folded: str, *, daily: bool) -> tuple[float, float] | None:
        """The fewest and the most days of a week; None where they are told in two ways."""
        told = [(self._figures.bounds(match), period) for match, period in self._figures.rates(folded)]
        told += [((one.low, one.high), "days") for one in self._figures.measures(folded) if one.unit == "day"]
        if not told:
            return (_DAYS, _DAYS) if daily else (1, _DAYS)
        (low, high), period = told[0]
        if len(told) > 1 or low != high or period not in ("per_week", "days"):
            return None
        if period == "per_week" and high > _DAYS:
            return None
        return min(low, _DAYS), min(high, _DAYS)
