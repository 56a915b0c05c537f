"""Every word of every mark is pinned: delete it, and an example of the mark is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.knowledge.files import data_folder
from checker.knowledge.marks import Mark, MarkFamily
from checker.knowledge.phrases import compile_pattern, fold
from tests.shipped import knowledge, lexicon

from .alternatives import without_each

MARKS = [pytest.param(family, mark, id=mark.name) for family in knowledge().marks for mark in family.marks]


def loses_an_example(family: MarkFamily, mark: Mark) -> bool:
    pattern = compile_pattern(family.pattern(mark, lexicon().terms))
    return any(not pattern.search(fold(example)) for example in mark.examples)


def unpinned_words(family: MarkFamily, mark: Mark) -> Iterator[str]:
    """The alternatives of a mark that can be deleted without losing an example of it."""
    for index, pattern in enumerate(mark.patterns):
        others = (*mark.patterns[:index], *mark.patterns[index + 1 :])
        if others and not loses_an_example(family, mark.model_copy(update={"patterns": others})):
            yield f"{pattern}: all of it"
        for word, rest in without_each(pattern):
            patterns = (*mark.patterns[:index], rest, *mark.patterns[index + 1 :])
            if not loses_an_example(family, mark.model_copy(update={"patterns": patterns})):
                yield f"{pattern}: {word!r}"


@pytest.mark.parametrize(("family", "mark"), MARKS)
def test_no_word_of_a_mark_can_go_unseen(family: MarkFamily, mark: Mark) -> None:
    assert list(unpinned_words(family, mark)) == []


@pytest.mark.parametrize("family", knowledge().marks)
def test_no_shared_word_can_go_unseen(family: MarkFamily) -> None:
    unpinned = []
    for name, words in family.words.items():
        for word in words:
            fewer = {**family.words, name: tuple(each for each in words if each != word)}
            without = family.model_copy(update={"words": fewer})
            if not any(loses_an_example(without, mark) for mark in family.marks):
                unpinned.append(f"<{name}>: {word!r}")
    assert unpinned == []


@pytest.mark.parametrize(("family", "mark"), MARKS)
def test_a_mark_has_near_misses(family: MarkFamily, mark: Mark) -> None:
    assert mark.near


def test_all_families_are_loaded() -> None:
    assert len(list((data_folder("guidelines") / "language" / "marks").glob("*.yaml"))) == len(
        knowledge().marks
    )
