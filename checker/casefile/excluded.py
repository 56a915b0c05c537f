"""Sentences, or clauses of them, that lay to the cited guideline what it is known not to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.casefile.claims import Claim, claim_of, where_stands
from checker.casefile.clauses import clauses
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.fit_words import WordFits
from checker.casefile.resolving import Resolved, editions_cited
from checker.casefile.righting import stretches
from checker.casefile.terms import Terms
from checker.casefile.ties import Around, Said, Tie, Ties
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.marks import Marks

_SURE = 0.85  # how sure a tie has to be, were the other guideline cited
_BORNE = 0.65  # what share of the weight of the words the criterion has
_AHEAD = 0.1  # how much surer the tie of a clause has to be than any other
_LIKELY = 0.5  # how sure it has to be that the whole sentence states what a clause of it is held against
_LACKING = 0.4  # what share it may lack of what nearly every way of stating a criterion has
_BEYOND = 4.0  # what the words weigh at least by which a clause states it, not what is rightly stated
_WHO = re.compile(r"\b(?:who|whom|whose)\b")
_ELSE: tuple[MarkName, ...] = ("guideline_name", "chapter_named", "usual_only")
NOT_THERE: tuple[MarkName, ...] = ("asks_nothing", "not_listed")
_NONE_HELD: tuple[MarkName, ...] = ("silent", "nothing_holds", *NOT_THERE)


class Excluded:
    """Finds what the cited guideline is known not to hold. One instance serves all letters."""

    def __init__(
        self,
        criteria: Criteria,
        ties: Ties,
        terms: Terms,
        reader: SentenceReader,
        words: WordFits,
        lexicon: Lexicon,
    ) -> None:
        self._criteria = criteria
        self._ties = ties
        self._terms = terms
        self._reader = reader
        self._words = words
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

    def in_clause(
        self,
        read: MarkedSentence,
        said: Said,
        around: Around,
        likest: Sequence[Tie],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
        held: Sequence[Claim] = (),
    ) -> Claim | None:
        """What a clause of a sentence states that the cited section is known not to hold.

        A clause that has a source of its own, denies or gives what is usual asks for nothing, nor does one
        whose words ``held`` has too, which the sentence states rightly.
        """
        near = [one.stated for one in likest if one.chance >= _LIKELY and not one.stated.criterion.held]
        near = [
            one
            for one in near
            if where_stands(one, citations) == "cited"
            and not one.is_of_another(said.sources)
            and around.body(one, self._lexicon) >= 0  # a chapter on another part holds none of it anyway
        ]
        if not near or read.marks.has(*_NONE_HELD):
            return None
        rightly = frozenset[str]().union(*(self._words.words_of(one.stated).terms for one in held))
        for place, clause in enumerate(clauses(read.sentence.folded)):
            marks, scopes = self._reader.clause(clause)
            denies = scopes.negates and not _of_patients(clause, marks)
            if denies and not place:
                return None  # what a sentence begins by denying, its other clauses don't state
            if denies or marks.has(*_ELSE):
                continue
            found = self._ties.find(Said(self._terms.of(clause), said.sources), around)[:2]
            if not self._is_stated(clause, found) or self._goes_beyond(clause, found[0], rightly) < _BEYOND:
                continue
            if any(found[0].stated is one for one in near):
                covers = self._criteria.related(found[0].stated, treatment.concepts)
                return claim_of(found[0].stated, "cited", covers, read, (), self._lexicon)
        return None

    def _is_stated(self, clause: str, found: Sequence[Tie]) -> bool:
        """Whether a clause states the first of what it is like, and surely no other."""
        if not found or found[0].chance < _SURE:
            return False
        ahead = all(found[0].chance - one.chance >= _AHEAD for one in found[1:])
        borne = ahead and self._ties.borne(self._terms.of(clause), found[:1])[0] >= _BORNE
        return borne and self._words.lacking(clause, found[0].stated)[0] <= _LACKING

    def _goes_beyond(self, clause: str, tie: Tie, rightly: frozenset[str]) -> float:
        """What the words weigh that a clause shares with a criterion alone."""
        shared = self._ties.shared(tie, Said(self._terms.of(clause)))
        return sum(self._ties.weight(term) for term in shared if term[0] != "^" and term not in rightly)

    def _not_held(self, treatment: Treatment, citations: tuple[Resolved, ...]) -> Iterator[Stated]:
        """What the guidelines that the reviewer cites are known not to hold, on what is asked for."""
        cited = {edition.id for edition in editions_cited(citations)}
        for stated in self._criteria.excluding:
            if cited.isdisjoint(stated.criterion.not_in) or not stated.criterion.held:
                continue
            elsewhere = where_stands(stated, citations) == "other_guideline"
            if elsewhere and self._criteria.related(stated, treatment.concepts):
                yield stated


def _of_patients(clause: str, marks: Marks) -> bool:
    """Whether a clause says who the patients are, so that what it denies is denied of them."""
    who = _WHO.search(clause)
    return who is not None and all(who.start() < start for start, _ in marks.places("negation_before"))
