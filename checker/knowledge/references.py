"""What no single value can show: ids used twice, references to nothing, pages and dates that don't fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from checker.errors import Problem
from checker.knowledge.concepts import Concept
from checker.knowledge.editions import EditionFolder
from checker.knowledge.files import Placed
from checker.knowledge.guidelines import Criterion, Section
from checker.knowledge.language import OrdinaryWords
from checker.knowledge.letter_forms import RequestForm
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.patterns import alias_problems, wording_problems
from checker.knowledge.phrases import surface_forms
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict_yaml import Key


def concept_problems(placed: Sequence[Placed[Concept]]) -> Iterator[Problem]:
    """Concepts of one id, and concepts that name another which there is not."""
    yield from _twice((one, ("id",), one.value.id) for one in placed)
    known = {one.value.id for one in placed}
    for one in placed:
        for field in ("is_a", "part_of", "implies", "ingredients", "radiates_to"):
            yield from _unknown(one, (field,), getattr(one.value, field), known, "concept")
        if one.value.limb is not None and one.value.limb not in known:
            yield _unknown_one(one, ("limb",), one.value.limb, known, "concept")


def word_problems(
    ordinary: Iterable[Placed[OrdinaryWords]], placed: Iterable[Placed[Concept]]
) -> Iterator[Problem]:
    """Ordinary words that stand twice, or are themselves in the vocabulary."""
    terms = {form for one in placed for form in surface_forms(one.value)}
    for file in ordinary:
        words = file.value.words
        for index, word in enumerate(words):
            if word in words[:index]:
                yield file.problem(("words", index), f"'{word}' is there twice")
            if word in terms:
                yield file.problem(("words", index), f"'{word}' is a term of the vocabulary")


def extremity_problems(requests: Iterable[Placed[RequestForm]], lexicon: Lexicon) -> Iterator[Problem]:
    """Words of requests for a limb that is not in the vocabulary."""
    for file in requests:
        for index, one in enumerate(file.value.extremities):
            if one.part not in lexicon.concepts:
                key = ("extremities", index, "part")
                yield _unknown_one(file, key, one.part, lexicon.concepts, "concept")


def edition_problems(editions: Sequence[EditionFolder], lexicon: Lexicon, today: date) -> Iterator[Problem]:
    """What is wrong with editions beside others, their sections and the vocabulary on a day."""
    yield from _twice(place for folder in editions for place in _ids(folder))
    works = {folder.edition.value.id for folder in editions}
    known = works | {section.value.id for folder in editions for section in folder.sections}
    for folder in editions:
        place, edition = folder.edition, folder.edition.value
        yield from _unknown(place, ("superseded_by",), edition.superseded_by, works, "edition")
        if edition.id in edition.superseded_by:
            key = ("superseded_by", edition.superseded_by.index(edition.id))
            yield place.problem(key, "an edition isn't superseded by itself")
        yield from _unknown(place, ("based_on",), edition.based_on, works, "edition")
        yield from _unknown(place, ("body_parts",), edition.body_parts, lexicon.concepts, "concept")
        yield from alias_problems(place)
        if edition.in_force.since is not None and edition.in_force.since > today:
            message = f"since {edition.in_force.since} is in the future, seen from {today}"
            yield place.problem(("in_force", "since"), message)
        for section in folder.sections:
            yield from _section_problems(section, edition.pages, lexicon, known)


def _section_problems(
    place: Placed[Section], whole: tuple[int, int] | None, lexicon: Lexicon, known: Collection[str]
) -> Iterator[Problem]:
    section = place.value
    yield from _outside(place, (), section.pages, whole, "edition")
    for field, names in (("treatments", section.covers.treatments), ("excludes", section.covers.excludes)):
        yield from _unknown(place, ("covers", field), names, lexicon.concepts, "concept")
    for number, criterion in enumerate(section.criteria):
        key = ("criteria", number)
        yield from _outside(place, key, criterion.pages, section.pages, "section")
        yield from _criterion_problems(place, key, criterion, lexicon, known)


def _criterion_problems(
    place: Placed[Section], key: Key, criterion: Criterion, lexicon: Lexicon, known: Collection[str]
) -> Iterator[Problem]:
    for field in ("treatments", "body_parts", "requires"):
        yield from _unknown(place, (*key, field), getattr(criterion, field), lexicon.concepts, "concept")
    for index, limit in enumerate(criterion.limits):
        row = (*key, "limits", index, "applies_to")
        yield from _unknown(place, row, limit.applies_to, lexicon.concepts, "concept")
    yield from _unknown(place, (*key, "not_in"), criterion.not_in, known, "edition or section")
    for index, wording in enumerate(criterion.said_as):
        yield from wording_problems(place, (*key, "said_as", index), wording, lexicon)


def _outside(
    place: Placed[Section], key: Key, pages: tuple[int, int] | None, whole: tuple[int, int] | None, of: str
) -> Iterator[Problem]:
    if pages and whole and not whole[0] <= pages[0] <= pages[1] <= whole[1]:
        message = f"pages {pages[0]} to {pages[1]} are outside its {of}'s {whole[0]} to {whole[1]}"
        yield place.problem((*key, "pages"), message)


def _ids(folder: EditionFolder) -> Iterator[tuple[Placed[Any], Key, str]]:
    yield folder.edition, ("id",), folder.edition.value.id
    for section in folder.sections:
        yield section, ("id",), section.value.id
        for number, criterion in enumerate(section.value.criteria):
            yield section, ("criteria", number, "id"), criterion.id


def _twice(ids: Iterable[tuple[Placed[Any], Key, str]]) -> Iterator[Problem]:
    first: dict[str, Problem] = {}
    for place, key, identifier in ids:
        here = place.problem(key, "")
        if identifier in first:
            other = first[identifier]
            yield place.problem(key, f"the id {identifier} is taken: {other.path}:{other.line}")
        first.setdefault(identifier, here)


def _unknown(
    place: Placed[Any], key: Key, names: Iterable[str], known: Collection[str], what: str
) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name not in known:
            yield _unknown_one(place, (*key, index), name, known, what)


def _unknown_one(place: Placed[Any], key: Key, name: str, known: Collection[str], what: str) -> Problem:
    return place.problem(key, f"there is no {what} {name}{did_you_mean(name, known)}")
