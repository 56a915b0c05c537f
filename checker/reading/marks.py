"""The marks of a sentence: which words that mean something to the program occur in it, and where.

All patterns of all families are looked for in one go: their words first, by one automaton, and a pattern
only where its words are there. One automaton of all patterns would have a state for each set of marks that a
sentence can have, and make new ones for nearly every sentence. Only what occurs is looked for again, where
the place is asked for.
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

    __slots__ = ("_all", "_found", "_patterns", "_places", "folded")

    def __init__(self, folded: str, found: frozenset[str], patterns: dict[str, Any]) -> None:
        self.folded = folded
        self._found = found
        self._patterns = patterns
        self._places: dict[str, tuple[int, int]] = {}
        self._all: dict[str, list[tuple[int, int]]] = {}

    def has(self, *names: MarkName) -> bool:
        """Whether any of these marks occurs."""
        return not self._found.isdisjoint(names)

    def place(self, name: MarkName) -> tuple[int, int] | None:
        """The first place [start, end) of a mark in the folded text; None where it doesn't occur."""
        if name not in self._found:
            return None
        if name not in self._places:
            self._places[name] = self._patterns[name].search(self.folded).span()
        return self._places[name]

    def places(self, name: MarkName) -> list[tuple[int, int]]:
        """All places of a mark that don't overlap."""
        if name not in self._found:
            return []
        if name not in self._all:
            self._all[name] = [match.span() for match in self._patterns[name].finditer(self.folded)]
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
        found = self._scan.Match(folded) or ()
        return Marks(folded, frozenset(self._names[index] for index in found), self._patterns)
