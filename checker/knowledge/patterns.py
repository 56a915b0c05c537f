"""Patterns of guideline files against the examples that stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

import re2

from checker.knowledge.files import Placed
from checker.knowledge.guidelines import Alias, Edition
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import Mark, MarkFamily, MarkName
from checker.knowledge.phrases import compile_pattern, fold
from checker.knowledge.strict_yaml import Key
from checker.problems import Code, Problem

# What no guideline is called: a pattern that matches it is none. Every letter is in it.
_UNRELATED = "a quick brown fox jumps over the lazy dog, and packs my box with 1234567890 liquor jugs"


def alias_problems(place: Placed[Edition]) -> Iterator[Problem]:
    """Aliases that don't compile, match whatever is cited, or not what they are to match."""
    for index, alias in enumerate(place.value.aliases):
        key = ("aliases", index)
        try:
            pattern = compile_pattern(alias.pattern)
        except ValueError as error:
            yield place.problem(Code.PATTERN, (*key, "pattern"), str(error))
            continue
        matches = _search(pattern)
        if matches("") or matches(_UNRELATED):
            message = "this is found in what names no guideline too: it needs words of the title"
            yield place.problem(Code.PATTERN, (*key, "pattern"), message)
        yield from _example_problems(place, key, alias, matches)


def mark_problems(families: Sequence[Placed[MarkFamily]], lexicon: Lexicon) -> Iterator[Problem]:
    """Marks that are there twice or not at all, and those that their examples deny."""
    found: set[str] = set()
    for family in families:
        for index, mark in enumerate(family.value.marks):
            key = ("marks", index)
            if mark.name in found:
                yield family.problem(Code.TAKEN, key, f"the mark {mark.name} is there twice")
            found.add(mark.name)
            try:
                pattern = compile_pattern(family.value.pattern(mark, lexicon.terms))
            except KeyError as error:
                message = f"there are no words and no concept {error.args[0]}"
                yield family.problem(Code.UNKNOWN, (*key, "patterns"), message, error.args[0])
            except ValueError as error:
                yield family.problem(Code.PATTERN, (*key, "patterns"), str(error))
            else:
                yield from _example_problems(family, key, mark, _search(pattern))
    for name in get_args(MarkName):
        if families and name not in found:
            yield families[0].problem(Code.MISSING, ("marks",), f"no family has the mark {name}")


def _search(pattern: re2._Regexp) -> Callable[[str], bool]:
    return lambda text: pattern.search(fold(text)) is not None


def _example_problems(
    place: Placed[Any], key: Key, tested: Alias | Mark, matches: Callable[[str], bool]
) -> Iterator[Problem]:
    for index, example in enumerate(tested.examples):
        if not matches(example):
            yield place.problem(
                Code.PATTERN, (*key, "examples", index), f"this must match, and does not: {example}"
            )
    name, others = ("near", tested.near) if isinstance(tested, Mark) else ("not", tested.not_)
    for index, example in enumerate(others):
        if matches(example):
            yield place.problem(
                Code.PATTERN, (*key, name, index), f"this must not match, and does: {example}"
            )
