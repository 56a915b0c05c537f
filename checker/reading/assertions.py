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
_TOLD = re.compile(r"\b(?:that|whether|if)\b")
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|not|never|none|cannot|could|remains?|goes|gone|went)\b")


Reach = tuple[Assertion, int, int]  # what a place of a mark says of what stands from a start to an end

_CARE: tuple[ConceptKind, ...] = ("treatment", "drug", "drug_class")
_RESULT: MarkName = "result_after"
_PREDICATES: tuple[MarkName, ...] = ("found_so", _RESULT, "sound_after")


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
        reached = [
            (mark, place, self._of_one(place, _range(mark, place, marks, stops), marks))
            for mark, place in found
        ]
        ranges = [part for mark, _, reach in reached for part in self._around(mark, reach, marks)]
        ranges.sort(key=lambda one: (self._weight[one[0]], one[1], one[2]))
        results = (self._result(at, reach, marks) for mark, at, reach in reached if mark.name == _RESULT)
        return Scopes(ranges, tuple(filter(None, results)))

    def _of_one(self, place: tuple[int, int], reach: Reach, marks: Marks) -> Reach:
        """What a mark reaches without the care that a list goes on with: "heat without relief, drugs"."""
        status, start, end = reach
        for first, last in marks.places("without_result"):
            if first == place[0]:
                after = next(iter(self._hits(marks, last, end)), None)
                if after and self._kind(after) in _CARE:
                    return status, start, last - 1
        return reach

    def _around(self, mark: Mark, reach: Reach, marks: Marks) -> Iterator[Reach]:
        """The parts of what a mark reaches that it speaks of: "the MRI is normal" denies no MRI."""
        status, start, end = reach
        for hit in self._hits(marks, start, end) if mark.spares else ():
            if self._kind(hit) in mark.spares:
                yield status, start, hit.start
                start = hit.end
        yield status, start, end

    def _result(self, place: tuple[int, int], reach: Reach, marks: Marks) -> Hit | None:
        """Words that say of the study named last before them that it found nothing, not that of one thing."""
        start, end = place
        named = [hit for hit in self._hits(marks, *reach[1:]) if self._kind(hit) != "body_part"]
        if not named or self._kind(named[-1]) != "treatment" or marks.folded.endswith(" for", start, end):
            return None
        concept = self._lexicon.nothing_found(named[-1].concept)
        return Hit(concept, start, end) if concept else None

    def _hits(self, marks: Marks, start: int, end: int) -> list[Hit]:
        return [one for one in self._lexicon.find(marks.folded) if start <= one.start and one.end <= end]

    def _kind(self, hit: Hit) -> ConceptKind:
        return self._lexicon.concepts[hit.concept].kind

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


def _range(mark: Mark, place: tuple[int, int], marks: Marks, stops: list[int]) -> Reach:
    """What a place of a mark reaches: to the next stop after it, or from the last stop before it."""
    assert mark.asserts is not None
    start, end = place
    if mark.direction == "forward":
        at = bisect_left(stops, end)
        last = _list_end(marks, end, stops[at] if at < len(stops) else len(marks.folded))
        if mark.asserts == "negated":
            last = end if _PAUSE.match(marks.folded, end) else _clause_end(marks, end, last)
        return mark.asserts, end, min(last, end + mark.reach) if mark.reach else last
    at = bisect_left(stops, start)
    first = _subject(marks, mark.name, stops[at - 1] if at else 0, place)
    return mark.asserts, max(first, start - mark.reach) if mark.reach else first, start


def _list_end(marks: Marks, start: int, last: int) -> int:
    """Where a list of what is not so ends: at what is found beside, unless the two are joined."""
    found = (at for at, _ in marks.places("found_beside") if start <= at < last)
    return next((at for at in found if not _JOINED.search(marks.folded, at, last)), last)


def _clause_end(marks: Marks, start: int, last: int) -> int:
    """Where the clause of a denial ends: at a comma before the next one, unless all are of what is told."""
    for at, end in marks.places("clause_beside"):
        if start <= at < last and _is_clause(marks, at, end):
            return last if _TOLD.search(marks.folded, start, at) else at
    return last


def _is_clause(marks: Marks, start: int, end: int) -> bool:
    """Whether a clause of its own begins at a comma; "no spasm, redness was seen" goes on in a list."""
    verb = marks.folded.rindex(" ", start, end) + 1
    told = any(first == verb for first, _ in marks.places("told_of"))
    listed = any(first == start for first, _ in marks.places("listed_beside"))
    return not (told or listed or _IN_LIST.match(marks.folded, start, end))


def _subject(marks: Marks, name: MarkName, first: int, predicate: tuple[int, int]) -> int:
    """Where that begins of which a predicate is said: at ``first``, after the predicate before or a comma.

    It is of the last of a list, or of all of it where that is joined to those before ("spasm, swelling and
    redness were absent"). A comma right before a verb ends a parenthesis.
    """
    start, end = predicate
    before = (at for one in {name, *_PREDICATES} for at in marks.places(one))
    first = max([first, *(last for _, last in before if last <= start)])
    commas = [match.end() for match in _COMMA.finditer(marks.folded, first, start)]
    if not commas:
        return first
    if _VERB.match(marks.folded, commas[-1]):
        return first
    if commas[-1] == start:
        return [first, *commas][-2]
    joined = _JOINED.search(marks.folded, commas[-1], start)
    clause = joined and joined.start() == commas[-1] and _OF_ONE.search(marks.folded, commas[-1], end)
    return first if joined and not clause else commas[-1]
