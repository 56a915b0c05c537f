"""How like a sentence is to the sentences that state each criterion: an inverted index of weighted terms.

Of each criterion there is one bag of terms (title, text and examples), one of its text alone, and one of each
near miss. A term weighs as its logarithmic count in the bag times its inverse frequency over the criteria;
bags are of length 1, so that products are cosines.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.int32]
Item = TypeVar("Item")

_FLOOR = 0.3  # what a term weighs at least: one that every criterion has says a little still
_BAGS = ("bags", "texts", "near", "_by_term")
_PARTS = ("starts", "terms", "weights")
_UNKNOWN = 0.5  # what a term of no criterion weighs, in parts of the rarest one's


@dataclass(frozen=True, slots=True)
class Bags:
    """Sparse rows of term weights: those of row i are ``starts[i]`` to ``starts[i + 1]``."""

    starts: Rows
    terms: Rows
    weights: Floats

    def times(self, rows: Rows, *weights: Floats) -> list[Floats]:
        """The products of these rows with dense vectors over all terms, one array for each vector."""
        places, sizes = _places(self.starts, rows)
        row_of = np.arange(len(rows)).repeat(sizes)
        own, terms = self.weights[places], self.terms[places]
        sums = (np.bincount(row_of, weights=own * each[terms], minlength=len(rows)) for each in weights)
        return [one.astype(np.float32) for one in sums]


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


@dataclass(frozen=True, slots=True)
class Likeness:
    """The index. Rows are those of the criteria that it was made from.

    ``terms`` numbers the terms, ``inverse`` has the weight of each by how few criteria have it. ``near`` has
    the near misses, those of criterion i from ``near_of[i]`` to ``near_of[i + 1]``; ``denying`` the share of
    what states each criterion that denies.
    """

    terms: dict[str, int]
    inverse: Floats
    bags: Bags
    texts: Bags
    near: Bags
    near_of: Rows
    denying: Floats
    _names: list[str]
    _by_term: Bags
    _present: Bags
    _rarest: float

    @classmethod
    def of(cls, wordings: Sequence[Wording]) -> Likeness:
        """The index of these wordings."""
        bags = [Counter(_chained((w.title, w.text, *w.examples))) for w in wordings]
        terms: dict[str, int] = {}
        for term in _chained([*bags, *(near for w in wordings for near in w.near)]):
            terms.setdefault(term, len(terms))
        frequency = Counter(term for bag in bags for term in bag)
        inverse = np.array(
            [math.log((len(bags) + 1) / (frequency[term] + 1)) + _FLOOR for term in terms], np.float32
        )
        weighed = _weighed(bags, terms, inverse)
        return cls._put_together(
            terms,
            inverse,
            weighed,
            _weighed([Counter(w.text) for w in wordings], terms, inverse),
            _weighed([Counter(near) for w in wordings for near in w.near], terms, inverse),
            np.cumsum([0, *(len(w.near) for w in wordings)]).astype(np.int32),
            np.array([w.denying for w in wordings], np.float32),
            _transposed(weighed, len(terms)),
        )

    @classmethod
    def _put_together(
        cls,
        terms: dict[str, int],
        inverse: Floats,
        bags: Bags,
        texts: Bags,
        near: Bags,
        near_of: Rows,
        denying: Floats,
        by_term: Bags,
    ) -> Likeness:
        present = Bags(bags.starts, bags.terms, np.ones_like(bags.weights))
        rarest = float(inverse.max(initial=_FLOOR))
        return cls(terms, inverse, bags, texts, near, near_of, denying, list(terms), by_term, present, rarest)

    def to_bytes(self) -> bytes:
        """The index as a file: a line that says what follows it, then one array after the other."""
        bags = (getattr(getattr(self, name), part) for name in _BAGS for part in _PARTS)
        arrays = [self.inverse, self.near_of, self.denying, *bags]
        kinds = [(array.dtype.str, len(array)) for array in arrays]
        head = json.dumps([list(self.terms), kinds]).encode("utf-8")
        return b"\n".join((head, b"".join(array.tobytes() for array in arrays)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Likeness:
        """The index that :meth:`to_bytes` made a file of."""
        head, _, body = data.partition(b"\n")
        names, kinds = json.loads(head)
        arrays, begin = [], 0
        for kind, count in kinds:
            arrays.append(np.frombuffer(body, kind, count, begin))
            begin += arrays[-1].nbytes
        inverse, near_of, denying, *rest = arrays
        each = (rest[at : at + len(_PARTS)] for at in range(0, len(rest), len(_PARTS)))
        bags, texts, near, by_term = (Bags(*parts) for parts in each)
        terms = {name: number for number, name in enumerate(names)}
        return cls._put_together(terms, inverse, bags, texts, near, near_of, denying, by_term)

    def query(self, terms: Iterable[str]) -> Query:
        """A sentence's terms, weighed."""
        counted = Counter(terms)
        known = {self.terms[term]: count for term, count in counted.items() if term in self.terms}
        ids = np.fromiter(known, np.int32, len(known))
        plain = self.inverse[ids]
        weights = plain * (1 + np.log(np.fromiter(known.values(), np.float32, len(known))))
        length = float(np.sqrt((weights * weights).sum())) or 1.0
        unknown = (len(counted) - len(known)) * _UNKNOWN * self._rarest
        return Query(ids, (weights / np.float32(length)).astype(np.float32), plain, unknown)

    def to_all(self, query: Query) -> Floats:
        """The likeness of a sentence to each criterion, 0 to 1."""
        by_term = self._by_term
        places, sizes = _places(by_term.starts, query.terms)
        products = by_term.weights[places] * query.unit.repeat(sizes)
        sums = np.bincount(by_term.terms[places], weights=products, minlength=len(self.denying))
        return sums.astype(np.float32)

    def to_texts(self, query: Query, rows: Rows) -> Floats:
        """The likeness of a sentence to the text of each of these criteria, 0 to 1."""
        return self.texts.times(rows, self._dense(query.terms, query.unit))[0]

    def covered(self, query: Query, rows: Rows, counts: Callable[[str], bool]) -> tuple[Floats, Floats]:
        """What share of the weight of a sentence's terms each of these criteria has, 0 to 1.

        And what share of those of its terms that count each has not: 0 where none counts.
        """
        total = np.float32(query.plain.sum() + query.unknown or 1)
        counted = [term for term in query.terms.tolist() if counts(self._names[term])]
        if not counted:
            (had,) = self._present.times(rows, self._dense(query.terms, query.plain))
            return had / total, np.zeros(len(rows), np.float32)
        ids = np.array(counted, np.int32)
        share = np.full(len(counted), 1 / len(counted), np.float32)
        had, known = self._present.times(rows, self._dense(query.terms, query.plain), self._dense(ids, share))
        return had / total, 1 - known

    def to_near(self, query: Query, rows: Rows) -> Floats:
        """The likeness of a sentence to the likest near miss of each of these criteria, 0 to 1."""
        near, sizes = _places(self.near_of, rows)
        likest = np.zeros(len(rows), np.float32)
        products = self.near.times(near.astype(np.int32), self._dense(query.terms, query.unit))[0]
        np.maximum.at(likest, np.arange(len(rows)).repeat(sizes), products)
        return likest

    def text_of(self, row: int) -> dict[str, float]:
        """The terms of the text of a criterion, with their weights."""
        places = slice(self.texts.starts[row], self.texts.starts[row + 1])
        weighed = zip(self.texts.terms[places].tolist(), self.texts.weights[places].tolist(), strict=True)
        return {self._names[term]: weight for term, weight in weighed}

    def shared(self, terms: Iterable[str], row: int) -> list[str]:
        """The terms that a sentence shares with a criterion, the weightiest first."""
        asked = {self.terms.get(term): term for term in terms}
        found = [asked[one] for one in self._own(row) if one in asked]
        return sorted(found, key=lambda term: (-self.weight(term), term))

    def weight(self, term: str) -> float:
        """What a term weighs: the more, the fewer criteria have it."""
        known = self.terms.get(term)
        return _UNKNOWN * self._rarest if known is None else float(self.inverse[known])

    def borne(self, terms: Iterable[str], rows: Iterable[int]) -> tuple[float, list[str]]:
        """What share of the weight of these terms these criteria have together, and the terms that none has.

        Those of no criterion stand first, then the weightiest.
        """
        weights = {term: self.weight(term) for term in terms}
        asked = {self.terms.get(term) for term in weights}
        had = asked.intersection(_chained(map(self._own, rows)))
        lacking = [term for term in weights if self.terms.get(term) not in had]
        lacking.sort(key=lambda term: (term in self.terms, -weights[term], term))
        total = sum(weights.values())
        return (1 - sum(weights[term] for term in lacking) / total if total else 1.0), lacking

    def terms_of(self, rows: Iterable[int]) -> frozenset[str]:
        """The terms that any of these criteria has."""
        return frozenset(self._names[term] for row in rows for term in self._own(row))

    def _own(self, row: int) -> list[int]:
        own: list[int] = self.bags.terms[self.bags.starts[row] : self.bags.starts[row + 1]].tolist()
        return own

    def _dense(self, terms: Rows, weights: Floats) -> Floats:
        dense = np.zeros(len(self.terms), np.float32)
        dense[terms] = weights
        return dense


