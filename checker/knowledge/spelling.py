"""Words of needs that are misspelt: no letter would have them, and nothing would say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from checker.knowledge.concepts import Concept
from checker.knowledge.editions import EditionFolder
from checker.knowledge.files import Misshapen, Placed
from checker.knowledge.misshapen import needs_in
from checker.knowledge.phrases import fold, surface_forms
from checker.knowledge.plain_words import nearest
from checker.knowledge.strict_yaml import Key
from checker.problems import Code, Problem

_WORD = re.compile(r"[a-z]+")
_SHORTEST = 4  # letters of a word that has few enough neighbours
_ENDING = 2  # letters of an ending: a word of another ending is derived, not misspelt
_SAME = 0.85  # of a name of several words and another spelling of it
_LONG = 10  # letters of a word that may be two letters off


def spelling_problems(
    concepts: Iterable[Placed[Concept]], editions: Sequence[EditionFolder], parts: Iterable[Misshapen] = ()
) -> Iterator[Problem]:
    """Words that neither the vocabulary nor any criterion's text has, and that one letter parts from one.

    A word that the criterion's own text or examples have is meant.
    """
    needed = [*_needed(editions), *needs_in(parts)]
    if not needed:
        return
    known = {word for one in concepts for word in _of_concept(one.value)}
    known |= {word for folder in editions for word in _of_edition(folder)}
    names = {fold(name) for one in concepts for name in (one.value.name, *one.value.terms)}
    stem = Stemmer.Stemmer("english").stemWord
    stems = {stem(word) for word in known}
    by_letter: dict[str, list[str]] = {}
    for word in sorted(known):
        by_letter.setdefault(word[0], []).append(word)
    for place, key, text in needed:
        for word in _WORD.findall(fold(text)):
            if len(word) < _SHORTEST or word in known or stem(word) in stems:
                continue
            apart = 1 if len(word) < _LONG else 2
            near = by_letter.get(word[0], ())
            found = process.extract(word, near, scorer=OSA.distance, score_cutoff=apart, limit=None)
            if any(one[: len(word) - _ENDING] != word[:-_ENDING] for one, *_ in found):
                likest = ((distance, -JaroWinkler.similarity(word, one), one) for one, distance, _ in found)
                *_, meant = min(likest)
                whole = nearest(fold(text), names, _SAME) if " " in text else None
                said = f"'{word}' is a word of no guideline and no vocabulary"
                said = f"'{text}' names nothing that is known" if whole else said
                message = f"{said} (did you mean {whole or meant}?)"
                yield place.problem(Code.MISSPELT, key, message, word)
                if whole:
                    break


def _needed(editions: Iterable[EditionFolder]) -> Iterator[tuple[Placed[Any], Key, str]]:
    """The words of needs that were not checked before, with their places."""
    for folder in editions:
        for section in folder.sections:
            if section.checked:
                continue
            for index, criterion in enumerate(section.value.criteria):
                for below, need in criterion.needs.placed() if criterion.needs else ():
                    key: Key = ("criteria", index, "needs", *below)
                    if need.statement:
                        yield section, (*key, need.statement[0]), need.statement[1]
                    for field in ("shown_by", "such_as"):
                        for number, words in enumerate(getattr(need, field)):
                            yield section, (*key, field, number), words


def _of_concept(concept: Concept) -> list[str]:
    return _words((concept.id.replace("_", " "), concept.name, *surface_forms(concept)))


def _of_edition(folder: EditionFolder) -> Iterator[str]:
    for section in folder.edition.value.sections:
        yield from _words([section.title])
        for criterion in section.criteria:
            yield from _words((criterion.text, *criterion.examples, *criterion.near))


def _words(texts: Iterable[str]) -> list[str]:
    return _WORD.findall(fold("\n".join(texts)))
