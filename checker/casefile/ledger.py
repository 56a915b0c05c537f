"""The statement ledger: every sentence of a rationale, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from checker.casefile.borrowed import Borrowed
from checker.casefile.ceilings import Ceilings
from checker.casefile.claims import Claim, carried_over, claim_of, other_row, where_stands
from checker.casefile.clauses import ByClause
from checker.casefile.criteria import Criteria, Stated, with_others
from checker.casefile.excluded import NOT_THERE, Excluded
from checker.casefile.figures import guideline_figures
from checker.casefile.fit import Fit, not_held, placed
from checker.casefile.fit_words import WordFits
from checker.casefile.fits import Fits
from checker.casefile.frames import Frame, FrameReader, Polarity
from checker.casefile.resolving import Resolved, editions_cited
from checker.casefile.righting import Righting
from checker.casefile.sisters import Sisters
from checker.casefile.sources import families_named
from checker.casefile.terms import Terms
from checker.casefile.ties import Around, Said, Tie, Ties
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.provenance import Grade
from checker.letter import Measure, Mention, Sentence, StatementKind, Treatment
from checker.reading.assertions import Scopes
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.marks import Marks

Status = Literal[
    "supported",
    "other_page",
    "other_guideline",
    "partly",
    "misstated",
    "tightened",
    "fused",
    "says_silent",
    "not_known",
    "contradicted",
    "case_fact",
    "conclusion",
    "unrecognised",
]
# What a figure against a tie, or a section that does not hold it, takes from its chance beside others.
_DOUBT = 0.1
# What share of a sentence's weight its criterion has to have for the sentence to be borne out whole.
_BORNE = 0.55
# How sure a tie has to be for its sentence to be borne out, where no figure agrees; and in any case where the
# sentence lacks more than this share of what nearly every way of stating the criterion has.
_SURE, _SURER = 0.8, 0.95
_LACKING = 0.4
_ALONE = 0.85  # how sure the tie of a clause has to be where it is the only one of its sentence
_TEXT = 0.9  # how sure a tie has to be to show that a sentence without a source is the guideline's
_HINTED = 0.3  # how sure the likest is at least of a sentence whose clauses are looked at
_LISTED = re.compile(r"; .*; |\([1-9]\)|\b[a-f]\)")  # a sentence that has a list of conditions
_LIKELY = 0.5  # and how sure where the sentence joins otherwise what the cited criterion joins
_ATTRIBUTION: tuple[MarkName, ...] = ("cited_study", "attributing")  # no part of what a sentence says
# Fits with which a sentence on one drug may state what is held of another.
_UNBORNE = frozenset({"not_known", "partly", "borrowed", "supported"})
_SHOWN = 4  # words that are named of what a sentence adds


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a rationale, read: its kind, what it concludes, the criteria that it states.

    ``fit`` is how a sentence on the guideline fits what it holds; None where it names no source either.
    """

    index: int
    read: MarkedSentence
    frame: Frame
    status: Status
    claims: tuple[Claim, ...]
    fit: Fit | None = None

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
        stated = self._rests_on
        return stated.criterion.id if stated else None

    @property
    def grade(self) -> Grade | None:
        """How sure that criterion is."""
        stated = self._rests_on
        return stated.criterion.provenance.grade if stated else None

    @property
    def _rests_on(self) -> Stated | None:
        if self.fit is not None and self.fit.instead is not None:
            return self.fit.instead.stated
        return self.claims[0].stated if self.claims else None


