"""Concepts in sentences with their assertion status, in the manner of ConText.

A cue opens a scope that runs to the next terminator; a concept inside it takes the cue's status. Negation
wins over doubt, doubt over history.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from checker.knowledge.language import Cues
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import compile_pattern
from checker.letter import Assertion, Mention

_AFTER_SCOPE = 90  # characters that a cue reaches back over


class Assertions:
    """Compiled cues. One instance serves all letters."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._forward: tuple[tuple[Assertion, Any], ...] = (
            ("negated", _union(cues.negation_before)),
            ("uncertain", _union(cues.uncertain_before)),
            ("hypothetical", _union(cues.hypothetical_before)),
            ("historical", _union(cues.historical_before)),
        )
        self._backward = _union(cues.negation_after)
        self._terminator = _union(cues.terminators)
        # Several readers ask the same of a sentence, one after the other.
        self._scopes = lru_cache(maxsize=512)(self._find_scopes)

    def mentions(self, folded: str) -> list[Mention]:
        """Every concept of the vocabulary in a folded sentence, with its status."""
        hits = self._lexicon.find(folded)
        if not hits:
            return []
        scopes = self._scopes(folded)
        return [
            Mention(
                hit.concept,
                hit.start,
                hit.end,
                folded[hit.start : hit.end],
                _status(hit.start, hit.end, scopes),
                hit.misspelt,
            )
            for hit in hits
        ]

    def negated_at(self, folded: str, start: int, end: int) -> bool:
        """Whether the words at [start, end) stand in the scope of a negation."""
        return _status(start, end, self._scopes(folded)) == "negated"

    def denies(self, folded: str) -> bool:
        """Whether the sentence negates anything."""
        return any(status == "negated" for status, _, _ in self._scopes(folded))

    def _find_scopes(self, folded: str) -> list[tuple[Assertion, int, int]]:
        """Each scope as (status, start, end): what follows a cue, or what a closing negation refers to."""
        scopes: list[tuple[Assertion, int, int]] = []
        ends = [match.start() for match in self._terminator.finditer(folded)]
        for status, pattern in self._forward:
            for match in pattern.finditer(folded):
                stop = next((end for end in ends if end >= match.end()), len(folded))
                scopes.append((status, match.end(), stop))
        for match in self._backward.finditer(folded):
            begin = max((end for end in ends if end < match.start()), default=0)
            scopes.append(("negated", max(begin, match.start() - _AFTER_SCOPE), match.start()))
        return scopes


_ORDER: tuple[Assertion, ...] = ("negated", "uncertain", "hypothetical", "historical")


def _status(start: int, end: int, scopes: list[tuple[Assertion, int, int]]) -> Assertion:
    """The strongest status whose scope holds [start, end). A cue inside a term is part of its name."""
    for status in _ORDER:
        if any(kind == status and begin <= start and end <= stop for kind, begin, stop in scopes):
            return status
    return "affirmed"


def _union(patterns: tuple[str, ...]) -> Any:
    return compile_pattern("|".join(f"(?:{pattern})" for pattern in patterns))
