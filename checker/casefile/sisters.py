"""The text of one drug said of another: a sentence on the drug asked for that states what a sister's has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.casefile.claims import Claim
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.figures import agrees, comparable
from checker.casefile.fit import Fit, SaidOf, said_of
from checker.casefile.likeness import Likeness
from checker.casefile.terms import Terms
from checker.casefile.ties import Said, Tie, Ties
from checker.knowledge.lexicon import Lexicon
from checker.letter import Mention, Treatment
from checker.reading.marked import MarkedSentence

_CLAUSE = re.compile(r"[,;:] ")
_DRUGS = frozenset({"drug", "drug_class"})
_SURE = 0.85  # how sure a tie has to be, the sister's name in place of the drug's
_TELLING = 7.0  # what the terms weigh at least that a sentence shares with the sister's criterion alone
_SHARE = 0.2  # of the weight of all its terms
_LIKEST = 6  # criteria that a sentence without its drug is likest to


class Sisters:
    """Finds what is said of the wrong drug. One instance serves all letters."""

    def __init__(
        self, criteria: Criteria, ties: Ties, likeness: Likeness, terms: Terms, lexicon: Lexicon
    ) -> None:
        self._criteria = criteria
        self._ties = ties
        self._likeness = likeness
        self._terms = terms
        self._lexicon = lexicon
        self._held: dict[str, frozenset[str]] = {}
        self._covered = {one.section.covers.treatments for one in criteria.all}
        self._about: dict[str, list[Stated]] = {}
        for one in criteria.all:
            for drug in one.about:
                self._about.setdefault(drug, []).append(one)

    def fit(
        self,
        read: MarkedSentence,
        said: Said,
        treatment: Treatment,
        own: Iterable[Tie],
        editions: frozenset[str],
    ) -> Fit | None:
        """The fit of a sentence on the drug asked for that states what is held of another, else None.

        ``own`` are the likest criteria as it stands, ``editions`` those that the reviewer cites.
        """
        drugs = [one for one in treatment.concepts if self._lexicon.concepts[one].kind == "drug"]
        named = [one for one in read.mentions if self._lexicon.concepts[one.concept].kind in _DRUGS]
        if len(drugs) != 1 or not named or named[0].concept not in self._lexicon.kin(drugs[0]):
            return None
        drug = drugs[0]
        kin = self._lexicon.kin(drug)
        mine = [one for one in named if one.concept in kin]
        masked = _with(read.sentence.folded, mine, "")
        terms = self._terms.of(masked)
        for sister in self._likest(terms, kin):
            name = self._lexicon.concepts[sister].name
            ties = self._ties_of(_with(read.sentence.folded, mine, name), name, said, sister, kin)
            telling = self._telling(terms, ties, drug, editions)
            if telling is not None:
                return self._fit(telling.stated, drug, sister, own, editions)
        return None

    def figure(
        self,
        told: Iterable[Mention],
        claim: Claim,
        treatment: Treatment,
        own: Iterable[Tie],
        editions: frozenset[str],
    ) -> Fit | None:
        """The fit of a sentence with a figure that is another drug's alone, else None.

        ``told``: what it names, and the sentence before it: no drug but the one asked for.
        """
        drugs = [one for one in treatment.concepts if self._lexicon.concepts[one].kind == "drug"]
        about, cited = claim.stated.about, claim.stated.edition.id in editions
        if len(drugs) != 1 or not cited or claim.relation != "agreeing" or not about:
            return None
        kin = self._lexicon.kin(drugs[0])
        named = {one.concept for one in told if self._lexicon.concepts[one.concept].kind in _DRUGS}
        if named - kin or not kin.isdisjoint(about) or not self._are_sisters(about[0], kin):
            return None
        if self._has(kin, claim, editions):
            return None
        return self._fit(claim.stated, drugs[0], about[0], own, editions)

    def _has(self, kin: frozenset[str], claim: Claim, editions: frozenset[str]) -> bool:
        """Whether a cited edition has a claim's figure of a drug too, or of its class."""
        return any(
            not row.applies_to and agrees(claim.measure, row)
            for concept in kin
            for one in self._about.get(concept, ())
            if claim.measure is not None and one.edition.id in editions and one.criterion.held
            for row in one.criterion.limits
            if comparable(claim.measure, row)
        )

    def _likest(self, masked: Sequence[str], kin: frozenset[str]) -> Iterator[str]:
        """The other drugs that criteria are about to which a sentence without its drug is likest."""
        to_all = self._likeness.to_all(self._likeness.query(masked))
        abouts = (
            self._criteria.all[row].about for row in (-to_all).argsort(kind="stable")[:_LIKEST].tolist()
        )
        others = dict.fromkeys(about[0] for about in abouts if about and kin.isdisjoint(about))
        return (one for one in others if self._are_sisters(one, kin))

    def _are_sisters(self, other: str, kin: frozenset[str]) -> bool:
        """Whether another drug is of a class with one, or shares a section with it."""
        if self._lexicon.concepts[other].kind not in _DRUGS:
            return False
        classes = self._lexicon.up(other) & kin
        if any(self._lexicon.concepts[one].is_a for one in classes):
            return True
        return any(other in covered and not kin.isdisjoint(covered) for covered in self._covered)

    def _ties_of(self, words: str, name: str, said: Said, sister: str, kin: frozenset[str]) -> list[Tie]:
        """The criteria of a sister that words and their clauses state, were it cited and asked for."""
        own = self._about.get(sister, ())
        around = self._ties.around(
            {one.edition.id for one in own}, {one.section.id for one in own}, (sister,)
        )
        clauses = (clause if name in clause else f"{name} {clause}" for clause in _CLAUSE.split(words))
        found = []
        for clause in dict.fromkeys((words, *clauses)):
            ties = self._ties.find(Said(self._terms.of(clause), said.sources, said.denies), around)
            if ties and _is_of(ties[0], sister, kin):
                found += [one for one in ties if one.chance >= _SURE and _is_of(one, sister, kin)]
        return found

    def _telling(
        self, masked: Sequence[str], ties: Sequence[Tie], drug: str, editions: frozenset[str]
    ) -> Tie | None:
        """The most telling of these ties, if the sentence shares enough that nothing held of its drug has."""
        plain = tuple({term for term in masked if term[0] != "^"})
        held = self._held_of(drug)
        shared = {at: {*self._ties.shared(tie, Said(plain))} - held for at, tie in enumerate(ties)}
        together = self._weigh(set[str]().union(*shared.values()))
        if together < max(_TELLING, _SHARE * self._weigh(plain)):
            return None
        best = max(shared, key=lambda at: (*_weighs(ties[at].stated, editions), self._weigh(shared[at])))
        return ties[best]

    def _weigh(self, terms: Iterable[str]) -> float:
        return sum(map(self._ties.weight, terms))

    def _held_of(self, drug: str) -> frozenset[str]:
        """The terms of all that is held of a drug or of its class."""
        if drug not in self._held:
            rows = (
                row
                for row, one in enumerate(self._criteria.all)
                if one.criterion.held and self._criteria.relation(one, (drug,)) > 0
            )
            self._held[drug] = self._likeness.terms_of(rows)
        return self._held[drug]

    def _fit(
        self, stated: Stated, drug: str, sister: str, own: Iterable[Tie], editions: frozenset[str]
    ) -> Fit:
        names = {one: self._lexicon.concepts[one].name for one in (drug, sister)}
        close = {drug, *self._lexicon.concepts[drug].is_a}
        ranked = [one.stated for one in own]
        held = [
            one
            for one in (*ranked, *self._criteria.all)
            if one.criterion.held and one.edition.id in editions and not close.isdisjoint(one.about)
        ]
        differs = f"said of {names[sister]}: {said_of(stated)}"
        if held:
            differs += f"; of {names[drug]} the cited guideline has: {held[0].criterion.text.rstrip('.')}"
        return Fit("borrowed", differs, instead=SaidOf(stated, names[drug], names[sister], bool(held)))


def _weighs(stated: Stated, editions: frozenset[str]) -> tuple[bool, bool]:
    """What counts before the words of a criterion: that it is known for certain, and that it is cited."""
    return stated.criterion.provenance.grade != "C", stated.edition.id in editions


def _is_of(tie: Tie, sister: str, kin: frozenset[str]) -> bool:
    """Whether a tie is to what is held of a sister, and not of the drug too."""
    about = tie.stated.about
    return tie.stated.criterion.held and sister in about and kin.isdisjoint(about)


def _with(folded: str, mentions: Sequence[Mention], words: str) -> str:
    """A folded sentence with other words in the place of these mentions."""
    for one in reversed(mentions):
        folded = f"{folded[: one.start]}{words}{folded[one.end :]}"
    return folded
