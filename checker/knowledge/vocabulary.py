"""What no concept shows alone: references to what is none or of another kind, circles, terms of two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from rapidfuzz import process

from checker.knowledge.concepts import Concept, ConceptKind
from checker.knowledge.files import Placed
from checker.knowledge.language import OrdinaryWords
from checker.knowledge.phrases import fold, surface_forms
from checker.knowledge.plain_words import nearest
from checker.knowledge.strict_yaml import Key
from checker.problems import Code, Problem

ANY_KIND: tuple[ConceptKind, ...] = get_args(ConceptKind)
# What is given to a patient, or done.
TREATMENTS: tuple[ConceptKind, ...] = ("treatment", "drug_class", "drug")

# The fields that are of one kind and name others of it.
_OF_ONE_KIND: Mapping[str, ConceptKind] = {
    "part_of": "body_part",
    "limb": "body_part",
    "radiates_to": "body_part",
    "implies": "condition",
    "rules_out": "condition",
    "ingredients": "drug",
}
_NO_CIRCLE = ("is_a", "part_of", "implies", "ingredients")
_ARTICLES = ("a", "an", "the")
_SHORTEST = 2  # letters or digits
_LETTERS = re.compile("[a-z]{2}")
_NEAREST = 3  # terms shown where none is meant for sure


def concept_problems(placed: Sequence[Placed[Concept]]) -> Iterator[Problem]:
    """Concepts that name another which there is not, of another kind, or in a circle, and their terms."""
    concepts = {one.value.id: one.value for one in placed}
    for one in placed:
        # The hierarchy of drugs ends in drugs: nothing is a kind of one.
        above: ConceptKind = "drug_class" if one.value.kind == "drug" else one.value.kind
        yield from reference_problems(one, ("is_a",), one.value.is_a, concepts, (above,))
        yield from reference_problems(one, ("belies",), one.value.belies, concepts, ("condition",))
        yield from reference_problems(one, ("nothing_on",), one.value.nothing_on, concepts, ("treatment",))
        for field, kind in _OF_ONE_KIND.items():
            named, own = getattr(one.value, field), one.value.kind
            if named and own != kind:
                message = f"{field}: only a {_words(kind)} has it, and {one.value.id} is a {_words(own)}"
                yield one.problem(Code.OTHER_KIND, (field,), message)
            elif field == "limb":
                yield from reference_problem(one, (field,), named, concepts, (kind,)) if named else ()
            else:
                yield from reference_problems(one, (field,), named, concepts, (kind,))
    for field in _NO_CIRCLE:
        yield from _circles(placed, field)
    yield from _term_problems(placed)


def reference_problems(
    place: Placed[Any],
    key: Key,
    names: Iterable[str],
    concepts: Mapping[str, Concept],
    kinds: Sequence[ConceptKind],
) -> Iterator[Problem]:
    """Names under a key that are of no concept, or of one that is of none of these kinds."""
    for index, name in enumerate(names):
        yield from reference_problem(place, (*key, index), name, concepts, kinds)


def reference_problem(
    place: Placed[Any], key: Key, name: str, concepts: Mapping[str, Concept], kinds: Sequence[ConceptKind]
) -> Iterator[Problem]:
    """What is wrong with the one name under a key."""
    known = concepts.get(name)
    if known is not None and known.kind in kinds:
        return
    fitting = [concept for concept in concepts.values() if concept.kind in kinds]
    meant_one = known or called_so(name, fitting) or called_so(name, concepts.values())
    if meant_one is None:
        yield place.problem(Code.UNKNOWN, key, f"there is no concept {name}{meant(name, fitting)}", name)
    elif meant_one.kind not in kinds:
        *most, last = [_words(kind) for kind in kinds]
        needed = f"{', '.join(most)} or {last}" if most else last
        words = f"{name} is a {_words(meant_one.kind)}, not a {needed}"
        yield place.problem(Code.OTHER_KIND, key, words)
    elif name not in concepts:
        words = f"{name} is a {_field_of(meant_one, name)} of {meant_one.id}: write {meant_one.id}"
        yield place.problem(Code.UNKNOWN, key, words)


def called_so(name: str, concepts: Iterable[Concept]) -> Concept | None:
    """The concept of which a name is a brand, term or misspelling."""
    return next((concept for concept in concepts if _field_of(concept, name)), None)


def _field_of(concept: Concept, name: str) -> str | None:
    folded = fold(name).replace("_", " ")
    for field in ("brand", "term", "misspelling"):
        if folded in map(fold, getattr(concept, f"{field}s")):
            return field
    return None


def meant(name: str, concepts: Iterable[Concept]) -> str:
    """The concept that was meant by a name, by its id or what it is called, as the end of a message.

    Where none is like it, those whose words are the nearest.
    """
    of: dict[str, str] = {}
    for concept in concepts:
        of |= dict.fromkeys((concept.id, *surface_forms(concept)), concept.id) | of
    folded = fold(name).replace("_", " ")
    exact = of.get(folded) or of.get(folded.removesuffix("s"))
    like = nearest(name, of) or nearest(folded, of) or ""
    found = exact or (of.get(like) if _word_by_word(folded, like.replace("_", " ")) else None)
    if found is not None:
        return f" (did you mean {found}?)"
    if not _LETTERS.search(folded):
        return ": concepts go by words, not by codes (see imr-check guideline concepts)"
    near = dict.fromkeys(of[word] for word, *_ in process.extract(folded, of.keys(), limit=_NEAREST))
    return f" (the nearest: {', '.join(near)})" if near else ""


def _word_by_word(name: str, other: str) -> bool:
    """Whether names of as many words are alike in each: an ankle is no knee misspelt."""
    pairs = list(zip(name.split(), other.split(), strict=False))
    return len(name.split()) != len(other.split()) or all(nearest(one, [two]) for one, two in pairs)


def _words(kind: ConceptKind) -> str:
    return kind.replace("_", " ")


def _circles(placed: Sequence[Placed[Concept]], field: str) -> Iterator[Problem]:
    """Each circle once, at the first of its concepts."""
    above: dict[str, Sequence[str]] = {one.value.id: getattr(one.value, field) for one in placed}
    told: set[frozenset[str]] = set()
    for one in placed:
        circle = _circle(one.value.id, above)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            key = (field, above[one.value.id].index(circle[1]))
            yield one.problem(Code.CIRCLE, key, f"{field} runs in a circle: {' > '.join(circle)}")


def _circle(start: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from a concept up to itself, with both ends; empty where there is none."""
    came_from: dict[str, str] = {}
    reached = [start]
    for below in reached:  # grows while it is gone through
        for concept in above.get(below, ()):
            if concept not in came_from:
                came_from[concept] = below
                reached.append(concept)
        if start in came_from:
            way = [start, below]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return way[::-1]
    return []


