"""Cue families, compiled: what kind of sentence this is."""

from __future__ import annotations

from typing import Any

from checker.knowledge.models import Cues
from checker.knowledge.phrases import compile_pattern, expand
from checker.knowledge.vocabulary import Lexicon


class CueSet:
    """One compiled pattern a cue family; ``has(name, folded)`` tells whether the family's words occur."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._patterns: dict[str, Any] = {
            name: compile_pattern("|".join(f"(?:{expand(pattern, lexicon.terms)})" for pattern in patterns))
            for name, patterns in cues
        }

    def has(self, name: str, folded: str) -> bool:
        """Whether the sentence holds words of the family."""
        return self._patterns[name].search(folded) is not None

    def place(self, name: str, folded: str) -> tuple[int, int] | None:
        """Where the first words of the family stand in the sentence."""
        match = self._patterns[name].search(folded)
        return match.span() if match else None

    def words(self, name: str, folded: str) -> str | None:
        """The first words of the family in the sentence."""
        match = self._patterns[name].search(folded)
        return match[0] if match else None
