"""The statement ledger: every sentence of a rationale, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from checker.casefile.criteria import Criteria, Stated
from checker.casefile.frames import Frame, FrameReader, Polarity
from checker.casefile.resolving import Resolved, same_title
from checker.casefile.sources import families_named
from checker.casefile.terms import Terms
from checker.casefile.ties import Around, Said, Tie, Ties
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure, Mention, Sentence, StatementKind, Treatment
from checker.reading.assertions import Scopes
from checker.reading.marked import MarkedSentence
from checker.reading.marks import Marks
from checker.reading.measures import same_dimension, same_value

Status = Literal[
    "supported",
    "other_page",
    "other_guideline",
    "no_source_known",
    "misstated",
    "tightened",
    "contradicted",
    "case_fact",
    "conclusion",
    "says_silent",
    "unrecognised",
]
Where = Literal["cited", "same_guideline", "other_guideline"]
Relation = Literal["agreeing", "conflicting", "no_figure"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A criterion that a sentence states, and how its figures compare.

    ``measure`` is the figure stated, ``limit`` the criterion's figure that it was compared with.
    """

    stated: Stated
    where: Where
    relation: Relation
    measure: Measure | None
    limit: Limit | None
    covers: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a rationale, read: its kind, what it concludes, the criteria that it states."""

    index: int
    read: MarkedSentence
    frame: Frame
    status: Status
    claims: tuple[Claim, ...]

    @property
    def kind(self) -> StatementKind:
        """Guideline, case, conclusion or other."""
        return self.frame.kind

    @property
    def source(self) -> str | None:
        """The source that it names or carries on."""
        return self.frame.source

    @property
    def polarity(self) -> Polarity:
        """What it concludes."""
        return self.frame.polarity

    @property
    def sentence(self) -> Sentence:
        """Its words."""
        return self.read.sentence

    @property
    def marks(self) -> Marks:
        """Its marks."""
        return self.read.marks

    @property
    def scopes(self) -> Scopes:
        """What of it is denied, in doubt, past or only thought of."""
        return self.read.scopes

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """What it mentions."""
        return self.read.mentions

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Its figures."""
        return self.read.measures

    @property
    def criterion(self) -> str | None:
        """The criterion that the status rests on."""
        return self.claims[0].stated.criterion.id if self.claims else None


class Ledger:
    """Reads the sentences of one rationale after another."""

    def __init__(
        self, criteria: Criteria, ties: Ties, terms: Terms, frames: FrameReader, lexicon: Lexicon
    ) -> None:
        self._criteria = criteria
        self._ties = ties
        self._terms = terms
        self._frames = frames
        self._lexicon = lexicon

    def read(
        self, sentences: Sequence[MarkedSentence], treatment: Treatment, citations: tuple[Resolved, ...]
    ) -> tuple[Statement, ...]:
        """The statements of a rationale on ``treatment`` that rests on ``citations``."""
        around = self._around(treatment, citations)
        return tuple(
            self._statement(index, sentence, frame, treatment, citations, around)
            for index, (sentence, frame) in enumerate(
                zip(sentences, self._frames.read(sentences, citations), strict=True)
            )
        )

    def _statement(
        self,
        index: int,
        read: MarkedSentence,
        frame: Frame,
        treatment: Treatment,
        citations: tuple[Resolved, ...],
        around: Around,
    ) -> Statement:
        claims: tuple[Claim, ...] = ()
        if frame.kind == "guideline":
            candidates = self._tied(read, around)
            claims = self._claims(candidates, treatment, read, citations)
        return Statement(
            index=index,
            read=read,
            frame=frame,
            status=_status(frame.kind, claims, read.marks.has("silent") and read.marks.has("guideline_name")),
            claims=claims,
        )

    def _around(self, treatment: Treatment, citations: tuple[Resolved, ...]) -> Around:
        cited = [one for one in citations if one.citation.by == "reviewer" and one.edition is not None]
        return self._ties.around(
            [one.edition.id for one in cited if one.edition],
            [section.id for one in cited for section in one.known_sections],
            treatment.concepts,
            treatment.body_parts,
        )

    def _tied(self, read: MarkedSentence, around: Around) -> list[Tie]:
        terms = self._terms.of(read.sentence.folded, [mention.concept for mention in read.mentions])
        said = Said(terms, families_named(read.marks), read.scopes.negates)
        return [tie for tie in self._ties.find(said, around) if tie.chance >= self._ties.least]

    def _claims(
        self,
        candidates: list[Tie],
        treatment: Treatment,
        read: MarkedSentence,
        citations: tuple[Resolved, ...],
    ) -> tuple[Claim, ...]:
        diagnosed = any(self._is_condition(mention.concept) for mention in read.mentions)
        claims: list[Claim] = []
        for tie in candidates:
            stated = tie.stated
            covers = self._criteria.related(stated, treatment.concepts)
            claim = _compare(stated, _where(stated, citations), read.measures, covers)
            claims.append((not diagnosed and self._other_row(claim)) or claim)
        return tuple(sorted(claims, key=lambda claim: claim.relation == "conflicting"))

    def _other_row(self, claim: Claim) -> Claim | None:
        """The row of another diagnosis in the same section that has the figure which a claim's has not."""
        measure = claim.measure
        if measure is None or claim.relation != "conflicting":
            return None
        for criterion in claim.stated.section.criteria:
            if criterion.kind != claim.stated.criterion.kind:
                continue
            for limit in criterion.limits:
                of_diagnosis = limit.applies_to and all(map(self._is_condition, limit.applies_to))
                if of_diagnosis and comparable(measure, limit) and agrees(measure, limit):
                    stated = replace(claim.stated, criterion=criterion)
                    return replace(claim, stated=stated, relation="agreeing", limit=limit)
        return None

    def _is_condition(self, concept: str) -> bool:
        return self._lexicon.concepts[concept].kind == "condition"