class Ledger:
    """Reads the sentences of one rationale after another."""

    def __init__(
        self,
        criteria: Criteria,
        ties: Ties,
        terms: Terms,
        frames: FrameReader,
        reader: SentenceReader,
        lexicon: Lexicon,
        sisters: Sisters | None = None,
    ) -> None:
        """``sisters`` finds what is said of the wrong drug; it is not looked for where none is given."""
        self._criteria = criteria
        self._ties = ties
        self._sisters = sisters
        self._terms = terms
        self._frames = frames
        self._lexicon = lexicon
        self._by_clause = ByClause(ties, terms, reader)
        self._words = WordFits(criteria, terms, reader, lexicon, ties.weight)
        self._righting = Righting(criteria, ties, terms, self._words, lexicon)
        self._ceilings = Ceilings(criteria, lexicon)
        self._excluded = Excluded(criteria, ties, terms, reader, self._words, lexicon)
        self._borrowed = Borrowed(criteria, ties, self._by_clause, lexicon)
        self._fits = Fits(self._words, lexicon)

    def read(
        self, sentences: Sequence[MarkedSentence], treatment: Treatment, citations: tuple[Resolved, ...]
    ) -> tuple[Statement, ...]:
        """The statements of a rationale on ``treatment`` that rests on ``citations``."""
        around = self._around(treatment, citations)
        statements: list[Statement] = []
        frames = self._frames.read(sentences, citations, partial(self._is_text, around=around))
        for sentence, frame in zip(sentences, frames, strict=True):
            before = statements[-1] if statements else None
            statements.append(self._statement(before, sentence, frame, treatment, citations, around))
        return tuple(statements)

    def kind(self, read: MarkedSentence, around: Around, citations: tuple[Resolved, ...]) -> StatementKind:
        """What a sentence is in a rationale, if nothing stands before it."""
        frames = self._frames.read([read], citations, partial(self._is_text, around=around))
        return next(frames).kind

    def _is_text(self, read: MarkedSentence, around: Around) -> bool:
        """Whether a sentence surely states what a cited section holds, and nothing much besides."""
        said = self._said(read)
        likest = self._ties.find(said, around)[:1]
        return any(
            tie.alone >= _TEXT
            and _is_of_the_cited(tie, said)
            and self._ties.borne(said.terms, [tie])[0] >= _BORNE
            for tie in likest
        )

    def fit_to(self, read: MarkedSentence, tie: Tie, treatment: Treatment) -> Fit:
        """How a sentence by itself fits what it is tied to, as if that were cited."""
        figures = tuple(guideline_figures(read))
        covers = self._criteria.related(tie.stated, treatment.concepts)
        claim = claim_of(tie.stated, "cited", covers, read, figures, self._lexicon)
        fit = self._fits.of(read, (claim,), figures, treatment)
        borne = self._borne(read, claim, (tie,)) if fit.word == "supported" else None
        return borne or fit

    def righted(
        self,
        read: MarkedSentence,
        said: Said,
        around: Around,
        figures: Sequence[Measure],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
    ) -> tuple[Fit, Claim] | None:
        """The fit of a sentence to a cited criterion that it would surely state with other figures."""
        righted = self._righting.fit(read, said, around, figures, treatment, citations)
        return righted or self._ceilings.fit(read, figures, treatment, citations)

    def _is_read_by_clauses(self, read: MarkedSentence, likest: Sequence[Tie], whole: Sequence[Tie]) -> bool:
        """Whether a sentence is a list, or states nothing as a whole and is like something all the same."""
        if whole:
            return _LISTED.search(read.sentence.folded) is not None
        return bool(likest) and likest[0].chance >= _HINTED

    def by_clauses(self, read: MarkedSentence, said: Said, around: Around) -> list[Tie]:
        """What the clauses of a sentence state of what is cited, the surest first.

        A sentence that joins several criteria is not much like any of them as a whole. Together they have to
        bear it, and one alone is to be the surer.
        """
        found: dict[str, Tie] = {}
        for tie in self._by_clause.likest(read.sentence.folded, around, said.sources):
            if tie.chance >= self._ties.least and _is_of_the_cited(tie, said):
                before = found.setdefault(tie.stated.criterion.id, tie)
                found[tie.stated.criterion.id] = max(before, tie, key=lambda one: one.chance)
        ties = sorted(found.values(), key=lambda one: -one.chance)
        sure = len(ties) > 1 or any(one.chance >= _ALONE for one in ties)
        return ties if sure and self._ties.borne(said.terms, ties)[0] >= _BORNE else []

    def _statement(
        self,
        before: Statement | None,
        read: MarkedSentence,
        frame: Frame,
        treatment: Treatment,
        citations: tuple[Resolved, ...],
        around: Around,
    ) -> Statement:
        claims: tuple[Claim, ...] = ()
        fit: Fit | None = None
        if frame.kind == "guideline":
            figures = tuple(guideline_figures(read))
            said = self._said(read)
            likest = self._ties.find(said, around)
            whole = [tie for tie in likest if tie.chance >= self._ties.least]
            by_clauses = self._is_read_by_clauses(read, likest, whole)
            parts = self.by_clauses(read, said, around) if by_clauses else []
            candidates = whole or parts
            claims = self._claims(candidates, said, treatment, read, citations, figures)
            if claims and whole and parts:
                more = self._claims(parts, said, treatment, read, citations, figures)
                claims = tuple(with_others(claims, more))
            fit = self._fit(read, claims, treatment, citations, figures)
            claims = tuple(map(fit.settled, claims)) if fit else claims
            if fit and claims:
                fit, claims = self._surely(read, fit, claims, candidates, figures)
            if figures and _is_unsure(fit, likest, citations):
                righted = self.righted(read, said, around, figures, treatment, citations)
                if righted is not None:
                    fit, claims = righted[0], (righted[1], *claims)
            if fit is not None and fit.word == "not_known":
                excluded = self._excluded.claim(read, said.denies, figures, treatment, citations)
                others = (excluded,) if excluded else self._borrowed.claims(read, said, treatment, citations)
                if others:
                    fit, claims = placed(others[0]), others
            if fit is not None and fit.word in _UNBORNE:
                held = claims[:1] if fit.word == "supported" else ()
                added = self._excluded.in_clause(read, said, around, likest, treatment, citations, held)
                if added is not None:
                    fit, claims = not_held(added.stated), (added, *claims)
            if instead := self._of_sister(read, said, fit, claims, treatment, citations, likest, before):
                fit, claims = instead, ()
            joined = self._joined_otherwise(read, fit, likest, before, treatment, citations)
            if joined is not None:
                fit, claims = joined[0], (joined[1],)
            if fit and fit.word == "says_silent":  # what it is silent on is no criterion of another guideline
                criteria = ((one, one.stated.criterion) for one in claims)
                claims = tuple(one for one, own in criteria if own.held and not own.limits_something)
        return Statement(
            index=before.index + 1 if before else 0,
            read=read,
            frame=frame,
            status=_status(frame.kind, fit),
            claims=claims,
            fit=fit,
        )

    def _of_sister(
        self,
        read: MarkedSentence,
        said: Said,
        fit: Fit | None,
        claims: tuple[Claim, ...],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
        likest: list[Tie],
        before: Statement | None,
    ) -> Fit | None:
        """The fit of a sentence that a criterion on another drug bears, and none on the drug asked for."""
        word = fit.word if fit else "not_known"
        if self._sisters is None or word not in _UNBORNE or (word == "supported" and claims[0].covers):
            return None
        cited = frozenset(edition.id for edition in editions_cited(citations))
        told = (*(before.mentions if before else ()), *read.mentions)  # "it" may be a drug named before
        figure = self._sisters.figure(told, claims[0], treatment, likest, cited) if claims else None
        return figure or self._sisters.fit(read, said, treatment, likest, cited)

    def _joined_otherwise(
        self,
        read: MarkedSentence,
        fit: Fit | None,
        likest: Sequence[Tie],
        before: Statement | None,
        treatment: Treatment,
        citations: tuple[Resolved, ...],
    ) -> tuple[Fit, Claim] | None:
        """The fit of a sentence that joins the grounds of the one before it, or of what it is likest to.

        The likest criterion counts though it is not sure, where it is cited and joins the grounds otherwise.
        """
        if fit is not None and fit.word not in _UNBORNE:
            return None
        if before is not None and before.kind == "guideline":
            found = self._words.logic_before(read, before.read, before.claims)
            if found is not None:
                return found
        if fit is not None and fit.word != "not_known":
            return None
        for tie in likest[:1]:
            where = where_stands(tie.stated, citations)
            covers = self._criteria.related(tie.stated, treatment.concepts)
            claim = Claim(tie.stated, where, "no_figure", None, None, covers)
            likely = tie.chance >= _LIKELY and where == "cited" and covers and tie.stated.criterion.held
            joined = self._words.logic(read, (claim,)) if likely else None
            if joined is not None:
                return joined, claim
        return None

    def _around(self, treatment: Treatment, citations: tuple[Resolved, ...]) -> Around:
        cited = [one for one in citations if one.citation.by == "reviewer" and one.edition is not None]
        return self._ties.around(
            [one.edition.id for one in cited if one.edition],
            [section.id for one in cited for section in one.known_sections],
            treatment.concepts,
            treatment.body_parts,
        )

    def _said(self, read: MarkedSentence) -> Said:
        terms = self._terms.of(read.sentence.folded, [mention.concept for mention in read.mentions])
        return Said(terms, families_named(read.marks), read.scopes.negates)

    def _claims(
        self,
        candidates: list[Tie],
        said: Said,
        treatment: Treatment,
        read: MarkedSentence,
        citations: tuple[Resolved, ...],
        figures: Sequence[Measure],
    ) -> tuple[Claim, ...]:
        """The criteria stated, the surest first, if no figure or what the section holds speaks against it."""
        diagnosed = any(self._is_condition(mention.concept) for mention in read.mentions)
        unborne = _figures_unborne(candidates, citations) if figures else 0.0
        claims: list[tuple[float, Claim]] = []
        for tie in candidates:
            stated = tie.stated
            where = where_stands(stated, citations)
            # What a guideline is known not to hold says nothing of another one, nor of what isn't laid to it.
            of_another = where == "other_guideline" or stated.is_of_another(said.sources)
            if not stated.criterion.held and read.marks.has(*NOT_THERE):
                if not claims:
                    return ()  # it says that the guideline does not hold it
                continue
            if not stated.criterion.held and of_another:
                continue
            covers = self._criteria.related(stated, treatment.concepts)
            claim = claim_of(stated, where, covers, read, figures, self._lexicon)
            claim = (not diagnosed and other_row(claim, self._lexicon)) or claim
            certain = stated.criterion.provenance.grade != "C"
            told = certain and unborne > 0 and self._words.words_of(stated).claims_figures(figures)
            doubts = (claim.relation == "conflicting") + (not stated.criterion.held and not told)
            claims.append((tie.chance - _DOUBT * doubts, claim))
        return tuple(claim for _, claim in sorted(claims, key=lambda one: -one[0]))

    def _fit(
        self,
        read: MarkedSentence,
        claims: tuple[Claim, ...],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
        figures: Sequence[Measure],
    ) -> Fit | None:
        named = read.marks.has("guideline_name")
        if named and read.marks.has("silent"):
            return Fit("says_silent")
        if not claims:
            return Fit("not_known") if named else None
        reviewer = [resolved for resolved in citations if resolved.citation.by == "reviewer"]
        carried = frozenset(
            claim.stated.criterion.id
            for claim in claims
            if any(carried_over(claim.stated, resolved) for resolved in reviewer)
        )
        return self._fits.of(read, claims, figures, treatment, carried)

    def _surely(
        self,
        read: MarkedSentence,
        fit: Fit,
        claims: tuple[Claim, ...],
        candidates: Sequence[Tie],
        figures: Sequence[Measure],
    ) -> tuple[Fit, tuple[Claim, ...]]:
        """A fit and its claims, or what is left of them where a sentence is too little like these."""
        stated = claims[0].stated
        if not fit.held:
            own = bool(figures) and self._words.words_of(stated).claims_figures(figures)
            return (fit, claims) if own or _is_sure(stated, candidates) else (Fit("not_known"), ())
        borne = self._borne(read, claims[0], candidates) if fit.word == "supported" else None
        return borne or fit, claims

    def _borne(self, read: MarkedSentence, claim: Claim, candidates: Sequence[Tie]) -> Fit | None:
        """The fit of a sentence of which the criteria that it states bear too little, or None."""
        stated = claim.stated
        tie = next((one for one in candidates if one.stated.criterion.id == stated.criterion.id), None)
        chance = tie.alone if tie is not None else 1.0
        part, without = self._words.lacking(read.sentence.folded, stated)
        if part > _LACKING and chance < _SURER:
            return Fit("partly", f"the sentence leaves out: {', '.join(without[:_SHOWN])}")
        if chance < _SURE and claim.relation != "agreeing":
            return Fit("partly", "it is like what the guideline holds, not surely the same")
        ties = [
            one for one in candidates if one.stated.edition is stated.edition and one.stated.criterion.held
        ]
        folded = read.sentence.folded
        for mark in _ATTRIBUTION:
            folded = _without(folded, read.marks.places(mark))
        share, lacking = self._ties.borne(self._terms.of(folded), ties)
        if share >= _BORNE:
            return None
        words = self._terms.words(folded)
        added = [words[term] for term in lacking if term in words]
        return Fit("partly", f"the sentence adds words: {', '.join(list(dict.fromkeys(added))[:_SHOWN])}")

    def _is_condition(self, concept: str) -> bool:
        return self._lexicon.concepts[concept].kind == "condition"


