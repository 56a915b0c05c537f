"""Words in sentences: folding, and patterns in RE2 syntax over folded sentences.

RE2 runs in time linear in the text whatever the pattern, so that a rule author's pattern can't hang a run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import re2

from checker.knowledge.concepts import Concept

_FOLD = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u00ad": "",
    }
)
_IN_FULL = (
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"(?<=[a-z])n't\b"), " not"),
    (re.compile(r"\b(there|it|that|here|what)'s\b"), r"\1 is"),
)
_CONCEPT = re.compile(r"@([a-z0-9_]+)")
OPTIONS = re2.Options()
OPTIONS.log_errors = False


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, white space folded, "isn't" in full, for patterns."""
    folded = " ".join((text if text.isascii() else text.translate(_FOLD)).lower().split())
    if "'" not in folded:
        return folded
    for short, full in _IN_FULL:
        folded = short.sub(full, folded)
    return folded


def expand(pattern: str, terms_of: Callable[[str], Iterable[str]]) -> str:
    """Replace each ``@concept`` by an alternation of the concept's terms, as whole words.

    Raises KeyError for a concept that does not exist.
    """

    def alternation(match: re.Match[str]) -> str:
        terms = sorted(set(terms_of(match[1])), key=lambda term: (-len(term), term))
        if not terms:
            raise KeyError(match[1])
        return r"\b(?:" + "|".join(re.escape(term).replace(r"\ ", "[ -]") for term in terms) + r")(?:e?s)?\b"

    return _CONCEPT.sub(alternation, pattern)


def surface_forms(concept: Concept) -> tuple[str, ...]:
    """All phrases by which letters name a concept, in folded form."""
    return tuple(
        dict.fromkeys(fold(term) for term in (*concept.terms, *concept.brands, *concept.misspellings))
    )


def compile_pattern(pattern: str) -> re2._Regexp:
    """Compile RE2 syntax; raises ValueError with RE2's reason."""
    try:
        return re2.compile(pattern, options=OPTIONS)
    except re2.error as error:
        reason = error.args[0]
        words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"not RE2 syntax: {words}") from error


def occurs(pattern: str) -> Callable[[str], bool]:
    """A test for whether a pattern occurs in a text: no place is looked for, which is the faster."""
    scan = re2.Set.SearchSet(OPTIONS)
    scan.Add(pattern)
    scan.Compile()
    return lambda text: bool(scan.Match(text))
