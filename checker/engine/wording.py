"""What is allowed in place of a wrong word, and which of it was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from checker.engine.facts import shown_text
from checker.knowledge.plain_words import did_you_mean, shown


def one_of(allowed: Collection[str], word: str = "") -> str:
    """Name what is allowed, and of it the word that is most like the wrong one, if any is."""
    if not allowed:
        return "there is none"
    return f"one of {', '.join(map(shown_text, allowed))}{did_you_mean(word, allowed, few=True)}"


def none_of(allowed: Collection[str], word: str) -> str:
    """Say that a word is none of those allowed."""
    words = ", ".join(map(shown_text, allowed))
    return f"{shown(word)} is none of {words}{did_you_mean(word, allowed, few=True)}"


def spelt(pattern: str, words: str) -> Callable[[Any], Any]:
    """A check of how a text is written that says in words what the pattern asks for."""
    fits = re.compile(pattern).fullmatch

    def check(value: Any) -> Any:
        if isinstance(value, str) and not fits(value):
            raise ValueError(f"must be {words}, not {shown(value)}")
        return value

    return check
