"""Which criteria a sentence states: those that it is like, seen from what the letter cites and asks for.

A tie is a pair of sentence and criterion with the chance that the one states the other. It is decided by
features of the pair (:data:`checker.knowledge.tying.Feature`):

========================  =====================================================================
``likeness``              to the criterion's title, text and examples, as a cosine
``text``                  to its text alone
``covered``               share of the weight of the sentence's terms that the criterion has
``near``                  likeness to its likest near miss
``figures``               share of the sentence's figures that the criterion has not
``polarity``              how far the share of its examples that deny is from the sentence's 0 or 1
``treatment_named``       1 where the sentence names what the criterion is about, -1 another treatment
``treatment_asked``       the same for the treatment that is asked for
``body_part``             1 where the chapter is on the body part that is treated, -1 on another
``edition_cited``         1 where the reviewer cites the edition
``section_cited``         1 where the reviewer cites the section
``other_source``          1 where the sentence names sources and the edition is of none of them
========================  =====================================================================
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from checker.casefile.coverage import fits_body
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.likeness import Floats, Likeness, Rows
from checker.casefile.terms import concept_of, is_figure
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.tying import Feature, Tying
from checker.letter import BodyPart

Features: TypeAlias = NDArray[np.float64]
FEATURES: tuple[Feature, ...] = get_args(Feature)
FEWEST = 4  # words of a sentence that can state a criterion: a name alone states nothing
CANDIDATES = 12  # criteria that a sentence is held against closely: the likest ones
# What being cited is worth where the likest are picked, as likeness.
_EDITION_WORTH = np.float32(0.15)
_SECTION_WORTH = np.float32(0.05)
_TWIN = 0.5  # how much of the chance of the likest its twin in a cited edition has at least
TREATMENTS = frozenset({"drug", "drug_class", "treatment"})
_FITS = {"yes": 1, "unknown": 0, "no": -1}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to be tied: its terms, the sources that it names, whether it denies anything."""

    terms: Sequence[str]
    sources: frozenset[str] = frozenset()
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A criterion that a sentence may state.

    ``chance``, 0 to 1, is how sure that is; ``alone`` by how like they are, whatever its lead.
    """

    stated: Stated
    chance: float
    alone: float
    features: Features

    @property
    def named_features(self) -> dict[Feature, float]:
        """The features by their names, to three digits."""
        return {name: round(float(value), 3) for name, value in zip(FEATURES, self.features, strict=True)}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a sentence: what is cited and asked for, as seen from the criteria.

    ``edition`` and ``section`` are 1 for each criterion of a cited one, else 0.
    """

    edition: Floats
    section: Floats
    treatments: tuple[str, ...]
    body_parts: tuple[BodyPart, ...]
    _body: dict[str, int] = field(default_factory=dict)

    def body(self, stated: Stated, lexicon: Lexicon) -> int:
        """1 where a criterion's chapter is on the body part that is treated, -1 where on another, else 0."""
        section = stated.section
        if section.id not in self._body:
            self._body[section.id] = _FITS[fits_body(stated.edition, self.body_parts, lexicon, (section,))]
        return self._body[section.id]