def _term_problems(placed: Sequence[Placed[Concept]]) -> Iterator[Problem]:
    """Terms that say nothing, and those that another has: the matcher would find one of the two, always.

    A term may stand there with and without its hyphen, which patterns tell apart.
    """
    taken: dict[str, tuple[Placed[Concept], Key]] = {}
    for fields in (("terms", "brands"), ("misspellings",)):
        for one, key, term, before in terms_of(placed, fields):
            folded = fold(term)
            if folded in _ARTICLES or sum(map(str.isalnum, folded)) < _SHORTEST:
                why = "an article" if folded in _ARTICLES else "less than two letters or digits"
                yield one.problem(Code.TERM, key, f"'{term}' is {why}: no term")
                continue
            other, place = taken.setdefault(folded.replace("-", " "), (one, key))
            if other is not one:
                at = other.line(place)
                yield one.problem(Code.TAKEN, key, f"'{term}' is a term of {other.value.id} too: {at}")
            elif place[0] != key[0]:
                yield one.problem(Code.TAKEN, key, f"'{term}' is in {place[0]} too")
            elif folded in map(fold, before):
                yield one.problem(Code.TAKEN, key, f"'{term}' is there twice")


def terms_of(
    placed: Iterable[Placed[Concept]], fields: Iterable[str]
) -> Iterator[tuple[Placed[Concept], Key, str, Sequence[str]]]:
    """Each term of some fields: whose it is, its key, itself, and those before it in its list."""
    for one in placed:
        for field in fields:
            terms = getattr(one.value, field)
            for index, term in enumerate(terms):
                yield one, (field, index), term, terms[:index]


def word_problems(
    ordinary: Iterable[Placed[OrdinaryWords]], placed: Iterable[Placed[Concept]]
) -> Iterator[Problem]:
    """Ordinary words that stand twice, or are themselves in the vocabulary."""
    terms = {form for one in placed for form in surface_forms(one.value)}
    for file in ordinary:
        words = file.value.words
        for index, word in enumerate(words):
            if word in words[:index]:
                yield file.problem(Code.TAKEN, ("words", index), f"'{word}' is there twice")
            if word in terms:
                yield file.problem(Code.TAKEN, ("words", index), f"'{word}' is a term of the vocabulary")
