"""The codes of what can be wrong with a file: each one is given somewhere, stays, and stands on the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import checker
from checker.engine.naming import name_faults
from checker.facts.kinds import CATALOGUE
from checker.problems import Code, Problem
from checker.running.naming import names_of
from docs.generate.problems import problem_pages
from tests.shipped import knowledge, rule_base

SOURCES = [path.read_text(encoding="utf-8") for path in Path(checker.__file__).parent.rglob("*.py")]


@pytest.mark.parametrize("code", Code, ids=lambda code: str(code.name))
def test_a_code_is_given_somewhere_and_stands_on_the_site(code: Code) -> None:
    assert any(re.search(rf"\bCode\.{code.name}\b", source) for source in SOURCES)
    ((_, lines),) = problem_pages()
    assert sum(f"`{code.code}`" in line for line in lines) == 1


def test_a_code_is_of_one_kind() -> None:
    codes = [code.code for code in Code]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not re.fullmatch(r"[VW][1-9][0-9]{2}", code)] == []


def test_only_what_stops_nothing_begins_with_w() -> None:
    warning = {
        Code.ALIKE,
        Code.UNANSWERED,
        Code.OTHERWISE,
        Code.CITED_ALIKE,
        Code.UNCHECKED,
        Code.COUNTLESS,
        Code.TURNED,
        Code.ANY_ROW,
        Code.NO_FIGURE,
        Code.OTHER_DRUG,
        Code.SAME_ROW,
        Code.IDLE_CAP,
        Code.RANK,
        Code.OTHER_ROW,
        Code.NO_NEEDS,
        Code.FAILS,
        Code.LEADS,
        Code.DATED,
        Code.TURNED_ROUND,
        Code.RUN_TOGETHER,
        Code.OF_PATIENT,
        Code.UNCOMPARED,
        Code.NOT_NEAR,
    }
    assert {code for code in Code if code.warns} == warning


def test_a_problem_is_a_line_that_editors_jump_to() -> None:
    problem = Problem(Code.UNIT, "a.yaml", 3, 7, "no such figure")
    assert str(problem) == "a.yaml:3:7: V401 no such figure"


def test_shipped_rules_name_what_there_is() -> None:
    names = names_of(knowledge(), rule_base())
    wrong = [
        (rule.code, fault.message)
        for rule in rule_base().rules
        for fault in name_faults(rule, CATALOGUE, names)
    ]
    assert wrong == []
