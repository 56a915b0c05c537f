"""Entries of a guideline line in the form of 2016: "Topic 2016, Section(s): … and Topic 2004".

Read from the places of years, colons and commas, found once: a pattern over the whole would look through
the rest of the line at every "and".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.knowledge.letter_forms import CitationForm

_YEAR = re.compile(r"\s(?=(?:19|20)\d\d)")
_WHOLE_YEAR = re.compile(r"\s(?=(?:19|20)\d\d\b)")
_START = re.compile(r"(?:,\s|(?<!,)\s)and\s(?=[A-Z])")
_YEAR_LENGTH = len(" 2016")
_YEARS_IN_TOPIC = 4
_COMMAS_IN_TOPIC = 2


@dataclass(frozen=True, slots=True)
class Yeared:
    """One entry: its topic, year and the words that list its sections."""

    start: int
    topic: str
    year: str
    sections: str


@dataclass(frozen=True)
class _Line:
    """A line, its white space folded, and where in it years, stops of a topic and entries are."""

    words: str

    @cached_property
    def years(self) -> list[int]:
        return [match.start() for match in _YEAR.finditer(self.words)]

    @cached_property
    def stops(self) -> list[int]:
        """Where a topic can't go on: at a colon or semicolon."""
        return [match.start() for match in re.finditer("[:;]", self.words)]

    @cached_property
    def entries(self) -> list[tuple[int, int]]:
        """Where an "and" is that a topic with a year follows: as (place of the "and", of the topic)."""
        whole = [match.start() for match in _WHOLE_YEAR.finditer(self.words)]
        commas = [match.start() for match in re.finditer(",", self.words)]
        return [
            (match.start(), match.end())
            for match in _START.finditer(self.words)
            if _next(whole, match.end() + 1, len(self.words) + 1)
            < min(
                _next(self.stops, match.end(), len(self.words)),
                _next(commas, match.end(), len(self.words), _COMMAS_IN_TOPIC),
            )
        ]


def _next(places: list[int], after: int, none: int, skipped: int = 0) -> int:
    """The first of the sorted places from ``after`` on, or the one after so many more; else ``none``."""
    index = bisect_left(places, after) + skipped
    return places[index] if index < len(places) else none


class YearedReader:
    """Reads entries with a year. One instance serves all letters."""

    def __init__(self, form: CitationForm) -> None:
        self._after_year = re.compile(
            rf"(?:\s{form.guideline.pattern})?(?P<sections>,?\s?{form.section.pattern}\s?:?\s?)?", re.I
        )

    def find(self, words: str) -> Iterator[Yeared]:
        """The entries of a line with its white space folded, in order."""
        line = _Line(words)
        starts = [(0, 0), *((match.start(), match.end()) for match in _START.finditer(words))]
        end = 0
        for start, topic in starts:
            if start >= end and words[topic : topic + 1].isupper():
                entry, stop = self._entry(line, start, topic)
                if entry is not None:
                    yield entry
                    end = stop

    def _entry(self, line: _Line, start: int, topic: int) -> tuple[Yeared | None, int]:
        """The entry whose topic begins at ``topic``, with the place at which it ends."""
        words, stop = line.words, _next(line.stops, topic, len(line.words))
        first = bisect_left(line.years, topic + 1)
        for year in line.years[first : first + _YEARS_IN_TOPIC]:
            if year > stop:
                break
            after = self._after_year.match(words, year + _YEAR_LENGTH)
            if after is None:
                continue
            following = bisect_left(line.entries, (after.end(), 0))
            end = line.entries[following][0] if following < len(line.entries) else len(words)
            if after["sections"] is not None or words[after.end() : end].strip() in ("", "."):
                listed = words[after.end() : end].rstrip(". ") if after["sections"] is not None else ""
                digits = words[year + 1 : year + _YEAR_LENGTH]
                return Yeared(start, words[topic:year].strip(), digits, listed), end
        return None, start
