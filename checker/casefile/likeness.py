"""How like a sentence is to the sentences that state each criterion: an inverted index of weighted terms.

Of each criterion there is one bag of terms (title, text and examples), one of its text alone, and one of each
near miss. A term weighs as its logarithmic count in the bag times its inverse frequency over the criteria;
bags are of length 1, so that products are cosines.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.int32]

_FLOOR = 0.3  # what a term weighs at least: one that every criterion has says a little still
_UNKNOWN = 0.5  # what a term of no criterion weighs, in parts of the rarest one's


@dataclass(frozen=True, slots=True)
class Bags:
    """Sparse rows of term weights: those of row i are ``starts[i]`` to ``starts[i + 1]``."""

    starts: Rows
    terms: Rows
    weights: Floats

    def times(self, rows: Rows, weights: Floats) -> Floats:
        """The products of these rows with a dense vector over all terms."""
        starts, ends = self.starts[rows], self.starts[rows + 1]
        if not len(rows):
            return np.zeros(0, np.float32)
        places = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
        firsts = np.concatenate(([0], np.cumsum(ends - starts)[:-1])).astype(np.intp)
        products = self.weights[places] * weights[self.terms[places]]
        sums: Floats = np.add.reduceat(np.append(products, np.float32(0)), firsts)
        return np.where(ends > starts, sums, np.float32(0))


@dataclass(frozen=True, slots=True)
class Wording:
    """The terms of what states one criterion. ``denying`` is the share of its text and examples that deny."""

    title: Sequence[str]
    text: Sequence[str]
    examples: Sequence[Sequence[str]]
    near: Sequence[Sequence[str]]
    denying: float


@dataclass(frozen=True, slots=True)
class Query:
    """A sentence as the index sees it: its known terms, their weights as a unit vector and as they are."""

    terms: Rows
    unit: Floats
    plain: Floats
    unknown: float


class Likeness:
    """The index. Rows are those of the criteria that it was made from."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        bags = [Counter(_chained((w.title, w.text, *w.examples))) for w in wordings]
        self.terms: dict[str, int] = {}
        for term in _chained([*bags, *(near for w in wordings for near in w.near)]):
            self.terms.setdefault(term, len(self.terms))
        frequency = Counter(term for bag in bags for term in bag)
        self._inverse = np.array(
            [math.log((len(bags) + 1) / (frequency[term] + 1)) + _FLOOR for term in self.terms], np.float32
        )
        self._rarest = float(self._inverse.max(initial=_FLOOR))
        self._bags = self._weighed(bags)
        self._present = Bags(self._bags.starts, self._bags.terms, np.ones_like(self._bags.weights))
        self._texts = self._weighed([Counter(w.text) for w in wordings])
        self._near = self._weighed([Counter(near) for w in wordings for near in w.near])
        ends = np.cumsum([0, *(len(w.near) for w in wordings)])
        self._near_of = ends.astype(np.int32)
        self._by_term = _transposed(self._bags, len(self.terms))
        self._names = list(self.terms)
        self.denying = np.array([w.denying for w in wordings], np.float32)

    def query(self, terms: Iterable[str]) -> Query:
        """A sentence's terms, weighed."""
        counted = Counter(terms)
        known = {self.terms[term]: count for term, count in counted.items() if term in self.terms}
        ids = np.fromiter(known, np.int32, len(known))
        plain = self._inverse[ids]
        weights = plain * (1 + np.log(np.fromiter(known.values(), np.float32, len(known))))
        length = float(np.sqrt((weights * weights).sum())) or 1.0
        unknown = (len(counted) - len(known)) * _UNKNOWN * self._rarest
        return Query(ids, (weights / np.float32(length)).astype(np.float32), plain, unknown)

    def to_all(self, query: Query) -> Floats:
        """The likeness of a sentence to each criterion, 0 to 1."""
        found = np.zeros(len(self._bags.starts) - 1, np.float32)
        by_term = self._by_term
        for term, weight in zip(query.terms.tolist(), query.unit.tolist(), strict=True):
            start, end = by_term.starts[term], by_term.starts[term + 1]
            found[by_term.terms[start:end]] += by_term.weights[start:end] * np.float32(weight)
        return found

    def to_texts(self, query: Query, rows: Rows) -> Floats:
        """The likeness of a sentence to the text of each of these criteria, 0 to 1."""
        return self._texts.times(rows, self._dense(query, query.unit))

    def covered(self, query: Query, rows: Rows) -> Floats:
        """What share of the weight of a sentence's terms each of these criteria has, 0 to 1."""
        total = float(query.plain.sum()) + query.unknown
        return self._present.times(rows, self._dense(query, query.plain)) / np.float32(total or 1)

    def to_near(self, query: Query, rows: Rows) -> Floats:
        """The likeness of a sentence to the likest near miss of each of these criteria, 0 to 1."""
        dense = self._dense(query, query.unit)
        spans = [(int(self._near_of[row]), int(self._near_of[row + 1])) for row in rows]
        products = self._near.times(
            np.array([near for start, end in spans for near in range(start, end)], np.int32), dense
        )
        likest = np.zeros(len(rows), np.float32)
        at = 0
        for number, (start, end) in enumerate(spans):
            likest[number] = products[at : at + end - start].max(initial=0)
            at += end - start
        return likest

    def lacking(self, query: Query, rows: Rows, counts: Callable[[str], bool]) -> Floats:
        """What share of the terms that count each of these criteria has not, 0 to 1; 0 where none does."""
        terms = query.terms[[counts(self._names[term]) for term in query.terms.tolist()]]
        if not len(terms):
            return np.zeros(len(rows), np.float32)
        dense = np.zeros(len(self.terms), np.float32)
        dense[terms] = 1 / len(terms)
        return 1 - self._present.times(rows, dense)

    def shared(self, terms: Iterable[str], row: int) -> list[str]:
        """The terms that a sentence shares with a criterion, the weightiest first."""
        own = set(self._bags.terms[self._bags.starts[row] : self._bags.starts[row + 1]].tolist())
        found = {term for term in terms if self.terms.get(term) in own}
        return sorted(found, key=lambda term: (-self._inverse[self.terms[term]], term))

    def _dense(self, query: Query, weights: Floats) -> Floats:
        dense = np.zeros(len(self.terms), np.float32)
        dense[query.terms] = weights
        return dense

    def _weighed(self, bags: Sequence[Counter[str]]) -> Bags:
        known = [{self.terms[term]: n for term, n in bag.items() if term in self.terms} for bag in bags]
        sizes = [len(bag) for bag in known]
        starts = np.cumsum([0, *sizes]).astype(np.int32)
        terms = np.fromiter((term for bag in known for term in bag), np.int32, sum(sizes))
        counts = np.fromiter((n for bag in known for n in bag.values()), np.float32, sum(sizes))
        weights = (1 + np.log(counts)) * self._inverse[terms]
        rows = np.repeat(np.arange(len(bags)), sizes)
        lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(bags)))
        return Bags(starts, terms, (weights / np.where(lengths, lengths, 1)[rows]).astype(np.float32))


def _chained(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    for part in parts:
        yield from part


def _transposed(bags: Bags, columns: int) -> Bags:
    rows = np.repeat(np.arange(len(bags.starts) - 1, dtype=np.int32), np.diff(bags.starts))
    order = np.argsort(bags.terms, kind="stable")
    starts = np.cumsum([0, *np.bincount(bags.terms, minlength=columns)]).astype(np.int32)
    return Bags(starts, rows[order], bags.weights[order])
