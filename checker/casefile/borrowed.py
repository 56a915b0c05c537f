"""Lists of conditions that a sentence lays to the cited guideline, and that stand in another one."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.claims import Claim, claim_of
from checker.casefile.clauses import ByClause, clauses
from checker.casefile.coverage import fits_body
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.resolving import Resolved, editions_cited
from checker.casefile.ties import Said, Tie, Ties
from checker.knowledge.guidelines import Edition
from checker.knowledge.lexicon import Lexicon
from checker.letter import Treatment
from checker.reading.marked import MarkedSentence

_SURE = 0.85  # how sure the tie of a clause has to be, were the other guideline cited
_FEWEST = 3  # criteria of a section that a list has
_BORNE = 0.8  # what share of the weight of the sentence's words they have together


class Borrowed:
    """Finds lists that are another guideline's. One instance serves all letters."""

    def __init__(self, criteria: Criteria, ties: Ties, by_clause: ByClause, lexicon: Lexicon) -> None:
        self._criteria, self._ties = criteria, ties
        self._by_clause, self._lexicon = by_clause, lexicon

    def claims(
        self, read: MarkedSentence, said: Said, treatment: Treatment, citations: tuple[Resolved, ...]
    ) -> tuple[Claim, ...]:
        """The criteria of a section that is not cited, on what is asked for, that a sentence lists.

        The sentence names the source that is cited, and no other.
        """
        cited = editions_cited(citations)
        if not said.sources or not said.sources <= {edition.source for edition in cited}:
            return ()
        if len(list(clauses(read.sentence.folded))) < _FEWEST:
            return ()
        found = self._stated(read, treatment, cited)
        for section in dict.fromkeys(tie.stated.section.id for tie in found):
            own = [tie for tie in found if tie.stated.section.id == section]
            if len(own) >= _FEWEST and self._ties.borne(said.terms, own)[0] >= _BORNE:
                own.sort(key=lambda tie: -tie.chance)
                return tuple(
                    claim_of(tie.stated, "other_guideline", True, read, (), self._lexicon) for tie in own
                )
        return ()

    def _stated(self, read: MarkedSentence, treatment: Treatment, cited: list[Edition]) -> list[Tie]:
        """What the clauses of a sentence surely state of other guidelines, each once."""
        own = list(self._others(treatment, cited))
        around = self._ties.around(
            {one.edition.id for one in own},
            {one.section.id for one in own},
            treatment.concepts,
            treatment.body_parts,
        )
        found: dict[str, Tie] = {}
        for tie in self._by_clause.likest(read.sentence.folded, around) if own else ():
            if tie.chance >= _SURE and any(one is tie.stated for one in own):
                found.setdefault(tie.stated.criterion.id, tie)
        return list(found.values())

    def _others(self, treatment: Treatment, cited: list[Edition]) -> Iterator[Stated]:
        """What other guidelines hold on what is asked for, but for those from which a cited one grew."""
        ids = {edition.id for edition in cited}
        kin = ids.union(*(edition.based_on for edition in cited))
        relations = self._criteria.relations(self._criteria.all, treatment.concepts)
        for stated, relation in zip(self._criteria.all, relations, strict=True):
            edition = stated.edition
            if relation <= 0 or not stated.criterion.held or edition.id in kin:
                continue
            if not ids.isdisjoint({*edition.superseded_by, *edition.based_on}):
                continue
            twins = (self._criteria.by_id.get(name) for name in self._criteria.twins(stated.criterion.id))
            if any(one is not None and one.edition.id in ids for one in twins):
                continue
            if fits_body(edition, treatment.body_parts, self._lexicon, (stated.section,)) != "no":
                yield stated