def _places(starts: Rows, rows: Rows) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places of all entries of these rows, one row after the other, and how many each has."""
    firsts = starts[rows].astype(np.intp)
    sizes = starts[rows + 1] - firsts
    ends = sizes.cumsum()
    shifts = firsts - ends + sizes  # from an entry's number among all to its place
    return np.arange(ends[-1] if len(ends) else 0) + shifts.repeat(sizes), sizes


def _weighed(bags: Sequence[Counter[str]], terms: Mapping[str, int], inverse: Floats) -> Bags:
    sizes = [len(bag) for bag in bags]
    starts = np.cumsum([0, *sizes]).astype(np.int32)
    columns = np.fromiter((terms[term] for bag in bags for term in bag), np.int32, sum(sizes))
    counts = np.fromiter((n for bag in bags for n in bag.values()), np.float32, sum(sizes))
    weights = (1 + np.log(counts)) * inverse[columns]
    rows = np.repeat(np.arange(len(bags)), sizes)
    lengths = np.sqrt(np.bincount(rows, weights=weights * weights, minlength=len(bags)))
    return Bags(starts, columns, (weights / np.where(lengths, lengths, 1)[rows]).astype(np.float32))


def _chained(parts: Iterable[Iterable[Item]]) -> Iterator[Item]:
    for part in parts:
        yield from part


def _transposed(bags: Bags, columns: int) -> Bags:
    rows = np.repeat(np.arange(len(bags.starts) - 1, dtype=np.int32), np.diff(bags.starts))
    order = np.argsort(bags.terms, kind="stable")
    starts = np.cumsum([0, *np.bincount(bags.terms, minlength=columns)]).astype(np.int32)
    return Bags(starts, rows[order], bags.weights[order])
