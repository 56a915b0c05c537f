"""Rationales that are nearly the same, one upheld and one overturned.

What is compared are all sentences but the conclusion. Candidates are found by MinHash over pairs of words
that stand side by side, then compared word by word: what is shown is nearly the same, and a few pairs at the
border may be missed. Rationales with the same decision that are like one before are counted with it, so that
the work grows with the number of different rationales.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import Indel

from checker.render.formats.extras import needed
from checker.stats.runs import Run

LIKENESS = 0.9
LEAST = 20  # words: shorter rationales are alike by chance
_SLOTS, _BANDS = 120, 24  # of pairs with 68 % of their word pairs in common 98 % are candidates
_SEED = 1
_TOGETHER = 1_000
_SHOWN = 12  # words that differ, of each
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_FIRST_SIGN, _SURROGATES = 0x100, range(0xD800, 0xE000)
_RATIONALES = """
SELECT path, part, item, title, decision, [s.text for s in sentences if s.kind != 'conclusion'] FROM rows
WHERE item IS NOT NULL AND decision IN ('upheld', 'overturned') ORDER BY path, part, item
"""


@dataclass(slots=True)
class Rationale:
    """The first of rationales that are alike. ``alike`` counts them; ``signs`` has a sign for each word."""

    path: str
    part: int | None
    item: int
    title: str
    signs: str
    alike: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rationales, how like they are (0 to 1), and the words of each that the other has not there."""

    upheld: Rationale
    overturned: Rationale
    likeness: float
    only_upheld: tuple[str, ...]
    only_overturned: tuple[str, ...]


def require() -> None:
    """Raise FormatError where the library is missing."""
    needed("rensa", "rensa", "stats --duplicates", "stats")


def pairs_of(run: Run) -> tuple[Pair, ...]:
    """The pairs, the likest first."""
    words = _Words()
    sides = {"upheld": _Side(), "overturned": _Side()}
    for path, part, item, title, decision, texts in _rows(run):
        signs = words.signs(" ".join(texts))
        if len(signs) >= LEAST:
            sides[decision].add(Rationale(path, part, item, title or "", signs))
    pairs = [
        Pair(upheld, overturned, likeness, *words.differing(upheld.signs, overturned.signs))
        for overturned in sides["overturned"].rationales
        for upheld, likeness in sides["upheld"].like(overturned.signs)
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.likeness))


def _rows(run: Run) -> Iterator[tuple[Any, ...]]:
    result = run.connection.execute(_RATIONALES)
    while rows := result.fetchmany(_TOGETHER):
        yield from rows


class _Words:
    """Words as single signs, so that a rationale is a short string that is compared fast."""

    def __init__(self) -> None:
        self._sign_of: dict[str, str] = {}
        self._word_of: dict[str, str] = {}

    def signs(self, text: str) -> str:
        return "".join(map(self._sign, _WORD.findall(text.casefold())))

    def differing(self, one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        only: tuple[list[str], list[str]] = ([], [])
        for edit in Indel.editops(one, other):
            if edit.tag == "delete":
                only[0].append(one[edit.src_pos])
            else:
                only[1].append(other[edit.dest_pos])
        first, second = (tuple(self._word_of[sign] for sign in signs[:_SHOWN]) for signs in only)
        return first, second

    def _sign(self, word: str) -> str:
        sign = self._sign_of.get(word)
        if sign is None:
            number = _FIRST_SIGN + len(self._sign_of)
            number += len(_SURROGATES) if number >= _SURROGATES.start else 0
            # Beyond a million different words the rest are one: no language has so many.
            sign = self._sign_of[word] = chr(min(number, 0x10FFFF))
            self._word_of.setdefault(sign, word)
        return sign


@dataclass(slots=True)
class _Side:
    """The rationales with one decision that are unlike each other."""

    rationales: list[Rationale] = field(default_factory=list)
    _exact: dict[str, int] = field(default_factory=dict)
    _index: Any = field(default_factory=lambda: _rensa().RMinHashLSH(LIKENESS, _SLOTS, _BANDS))

    def add(self, rationale: Rationale) -> None:
        """Take a rationale in, or count it with the first that it is like."""
        signs = rationale.signs
        before = self._exact.get(signs)
        if before is None:
            before = next((number for number, _ in self._near(signs)), None)
        if before is None:
            before = len(self.rationales)
            self.rationales.append(rationale)
            self._index.insert(before, _hashed(signs))
        else:
            self.rationales[before].alike += 1
        self._exact.setdefault(signs, before)

    def like(self, signs: str) -> Iterator[tuple[Rationale, float]]:
        """Those that are like a rationale of the other decision."""
        return ((self.rationales[number], likeness) for number, likeness in self._near(signs))

    def _near(self, signs: str) -> Iterator[tuple[int, float]]:
        for number in sorted(self._index.query(_hashed(signs))):
            other = self.rationales[number].signs
            likeness = Indel.normalized_similarity(signs, other, score_cutoff=LIKENESS)
            if likeness >= LIKENESS:
                yield number, likeness


def _hashed(signs: str) -> Any:
    hashed = _rensa().RMinHash(_SLOTS, _SEED)
    hashed.update([signs[start : start + 2] for start in range(len(signs) - 1)])
    return hashed


def _rensa() -> Any:
    return needed("rensa", "rensa", "stats --duplicates", "stats")
