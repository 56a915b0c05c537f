"""The sentences of all criteria are tied as they should be, but for those that are known not to be."""

from __future__ import annotations

import pytest

from checker.judging.examples import example_failures
from checker.knowledge.files import data_folder
from checker.knowledge.guidelines import Edition
from checker.knowledge.misses import Miss, known_misses
from tests.shipped import checker, knowledge

KNOWN = [placed.value for placed in known_misses(data_folder("guidelines"))]


def failing(edition: Edition) -> list[Miss]:
    compiled = checker().compiled
    return [
        failure.miss
        for section in edition.sections
        for criterion in section.criteria
        for failure in example_failures(compiled, section, criterion)
    ]


@pytest.mark.parametrize("edition", knowledge().editions, ids=lambda edition: str(edition.id))
def test_no_more_and_no_fewer_sentences_miss_than_are_known(edition: Edition) -> None:
    """Where one does, it is worth mending; python -m tests.update_misses writes them anew."""
    own = {criterion.id for section in edition.sections for criterion in section.criteria}
    assert failing(edition) == [miss for miss in KNOWN if miss.of in own]


def test_each_known_miss_is_of_a_criterion() -> None:
    ids = {
        one.id for edition in knowledge().editions for section in edition.sections for one in section.criteria
    }
    assert [miss.of for miss in KNOWN if miss.of not in ids] == []