def _is_sure(stated: Stated, candidates: Iterable[Tie]) -> bool:
    """Whether a sentence is so like a criterion that it surely states it, whatever its lead."""
    return all(one.alone >= _SURE for one in candidates if one.stated is stated)


def _figures_unborne(candidates: Iterable[Tie], citations: tuple[Resolved, ...]) -> float:
    """The share of a sentence's figures that the likest of what the cited guideline holds has not."""
    for tie in candidates:
        if tie.stated.criterion.held and where_stands(tie.stated, citations) != "other_guideline":
            return tie.named_features["figures"]
    return 1.0


def _is_of_the_cited(tie: Tie, said: Said) -> bool:
    """Whether a criterion is held by a cited section, and by the source that a sentence names.

    Of a cited edition what is on the treatment asked for counts too: it may be cited as a whole, or have what
    holds for all of it in a section of its own.
    """
    held = tie.stated.criterion.held and not tie.stated.is_of_another(said.sources)
    near = tie.named_features
    asked = near["edition_cited"] > 0 and near["treatment_asked"] > 0
    return held and (near["section_cited"] > 0 or asked)


def _is_unsure(fit: Fit | None, likest: Sequence[Tie], citations: tuple[Resolved, ...]) -> bool:
    """Whether a sentence can be what a cited criterion says, but for its figures.

    What is tied to nothing, or to what isn't cited, is that only where it is like something of an edition
    that a cited one has replaced.
    """
    if fit is not None and fit.word != "borrowed":
        return fit.word in ("partly", "not_known")
    cited = {edition.id for edition in editions_cited(citations)}
    return any(
        tie.chance >= _HINTED and not cited.isdisjoint(tie.stated.edition.superseded_by) for tie in likest
    )


def _without(folded: str, places: Sequence[tuple[int, int]]) -> str:
    """Words with spaces in these places."""
    for start, end in places:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _status(kind: StatementKind, fit: Fit | None) -> Status:
    if kind == "case":
        return "case_fact"
    if kind == "conclusion":
        return "conclusion"
    if fit is None:
        return "unrecognised"
    return "other_guideline" if fit.word == "borrowed" else fit.word
