"""What sentences are compared by: stems of their words, their figures, and the concepts that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from checker.knowledge.lexicon import Lexicon

_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?|%")
_KEPT = 20_000  # stems of words seen before
_SENTENCES = 512  # terms of the sentences at hand, asked for by several readers


class Placed(NamedTuple):
    """A term at its place in a folded sentence."""

    start: int
    end: int
    term: str


class Terms:
    """Turns sentences into terms. One instance serves all letters.

    A term is a stem ("radiculopathi"), a figure in digits ("12", also where it is spelt), a concept named
    ("@norco"), or one that such a concept is a kind of ("^opioid").
    """

    def __init__(self, lexicon: Lexicon, numbers: Mapping[str, float]) -> None:
        self._lexicon = lexicon
        stemmed = Stemmer.Stemmer("english", 0).stemWord
        figures = {word: f"{value:g}" for word, value in numbers.items() if " " not in word}
        self._stem = lru_cache(maxsize=_KEPT)(lambda word: figures.get(word) or stemmed(word))
        self._concepts: dict[str, tuple[str, ...]] = {}
        self.set_of = lru_cache(maxsize=_SENTENCES)(self._set_of)

    def words(self, folded: str) -> dict[str, str]:
        """What stands for each term of a folded sentence: its first word, or the words of the concept."""
        words = {self._stem(word): word for word in reversed(_WORD.findall(folded.replace("'", "")))}
        for hit in reversed(self._lexicon.find(folded)):
            words |= dict.fromkeys(self._of_concept(hit.concept), folded[hit.start : hit.end])
        return words

    def of(self, folded: str, concepts: Iterable[str] | None = None) -> list[str]:
        """The terms of a folded sentence, repeated as they are. ``concepts``: those it is known to name."""
        terms: list[str] = list(map(self._stem, _WORD.findall(folded.replace("'", ""))))
        if concepts is None:
            concepts = (hit.concept for hit in self._lexicon.find(folded))
        for concept in concepts:
            terms += self._of_concept(concept)
        return terms

    def _set_of(self, folded: str) -> frozenset[str]:
        """The terms of a folded sentence, each once."""
        return frozenset(self.of(folded))

    def placed(self, folded: str) -> list[Placed]:
        """The terms of a folded sentence in their order. What a concept is a kind of stands as if named."""
        found = [Placed(*word.span(), self._stem(word[0])) for word in _WORD.finditer(folded)]
        for hit in self._lexicon.find(folded):
            found += (Placed(hit.start, hit.end, f"@{name}") for name in self._lexicon.up(hit.concept))
        return sorted(found)

    def _of_concept(self, concept: str) -> tuple[str, ...]:
        if concept not in self._concepts:
            broader = sorted(self._lexicon.up(concept) - {concept})
            self._concepts[concept] = (f"@{concept}", *(f"^{name}" for name in broader))
        return self._concepts[concept]


def is_figure(term: str) -> bool:
    """Whether a term is a figure."""
    return term[0].isdecimal()


def concept_of(term: str) -> str | None:
    """The concept that a term says is named, or None."""
    return term[1:] if term[0] == "@" else None
