"""The vocabulary at work: the concept hierarchy, and finding concepts in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import process
from rapidfuzz.distance import OSA

from checker.knowledge.concepts import Concept, ConceptKind, InMorphine
from checker.knowledge.phrases import fold, surface_forms

_WORD_SHORTEST_FUZZY = 7  # shorter words have too many neighbours to be read as misspelt
_WORD_LONG = 10  # words of this length may be two letters off


_NONE: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """A term found in a folded sentence: ``[start, end)`` and the concept that it names."""

    concept: str
    start: int
    end: int
    misspelt: bool = False


class Lexicon:
    """All concepts with their hierarchy. Lookups are by concept id; unknown ids raise KeyError.

    ``ordinary_words`` are never read as a drug's name misspelt.
    """

    def __init__(self, concepts: Iterable[Concept], ordinary_words: Iterable[str] = ()) -> None:
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self._ordinary = frozenset(ordinary_words)
        self._below: dict[str, list[str]] = {}
        self._clear: dict[str, str] = {}
        for concept in self.concepts.values():
            for parent in concept.is_a:
                self._below.setdefault(parent, []).append(concept.id)
            self._clear.update(dict.fromkeys(concept.nothing_on, concept.id))
        # Several readers look for the same in a sentence, one after the other.
        self._found = lru_cache(maxsize=512)(self._find)
        self._meet = lru_cache(maxsize=4_096)(self._do_meet)
        self._kin_of = lru_cache(maxsize=512)(self._all_kin)
        known = self.concepts
        # Of a concept, each with itself: all that it is a kind of; all its kinds; of a body part the larger
        # parts that it belongs to; of a condition what it is a kind of and what it is evidence of.
        self.up = self._closure(lambda c: known[c].is_a)
        self.down = self._closure(lambda c: self._below.get(c, ()))
        self.regions = self._closure(lambda c: known[c].part_of)
        self.implied = self._closure(lambda c: (*known[c].is_a, *known[c].implies))
        self._by_name: dict[str, list[str]] = {}
        for concept in self.concepts.values():
            self._by_name.setdefault(concept.name, []).append(concept.id)

    def reached(self, body_part: str) -> frozenset[str]:
        """The body part's regions, and the parts that their nerves run to."""
        regions = self.regions(body_part)
        return regions.union(*(self.concepts[region].radiates_to for region in regions))

    def radiates(self, condition: str) -> bool:
        """Whether it, or what it is evidence of, is found where the nerves of a body part run."""
        return any(self.concepts[implied].radiates for implied in self.implied(condition))

    def belied(self, concept: str) -> frozenset[str]:
        """What can't be said to be absent where the concept is recorded: it, what it implies and belies."""
        implied = self.implied(concept)
        return implied.union(*(self.concepts[one].belies for one in implied))

    def ruled_out(self, condition: str) -> frozenset[str]:
        """What a condition speaks against, with all its kinds."""
        ruled = self.concepts[condition].rules_out
        return frozenset[str]().union(*map(self.down, ruled)) if ruled else _NONE

    def nothing_found(self, study: str) -> str | None:
        """The condition that it found nothing: of the study, or of what that is a kind of."""
        wider = map(self.nothing_found, self.concepts[study].is_a)
        return self._clear.get(study) or next(filter(None, wider), None)

    def meet(self, named: Iterable[str], wanted: Iterable[str], *, radiating: bool = False) -> bool:
        """Whether body parts may be of one place: in one region, or one of the two lists is empty.

        ``radiating``: also where the nerves of those wanted run.
        """
        return self._meet(frozenset(named), frozenset(wanted), radiating)

    def _do_meet(self, named: frozenset[str], wanted: frozenset[str], radiating: bool) -> bool:
        there = frozenset[str]().union(*map(self.regions, named))
        here = frozenset[str]().union(*map(self.reached if radiating else self.regions, wanted))
        return not there or not here or not there.isdisjoint(here)

    def kin(self, concept: str) -> frozenset[str]:
        """The concept, all that it is a kind of, and all its kinds."""
        return self._kin_of((concept,))

    def kin_of(self, concepts: Iterable[str]) -> frozenset[str]:
        """The kin of several concepts together."""
        return self._kin_of(tuple(concepts))

    def _all_kin(self, concepts: tuple[str, ...]) -> frozenset[str]:
        return _NONE.union(*map(self.up, concepts), *map(self.down, concepts))

    def same_name(self, concept: str) -> list[str]:
        """The concepts that a report prints by the same name: a drug's oral and topical forms."""
        return self._by_name.get(self.concepts[concept].name, [concept])

    def in_morphine(self, drug: str) -> InMorphine | None:
        """How a dose of a drug is told in morphine: as that of its plain form, or of an ingredient."""
        own = self.concepts[drug]
        plain = [one for one in self.same_name(drug) if own.release and not self.concepts[one].release]
        forms = (self.concepts[one] for one in (drug, *plain, *own.ingredients) if one in self.concepts)
        return next((one.in_morphine for one in forms if one.in_morphine), None)

    def terms(self, concept: str) -> list[str]:
        """Every phrase that names the concept or one of its kinds. Raises KeyError if there is none."""
        if concept not in self.concepts:
            raise KeyError(concept)
        return [form for below in sorted(self.down(concept)) for form in surface_forms(self.concepts[below])]

    def _closure(self, edges: Callable[[str], Iterable[str]]) -> Callable[[str], frozenset[str]]:
        """A function from a concept to itself and all that edges lead to, each worked out once."""

        def closure(start: str) -> frozenset[str]:
            seen: set[str] = set()
            pending = [start]
            while pending:
                concept = pending.pop()
                if concept not in seen and concept in self.concepts:
                    seen.add(concept)
                    pending.extend(edges(concept))
            return frozenset(seen)

        return cache(closure)

    def find(self, folded: str, kind: ConceptKind | None = None) -> list[Hit]:
        """Concepts named in a folded sentence as whole words: the longest at each place, none overlapping.

        With a ``kind``, only concepts of that kind, also where their name is a part of another's.
        """
        return list(self._found(folded, kind))

    def _find(self, folded: str, kind: ConceptKind | None) -> list[Hit]:
        words = folded.replace("-", " ")
        # All terms at all places: the longest may turn out to end inside a word, where a shorter one doesn't.
        whole = [
            (start, stop, end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(words, overlapping=True)
            if (start == 0 or not words[start - 1].isalnum())
            and (stop := _word_end(words, end)) is not None
            and (kind is None or self.concepts[self._forms[index][0]].kind == kind)
        ]
        whole.sort(key=lambda match: (match[0], -match[1], -match[2]))
        hits: list[Hit] = []
        for start, stop, _, index in whole:
            if not hits or start >= hits[-1].end:
                concept, misspelt = self._forms[index]
                hits.append(Hit(concept, start, stop, misspelt))
        return hits

    def find_misspelt(self, folded: str, known: Iterable[Hit]) -> list[Hit]:
        """Words one or two letters off a drug's name, where nothing else was found.

        No ordinary word is read as misspelt, and no word that is as near to another drug.
        """
        taken = [(hit.start, hit.end) for hit in known]
        hits = []
        for start, word in _words(folded):
            end = start + len(word)
            if not any(start < b and a < end for a, b in taken):
                drug = self._drug_meant(word)
                if drug is not None:
                    hits.append(Hit(drug, start, end, misspelt=True))
        return hits

    def _drug_meant(self, word: str) -> str | None:
        """The one drug whose name a word is nearest to, if it is near enough."""
        if len(word) < _WORD_SHORTEST_FUZZY or word in self._ordinary:
            return None
        allowed = 1 if len(word) < _WORD_LONG else 2
        near = [
            (distance, name)
            for name, distance, _ in process.extract(
                word, self._drug_names.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
        ]
        nearest = min((distance for distance, _ in near), default=0)
        meant = {self._drug_of[name] for distance, name in near if distance == nearest}
        # The oral and the topical form of a drug are concepts of one name.
        names = {self.concepts[drug].name for drug in meant}
        return min(meant) if len(names) == 1 else None

    @cached_property
    def loose_parts(self) -> frozenset[str]:
        """Body parts so wide that two of them that differ may still meet."""
        return frozenset(concept.id for concept in self.concepts.values() if concept.loose)

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
        return AhoCorasick([phrase for phrase, _, _ in self._table], matchkind=MatchKind.Standard)

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
    def _drug_names(self) -> dict[str, list[str]]:
        """By their first letter, which a word misspelt keeps."""
        names: dict[str, list[str]] = {}
        for name in self._drug_of:
            names.setdefault(name[0], []).append(name)
        return names


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
