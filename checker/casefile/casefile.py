"""The case file: a letter with its items resolved and tied, ready to be turned into facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.casefile.comparing import Comparison
from checker.casefile.conditions import Condition
from checker.casefile.criteria import Stated
from checker.casefile.dating import Days
from checker.casefile.features.kinds import Feature, Features
from checker.casefile.features.visits import VisitLedger
from checker.casefile.ledger import Statement
from checker.casefile.resolving import Resolved
from checker.knowledge.guidelines import Edition, Section
from checker.knowledge.provenance import Grade
from checker.letter import Item, Letter, Sentence, Treatment
from checker.reading.marked import MarkedSentence
from checker.reading.marks import Marks
from checker.spans import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the letter and the part that they come from, and the sentence if they are one."""

    role: str
    text: str
    span: Span
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The guideline's side: an edition, and the section and criterion where one is meant."""

    edition: Edition
    section: Section | None = None
    stated: Stated | None = None

    @property
    def grade(self) -> Grade:
        """How sure the nearest datum is: the criterion's, else the section's, else the edition's."""
        datum = self.stated.criterion if self.stated else self.section or self.edition
        return datum.provenance.grade


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a fact rests on. Opaque to the engine, shown in findings."""

    quotes: tuple[Quote, ...] = ()
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class ItemFile:
    """A disputed item with its treatment, resolved citations and statements."""

    item: Item
    title_marks: Marks
    treatment: Treatment
    original: Treatment | None
    authorized: Treatment | None
    citations: tuple[Resolved, ...]
    statements: tuple[Statement, ...]
    features: Features = field(default_factory=Features)
    visits: VisitLedger | None = None
    conditions: tuple[Condition, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    def cited_by(self, party: str) -> tuple[Resolved, ...]:
        """The citations of one side."""
        return tuple(resolved for resolved in self.citations if resolved.citation.by == party)

    def of_kind(self, *kinds: str) -> Iterator[Statement]:
        """The statements of these kinds."""
        return (statement for statement in self.statements if statement.kind in kinds)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A letter with everything that the rules may ask about.

    ``days`` are the date on which the decision was made, or the best bound that the letter gives, and that on
    which utilization review denied the request.
    """

    letter: Letter
    days: Days
    summary: tuple[MarkedSentence, ...]
    items: tuple[ItemFile, ...]


def quote(role: str, sentence: Sentence) -> Quote:
    """A sentence as a quote."""
    return Quote(role, sentence.text, sentence.span, sentence)


def quotes_of(features: Iterable[Feature]) -> tuple[Quote, ...]:
    """The sentences that features rest on, each once."""
    by_place = {feature.span: feature for feature in features}
    return tuple(Quote(feature.place, feature.sentence, span) for span, feature in by_place.items())
