"""What the case summary records, looked up by concept: read off once, asked by each statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from checker.facts.places import Place, place_of
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Assertion, Measure, Mention
from checker.reading.marked import MarkedSentence
from checker.spans import Span

_REPORTED: tuple[MarkName, ...] = ("decided_before", "hedge")
_NOT_PLAIN: tuple[MarkName, ...] = (*_REPORTED, "told_by_others", "care_planned")
_LIMITED: tuple[MarkName, ...] = (*_REPORTED, "since_when", "visits_lately", "year_told", "denied_in_part")
_WAS = ("affirmed", "historical")


@dataclass(frozen=True, slots=True)
class Recording:
    """What the summary records, most often a finding: the sentence, its words there, and where it is."""

    sentence: MarkedSentence
    mention: Mention
    place: Place


class Recorded:
    """A case summary. Of recordings that differ in nothing that is asked about, the first stands for all."""

    def __init__(self, summary: tuple[MarkedSentence, ...], lexicon: Lexicon) -> None:
        self.sentences = summary
        self._lexicon = lexicon

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All that it names, denied or not."""
        return frozenset(mention.concept for one in self.sentences for mention in one.mentions)

    @cached_property
    def known(self) -> frozenset[str]:
        """All that it names, what that is a kind of, and what it is evidence of."""
        lexicon = self._lexicon
        return frozenset(
            relative
            for concept in self.concepts
            for relative in (*lexicon.up(concept), *lexicon.implied(concept))
        )

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Its figures, each once."""
        figures = {(one.unit, one.low, one.high): one for read in self.sentences for one in read.measures}
        return tuple(figures.values())

    def named(self, concept: str) -> Iterable[Recording]:
        """Where it names a condition, in any way but to deny it."""
        return self._named.get(concept, {}).values()

    def affirmed(self, concept: str, *, past: bool = False) -> Iterable[Recording]:
        """Where it affirms a condition, or another that is a kind or evidence of it or belies its denial.

        ``past``: also where it tells of one that was.
        """
        yield from self._affirmed.get(concept, {}).values()
        if past:
            yield from self._was.get(concept, {}).values()

    def denied(self, concept: str) -> Iterable[Recording]:
        """Where it denies a condition."""
        return self._denied.get(concept, {}).values()

    def contrary(self, concept: str) -> Iterable[Recording]:
        """Where it affirms a condition that rules this one out: "sensation is normal"."""
        return self._contrary.get(concept, {}).values()

    def mentioned(self, concept: str) -> Iterable[tuple[Recording, bool]]:
        """Where it names a concept or a kind of it, and whether plainly as had."""
        return ((one, plain) for (_, plain), one in self._mentioned.get(concept, {}).items())

    @cached_property
    def had(self) -> frozenset[str]:
        """What it names as had, with all that this is a kind of."""
        return frozenset(
            wider
            for read in self.sentences
            if not read.marks.has(*_NOT_PLAIN)
            for one in read.mentions
            if one.assertion in _WAS
            for wider in self._lexicon.up(one.concept)
        )

    @cached_property
    def reported(self) -> frozenset[Span]:
        """Where others than the author tell."""
        return self._marked(*_REPORTED)

    @cached_property
    def limited(self) -> frozenset[Span]:
        """Where others than the author tell, or of a time, a place or so much."""
        return self._marked(*_LIMITED)

    @cached_property
    def asking(self) -> frozenset[Span]:
        """Where care is asked for."""
        return self._marked("care_planned")

    @cached_property
    def both_ways(self) -> frozenset[tuple[str, Span]]:
        """What a sentence has as had and denies too, with its place: which holds is left open."""
        return frozenset(
            (one.concept, read.sentence.span)
            for read in self.sentences
            for one in read.mentions
            if one.assertion == "negated"
        )

    @cached_property
    def taking(self) -> frozenset[Span]:
        """Where it plainly tells what is taken now."""
        return frozenset(
            one.sentence.span
            for one in self.sentences
            if one.marks.has("takes_now") and not one.scopes.doubts
        )

    def _marked(self, *marks: MarkName) -> frozenset[Span]:
        return frozenset(one.sentence.span for one in self.sentences if one.marks.has(*marks))

    @cached_property
    def _mentioned(self) -> dict[str, dict[tuple[Place, bool], Recording]]:
        found: dict[str, dict[tuple[Place, bool], Recording]] = {}
        for read in self.sentences:
            whole = not read.scopes.doubts and not read.marks.has(*_NOT_PLAIN)
            for mention in read.mentions:
                one = Recording(read, mention, place_of(read, mention, self._lexicon))
                plain = whole and mention.assertion in _WAS
                for concept in self._lexicon.up(mention.concept):
                    found.setdefault(concept, {}).setdefault((one.place, plain), one)
        return found

    @cached_property
    def _denied(self) -> dict[str, dict[Place, Recording]]:
        found: dict[str, dict[Place, Recording]] = {}
        for read in self.sentences:
            for mention in read.mentions:
                if (
                    mention.assertion == "negated"
                    and self._lexicon.concepts[mention.concept].kind == "condition"
                ):
                    one = Recording(read, mention, place_of(read, mention, self._lexicon))
                    found.setdefault(mention.concept, {}).setdefault(one.place, one)
        return found

    @cached_property
    def _conditions(self) -> list[Recording]:
        return [
            Recording(read, mention, place_of(read, mention, self._lexicon))
            for read in self.sentences
            for mention in read.mentions
            if mention.assertion != "negated" and self._lexicon.concepts[mention.concept].kind == "condition"
        ]

    @cached_property
    def _named(self) -> dict[str, dict[Place, Recording]]:
        found: dict[str, dict[Place, Recording]] = {}
        for one in self._conditions:
            found.setdefault(one.mention.concept, {}).setdefault(one.place, one)
        return found

    @cached_property
    def _affirmed(self) -> dict[str, dict[tuple[str, Place], Recording]]:
        return self._told_as("affirmed", self._lexicon.belied)

    @cached_property
    def _contrary(self) -> dict[str, dict[tuple[str, Place], Recording]]:
        return self._told_as("affirmed", self._lexicon.ruled_out)

    @cached_property
    def _was(self) -> dict[str, dict[tuple[str, Place], Recording]]:
        return self._told_as("historical", self._lexicon.belied)

    def _told_as(
        self, assertion: Assertion, spoken_to: Callable[[str], frozenset[str]]
    ) -> dict[str, dict[tuple[str, Place], Recording]]:
        """Conditions told of in a way, by each concept that they speak to."""
        found: dict[str, dict[tuple[str, Place], Recording]] = {}
        for one in self._conditions:
            if one.mention.assertion == assertion:
                for concept in spoken_to(one.mention.concept):
                    found.setdefault(concept, {}).setdefault((one.mention.concept, one.place), one)
        return found
