"""What kind a sentence is by its words: logistic regression over sentences of many hands.

A sentence of :mod:`checker.knowledge.sentence_kinds` has each of its words, each pair of words that are
neighbours or have one word between them, each of its first words, and the kind of the sentence before it; all
names of a guideline and of a part of one are one word. What each of these speaks for each kind is fitted, so
that words which mostly stand together count but once.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from checker.knowledge.phrases import fold
from checker.knowledge.sentence_kinds import KINDS, SentenceKind, SentenceKinds
from checker.reading.marks import Marks

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]

_FIGURE = re.compile(r"\d+(?:[./,-]\d+)*")
_SOURCE = "§"  # in the place of a name of a guideline, as "#" of a figure
_WORD = re.compile(rf"[a-z']+|#|{_SOURCE}|[\"();:%?]")
_FIRST = 3  # words at the beginning that count as such too
_FEWEST = 2  # sentences that a feature is in before it says anything
_ROUNDS = 100  # of fitting: more change hardly a kind
_SPARING = 0.05  # how much large weights are held against the fit, in sentences


class KindsByWords:
    """Tells what kind a sentence is. One instance serves all letters."""

    def __init__(self, kinds: Sequence[SentenceKind], weights: Mapping[str, Sequence[float]]) -> None:
        """``weights``: what each feature speaks for each of ``kinds``, in their order."""
        self._kinds = tuple(kinds)
        self._weights = weights

    @classmethod
    def of(cls, hands: Iterable[SentenceKinds], marked: Callable[[str], Marks]) -> KindsByWords:
        """What these sentences teach, ``marked`` as those of letters are."""
        told = [one for hand in hands for one in hand.told()]
        having = [set(_features(marked(fold(sentence)), before)) for _, sentence, before in told]
        seen = Counter(itertools.chain.from_iterable(having))
        names = sorted(feature for feature, count in seen.items() if count >= _FEWEST)
        places = {name: place for place, name in enumerate(names)}
        rows = [sorted(places[feature] for feature in one if feature in places) for one in having]
        taught = [(row, KINDS.index(kind)) for row, (kind, _, _) in zip(rows, told, strict=True) if row]
        if not taught:
            return cls(KINDS, {})
        fitted = _Sentences.of([row for row, _ in taught], len(names)).fitted([kind for _, kind in taught])
        return cls(KINDS, dict(zip(names, fitted.T.round(3).tolist(), strict=True)))

    def to_bytes(self) -> bytes:
        """What was taught, as a file."""
        return json.dumps([self._kinds, self._weights]).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> KindsByWords:
        """What :meth:`to_bytes` made a file of."""
        kinds, weights = json.loads(data)
        return cls(kinds, weights)

    def kind(
        self, marks: Marks, before: SentenceKind | None, by_marks: SentenceKind | None, sure: float
    ) -> SentenceKind | None:
        """The kind of a sentence with these marks, after one of kind ``before``, or None.

        It is what it is ``by_marks``, unless its words speak for another by ``sure``, a logarithm of odds.
        """
        known = [self._weights[one] for one in set(_features(marks, before)) if one in self._weights]
        if not known:
            return by_marks
        length = math.sqrt(len(known))
        said = {
            kind: math.fsum(column) / length
            for kind, column in zip(self._kinds, zip(*known, strict=True), strict=True)
        }
        likeliest = max(said, key=said.__getitem__)
        if by_marks is not None and said[likeliest] - said[by_marks] < sure:
            return by_marks
        return likeliest


def _features(marks: Marks, before: SentenceKind | None) -> Iterator[str]:
    words = ["<", *_WORD.findall(_FIGURE.sub("#", _sources_alike(marks))), ">"]
    yield from words[1:-1]
    yield from map(" ".join, itertools.pairwise(words))
    yield from map(" _ ".join, zip(words, words[2:], strict=False))
    yield from (f"<{word}" for word in words[1 : 1 + _FIRST])
    if before is not None:
        yield f"<<{before}"


def _sources_alike(marks: Marks) -> str:
    """A sentence with one word for all names of guidelines and their parts."""
    parts, last = [], 0
    for start, end in marks.places("source_part"):
        parts.append(marks.folded[last:start])
        last = end
    return _SOURCE.join([*parts, marks.folded[last:]])


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of a sparse matrix, line by line: place across, value, and where each line begins."""

    across: Whole
    values: Floats
    starts: Whole

    def times(self, weights: Floats) -> Floats:
        """What the entries of each line come to, by rows of weights of what lies across."""
        return np.add.reduceat(weights.take(self.across, axis=1) * self.values, self.starts, axis=1)


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Which features each sentence has, as a row of length 1; by sentence and by feature."""

    by_sentence: _Entries
    by_feature: _Entries

    @classmethod
    def of(cls, features: Sequence[Sequence[int]], width: int) -> _Sentences:
        """The rows of sentences that have these features, none without any; no feature is of no sentence."""
        sizes = np.array([len(one) for one in features])
        rows = np.arange(len(features)).repeat(sizes)
        columns = np.fromiter(itertools.chain.from_iterable(features), np.int64)
        values = 1 / np.sqrt(sizes)[rows]
        order = columns.argsort(kind="stable")
        return cls(
            _Entries(columns, values, sizes.cumsum() - sizes),
            _Entries(rows[order], values[order], np.searchsorted(columns[order], np.arange(width))),
        )

    def fitted(self, kinds: Sequence[int]) -> Floats:
        """The weights of all features for each kind that make the ``kinds`` of the sentences likeliest.

        By Nesterov's descent, in steps that can't overshoot.
        """
        wanted = np.eye(len(KINDS))[:, list(kinds)]
        alike = self.by_sentence.times(self.by_feature.times(np.ones((1, len(kinds)))))
        step = 2 / float(alike.max())
        weights = ahead = np.zeros((len(KINDS), len(self.by_feature.starts)))
        pace = 1.0
        for _ in range(_ROUNDS):
            said = self.by_sentence.times(ahead)
            chances = np.exp(said - said.max(axis=0))
            chances /= chances.sum(axis=0)
            moved = ahead - step * (self.by_feature.times(chances - wanted) + _SPARING * ahead)
            faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
            ahead = moved + (pace - 1) / faster * (moved - weights)
            weights, pace = moved, faster
        return weights
