"""What shipped criteria need: cases come out, show each statement, and notice changes."""

from __future__ import annotations

import pytest

from checker.judging.guideline_mutants import mutate_criterion
from checker.judging.need_cases import case_failures, uncovered
from checker.knowledge.guidelines import Edition
from tests.shipped import checker, knowledge

_NOT_NOTICED = 0.1  # of the changes of an edition, at most
EDITIONS = [
    pytest.param(edition, id=edition.id)
    for edition in knowledge().editions
    if any(criterion.needs for section in edition.sections for criterion in section.criteria)
]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_criteria_need_is_shown_by_cases(edition: Edition) -> None:
    compiled = checker().compiled
    criteria = [criterion for section in edition.sections for criterion in section.criteria]
    assert [line for one in criteria for line in case_failures(compiled, one)] == []
    assert [line for one in criteria for line in uncovered(compiled, one)] == []
    mutants = [mutate_criterion(compiled, one) for one in criteria]
    survivors = [f"{one.code}: {words}" for one in mutants for words in one.survivors]
    assert len(survivors) <= _NOT_NOTICED * sum(one.made for one in mutants), survivors