def _where(stated: Stated, citations: tuple[Resolved, ...]) -> Where:
    """Where a criterion stands, seen from the reviewer's citations.

    An edition's criteria are taken as carried over into the editions that grew from it, section by section;
    how sure that is, is for :func:`carried_over` to say.
    """
    editions = [r for r in citations if r.citation.by == "reviewer" and r.edition is not None]
    for resolved in editions:
        if resolved.edition is stated.edition and _cited_here(stated, resolved):
            return "cited"
        if carried_over(stated, resolved) and any(
            same_title(section, stated.section) for section in resolved.known_sections
        ):
            return "cited"
    if any(r.edition is stated.edition for r in editions):
        return "same_guideline"
    return "other_guideline"


def carried_over(stated: Stated, resolved: Resolved) -> bool:
    """Whether a criterion is of what the cited edition grew from, not seen restated from that one.

    That is an earlier edition of the same guideline, or the work that the edition is based on.
    """
    edition = resolved.edition
    if edition is None:
        return False
    earlier = edition.id in stated.edition.superseded_by and edition.topic == stated.edition.topic
    return earlier or stated.edition.id in edition.based_on


def _cited_here(stated: Stated, resolved: Resolved) -> bool:
    pages = resolved.citation.pages
    if pages and stated.pages:
        return any(stated.pages[0] <= last and first <= stated.pages[1] for first, last in pages)
    sections = resolved.known_sections
    if not resolved.citation.sections and not pages:
        return True
    return any(section.id == stated.section.id for section in sections) or (
        not sections and not pages and stated.section.covers.treatments == ()
    )


def _compare(stated: Stated, where: Where, measures: tuple[Measure, ...], covers: bool) -> Claim:
    """The figures of a sentence against the criterion's: agreement with any of its rows is agreement."""
    conflict: Claim | None = None
    agreeing: Claim | None = None
    for measure in measures:
        rows = [limit for limit in stated.criterion.limits if comparable(measure, limit)]
        agreed = next((limit for limit in rows if agrees(measure, limit)), None)
        if agreed is not None:
            agreeing = agreeing or Claim(stated, where, "agreeing", measure, agreed, covers)
        elif rows:
            conflict = conflict or Claim(stated, where, "conflicting", measure, rows[0], covers)
    return agreeing or conflict or Claim(stated, where, "no_figure", None, None, covers)


def comparable(measure: Measure, limit: Limit) -> bool:
    """Whether a figure and a criterion's figure measure the same thing."""
    return same_dimension(measure.unit, limit.unit)


def agrees(measure: Measure, limit: Limit) -> bool:
    """Whether a stated figure is the criterion's: the range, or one end of it where only one is given."""
    ends = [(limit.low, limit.high)]
    if measure.low == measure.high:
        ends += [(limit.high, limit.high)] if limit.bound not in ("at_least", "more_than") else []
        ends += [(limit.low, limit.low)] if limit.bound not in ("at_most", "less_than") else []
    if not any(same_value(measure, limit.unit, low, high) for low, high in ends):
        return False
    if limit.over is None or measure.over is None:
        return True
    unit, low, high = measure.over
    over = Measure(unit, low, high, None, 0, 0, "")
    return same_value(over, limit.over.unit, limit.over.low, limit.over.high) is not False


def _status(kind: StatementKind, claims: tuple[Claim, ...], silent: bool) -> Status:
    if kind == "case":
        return "case_fact"
    if kind == "conclusion":
        return "conclusion"
    if kind == "guideline" and silent and not claims:
        return "says_silent"
    if kind == "other" or not claims:
        return "unrecognised"
    best = claims[0]
    if best.relation == "conflicting":
        return "no_source_known"
    return {"cited": "supported", "same_guideline": "other_page", "other_guideline": "other_guideline"}[
        best.where
    ]  # type: ignore[return-value]