class Ties:
    """Ties sentences to criteria. One instance serves all letters."""

    def __init__(self, criteria: Criteria, likeness: Likeness, tying: Tying, lexicon: Lexicon) -> None:
        self._criteria = criteria
        self._likeness = likeness
        self._tying = tying
        self._lexicon = lexicon
        self._weights = np.array([tying.weights[name] for name in FEATURES])
        self._edition_of = _Places(stated.edition.id for stated in criteria.all)
        self._section_of = _Places(stated.section.id for stated in criteria.all)

    @property
    def least(self) -> float:
        """The chance from which on a tie holds."""
        return self._tying.least

    def around(
        self,
        editions: Iterable[str] = (),
        sections: Iterable[str] = (),
        treatments: tuple[str, ...] = (),
        body_parts: tuple[BodyPart, ...] = (),
    ) -> Around:
        """What stands around the sentences of an item."""
        return Around(
            self._edition_of.marked(editions), self._section_of.marked(sections), treatments, body_parts
        )

    def find(self, said: Said, around: Around, *, only_cited: bool = False) -> list[Tie]:
        """The likest criteria, the surest tie first. Equal ones stand in the order of the files.

        A sentence of fewer than :data:`FEWEST` different words states none.
        """
        if len({term for term in said.terms if term[0] not in "@^"}) < FEWEST:
            return []
        rows, features = self.features(said, around, only_cited=only_cited)
        sums: list[float] = (features @ self._weights).tolist()
        order = sorted(range(len(rows)), key=lambda at: (-sums[at], rows[at]))
        if order:
            order = self._cited_first(order, rows, sums, around)
        stated = [self._criteria.all[rows[at]] for at in order]
        alone = [self._tying.chance(sums[at]) for at in order]
        chances = list(alone)
        if order and around.edition[rows[order[0]]]:
            lead = lead_of(stated, [sums[at] for at in order], self._criteria)
            chances[0] = self._tying.chance_of_likest(sums[order[0]], lead)
        return [Tie(*each) for each in zip(stated, chances, alone, features[order], strict=True)]

    def _cited_first(self, order: list[int], rows: list[int], sums: list[float], around: Around) -> list[int]:
        """The order of the likest, with one that a cited edition has before its twin elsewhere."""
        first = order[0]
        if around.edition[rows[first]]:
            return order
        alike = self._criteria.twins(self._criteria.all[rows[first]].criterion.id)
        least = self._tying.chance(sums[first]) * _TWIN
        for at in order[1:]:
            stated = self._criteria.all[rows[at]]
            twin = around.edition[rows[at]] and stated.criterion.id in alike
            fits = twin and around.body(stated, self._lexicon) >= 0
            if fits and self._tying.chance(sums[at]) >= least:
                sums[at] = sums[first]
                return [at, *(one for one in order if one != at)]
        return order

    def shared(self, tie: Tie, said: Said) -> list[str]:
        """The terms that a sentence shares with a criterion, the weightiest first."""
        return self._likeness.shared(said.terms, self._criteria.row[tie.stated.criterion.id])

    def weight(self, term: str) -> float:
        """How much a term tells: the more, the fewer criteria have it."""
        return self._likeness.weight(term)

    def borne(self, terms: Iterable[str], ties: Iterable[Tie]) -> tuple[float, list[str]]:
        """What share of the weight of terms what they are tied to has, and the terms that it has not."""
        return self._likeness.borne(terms, (self._criteria.row[tie.stated.criterion.id] for tie in ties))

    def features(self, said: Said, around: Around, *, only_cited: bool = False) -> tuple[list[int], Features]:
        """The rows of the likest criteria, or of the likest of the cited editions, and the features of each.

        Features are of the shape (rows, :data:`FEATURES`).
        """
        likeness = self._likeness
        query = likeness.query(said.terms)
        to_all = likeness.to_all(query)
        rows = self._likest(to_all, around, only_cited)
        stated = [self._criteria.all[row] for row in rows.tolist()]
        named = [one for one in map(concept_of, said.terms) if one is not None and self._is_treatment(one)]
        covered, lacking = likeness.covered(query, rows, is_figure)
        columns: dict[Feature, Sequence[float] | Floats] = {
            "likeness": to_all[rows],
            "text": likeness.to_texts(query, rows),
            "covered": covered,
            "near": likeness.to_near(query, rows),
            "figures": lacking,
            "polarity": np.abs(said.denies - likeness.denying[rows]),
            "treatment_named": self._criteria.relations(stated, named),
            "treatment_asked": self._criteria.relations(stated, around.treatments),
            "body_part": [around.body(one, self._lexicon) for one in stated],
            "edition_cited": around.edition[rows],
            "section_cited": around.section[rows],
            "other_source": [one.is_of_another(said.sources) for one in stated],
        }
        features = np.empty((len(FEATURES), len(rows)))
        for place, name in enumerate(FEATURES):
            features[place] = columns[name]
        return rows.tolist(), features.T

    def _likest(self, to_all: Floats, around: Around, only_cited: bool) -> Rows:
        worth = to_all + _EDITION_WORTH * around.edition + _SECTION_WORTH * around.section
        if only_cited:
            among = np.nonzero(around.edition)[0]
            likest = among[_largest(worth[among])]
        else:
            likest = _largest(worth)
        return likest.astype(np.int32)

    def _is_treatment(self, concept: str) -> bool:
        return self._lexicon.concepts[concept].kind in TREATMENTS


def lead_of(stated: Sequence[Stated], sums: Sequence[float], criteria: Criteria) -> float:
    """By how much the sum of the first of these is greater than that of the next that makes another claim."""
    alike = criteria.twins(stated[0].criterion.id)
    others = (each for one, each in zip(stated, sums, strict=True) if one.criterion.id not in alike)
    return sums[0] - next(others, -math.inf)


def _largest(worth: Floats) -> NDArray[np.intp]:
    """The places of the largest, in no order, all where they are few."""
    if len(worth) <= CANDIDATES:
        return np.arange(len(worth))
    return np.argpartition(-worth, CANDIDATES)[:CANDIDATES]


class _Places:
    """Which of the criteria stand in an edition or section."""

    def __init__(self, names: Iterable[str]) -> None:
        self._of: dict[str, list[int]] = {}
        self._size = 0
        for row, name in enumerate(names):
            self._of.setdefault(name, []).append(row)
            self._size = row + 1

    def marked(self, names: Iterable[str]) -> Floats:
        """1 for each criterion that stands in one of these, else 0."""
        marks = np.zeros(self._size, np.float32)
        for name in names:
            marks[self._of.get(name, [])] = 1
        return marks
