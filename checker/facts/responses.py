"""Responses to a treatment: what the rationale says was not had, or is on no record, against the summary."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, quote, quotes_of
from checker.casefile.features.kinds import Response
from checker.casefile.features.telling import NOT_SO, status_at
from checker.casefile.ledger import Statement
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.deciding import Refusal
from checker.knowledge.lexicon import Lexicon
from checker.reading.marked import MarkedSentence
from checker.spans import Span

_NAMED = {"functional_improvement": "function", "pain_relief": "pain"}


class Responses:
    """What a summary tells of the response to the treatment of which an item asks for more."""

    def __init__(self, case_file: CaseFile, item: ItemFile, lexicon: Lexicon, refusal: Refusal) -> None:
        self._refusal = refusal
        self._lacking: dict[Span, list[Response]] = {}
        for one in item.features.of(Response):
            if one.status in NOT_SO:
                self._lacking.setdefault(one.span, []).append(one)
        kin = lexicon.kin_of(item.treatment.concepts)
        reads: dict[Span, MarkedSentence] = {}
        spoken_of: set[Span] = set()  # where it is named, or was the last care named: "with it he walks"
        carried: set[Span] = set()  # where it was the last care named before
        last = False
        for read in case_file.summary:
            care = [one.concept for one in read.care]
            if last:
                carried.add(read.sentence.span)
            last = not kin.isdisjoint(care) if care else last
            if last:
                spoken_of.add(read.sentence.span)
            if not read.marks.has("told_by_others", "care_planned", "decided_before"):
                reads[read.sentence.span] = read
        responses = [
            one for one in item.features.of(Response) if one.place == "summary" and one.span in reads
        ]
        better = [one for one in responses if one.change == "better" and one.status == "asserted"]
        plain = (
            one
            for one in better
            if (one.using and one.span in spoken_of)
            or (_is_plain(one) and _is_of(kin, one, reads[one.span], carried=one.span in carried))
        )
        # Where one of them is denied, or said to be unchanged, which holds now is left open.
        otherwise = {one.of for one in responses if one.change in ("same", "worse") or one.status in NOT_SO}
        self._told: dict[str, Response] = {
            one.of: one for one in plain if one.of in _NAMED.values() and one.of not in otherwise
        }

    def denied(self, statement: Statement) -> list[Fact]:
        """A response said to be missing of which the summary tells; none where one in some degree is.

        Where how much it was is missing, the summary gives it in percent.
        """
        measured = statement.marks.place("response_measured")
        if statement.marks.has("response_in_degree") and not measured:
            return []
        for of, words in self._measure(statement, measured) if measured else self._missing(statement):
            told = self._told.get(of)
            if told is not None and not (measured and told.percent is None):
                return [
                    kinds.RecordConflict(
                        form="response",
                        basis="same",
                        concept=words,
                        recorded=told.words,
                        same_place=True,
                        decisive=self._refusal.turns_on(statement, None),
                        confidence="high",
                        evidence=Grounds((quote("rationale", statement.sentence), *quotes_of([told]))),
                    )
                ]
        return []

    def _measure(self, statement: Statement, at: tuple[int, int]) -> Iterator[tuple[str, str]]:
        """That it is the measure of relief that is denied, or on no record."""
        if status_at(statement.read, *at) in NOT_SO:
            yield "pain", statement.sentence.folded[slice(*at)]

    def _missing(self, statement: Statement) -> Iterator[tuple[str, str]]:
        """What is denied of pain and function, by its name or by what is said of them."""
        for mention in statement.mentions:
            if mention.assertion == "negated" and mention.concept in _NAMED:
                yield _NAMED[mention.concept], mention.words
        for said in self._lacking.get(statement.sentence.span, ()):
            yield said.of, said.words


def _is_of(kin: frozenset[str], told: Response, read: MarkedSentence, *, carried: bool) -> bool:
    """Whether a response is told of care that its sentence names, or of that named last: "these helped"."""
    care = [one for one in read.care if one.concept in kin]
    at = read.sentence.folded.find(told.words)
    before = [one for one in read.care if one.end <= at]
    meant = any(start <= at for start, _ in read.marks.places("care_meant"))
    return bool(care) or (carried and meant and not before)


def _is_plain(told: Response) -> bool:
    """Whether more is told than that somebody reports relief."""
    return told.of == "function" or told.percent is not None
