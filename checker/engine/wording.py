"""What is allowed in place of a wrong word, and which of it was meant."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from checker.engine.facts import shown_text

_LIKENESS = 0.7


def one_of(allowed: Collection[str], word: str = "") -> str:
    """Name what is allowed, and of it the word that is most like the wrong one, if any is."""
    return (
        f"one of {', '.join(map(shown_text, allowed))}{_meant(allowed, word)}" if allowed else "there is none"
    )


def none_of(allowed: Collection[str], word: str) -> str:
    """Say that a word is none of those allowed."""
    return f"{word!r} is none of {', '.join(map(shown_text, allowed))}{_meant(allowed, word)}"


def _meant(allowed: Collection[str], word: str) -> str:
    found = process.extractOne(word, list(allowed), scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS)
    return f" (did you mean {found[0]}?)" if found and word else ""
