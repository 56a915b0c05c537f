"""The vocabulary at work: the concept hierarchy, and finding concepts in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import process
from rapidfuzz.distance import OSA

from checker.knowledge.models import Concept
from checker.knowledge.phrases import fold, surface_forms

_WORD_SHORTEST_FUZZY = 7  # shorter words have too many neighbours to be read as misspelt


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a folded sentence: ``[start, end)`` and the concept that it names."""

    concept: str
    start: int
    end: int
    misspelt: bool = False


class Lexicon:
    """All concepts with their hierarchy. Lookups are by concept id; unknown ids raise KeyError."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self._below: dict[str, list[str]] = {}
        for concept in self.concepts.values():
            for parent in concept.is_a:
                self._below.setdefault(parent, []).append(concept.id)
        self._up: dict[str, frozenset[str]] = {}

    def up(self, concept: str) -> frozenset[str]:
        """The concept and all that it is a kind of."""
        if concept not in self._up:
            self._up[concept] = frozenset(self._walk(concept, lambda c: self.concepts[c].is_a))
        return self._up[concept]

    def down(self, concept: str) -> frozenset[str]:
        """The concept and all its kinds."""
        return frozenset(self._walk(concept, lambda c: self._below.get(c, ())))

    def regions(self, body_part: str) -> frozenset[str]:
        """The body part and the larger parts that it belongs to."""
        return frozenset(self._walk(body_part, lambda c: self.concepts[c].part_of))

    def implied(self, condition: str) -> frozenset[str]:
        """The condition, what it is a kind of, and what it is evidence of."""
        return frozenset(
            self._walk(condition, lambda c: (*self.concepts[c].is_a, *self.concepts[c].implies))
        )

    def terms(self, concept: str) -> list[str]:
        """Every phrase that names the concept or one of its kinds. Raises KeyError if there is none."""
        if concept not in self.concepts:
            raise KeyError(concept)
        return [form for below in sorted(self.down(concept)) for form in surface_forms(self.concepts[below])]

    def _walk(self, start: str, edges: object) -> Iterator[str]:
        seen: set[str] = set()
        pending = [start]
        while pending:
            concept = pending.pop()
            if concept not in seen and concept in self.concepts:
                seen.add(concept)
                pending.extend(edges(concept))  # type: ignore[operator]
                yield concept

    def find(self, folded: str) -> list[Hit]:
        """Concepts named in a folded sentence, longest terms first, none overlapping, in order."""
        words = folded.replace("-", " ")
        hits: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(words, overlapping=False):
            stop = _word_end(words, end)
            if stop is not None and (start == 0 or not words[start - 1].isalnum()):
                concept, misspelt = self._forms[index]
                hits.append(Hit(concept, start, stop, misspelt))
        return hits

    def find_misspelt(self, folded: str, known: Iterable[Hit]) -> list[Hit]:
        """Words one or two letters off a drug's name, where nothing else was found."""
        taken = [(hit.start, hit.end) for hit in known]
        hits = []
        for start, word in _words(folded):
            end = start + len(word)
            if len(word) < _WORD_SHORTEST_FUZZY or any(start < b and a < end for a, b in taken):
                continue
            allowed = 1 if len(word) < 10 else 2
            match = process.extractOne(word, self._drug_names, scorer=OSA.distance, score_cutoff=allowed)
            if match is not None and match[0][0] == word[0]:
                hits.append(Hit(self._drug_of[match[0]], start, end, misspelt=True))
        return hits

    @cached_property
    def _forms(self) -> list[tuple[str, bool]]:
        return [(concept, misspelt) for _, concept, misspelt in self._table]

    @cached_property
    def _table(self) -> list[tuple[str, str, bool]]:
        rows: dict[str, tuple[str, str, bool]] = {}
        for concept in self.concepts.values():
            for term in (*concept.terms, *concept.brands):
                phrase = fold(term).replace("-", " ")
                rows.setdefault(phrase, (phrase, concept.id, False))
            for term in concept.misspellings:
                phrase = fold(term).replace("-", " ")
                rows.setdefault(phrase, (phrase, concept.id, True))
        return list(rows.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([phrase for phrase, _, _ in self._table], matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _drug_of(self) -> dict[str, str]:
        return {
            fold(term): concept.id
            for concept in self.concepts.values()
            if concept.kind == "drug"
            for term in (*concept.terms, *concept.brands)
            if " " not in term and len(term) >= _WORD_SHORTEST_FUZZY - 1
        }

    @cached_property
    def _drug_names(self) -> list[str]:
        return list(self._drug_of)


def _word_end(words: str, end: int) -> int | None:
    """Where the word at ``end`` ends if only a plural ending follows, else None."""
    for ending in ("", "s", "es", "'s"):
        stop = end + len(ending)
        if words.startswith(ending, end) and (stop >= len(words) or not words[stop].isalnum()):
            return stop
    return None


def _words(folded: str) -> Iterator[tuple[int, str]]:
    start = None
    for index, character in enumerate(folded + " "):
        if character.isalpha():
            start = index if start is None else start
        elif start is not None:
            yield start, folded[start:index]
            start = None
