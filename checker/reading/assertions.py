"""Concepts in sentences with their assertion status, in the manner of ConText.

A mark that asserts opens a scope that runs to the next mark that stops; a concept inside it takes the mark's
status. Where scopes overlap, the status that stands first among the marks outweighs the others. Findings are
often listed without a verb ("SLR positive, reflexes intact, no atrophy, decreased sensation"): what is said
of one of a list is said of the others only where they are joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import Mark, MarkName
from checker.letter import Assertion, Mention
from checker.reading.marks import Marks

_COMMA = re.compile(r", (?!(?:19|20)\d\d\b)")
_JOINED = re.compile(r"(?:^|(?<= ))(?:and|or|nor|&) ")
_OF_ONE = re.compile(r"\b(?:is|was|has)\b")
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|not|never|none|cannot|could|remains?|goes|gone|went)\b")
_NO_NOUN = "after|and|as|at|before|bilaterally|by|except|for|from|in|left|of|on|or|right|since|then|to|with"
_NOUN = re.compile(rf" (?!(?:{_NO_NOUN})\b)[a-z]")
_ARTICLE = 8  # characters that the longest of these has
_BEFORE_NOUN = re.compile(r"(?:\b(?:an?|and|had|has|have|of|showed|shows|the|was|with) )$")


class Scopes:
    """What is denied, doubted, past or only thought of in one text: (status, start, end) each.

    A status given first outweighs those after it.
    """

    __slots__ = ("_reaches",)

    def __init__(self, ranges: Iterable[tuple[Assertion, int, int]]) -> None:
        # Of each status, where its scopes start, and how far those that start no later reach.
        self._reaches: dict[Assertion, tuple[list[int], list[int]]] = {}
        for status, start, end in ranges:
            starts, reaches = self._reaches.setdefault(status, ([], []))
            starts.append(start)
            reaches.append(max(end, reaches[-1]) if reaches else end)

    def status(self, start: int, end: int) -> Assertion:
        """The status of [start, end): the weightiest of those whose scope holds it whole."""
        return next((status for status in self._reaches if self.hold(status, start, end)), "affirmed")

    def hold(self, status: Assertion, start: int, end: int) -> bool:
        """Whether a scope of a status holds [start, end) whole, outweighed or not."""
        starts, reaches = self._reaches.get(status, ([], []))
        at = bisect_right(starts, start)
        return bool(at) and reaches[at - 1] >= end

    @property
    def negates(self) -> bool:
        """Whether anything is denied."""
        return "negated" in self._reaches

    @property
    def doubts(self) -> bool:
        """Whether anything is neither so nor was so."""
        return not self._reaches.keys() <= {"historical"}


class Assertions:
    """The marks that assert, and the vocabulary. One instance serves all letters."""

    def __init__(self, marks: Iterable[Mark], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        marks = tuple(marks)
        self._asserting = tuple(mark for mark in marks if mark.asserts is not None)
        self._stopping: tuple[MarkName, ...] = tuple(m.name for m in marks if m.direction == "stop")
        order = dict.fromkeys(mark.asserts for mark in self._asserting if mark.asserts is not None)
        self._weight: dict[Assertion, int] = {status: place for place, status in enumerate(order)}

    def scopes(self, marks: Marks) -> Scopes:
        """The scopes of a text, the weightiest first."""
        found = [(mark, place) for mark in self._asserting for place in marks.places(mark.name)]
        if not found:
            return Scopes([])
        stops = sorted(start for name in self._stopping for start, _ in marks.places(name))
        reaches = _Reaches(marks, stops)
        ranges = [reaches.of(mark, place) for mark, place in found]
        return Scopes(sorted(ranges, key=lambda one: (self._weight[one[0]], one[1], one[2])))

    def mentions(self, folded: str, scopes: Scopes) -> tuple[Mention, ...]:
        """Every concept of the vocabulary in a folded sentence, with its status."""
        return tuple(
            Mention(
                hit.concept,
                hit.start,
                hit.end,
                folded[hit.start : hit.end],
                scopes.status(hit.start, hit.end),
                hit.misspelt,
            )
            for hit in self._lexicon.find(folded)
        )


class _Reaches:
    """How far the marks of one text reach: to the next of ``stops`` after them, or to the last before."""

    def __init__(self, marks: Marks, stops: list[int]) -> None:
        self._folded, self._stops = marks.folded, stops
        self._so = [end for _, end in marks.places("found_so")]
        self._beside = [start for start, _ in marks.places("found_beside")]
        self._joins = [match.start() for match in _JOINED.finditer(marks.folded)]

    def of(self, mark: Mark, place: tuple[int, int]) -> tuple[Assertion, int, int]:
        """The status that a place of a mark gives, and from where to where."""
        assert mark.asserts is not None
        start, end = place
        if mark.direction == "forward":
            last = self._list_end(end, _after(self._stops, end, len(self._folded)))
            return mark.asserts, end, min(last, end + mark.reach) if mark.reach else last
        first = max(_before(self._stops, start, 0), start - mark.reach if mark.reach else 0)
        return mark.asserts, self._subject(max(first, _before(self._so, start + 1, 0)), place), start

    def _list_end(self, start: int, last: int) -> int:
        """Where a list of what is not so ends: at what is found beside, unless the two are joined."""
        return min(last, _after(self._beside, max(start, _before(self._joins, last, 0)), last))

    def _subject(self, first: int, predicate: tuple[int, int]) -> int:
        """Where that begins of which a predicate is said: at ``first`` or after a comma.

        It is of the last of a list, or of all of it where that is joined to those before ("spasm, swelling
        and redness were absent"). A comma right before a verb ends a parenthesis; "negative" before a noun
        is said of that.
        """
        (start, end), folded = predicate, self._folded
        named = not _VERB.match(folded, start) and _NOUN.match(folded, end)
        if named and _BEFORE_NOUN.search(folded, max(first, start - _ARTICLE), start):
            return start
        commas = [match.end() for match in _COMMA.finditer(folded, first, start)]
        if not commas or _VERB.match(folded, commas[-1]):
            return first
        if commas[-1] == start:
            return start if named else [first, *commas][-2]
        joined = _JOINED.search(folded, commas[-1], start)
        clause = joined and joined.start() == commas[-1] and _OF_ONE.search(folded, commas[-1], end)
        return first if joined and not clause else commas[-1]


def _after(places: list[int], start: int, last: int) -> int:
    """The first of these places from ``start`` on, or ``last``."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else last


def _before(places: list[int], end: int, first: int) -> int:
    """The last of these places before ``end``, or ``first``."""
    at = bisect_left(places, end)
    return places[at - 1] if at else first
