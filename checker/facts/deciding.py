"""Whether a refusal turns on what one of its sentences denies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from checker.casefile.casefile import ItemFile
from checker.casefile.conditions import Answered
from checker.casefile.ledger import Statement
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import in_days
from checker.spans import Span

_GROUNDS: tuple[MarkName, ...] = ("exceeds", "used_long", "criteria_unmet", "dependent", "unspecified")
_OF_RECORD: tuple[MarkName, ...] = (
    "of_patient",
    "record_spoken_of",
    "undocumented",
    "result_after",
    "sound_after",
)


class Refusal:
    """What a refusal rests on. What is the same for all its sentences is found once."""

    def __init__(self, item: ItemFile, lexicon: Lexicon) -> None:
        self._item, self._lexicon = item, lexicon
        self._own = lexicon.kin_of(item.treatment.concepts)
        self._others: dict[str | None, list[Statement]] = {}

    def turns_on(self, statement: Statement, denied: str | None) -> bool:
        """Whether it turns on a denial: it concludes there or soon after, or has no other ground.

        Soon after is where no sentence between gives another ground. A ground that denies what is evidence of
        the same concept is no other one, nor is that nothing speaks for the treatment itself.
        """
        if self._item.item.decision != "upheld":
            return False
        if self._concluding[statement.index]:
            return True
        return all(one is statement for one in self._beside(denied)[:2])

    def turns_on_one_of(self, statement: Statement, told: str | None, at: Span) -> bool:
        """Whether what is told there is one of several things of which any would do, and only those lack."""
        if self._item.item.decision != "upheld":
            return False
        choices = (one for one in self._item.conditions if one.stated_in and _is_one_of(told, at, one.proof))
        return any(
            all(
                one is statement or one.index in among.compared_in or one.marks.has("criteria_unmet")
                for one in self._beside(None)
            )
            for among in choices
        )

    @cached_property
    def limits_visits(self) -> bool:
        """Whether it says that visits exceed a limit, or gives one of the guideline."""
        return any(one.marks.has("exceeds") for one in self._item.statements) or any(
            measure.unit == "visit" for one in self._item.of_kind("guideline") for measure in one.measures
        )

    @cached_property
    def limits_time(self) -> bool:
        """Whether it gives a time of the guideline, in figures or as short or long."""
        return any(
            one.marks.has("short_term", "long_term")
            or any(in_days(measure.unit, 1) is not None for measure in one.measures)
            for one in self._item.of_kind("guideline")
        )

    def _beside(self, denied: str | None) -> list[Statement]:
        """The other grounds, found once for each concept."""
        if denied not in self._others:
            self._others[denied] = list(self._grounds_beside(denied))
        return self._others[denied]

    def _grounds_beside(self, denied: str | None) -> Iterator[Statement]:
        shown = self._lexicon.implied(denied) if denied else frozenset[str]()
        for one in self._item.of_kind("case", "conclusion"):
            akin = any(shown & self._lexicon.implied(mention.concept) for mention in one.mentions)
            if one.polarity == "none" and not akin and self._denies(one):
                yield one

    def _denies(self, one: Statement) -> bool:
        """Whether a sentence denies more than the treatment: of the patient, the record, a finding."""
        denied = (mention.concept for mention in one.mentions if mention.assertion == "negated")
        other = any(
            name not in self._own and self._lexicon.concepts[name].kind != "body_part" for name in denied
        )
        return one.scopes.negates and (other or one.marks.has(*_OF_RECORD))

    @cached_property
    def _concluding(self) -> list[bool]:
        """Of each sentence, whether the conclusion against the treatment comes before any other ground."""
        concluding: list[bool] = []
        after = False  # of what comes behind a sentence
        for one in reversed(self._item.statements):
            concluding.append(one.polarity == "not_necessary" or after)
            if one.polarity == "not_necessary":
                after = True
            elif self._denies(one) or one.marks.has(*_GROUNDS):
                after = False
        return concluding[::-1]


def _is_one_of(told: str | None, at: Span, proof: Answered | None) -> bool:
    """Whether a tree asks for any of several things, one of which is what is told there."""
    if proof is None or proof.join != "any":
        return False
    return any((one.concept, one.span) == (told, at) for part in proof.parts for one in part.rests_on)


def rests_on(item: ItemFile, statement: Statement) -> bool:
    """Whether an approval has one sentence on the case alone, from which it is drawn."""
    case = item.of_kind("case")
    return item.item.decision == "overturned" and [one.index for one in case] == [statement.index]
