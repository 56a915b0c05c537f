"""Loads ``guidelines/``: strict parsing, validation and cross references, all errors at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from checker.errors import KnowledgeError, Problem
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.models import (
    Concept,
    Criterion,
    Cues,
    Edition,
    Knowledge,
    LetterForm,
    OrdinaryWords,
    Vocabulary,
    Wording,
)
from checker.knowledge.phrases import compile_pattern, expand, fold, surface_forms
from checker.knowledge.strict_yaml import Document, Key, files, parse
from checker.knowledge.version import tool_version

Model = TypeVar("Model", bound=BaseModel)


def data_folder(name: str) -> Path:
    """Where ``rules`` or ``guidelines`` lies: in the wheel's data, else beside the package (a checkout)."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "data" / name
    return packaged if packaged.is_dir() else package.parent / name


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all YAML files below a folder."""
    total = hashlib.sha256()
    for path in files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def load_knowledge(folder: Path) -> Knowledge:
    """Load and check all of ``guidelines/``.

    Raises :class:`KnowledgeError` with every problem of every file as path:line:column.
    """
    loader = _Loader(folder)
    editions = loader.read_all("editions", Edition)
    vocabularies = loader.read_all("vocabulary", Vocabulary)
    forms = loader.read_all("language/letter_form.yaml", LetterForm)
    cues = loader.read_all("language/cues.yaml", Cues)
    ordinary = loader.read_all("language/ordinary_words.yaml", OrdinaryWords)
    if not loader.problems:
        loader.problems.extend(_dangling(editions, vocabularies, cues))
        loader.problems.extend(_word_problems(ordinary, vocabularies))
    if loader.problems:
        raise KnowledgeError(loader.problems)
    return Knowledge(
        version=tool_version(),
        sha256=digest(folder),
        editions=tuple(edition for _, edition in editions),
        concepts=tuple(concept for _, file in vocabularies for concept in file.concepts),
        form=forms[0][1],
        cues=cues[0][1],
        ordinary_words=tuple(word for _, file in ordinary for word in file.words),
    )


def validate_document(document: Document, model: type[Model]) -> Model | list[Problem]:
    """A file's data as ``model``, or its problems, each at its place."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        return [document.problem(_key(problem["loc"]), _message(problem)) for problem in error.errors()]


def _key(loc: tuple[int | str, ...]) -> Key:
    return tuple(loc)


def _message(problem: Any) -> str:
    field = ".".join(str(part) for part in problem["loc"])
    return f"{field}: {problem['msg']}" if field else str(problem["msg"])


class _Loader:
    """Reads files below a folder and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def read_all(self, below: str, model: type[Model]) -> list[tuple[Document, Model]]:
        path = self.folder / below
        found = [path] if path.is_file() else list(files(path))
        if not found:
            self.problems.append(Problem(str(path), 0, 0, "no YAML files"))
        return [pair for file in found if (pair := self._read(file, model)) is not None]

    def _read(self, path: Path, model: type[Model]) -> tuple[Document, Model] | None:
        try:
            source = path.read_bytes()
        except OSError as error:
            self.problems.append(Problem(str(path), 0, 0, error.strerror or "can't be read"))
            return None
        document = parse(str(path), source)
        if isinstance(document, list):
            self.problems.extend(document)
            return None
        value = validate_document(document, model)
        if isinstance(value, list):
            self.problems.extend(value)
            return None
        return document, value


def _dangling(
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


def _word_problems(
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
