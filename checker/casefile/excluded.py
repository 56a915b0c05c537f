"""Sentences that lay to the cited guideline what it is known not to hold, and another one does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.casefile.claims import Claim, claim_of, where_stands
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.resolving import Resolved, editions_cited
from checker.casefile.righting import stretches
from checker.casefile.terms import Terms
from checker.casefile.ties import Said, Ties
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence

_SURE = 0.85  # how sure a tie has to be, were the other guideline cited
_BORNE = 0.65  # what share of the weight of the words the criterion has


class Excluded:
    """Finds what the cited guideline is known not to hold. One instance serves all letters."""

    def __init__(self, criteria: Criteria, ties: Ties, terms: Terms, lexicon: Lexicon) -> None:
        self._criteria = criteria
        self._ties = ties
        self._terms = terms
        self._lexicon = lexicon

    def claim(
        self,
        read: MarkedSentence,
        denies: bool,
        figures: Sequence[Measure],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
    ) -> Claim | None:
        """The criterion of another guideline that a sentence, or a clause of it, states with its figures."""
        own = list(self._not_held(treatment, citations)) if figures else []
        if not own:
            return None
        around = self._ties.around(
            {one.edition.id for one in own},
            {one.section.id for one in own},
            treatment.concepts,
            treatment.body_parts,
        )
        for start, end in stretches(read.sentence.folded, figures):
            terms = self._terms.of(read.sentence.folded[start:end])
            within = [one for one in figures if start <= one.start and one.end <= end]
            for tie in self._ties.find(Said(terms, denies=denies), around)[:1]:
                claim = claim_of(tie.stated, "other_guideline", True, read, within, self._lexicon)
                known = any(one is tie.stated for one in own) and claim.relation == "agreeing"
                if known and tie.chance >= _SURE and self._ties.borne(terms, [tie])[0] >= _BORNE:
                    return claim
        return None

    def _not_held(self, treatment: Treatment, citations: tuple[Resolved, ...]) -> Iterator[Stated]:
        """What the guidelines that the reviewer cites are known not to hold, on what is asked for."""
        cited = {edition.id for edition in editions_cited(citations)}
        for stated in self._criteria.excluding:
            if cited.isdisjoint(stated.criterion.not_in) or not stated.criterion.held:
                continue
            elsewhere = where_stands(stated, citations) == "other_guideline"
            if elsewhere and self._criteria.related(stated, treatment.concepts):
                yield stated
