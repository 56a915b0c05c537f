"""Cue families, compiled: what kind of sentence this is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from checker.knowledge.language import Cues
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import compile_pattern, expand


class CueSet:
    """One compiled pattern a cue family; ``has(name, folded)`` tells whether the family's words occur."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._patterns: dict[str, Any] = {
            name: compile_pattern("|".join(f"(?:{expand(pattern, lexicon.terms)})" for pattern in patterns))
            for name, patterns in cues
        }
        # Several readers ask the same of a sentence, one after the other.
        self._found = lru_cache(maxsize=4096)(self._search)

    def has(self, name: str, folded: str) -> bool:
        """Whether the sentence holds words of the family."""
        return self._found(name, folded) is not None

    def place(self, name: str, folded: str) -> tuple[int, int] | None:
        """Where the first words of the family stand in the sentence."""
        return self._found(name, folded)

    def words(self, name: str, folded: str) -> str | None:
        """The first words of the family in the sentence."""
        place = self._found(name, folded)
        return folded[place[0] : place[1]] if place else None

    def _search(self, name: str, folded: str) -> tuple[int, int] | None:
        match = self._patterns[name].search(folded)
        return match.span() if match else None
