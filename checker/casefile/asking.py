"""Asks the case what a criterion needs: a three-valued answer for each statement of its tree.

What the letter doesn't say is unknown, never false. A statement is true where a sentence on the patient
affirms what it names, or what that is a kind or evidence of; false where one denies it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.casefile.conditions import Answer, Answered
from checker.casefile.features import kinds
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.needs import Need
from checker.knowledge.phrases import fold
from checker.letter import Mention
from checker.reading.marked import MarkedSentence

_STATUS: dict[str, kinds.Status] = {
    "affirmed": "asserted",
    "historical": "asserted",
    "negated": "denied",
    "uncertain": "possible",
    "hypothetical": "possible",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the patient, and where it stands; ``index`` counts the statements of the rationale."""

    read: MarkedSentence
    place: kinds.Place
    index: int | None = None


class Asker:
    """Answers needs on a case. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._named: dict[str, frozenset[str]] = {}

    def ask(self, need: Need, told: Sequence[Told], parts: frozenset[str]) -> Answered:
        """The tree with its answers. ``parts`` are the body parts treated: empty, any."""
        if not need.parts:
            return self._leaf(need, told, parts)
        answers = tuple(self.ask(part, told, parts) for part in need.parts)
        join = "all" if need.all else "any" if need.any else "not" if need.not_ else None
        least = len(answers) if need.all else 1 if need.any else need.at_least_of or 1
        answer = _turned(answers[0].answer) if join == "not" else fold_of([a.answer for a in answers], least)
        return Answered("", answer, join or f"at least {least} of", answers)

    def named(self, words: str) -> frozenset[str]:
        """The conditions, treatments and drugs that words of a criterion name."""
        if words not in self._named:
            self._named[words] = frozenset(
                hit.concept
                for hit in self._lexicon.find(fold(words))
                if self._lexicon.concepts[hit.concept].kind != "body_part"
            )
        return self._named[words]

    def _leaf(self, need: Need, told: Sequence[Told], parts: frozenset[str]) -> Answered:
        subject, words = need.statement or ("context", "")
        wanted = frozenset[str]().union(*map(self.named, (words, *need.shown_by, *need.such_as)))
        # A figure, or what came of a treatment, is more than that its name occurs.
        asks_more = bool(need.given & {"result", "at_least", "more_than", "at_most", "less_than"})
        found = list(self.found(wanted, told, parts))
        answer = answer_of(found)
        return Answered(
            f"{subject}: {words}",
            "unknown" if asks_more and answer == "true" else answer,
            None,
            (),
            tuple(found),
        )

    def found(
        self, wanted: frozenset[str], told: Iterable[Told], parts: frozenset[str]
    ) -> Iterator[kinds.Condition]:
        """What is told of any of these concepts, of the parts treated or of none named."""
        for one in told:
            for mention in one.read.mentions:
                if wanted.isdisjoint(self._meant(mention)) or self._elsewhere(one.read, mention, parts):
                    continue
                yield self._feature(one, mention)

    def _meant(self, mention: Mention) -> frozenset[str]:
        """What a mention says: affirmed, all that it is evidence of; denied, itself and no more."""
        if mention.assertion == "negated":
            return frozenset({mention.concept}) | self._lexicon.down(mention.concept)
        return self._lexicon.implied(mention.concept)

    def _elsewhere(self, read: MarkedSentence, mention: Mention, parts: frozenset[str]) -> bool:
        own = {region for part in read.parts_of(mention) for region in self._lexicon.reached(part.concept)}
        return bool(parts and own) and own.isdisjoint(
            region for part in parts for region in self._lexicon.reached(part)
        )

    def _feature(self, one: Told, mention: Mention) -> kinds.Condition:
        undocumented = mention.assertion == "negated" and one.read.marks.has("not_on_record")
        return kinds.Condition(
            concept=mention.concept,
            words=mention.words,
            sentence=one.read.sentence.text,
            span=one.read.sentence.span,
            place=one.place,
            status="unknown" if undocumented else _STATUS[mention.assertion],
        )


def answer_of(features: Iterable[kinds.Feature]) -> Answer:
    """What features say together: affirmed and denied is conflicting, what is only possible is unknown."""
    statuses = {feature.status for feature in features}
    affirmed = not statuses.isdisjoint({"asserted", "inferred", "reported"})
    if affirmed and "denied" in statuses:
        return "conflicting"
    if affirmed:
        return "true"
    return "false" if "denied" in statuses and "unknown" not in statuses else "unknown"


def fold_of(answers: Sequence[Answer], least: int) -> Answer:
    """The answer of a join that holds where at ``least`` so many of its parts do."""
    true, false = answers.count("true"), answers.count("false")
    if true >= least:
        return "true"
    if len(answers) - false < least:
        return "false"
    return "conflicting" if true + answers.count("conflicting") >= least else "unknown"


def _turned(answer: Answer) -> Answer:
    turned: dict[Answer, Answer] = {"true": "false", "false": "true"}
    return turned.get(answer, answer)
