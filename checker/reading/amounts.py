"""How much a request asks for at once, where that isn't counted in visits: hours of care, spinal levels."""

from __future__ import annotations

import re
from typing import Literal

from checker.knowledge.letter_forms import RequestForm, any_of
from checker.letter import Amount, Approach
from checker.reading.figures import FigureReader

Levels = Literal["roots", "joints", "nerves"]  # what an injection treats at each, the last those of joints

_DAYS = 7  # of a week
_HOURS = 24  # of a day
_VERTEBRAE = {"c": 7, "t": 12, "l": 5, "s": 5}  # from the head down
_PLACES = [f"{region}{n + 1}" for region, most in _VERTEBRAE.items() for n in range(most)]
_VERTEBRA = rf"(?P<first>{any_of(_PLACES)})"
_LOWER = rf"(?:(?P<last>{any_of(_PLACES)})|(?P<digit>\d{{1,2}}))"
_NOT_LISTED = re.compile(r"(?<![\w./#-])\d ?[-/] ?s?\d(?!\d)")  # "l3-4, 4-5": what it counts isn't read


class AmountReader:
    """Reads amounts in titles. One instance serves all letters."""

    def __init__(self, requests: RequestForm, figures: FigureReader) -> None:
        self._figures = figures
        form, units = figures.form, figures.form.units
        self._by_nerves = re.compile(rf"\b{requests.by_nerves.pattern}\b")
        self._in_turn = re.compile(rf"\b(?:{requests.in_turn.pattern}|{requests.then.pattern})\b")
        self._approaches: tuple[tuple[Approach, re.Pattern[str]], ...] = (
            ("transforaminal", re.compile(rf"\b{requests.approaches.transforaminal.pattern}\b")),
            ("interlaminar", re.compile(rf"\b{requests.approaches.interlaminar.pattern}\b")),
        )
        to = rf"(?P<to> ?(?:[-/]|{requests.as_far_as.pattern}) ?)"
        self._level = re.compile(rf"\b{_VERTEBRA}(?:{to}{_LOWER})?\b")
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

    def levels(self, folded: str, of: Levels) -> Amount | None:
        """The levels of the spine that an injection is for.

        A span may be counted by its segments or by its ends, a list of the nerves of joints has one more than
        it has joints. None where that isn't clear, or where some are to be treated at another time.
        """
        if self._in_turn.search(folded):
            return None
        of_roots = of == "roots"
        by_nerves = of == "nerves" or (of == "joints" and self._by_nerves.search(folded) is not None)
        said = [one for one in self._figures.measures(folded) if one.unit == "level"]
        named = self._named(folded, of_roots=of_roots, by_nerves=by_nerves)
        if named is None or len(said) > 1 or any(one.low != one.high for one in said):
            return None
        low, high = named
        if said:
            most = said[0].high
            least = most - by_nerves
            if high and not (low <= most and least <= high):
                return None
            low, high = max(low, least), min(high or most, most)
        found = [name for name, words in self._approaches if words.search(folded)]
        if not high or len(found) > 1:
            return None
        return Amount("level", low, high, found[0] if found else None)

    def _named(self, folded: str, *, of_roots: bool, by_nerves: bool) -> tuple[float, float] | None:
        """The fewest and the most levels that are named; None where that isn't clear."""
        spans: set[tuple[int, int]] = set()
        single: list[int] = []
        end = -1
        for match in self._level.finditer(folded):
            first, last = _PLACES.index(match["first"]), _last(match)
            alone = last == first
            if last < first or folded.startswith((match["to"] or "-").strip(), match.end()):
                return None
            if alone and single and not folded[end : match.start()].strip():
                return None  # "l4 l5": a segment, or two
            spans |= set() if alone else {(first, last)}
            single += [first] if alone else []
            end = match.end()
        if len(set(single)) < len(single) or _NOT_LISTED.search(self._level.sub("", folded)):
            return None
        apart = [one for one in single if not any(first <= one <= last for first, last in spans)]
        if not of_roots and spans and single:
            listed = by_nerves and len(single) == len(spans) + 1 and _are_next(spans)
            return (len(spans), len(spans)) if listed else None
        low = sum(last - first - (by_nerves and last - first > 1) for first, last in spans)
        high = sum(last - first + (of_roots and last - first > 1) for first, last in spans)
        fewer = 0 if of_roots or not single else 1
        return low + len(apart) - fewer, high + len(single)


def _last(match: re.Match[str]) -> int:
    """Where a span ends: "l4-5", "c7-t1"; what has no end ends where it begins."""
    region, digit = match["first"][0], match["digit"]
    name = match["last"] or (f"{region}{digit}" if digit else match["first"])
    return _PLACES.index(name) if name in _PLACES else -1


def _are_next(spans: set[tuple[int, int]]) -> bool:
    return all(last - first == 1 for first, last in spans)
