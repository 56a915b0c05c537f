"""What no single file can show: duplicate ids, references to nothing, patterns against their examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.errors import Problem
from checker.knowledge.concepts import Concept, Vocabulary
from checker.knowledge.guidelines import Criterion, Edition, Wording
from checker.knowledge.language import Cues, OrdinaryWords
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import compile_pattern, expand, fold, surface_forms
from checker.knowledge.strict_yaml import Document, Key


def dangling(
    editions: list[tuple[Document, Edition]],
    vocabularies: list[tuple[Document, Vocabulary]],
    cues: list[tuple[Document, Cues]],
) -> Iterator[Problem]:
    """Duplicate ids, references to nothing, patterns that don't compile, examples that don't hold."""
    concepts: dict[str, Concept] = {}
    for document, vocabulary in vocabularies:
        for index, concept in enumerate(vocabulary.concepts):
            if concept.id in concepts:
                yield document.problem(("concepts", index), f"duplicate concept {concept.id!r}")
            concepts[concept.id] = concept
    for document, vocabulary in vocabularies:
        for index, concept in enumerate(vocabulary.concepts):
            related = (*concept.is_a, *concept.part_of, *concept.implies, *concept.ingredients)
            references = (*related, concept.limb) if concept.limb else related
            yield from _unknown(document, ("concepts", index), references, concepts, "concept")
    lexicon = Lexicon(concepts.values())
    yield from _edition_problems(editions, lexicon)
    for document, file in cues:
        for name, patterns in file:
            for index, pattern in enumerate(patterns):
                yield from _pattern_problem(document, (name, index), pattern, lexicon)


def word_problems(
    ordinary: list[tuple[Document, OrdinaryWords]], vocabularies: list[tuple[Document, Vocabulary]]
) -> Iterator[Problem]:
    """Ordinary words that stand twice, or are themselves in the vocabulary."""
    terms = {
        form
        for _, vocabulary in vocabularies
        for concept in vocabulary.concepts
        for form in surface_forms(concept)
    }
    for document, file in ordinary:
        for index, word in enumerate(file.words):
            if word in file.words[:index]:
                yield document.problem(("words", index), f"{word!r} is there twice")
            if word in terms:
                yield document.problem(("words", index), f"{word!r} is a term of the vocabulary")


def _edition_problems(editions: list[tuple[Document, Edition]], lexicon: Lexicon) -> Iterator[Problem]:
    ids: set[str] = set()
    for document, edition in editions:
        for key, identifier in _ids(edition):
            if identifier in ids:
                yield document.problem(key, f"duplicate id {identifier!r}")
            ids.add(identifier)
    for document, edition in editions:
        yield from _unknown(document, ("superseded_by",), edition.superseded_by, ids, "edition")
        yield from _unknown(document, ("based_on",), edition.based_on, ids, "edition")
        yield from _unknown(document, ("body_parts",), edition.body_parts, lexicon.concepts, "concept")
        yield from _alias_problems(document, edition)
        for index, section in enumerate(edition.sections):
            covered = (*section.covers.treatments, *section.covers.excludes)
            yield from _unknown(document, ("sections", index, "covers"), covered, lexicon.concepts, "concept")
            for number, criterion in enumerate(section.criteria):
                place = ("sections", index, "criteria", number)
                yield from _criterion_problems(document, place, criterion, lexicon, ids)


def _criterion_problems(
    document: Document, place: Key, criterion: Criterion, lexicon: Lexicon, ids: set[str]
) -> Iterator[Problem]:
    named = (
        *criterion.treatments,
        *criterion.body_parts,
        *criterion.requires,
        *(concept for limit in criterion.limits for concept in limit.applies_to),
    )
    yield from _unknown(document, place, named, lexicon.concepts, "concept")
    yield from _unknown(document, (*place, "not_in"), criterion.not_in, ids, "edition or section")
    for position, wording in enumerate(criterion.said_as):
        yield from _wording_problems(document, (*place, "said_as", position), wording, lexicon)


def _ids(edition: Edition) -> Iterator[tuple[Key, str]]:
    yield ("id",), edition.id
    for index, section in enumerate(edition.sections):
        yield ("sections", index, "id"), section.id
        for number, criterion in enumerate(section.criteria):
            yield ("sections", index, "criteria", number, "id"), criterion.id


def _unknown(
    document: Document, key: Key, names: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield document.problem(key, f"unknown {what} {name!r}")


def _alias_problems(document: Document, edition: Edition) -> Iterator[Problem]:
    for index, alias in enumerate(edition.aliases):
        key = ("aliases", index)
        try:
            pattern = compile_pattern(alias.pattern)
        except ValueError as error:
            yield document.problem(key, str(error))
            continue
        for example in alias.examples:
            if not pattern.search(fold(example)):
                yield document.problem(key, f"must match {example!r}")
        for example in alias.not_:
            if pattern.search(fold(example)):
                yield document.problem(key, f"must not match {example!r}")


def _pattern_problem(document: Document, key: Key, pattern: str, lexicon: Lexicon) -> Iterator[Problem]:
    try:
        compile_pattern(expand(pattern, lexicon.terms))
    except KeyError as error:
        yield document.problem(key, f"unknown concept @{error.args[0]}")
    except ValueError as error:
        yield document.problem(key, str(error))


def _wording_problems(document: Document, key: Key, wording: Wording, lexicon: Lexicon) -> Iterator[Problem]:
    problems = [
        problem
        for pattern in (*wording.all, *wording.none)
        for problem in _pattern_problem(document, key, pattern, lexicon)
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
            yield document.problem(key, f"must match {example!r}")
    for example in wording.not_:
        if matches(example):
            yield document.problem(key, f"must not match {example!r}")
