"""The statement ledger: every sentence of a rationale, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from checker.casefile.coverage import fits_body
from checker.casefile.cues import CueSet
from checker.casefile.resolving import Resolved, same_title
from checker.casefile.wordings import CriteriaIndex, Stated
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure, Mention, Sentence, StatementKind, Treatment
from checker.reading.assertions import Assertions
from checker.reading.measures import find_measures, same_dimension, same_value

Status = Literal[
    "supported",
    "other_page",
    "other_guideline",
    "no_source_known",
    "overstated",
    "contradicted",
    "case_fact",
    "conclusion",
    "unrecognised",
]
Where = Literal["cited", "same_guideline", "other_guideline"]
Relation = Literal["agreeing", "conflicting", "no_figure"]
_NEAR_START = 40  # characters within which a sentence's subject stands
_QUOTE = re.compile(r"(?<!\d'\d)(?<!\d'\d\d)\"")  # the mark of inches in a height opens nothing
_CLAUSE = re.compile(r"[,;] (?:so |but |and |yet )?|\b(?:so|but|and) (?=(?:the|this|it)\b)")
_CLAUSES = 6  # at the end of a sentence, where the conclusion stands
_VERB = re.compile(r"\b(?:is|are|was|were|be|has|have|meets?|seems?|appears?|remains?|lacks?|fails?)\b")
_NOT = re.compile(r"\b(?:not|nor|neither|never|cannot|no longer)\b|n't\b")
_TREATMENTS = frozenset({"drug_class", "drug", "treatment"})
Polarity = Literal["necessary", "not_necessary", "none"]


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
    """A sentence of a rationale: its kind, what it mentions and measures, the criteria that it states."""

    index: int
    sentence: Sentence
    kind: StatementKind
    status: Status
    polarity: Polarity
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    claims: tuple[Claim, ...]
    quoted: bool

    @property
    def criterion(self) -> str | None:
        """The criterion that the status rests on."""
        return self.claims[0].stated.criterion.id if self.claims else None


class Ledger:
    """Reads the sentences of one rationale after another."""

    def __init__(self, index: CriteriaIndex, cues: CueSet, assertions: Assertions, lexicon: Lexicon) -> None:
        self._index = index
        self._cues = cues
        self._assertions = assertions
        self._lexicon = lexicon

    def read(
        self, sentences: list[Sentence], treatment: Treatment, citations: tuple[Resolved, ...]
    ) -> tuple[Statement, ...]:
        """The statements of a rationale on ``treatment`` that rests on ``citations``."""
        statements = []
        quote_open = False
        for index, sentence in enumerate(sentences):
            statements.append(self._statement(index, sentence, treatment, citations, quote_open))
            quote_open ^= bool(len(_QUOTE.findall(sentence.folded)) % 2)
        return tuple(statements)

    def _statement(
        self,
        index: int,
        sentence: Sentence,
        treatment: Treatment,
        citations: tuple[Resolved, ...],
        quoted: bool,
    ) -> Statement:
        folded = sentence.folded
        mentions = tuple(self._assertions.mentions(folded))
        measures = tuple(find_measures(folded))
        own = set(treatment.concepts)
        polarity = self.polarity(folded)
        candidates: list[Stated] = []
        if quoted or self._may_state(folded):
            named = {m.concept for m in mentions if self._lexicon.concepts[m.concept].kind in _TREATMENTS}
            candidates = self._index.find(folded, own, named)
        kind = self._kind(folded, polarity, bool(candidates), quoted)
        claims: tuple[Claim, ...] = ()
        if kind == "guideline":
            claims = self._claims(candidates, treatment, measures, citations)
        return Statement(
            index=index,
            sentence=sentence,
            kind=kind,
            status=_status(kind, claims, measures),
            polarity=polarity if kind == "conclusion" else "none",
            mentions=mentions,
            measures=measures,
            claims=claims,
            quoted=quoted,
        )

    def polarity(self, folded: str) -> Polarity:
        """What a sentence concludes: its last clause that concludes anything, read by itself."""
        if self._cues.has("no_conclusion", folded):
            return "none"
        tails = [folded[match.end() :] for match in list(_CLAUSE.finditer(folded))[-_CLAUSES:]]
        for words in (*reversed([tail for tail in tails if _VERB.search(tail)]), folded):
            polarity = self._concluded(words)
            if polarity != "none":
                return polarity
        return "none"

    def _concluded(self, words: str) -> Polarity:
        if self._cues.has("denial_reversed", words):
            return "necessary"
        if self._cues.has("not_necessary", words):
            return "not_necessary"
        place = self._cues.place("necessary", words)
        if place is None:
            return "none"
        negated = self._assertions.negated_at(words, *place) or _NOT.search(words, *place)
        return "not_necessary" if negated else "necessary"

    def _may_state(self, folded: str) -> bool:
        """Whether a sentence can be on the guideline.

        One on this patient is not, unless it names a source and doesn't open with what the records lack.
        """
        return not self._cues.has("case", folded) or (
            self._cues.has("guideline_name", folded)
            and self._cues.has("guideline", folded)
            and not self._cues.has("lack_opening", folded)
        )

    def _kind(self, folded: str, polarity: Polarity, states_criterion: bool, quoted: bool) -> StatementKind:
        about_case = self._cues.has("case", folded) or (
            not states_criterion and self._cues.has("case_weak", folded)
        )
        guideline = self._cues.has("guideline", folded)
        if quoted and (guideline or states_criterion or not about_case):
            return "guideline"
        if polarity != "none" and (about_case or self._cues.has("conclusion", folded)):
            return "conclusion"
        if states_criterion or (guideline and about_case and self._source_first(folded)):
            return "guideline"
        if about_case:
            return "case"
        if guideline:
            return "guideline"
        if polarity != "none" or self._cues.has("conclusion", folded):
            return "conclusion"
        return "case" if self._cues.has("narrative", folded) else "other"

    def _source_first(self, folded: str) -> bool:
        """Whether a guideline is named before the patient: the sentence tells what it asks of patients."""
        name, case = self._cues.place("guideline_name", folded), self._cues.place("case", folded)
        return name is not None and case is not None and name[0] < case[0] and name[0] < _NEAR_START

    def _claims(
        self,
        candidates: list[Stated],
        treatment: Treatment,
        measures: tuple[Measure, ...],
        citations: tuple[Resolved, ...],
    ) -> tuple[Claim, ...]:
        claims = [
            claim
            for stated in candidates
            for claim in _compare(
                stated, _where(stated, citations), measures, self._index.related(stated, treatment.concepts)
            )
        ]

        cited = {r.edition.id for r in citations if r.edition is not None and r.citation.by == "reviewer"}

        def preference(claim: Claim) -> tuple[bool, int, bool, bool, bool, int]:
            # Agreement before conflict; the nearer place; what the cited edition is known not to hold;
            # the body part; the treatment; figures compared.
            barred = bool(cited & set(claim.stated.criterion.not_in))
            other_part = fits_body(claim.stated.edition, treatment.body_parts, self._lexicon) == "no"
            relation = _RELATION_RANK[claim.relation]
            return (
                relation == 2,
                _WHERE_RANK[claim.where],
                not barred,
                other_part,
                not claim.covers,
                relation,
            )

        return tuple(sorted(claims, key=preference))


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
    if any(r.edition is stated.edition or carried_over(stated, r) for r in editions):
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


def _compare(stated: Stated, where: Where, measures: tuple[Measure, ...], covers: bool) -> list[Claim]:
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
    found = agreeing or conflict
    return [found] if found else [Claim(stated, where, "no_figure", None, None, covers)]


def comparable(measure: Measure, limit: Limit) -> bool:
    """Whether a figure and a criterion's figure measure the same thing."""
    return same_dimension(measure.unit, limit.unit)


