"""What no single file can show: duplicate ids, references to nothing, patterns against their examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from checker.errors import Problem
from checker.knowledge.concepts import Concept
from checker.knowledge.editions import EditionFolder
from checker.knowledge.files import Placed
from checker.knowledge.guidelines import Criterion, Edition, Section, Wording
from checker.knowledge.language import OrdinaryWords
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import Mark, MarkFamily, MarkName
from checker.knowledge.phrases import compile_pattern, expand, fold, surface_forms
from checker.knowledge.strict_yaml import Key


def dangling(
    editions: Sequence[EditionFolder],
    placed: Sequence[Placed[Concept]],
    marks: Sequence[Placed[MarkFamily]],
) -> Iterator[Problem]:
    """Duplicate ids, references to nothing, patterns that don't compile, examples that don't hold."""
    concepts: dict[str, Concept] = {}
    for one in placed:
        if one.value.id in concepts:
            yield one.problem((), f"duplicate concept {one.value.id!r}")
        concepts[one.value.id] = one.value
    for one in placed:
        concept = one.value
        related = (*concept.is_a, *concept.part_of, *concept.implies, *concept.ingredients)
        references = (*related, concept.limb) if concept.limb else related
        yield from _unknown(one, (), references, concepts, "concept")
    lexicon = Lexicon(concepts.values())
    yield from _edition_problems(editions, lexicon)
    yield from _mark_problems(marks, lexicon)


def _mark_problems(families: Sequence[Placed[MarkFamily]], lexicon: Lexicon) -> Iterator[Problem]:
    """Marks that are there twice or not at all, and those that their examples deny."""
    found: set[str] = set()
    for family in families:
        for index, mark in enumerate(family.value.marks):
            if mark.name in found:
                yield family.problem(("marks", index), f"mark {mark.name!r} is there twice")
            found.add(mark.name)
            yield from _mark_example_problems(family, ("marks", index), mark, lexicon)
    for name in get_args(MarkName):
        if families and name not in found:
            yield families[0].problem(("marks",), f"no family has the mark {name!r}")


def _mark_example_problems(
    family: Placed[MarkFamily], key: Key, mark: Mark, lexicon: Lexicon
) -> Iterator[Problem]:
    try:
        pattern = compile_pattern(family.value.pattern(mark, lexicon.terms))
    except KeyError as error:
        yield family.problem((*key, "patterns"), f"there are no words and no concept {error.args[0]!r}")
        return
    except ValueError as error:
        yield family.problem((*key, "patterns"), str(error))
        return
    for position, example in enumerate(mark.examples):
        if not pattern.search(fold(example)):
            yield family.problem((*key, "examples", position), f"must have the mark {mark.name}: {example!r}")
    for position, example in enumerate(mark.near):
        if pattern.search(fold(example)):
            yield family.problem((*key, "near", position), f"must not have the mark {mark.name}: {example!r}")


def word_problems(
    ordinary: Iterable[Placed[OrdinaryWords]], placed: Iterable[Placed[Concept]]
) -> Iterator[Problem]:
    """Ordinary words that stand twice, or are themselves in the vocabulary."""
    terms = {form for one in placed for form in surface_forms(one.value)}
    for file in ordinary:
        words = file.value.words
        for index, word in enumerate(words):
            if word in words[:index]:
                yield file.problem(("words", index), f"{word!r} is there twice")
            if word in terms:
                yield file.problem(("words", index), f"{word!r} is a term of the vocabulary")


def _edition_problems(editions: Sequence[EditionFolder], lexicon: Lexicon) -> Iterator[Problem]:
    ids: set[str] = set()
    for folder in editions:
        for place, key, identifier in _ids(folder):
            if identifier in ids:
                yield place.problem(key, f"duplicate id {identifier!r}")
            ids.add(identifier)
    concepts = lexicon.concepts
    for folder in editions:
        edition = folder.edition.value
        yield from _unknown(folder.edition, ("superseded_by",), edition.superseded_by, ids, "edition")
        yield from _unknown(folder.edition, ("based_on",), edition.based_on, ids, "edition")
        yield from _unknown(folder.edition, ("body_parts",), edition.body_parts, concepts, "concept")
        yield from _alias_problems(folder.edition)
        for section in folder.sections:
            covers = section.value.covers
            covered = (*covers.treatments, *covers.excludes)
            yield from _unknown(section, ("covers",), covered, concepts, "concept")
            for number, criterion in enumerate(section.value.criteria):
                yield from _criterion_problems(section, ("criteria", number), criterion, lexicon, ids)


def _criterion_problems(
    section: Placed[Section], key: Key, criterion: Criterion, lexicon: Lexicon, ids: set[str]
) -> Iterator[Problem]:
    named = (
        *criterion.treatments,
        *criterion.body_parts,
        *criterion.requires,
        *(concept for limit in criterion.limits for concept in limit.applies_to),
    )
    yield from _unknown(section, key, named, lexicon.concepts, "concept")
    yield from _unknown(section, (*key, "not_in"), criterion.not_in, ids, "edition or section")
    for position, wording in enumerate(criterion.said_as):
        yield from _wording_problems(section, (*key, "said_as", position), wording, lexicon)


def _ids(folder: EditionFolder) -> Iterator[tuple[Placed[Any], Key, str]]:
    yield folder.edition, ("id",), folder.edition.value.id
    for section in folder.sections:
        yield section, ("id",), section.value.id
        for number, criterion in enumerate(section.value.criteria):
            yield section, ("criteria", number, "id"), criterion.id


def _unknown(
    place: Placed[Any], key: Key, names: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield place.problem(key, f"unknown {what} {name!r}")


def _alias_problems(place: Placed[Edition]) -> Iterator[Problem]:
    for index, alias in enumerate(place.value.aliases):
        key = ("aliases", index)
        try:
            pattern = compile_pattern(alias.pattern)
        except ValueError as error:
            yield place.problem(key, str(error))
            continue
        for example in alias.examples:
            if not pattern.search(fold(example)):
                yield place.problem(key, f"must match {example!r}")
        for example in alias.not_:
            if pattern.search(fold(example)):
                yield place.problem(key, f"must not match {example!r}")


def _pattern_problem(place: Placed[Any], key: Key, pattern: str, lexicon: Lexicon) -> Iterator[Problem]:
    try:
        compile_pattern(expand(pattern, lexicon.terms))
    except KeyError as error:
        yield place.problem(key, f"unknown concept @{error.args[0]}")
    except ValueError as error:
        yield place.problem(key, str(error))


def _wording_problems(place: Placed[Any], key: Key, wording: Wording, lexicon: Lexicon) -> Iterator[Problem]:
    problems = [
        problem
        for pattern in (*wording.all, *wording.none)
        for problem in _pattern_problem(place, key, pattern, lexicon)
    ]
    if problems:
        yield from problems
        return
    required = [compile_pattern(expand(pattern, lexicon.terms)) for pattern in wording.all]
    refused = [compile_pattern(expand(pattern, lexicon.terms)) for pattern in wording.none]

    def matches(text: str) -> bool:
        folded = fold(text)
        return all(p.search(folded) for p in required) and not any(p.search(folded) for p in refused)

    for example in wording.examples:
        if not matches(example):
            yield place.problem(key, f"must match {example!r}")
    for example in wording.not_:
        if matches(example):
            yield place.problem(key, f"must not match {example!r}")
