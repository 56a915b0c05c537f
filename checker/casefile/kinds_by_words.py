"""What kind a sentence is by its words, where no mark decides: naive Bayes over sentences of many hands.

A sentence of :mod:`checker.knowledge.sentence_kinds` counts once for each word that it has, each pair of
neighbours, each of its first words, and the kind of the sentence before it. A new sentence is of the kind in
which what it has is likeliest; how many sentences there are of a kind counts for nothing.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.knowledge.phrases import fold
from checker.knowledge.sentence_kinds import KINDS, SentenceKind, SentenceKinds

_FIGURE = re.compile(r"\d+(?:[./,-]\d+)*")
_WORD = re.compile(r"[a-z']+|#|[\"();:%?]")
_FIRST = 3  # words at the beginning that count as such too
_FEWEST = 2  # sentences that a feature is in before it says anything
_UNSEEN = 0.05  # sentences that a feature is in of a kind in which it is in none


class KindsByWords:
    """Tells what kind a sentence is. One instance serves all letters."""

    def __init__(self, kinds: Sequence[SentenceKind], weights: Mapping[str, Sequence[float]]) -> None:
        """``weights``: what each feature speaks for each of ``kinds``, in their order."""
        self._kinds = kinds
        self._weights = weights

    @classmethod
    def of(cls, hands: Iterable[SentenceKinds]) -> KindsByWords:
        """What these sentences teach."""
        sentences = Counter[SentenceKind]()
        having: defaultdict[str, Counter[SentenceKind]] = defaultdict(Counter)
        for kind, sentence, before in (told for hand in hands for told in hand.told()):
            sentences[kind] += 1
            for feature in set(_features(fold(sentence), before)):
                having[feature][kind] += 1
        taught = tuple(kind for kind in KINDS if sentences[kind])
        weights = {
            feature: tuple(
                round(math.log((counts[kind] + _UNSEEN) / (sentences[kind] + 2 * _UNSEEN)), 3)
                for kind in taught
            )
            for feature, counts in having.items()
            if counts.total() >= _FEWEST
        }
        return cls(taught, weights)

    def to_bytes(self) -> bytes:
        """What was taught, as a file."""
        return json.dumps([self._kinds, self._weights]).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> KindsByWords:
        """What :meth:`to_bytes` made a file of."""
        kinds, weights = json.loads(data)
        return cls(kinds, weights)

    def kind(self, folded: str, before: SentenceKind | None) -> SentenceKind | None:
        """The kind of a folded sentence, after one of kind ``before``; None where it has nothing known."""
        known = [self._weights[one] for one in set(_features(folded, before)) if one in self._weights]
        if not known:
            return None
        sums = [math.fsum(column) for column in zip(*known, strict=True)]
        return self._kinds[sums.index(max(sums))]


def _features(folded: str, before: SentenceKind | None) -> Iterator[str]:
    words = ["<", *_WORD.findall(_FIGURE.sub("#", folded)), ">"]
    yield from words
    yield from map(" ".join, itertools.pairwise(words))
    yield from (f"<{word}" for word in words[1 : 1 + _FIRST])
    if before is not None:
        yield f"<<{before}"
