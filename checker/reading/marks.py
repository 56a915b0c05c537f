"""The marks of a sentence: which words that mean something to the program occur in it, and where.

The words of all patterns are looked for in one go, by one automaton; a pattern only where its words are there
and its mark is asked for, once a sentence. One automaton of all patterns would have a state for each set of
marks that a sentence can have, and make new ones for nearly every sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import re2

from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import Mark, MarkFamily, MarkName
from checker.knowledge.phrases import OPTIONS


class Marks:
    """The marks of one folded text."""

    __slots__ = ("_all", "_first", "_patterns", "_possible", "_text", "folded")

    def __init__(self, folded: str, possible: frozenset[str], patterns: dict[str, Any]) -> None:
        self.folded = folded
        # RE2 reads bytes: where each is a character, it has neither to encode nor to count any.
        self._text = folded.encode() if folded.isascii() else folded
        self._possible = possible
        self._patterns = patterns
        self._first: dict[str, tuple[int, int] | None] = {}
        self._all: dict[str, list[tuple[int, int]]] = {}

    def has(self, *names: MarkName) -> bool:
        """Whether any of these marks occurs."""
        if self._possible.isdisjoint(names):  # nearly always: this is asked hundreds of times a letter
            return False
        return any(self.place(name) is not None for name in names)

    def place(self, name: MarkName) -> tuple[int, int] | None:
        """The first place [start, end) of a mark in the folded text; None where it doesn't occur."""
        if name not in self._possible:
            return None
        if name not in self._first:
            match = self._patterns[name].search(self._text)
            self._first[name] = match.span() if match else None
        return self._first[name]

    def places(self, name: MarkName) -> list[tuple[int, int]]:
        """All places of a mark that don't overlap."""
        if name not in self._possible:
            return []
        if name not in self._all:
            absent = name in self._first and self._first[name] is None
            found = () if absent else self._patterns[name].finditer(self._text)
            places = self._all[name] = [match.span() for match in found]
            self._first[name] = places[0] if places else None
        return self._all[name]

    def inside(self, place: tuple[int, int], name: MarkName) -> bool:
        """Whether a mark occurs within the place of another."""
        return any(place[0] <= start and end <= place[1] for start, end in self.places(name))

    def words(self, name: MarkName) -> str | None:
        """The words at the first place of a mark."""
        place = self.place(name)
        return self.folded[place[0] : place[1]] if place else None


class Marker:
    """All marks compiled. One instance serves all letters."""

    def __init__(self, families: Iterable[MarkFamily], lexicon: Lexicon) -> None:
        self.marks: tuple[Mark, ...] = tuple(mark for family in families for mark in family.marks)
        self._scan = re2.Filter()
        for family in families:
            for mark in family.marks:
                self._scan.Add(family.pattern(mark, lexicon.terms), OPTIONS)
        self._scan.Compile()
        self._names: list[str] = [mark.name for mark in self.marks]
        self._patterns: dict[str, Any] = {
            name: self._scan.re(index) for index, name in enumerate(self._names)
        }

    def read(self, folded: str) -> Marks:
        """The marks of a folded text."""
        possible = self._scan.Match(folded, potential=True) or ()
        return Marks(folded, frozenset(map(self._names.__getitem__, possible)), self._patterns)
