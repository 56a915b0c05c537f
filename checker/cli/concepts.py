"""``imr-check guideline concepts``: the vocabulary that ``covers``, ``needs`` and limits may name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.errors import CheckerError
from checker.knowledge.concepts import Concept
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.knowledge.vocabulary import meant


class NoConceptError(CheckerError):
    """No concept has these words."""


def listed(knowledge: Knowledge, words: str, kind: str | None) -> Iterator[str]:
    """A line for each concept that words name or are part of; without words all. Raises NoConceptError."""
    fitting = [concept for concept in knowledge.concepts if kind in (None, concept.kind)]
    found = _found(fitting, Lexicon(knowledge.concepts), words) if words else fitting
    if not found:
        of = f"{kind.replace('_', ' ')} has" if kind else "concept has"
        raise NoConceptError(f"no {of} the words {words!r}{meant(words, fitting)}")
    names, kinds = (max(len(cell) for cell in column) for column in zip(*map(_columns, found), strict=True))
    for concept in found:
        name, of_kind = _columns(concept)
        above = f" (a kind of {', '.join(concept.is_a)})" if concept.is_a else ""
        said = ", ".join(dict.fromkeys((*concept.terms, *concept.brands)))
        yield f"{name:<{names}}  {of_kind:<{kinds}}  {concept.name}: {said}{above}"


def _columns(concept: Concept) -> tuple[str, str]:
    return concept.id, concept.kind.replace("_", " ")


def _found(concepts: Sequence[Concept], lexicon: Lexicon, words: str) -> list[Concept]:
    """Those that the words name, then those of whose names each of the words begins a word."""
    folded = fold(words.replace("_", " "))
    named = [hit.concept for hit in lexicon.find(folded)]
    first = [concept for concept in concepts if words == concept.id or concept.id in named]
    parts = folded.split()
    return list({one.id: one for one in (*first, *(one for one in concepts if _has(one, parts)))}.values())


def _has(concept: Concept, parts: Sequence[str]) -> bool:
    names = (
        concept.id.replace("_", " "),
        concept.name,
        *concept.terms,
        *concept.brands,
        *concept.misspellings,
    )
    for name in names:
        inside = fold(name).replace("-", " ").split()
        if all(any(word.startswith(part) for word in inside) for part in parts):
            return True
    return False
