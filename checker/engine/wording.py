"""What is allowed in place of a wrong word, and which of it was meant."""

from __future__ import annotations

from collections.abc import Collection

from checker.engine.facts import shown_text
from checker.knowledge.plain_words import did_you_mean


def one_of(allowed: Collection[str], word: str = "") -> str:
    """Name what is allowed, and of it the word that is most like the wrong one, if any is."""
    if not allowed:
        return "there is none"
    return f"one of {', '.join(map(shown_text, allowed))}{did_you_mean(word, allowed)}"


def none_of(allowed: Collection[str], word: str) -> str:
    """Say that a word is none of those allowed."""
    return f"{word!r} is none of {', '.join(map(shown_text, allowed))}{did_you_mean(word, allowed)}"
