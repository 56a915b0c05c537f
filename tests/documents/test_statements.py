"""The page of needs: each subject with an example that letters answer as it says."""

from __future__ import annotations

from typing import get_args

import pytest

from checker.judging.need_cases import case_failures
from checker.knowledge.guidelines import Criterion, CriterionKind
from checker.knowledge.needs import Subject
from docs.generate.markdown import code, quoted
from docs.generate.statements import Statement, statement_pages, statements
from tests.shipped import checker, knowledge


def test_each_subject_and_kind_has_its_row() -> None:
    assert [one.subject for one in statements()] == list(get_args(Subject))
    ((path, lines),) = statement_pages(knowledge().editions)
    assert path == "needs.md"
    heads = [line.split(" | ")[0] for line in lines]
    for name in (*get_args(Subject), *get_args(CriterionKind)):
        assert f"| {code(name)}" in heads


@pytest.mark.parametrize("one", statements(), ids=lambda one: str(one.subject))
def test_letters_answer_an_example_as_the_page_says(one: Statement) -> None:
    assert one.need.statement is not None
    assert one.need.statement[0] == one.subject
    criterion = Criterion.model_construct(id="example", needs=one.need, cases=tuple(one.cases()))
    assert list(case_failures(checker().compiled, criterion)) == []
    ((_, lines),) = statement_pages(())
    (row,) = (line for line in lines if line.startswith(f"| {code(one.subject)} | ") and "{" in line)
    assert all(quoted(case.told) in row for case in one.cases())
    assert row.count("not read of letters") == 2 - len(list(one.cases()))
