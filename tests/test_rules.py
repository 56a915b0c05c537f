"""The shipped rules: each one's own tests on both engines, and what they exercise."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

import pytest

from checker.engine import coverage, make_engine, run_rule_tests
from checker.engine.choosing import Preference
from checker.engine.compiling import compile_checked
from checker.facts.kinds import CATALOGUE
from checker.judging.cases import examine_case, run_cases
from checker.judging.examine import Checker
from checker.knowledge.files import data_folder
from tests.shipped import checker, knowledge, rule_base

CODES = [rule.code for rule in rule_base().rules]
NO_DURABLE = importlib.util.find_spec("durable_rules_engine") is None
ENGINES = [
    pytest.param(
        "durable", marks=pytest.mark.skipif(NO_DURABLE, reason="durable-rules does not run on this Python")
    ),
    "indexed",
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("code", CODES)
def test_a_rule_fires_as_its_tests_say(code: str, engine: Preference) -> None:
    failures = run_rule_tests(rule_base(), code, lambda base: make_engine(base, engine))
    assert [str(failure) for failure in failures] == []


@pytest.mark.parametrize("code", CODES)
def test_a_rule_finds_what_its_cases_say(code: str) -> None:
    assert [str(failure) for failure in run_cases(checker(), code)] == []


@pytest.mark.parametrize("code", CODES)
def test_the_cases_of_a_rule_notice_another_message(changed: Checker, code: str) -> None:
    assert run_cases(changed, code)


def test_every_rule_has_a_case_of_silence() -> None:
    assert [rule.code for rule in rule_base().rules if all(case.finds for case in rule.cases)] == []


@pytest.fixture(scope="module")
def changed() -> Checker:
    """The shipped rules, all of whose messages are replaced."""
    rules = [rule.model_copy(update={"message": "Changed."}) for rule in rule_base().rules]
    made = Checker(knowledge(), compile_checked(rules, CATALOGUE, rule_base().checks))
    made.compiled = checker().compiled
    return made


def _unexercised(code: str) -> Iterator[str]:
    for condition in coverage(rule_base(), code):
        if not condition.met:
            yield f"{code} {condition.condition}: never met"
        if not condition.missed:
            yield f"{code} {condition.condition}: never missed"


@pytest.mark.parametrize("code", CODES)
def test_the_tests_of_a_rule_exercise_each_condition(code: str) -> None:
    assert list(_unexercised(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_a_test_or_case_that_turns_on_each_thing_it_asks_for(
    code: str,
) -> None:
    rule = rule_base().rule(code).rule
    examined = [examine_case(checker(), code, case) for case in rule.cases]
    facts = [one.facts for each in examined for one in each.sessions if one.scope == rule.scope]
    left = [one for one in coverage(rule_base(), code, facts) if one.never_failed or one.untried]
    assert [(one.condition, one.never_failed, one.untried) for one in left] == []


def test_every_check_has_a_rule() -> None:
    assert {rule.check for rule in rule_base().rules} == set(rule_base().checks.names)


def test_every_kind_of_fact_is_asked_for() -> None:
    asked = {condition.fact for rule in rule_base().rules for condition in (*rule.when, *rule.unless)}
    assert asked == set(CATALOGUE)


def test_rules_of_one_name_do_not_exist() -> None:
    names = [rule.name for rule in rule_base().rules]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("code", CODES)
def test_an_error_shows_its_evidence(code: str) -> None:
    rule = rule_base().rule(code).rule
    assert rule.evidence or rule.severity != "error" or rule.scope == "letter"


def test_all_rule_files_are_loaded() -> None:
    assert sorted(path.stem for path in data_folder("rules").glob("*/*.yaml")) == CODES