def agrees(measure: Measure, limit: Limit) -> bool:
    """Whether a stated figure is the criterion's: the range, or one end of it where only one is given."""
    ends = [(limit.low, limit.high)]
    if measure.low == measure.high:
        ends += [(limit.high, limit.high)] if limit.bound != "at_least" else []
        ends += [(limit.low, limit.low)] if limit.bound != "at_most" else []
    if not any(same_value(measure, limit.unit, low, high) for low, high in ends):
        return False
    if limit.over is None or measure.over is None:
        return True
    unit, low, high = measure.over
    over = Measure(unit, low, high, None, 0, 0, "")
    return same_value(over, limit.over.unit, limit.over.low, limit.over.high) is not False


_WHERE_RANK = {"cited": 0, "same_guideline": 1, "other_guideline": 2}
_RELATION_RANK = {"agreeing": 0, "no_figure": 1, "conflicting": 2}


def _status(kind: StatementKind, claims: tuple[Claim, ...], measures: tuple[Measure, ...]) -> Status:
    if kind == "case":
        return "case_fact"
    if kind == "conclusion":
        return "conclusion"
    if kind == "other" or not claims:
        return "unrecognised"
    best = claims[0]
    if best.relation == "conflicting":
        return "no_source_known"
    return {"cited": "supported", "same_guideline": "other_page", "other_guideline": "other_guideline"}[
        best.where
    ]  # type: ignore[return-value]
