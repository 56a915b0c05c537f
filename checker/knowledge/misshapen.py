"""What is named in parts of files that have not the shape that they should: told with what is wrong there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from checker.knowledge.editions import EditionFolder, ids_of, not_added_to
from checker.knowledge.files import Misshapen, Placed
from checker.knowledge.guidelines import Edition, SectionFile
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.needs import SUBJECTS
from checker.knowledge.references import CONCEPTS_NAMED, not_known
from checker.knowledge.strict_yaml import Key
from checker.knowledge.vocabulary import reference_problem
from checker.problems import Problem

_EDITIONS = ("superseded_by", "based_on")


def ids_in(parts: Iterable[Misshapen]) -> Iterator[tuple[Placed[Any], Key, str]]:
    """The ids of editions, sections and criteria that are misshapen, or stand in what is."""
    for place, key, value in _texts(parts):
        if key[-1] == "id":
            yield place, key, value


def names_not_there(
    parts: Sequence[Misshapen],
    editions: Sequence[EditionFolder],
    gone: Collection[str],
    lexicon: Lexicon,
) -> Iterator[Problem]:
    """Names of no concept, edition or section in what is misshapen. What is ``gone`` may still be named."""
    works = [folder.edition.value.id for folder in editions]
    known = {*ids_of(editions), *gone, *(name for _, _, name in ids_in(parts))}
    for place, key, name in _texts(parts):
        listed = str(key[-2]) if len(key) > 1 and isinstance(key[-1], int) else ""
        if kinds := CONCEPTS_NAMED.get(listed):
            yield from reference_problem(place, key, name, lexicon.concepts, kinds)
        elif name in known:
            continue
        elif listed in _EDITIONS:
            yield not_known(place, key, name, works, "edition")
        elif listed == "not_in":
            yield not_known(place, key, name, known, "edition or section")
        elif key == ("adds_to",):
            yield not_added_to(place, name, editions)


def needs_in(parts: Iterable[Misshapen]) -> Iterator[tuple[Placed[Any], Key, str]]:
    """The words of what is asked for in what is misshapen."""
    for place, key, words in _texts(parts):
        field = key[-2] if isinstance(key[-1], int) and len(key) > 1 else key[-1]
        if "needs" in key and field in (*SUBJECTS, "shown_by", "such_as"):
            yield place, key, words


def _texts(parts: Iterable[Misshapen]) -> Iterator[tuple[Placed[Any], Key, str]]:
    """The texts below keys of the files of editions, each with its place."""
    for part in parts:
        if issubclass(part.model, Edition | SectionFile):
            place: Placed[Any] = Placed(None, part.document)
            for key, value in part.document.below(part.key):
                if isinstance(value, str) and key:
                    yield place, key, value
