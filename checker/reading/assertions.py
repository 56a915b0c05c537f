"""Concepts in sentences with their assertion status, in the manner of ConText.

A mark that asserts opens a scope that runs to the next mark that stops; a concept inside it takes the mark's
status. Where scopes overlap, the status that stands first among the marks outweighs the others. Findings are
often listed without a verb ("SLR positive, reflexes intact, no atrophy, decreased sensation"): what is said
of one of a list is said of the others only where they are joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from checker.knowledge.concepts import ConceptKind
from checker.knowledge.lexicon import Hit, Lexicon
from checker.knowledge.marks import Mark, MarkName
from checker.letter import Assertion, Mention
from checker.reading.marks import Marks

_COMMA = re.compile(r", (?!(?:19|20)\d\d\b)")
_JOINED = re.compile(r"(?:^|(?<= ))(?:and|or|nor|&) ")
_IN_LIST = re.compile(r", (?!and ).*\b(?:and|or|nor|&) ")
_OF_ONE = re.compile(r"\b(?:is|was|has)\b")
_PAUSE = re.compile(r"[.)]")
_OF_NOUN = re.compile(r"(?:without|w/o|rather than|instead of|(?:lack|absence|free|devoid) of)$")
_IS = re.compile(r" (?:is|are|was|were|be|been) ")
_TOLD = re.compile(r"\b(?:that|whether|if)\b")
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|not|never|none|cannot|could|remains?|goes|gone|went)\b")

Reach = tuple[Assertion, int, int]  # what a place of a mark says of what stands from a start to an end

_CARE: tuple[ConceptKind, ...] = ("treatment", "drug", "drug_class")
_RESULT: MarkName = "result_after"
_PREDICATES: tuple[MarkName, ...] = ("found_so", "negation_after", _RESULT, "sound_after")


class Scopes:
    """What is denied, doubted, past or only thought of in one text: (status, start, end) each.

    A status given first outweighs those after it. ``results`` are the words that say of a study that it found
    nothing, each a hit of the condition that it did.
    """

    __slots__ = ("_reaches", "results")

    def __init__(self, ranges: Iterable[tuple[Assertion, int, int]], results: tuple[Hit, ...] = ()) -> None:
        self.results = results
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
        reaches = _Reaches(marks, stops, _Hits(self._lexicon, marks.folded))
        reached = [(mark, place, reaches.of(mark, place)) for mark, place in found]
        ranges = [part for mark, _, reach in reached for part in reaches.parts(mark, reach)]
        ranges.sort(key=lambda one: (self._weight[one[0]], one[1], one[2]))
        results = (reaches.result(at, reach) for mark, at, reach in reached if mark.name == _RESULT)
        return Scopes(ranges, tuple(filter(None, results)))

    def mentions(self, folded: str, scopes: Scopes) -> tuple[Mention, ...]:
        """Every concept of the vocabulary in a folded sentence, with its status."""
        hits = self._lexicon.find(folded)
        return tuple(
            Mention(
                hit.concept,
                hit.start,
                hit.end,
                folded[hit.start : hit.end],
                scopes.status(hit.start, hit.end),
                hit.misspelt,
            )
            for hit in (sorted([*hits, *scopes.results], key=_start) if scopes.results else hits)
        )


def _start(hit: Hit) -> int:
    return hit.start


class _Hits:
    """The concepts named in one text, looked up by place."""

    def __init__(self, lexicon: Lexicon, folded: str) -> None:
        self._lexicon, self._folded = lexicon, folded

    @cached_property
    def _all(self) -> list[Hit]:
        return self._lexicon.find(self._folded)

    @cached_property
    def _starts(self) -> list[int]:
        return [hit.start for hit in self._all]

    def nothing_found(self, hit: Hit) -> str | None:
        """The condition that a study found nothing."""
        return self._lexicon.nothing_found(hit.concept)

    def within(self, start: int, end: int) -> Iterator[tuple[Hit, ConceptKind]]:
        """Those in [start, end), each with its kind."""
        for hit in self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if hit.end <= end:
                yield hit, self._lexicon.concepts[hit.concept].kind


class _Reaches:
    """How far the marks of one text reach: to the next of ``stops`` after them, or to the last before."""

    def __init__(self, marks: Marks, stops: list[int], hits: _Hits) -> None:
        self._folded, self._stops, self._hits, self._marks = marks.folded, stops, hits, marks
        self._beside = [start for start, _ in marks.places("found_beside")]
        self._joins = [match.start() for match in _JOINED.finditer(marks.folded)]

    def of(self, mark: Mark, place: tuple[int, int]) -> Reach:
        """The status that a place of a mark gives, and from where to where."""
        assert mark.asserts is not None
        start, end = place
        if mark.direction == "forward":
            last = self._list_end(end, _after(self._stops, end, len(self._folded)))
            if mark.asserts == "negated":
                last = self._clause_end(end, min(last, self._of_one.get(start, last)))
                last = self._phrase_end(start, end, last)
            return mark.asserts, end, min(last, end + mark.reach) if mark.reach else last
        first = max(_before(self._stops, start, 0), start - mark.reach if mark.reach else 0)
        return mark.asserts, self._subject(max(first, _before(self._said, start + 1, 0)), start, end), start

    def parts(self, mark: Mark, reach: Reach) -> Iterator[Reach]:
        """The parts of what a mark reaches that it speaks of: "the MRI is normal" denies no MRI."""
        status, start, end = reach
        for hit, kind in self._hits.within(start, end) if mark.spares else ():
            if kind in mark.spares:
                yield status, start, hit.start
                start = hit.end
        yield status, start, end

    def result(self, place: tuple[int, int], reach: Reach) -> Hit | None:
        """Words that say of the study named last before them that it found nothing, not that of one thing."""
        start, end = place
        named = [(hit, kind) for hit, kind in self._hits.within(*reach[1:]) if kind != "body_part"]
        if not named or named[-1][1] != "treatment" or self._folded.endswith(" for", start, end):
            return None
        concept = self._hits.nothing_found(named[-1][0])
        return Hit(concept, start, end) if concept else None

    @cached_property
    def _of_one(self) -> dict[int, int]:
        """Where what did not help ends, where a list of care goes on: "heat without relief, drugs"."""
        places = self._marks.places("without_result")
        after = ((place, next(self._hits.within(place[1], len(self._folded)), None)) for place in places)
        return {start: end - 1 for (start, end), named in after if named and named[1] in _CARE}

    @cached_property
    def _said(self) -> list[int]:
        """Where words end that say of what stands before them whether it is so."""
        return sorted(end for name in _PREDICATES for _, end in self._marks.places(name))

    @cached_property
    def _clauses(self) -> list[int]:
        """The commas at which a clause of its own begins; "no spasm, redness was seen" goes on in a list."""
        told = {start for start, _ in self._marks.places("told_of")}
        listed = {start for start, _ in self._marks.places("listed_beside")}
        return [
            start
            for start, end in self._marks.places("clause_beside")
            if start not in listed
            and self._folded.rindex(" ", start, end) + 1 not in told
            and not _IN_LIST.match(self._folded, start, end)
        ]

    @cached_property
    def _subordinate(self) -> list[int]:
        return [match.start() for match in _TOLD.finditer(self._folded)]

    def _list_end(self, start: int, last: int) -> int:
        """Where a list of what is not so ends: at what is found beside, unless the two are joined."""
        return min(last, _after(self._beside, max(start, _before(self._joins, last, 0)), last))

    def _clause_end(self, start: int, last: int) -> int:
        """Where the clause of a denial ends: at a comma before the next, unless all are of what is told."""
        if _PAUSE.match(self._folded, start):
            return start
        at = _after(self._clauses, start, last)
        return last if _after(self._subordinate, start, at) < at else min(at, last)

    def _phrase_end(self, start: int, end: int, last: int) -> int:
        """Where what a preposition denies ends: "an MRI without contrast is necessary" denies no MRI."""
        verb = _IS.search(self._folded, end, last) if _OF_NOUN.match(self._folded, start, end) else None
        return verb.start() if verb else last

    def _subject(self, first: int, start: int, end: int) -> int:
        """Where that begins of which a predicate is said: at ``first`` or after a comma.

        It is of the last of a list, or of all of it where that is joined to those before ("spasm, swelling
        and redness were absent"). A comma right before a verb ends a parenthesis.
        """
        folded = self._folded
        commas = [match.end() for match in _COMMA.finditer(folded, first, start)]
        if not commas or _VERB.match(folded, commas[-1]):
            return first
        if commas[-1] == start:
            return [first, *commas][-2]
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
