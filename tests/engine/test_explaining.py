"""Why a rule fired, and why it did not."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings

from checker.engine import (
    Because,
    ConditionResult,
    Explanation,
    Fact,
    Failure,
    Rule,
    Value,
    because,
    compile_rules,
    make_engine,
    why_not,
)
from checker.engine.compiling import compile_checked
from checker.errors import EngineError

from . import test_agreement
from .sample import CATALOGUE, CHECKS, claim, conjunction, criterion, rule

BASE = compile_rules([rule()], CATALOGUE, CHECKS)
CLAIM = "claim c: relation = conflicting, dimension = visit, margin ≥ 1"
CRITERION = "criterion k: id = c.criterion, grade ≠ C"
AGREEING = "claim o: sentence = c.sentence, relation = agreeing"


def conditions(facts: list[Fact]) -> tuple[ConditionResult, ...]:
    explanation = why_not(BASE, "rationale", "IMR301", facts)
    assert explanation == Explanation(BASE.rules[0], explanation.fires, explanation.conditions)
    assert explanation.fires == len(make_engine(BASE, "indexed").run("rationale", facts))
    return explanation.conditions


def holds(condition: str, role: Literal["when", "unless"], fact: Fact, **fields: Value) -> ConditionResult:
    """One fact meets a condition, by the values that it asks for."""
    reason = Because(condition, condition.split()[1].rstrip(":"), fact, fields)
    return ConditionResult(condition, role, "true", met=(reason,))


def test_a_firing_is_explained_by_its_conditions_and_their_facts() -> None:
    stated = claim(relation="conflicting", dimension="visit", margin=2, criterion="k1", stated="12 visits")
    known = criterion(id="k1")
    (firing,) = make_engine(BASE, "indexed").run("rationale", [known, stated])
    assert because(firing, CATALOGUE) == (
        Because(CLAIM, "c", stated, {"relation": "conflicting", "dimension": "visit", "margin": 2}),
        Because(CRITERION, "k", known, {"id": "k1", "grade": ""}),
    )


def test_without_facts_everything_is_unknown() -> None:
    assert conditions([]) == (
        ConditionResult(CLAIM, "when", "unknown", reason="there is no fact claim"),
        ConditionResult(CRITERION, "when", "unknown", reason="there is no fact criterion"),
        ConditionResult(AGREEING, "unless", "unknown", reason="there is no fact claim"),
    )


def test_a_condition_fails_by_the_first_test_of_each_fact() -> None:
    below = claim(relation="conflicting", dimension="visit", margin=0.5)
    other = claim(relation="agreeing", dimension="visit")
    assert conditions([below, criterion(), other]) == (
        ConditionResult(
            CLAIM,
            "when",
            "false",
            failures=(
                Failure(below, "margin ≥ 1", 0.5),
                Failure(other, "relation = conflicting", "agreeing"),
            ),
        ),
        ConditionResult(CRITERION, "when", "unknown", reason="no fact is settled for c"),
        ConditionResult(AGREEING, "unless", "unknown", reason="no fact is settled for c"),
    )


def test_a_join_fails_against_the_facts_that_came_before() -> None:
    stated = claim(relation="conflicting", dimension="visit", margin=1, criterion="k1", sentence=3)
    wrong, weak = criterion(id="k2"), criterion(id="k1", grade="C")
    assert conditions([stated, wrong, weak]) == (
        holds(CLAIM, "when", stated, relation="conflicting", dimension="visit", margin=1),
        ConditionResult(
            CRITERION,
            "when",
            "false",
            failures=(Failure(wrong, "id = c.criterion", "k2"), Failure(weak, "grade ≠ C", "C")),
        ),
        ConditionResult(
            AGREEING, "unless", "false", failures=(Failure(stated, "relation = agreeing", "conflicting"),)
        ),
    )


def test_a_fact_is_shown_with_the_choice_that_brings_it_furthest() -> None:
    first = claim(relation="conflicting", dimension="visit", margin=1, criterion="k1")
    second = claim(relation="conflicting", dimension="visit", margin=1, criterion="k2")
    two = conjunction(
        1,
        [
            {"fact": "claim", "as": "c"},
            {"fact": "criterion", "as": "k", "where": {"id": "$c.criterion", "expected": "$c.stated"}},
        ],
    )
    known = criterion(id="k2", expected="3")
    explanation = why_not(
        compile_rules([two], CATALOGUE, CHECKS), "rationale", "IMR001", [first, second, known]
    )
    assert explanation.conditions[1].failures == (Failure(known, "expected = c.stated", "3"),)


def test_what_silenced_the_rule_is_true() -> None:
    stated = claim(relation="conflicting", dimension="visit", margin=1)
    right = claim(relation="agreeing")
    known = criterion()
    assert conditions([stated, right, known]) == (
        holds(CLAIM, "when", stated, relation="conflicting", dimension="visit", margin=1),
        holds(CRITERION, "when", known, id="", grade=""),
        holds(AGREEING, "unless", right, sentence=0, relation="agreeing"),
    )


def test_a_fact_that_is_taken_says_so() -> None:
    pair = conjunction(1, [{"fact": "claim", "as": "a"}, {"fact": "claim", "as": "b"}])
    only = claim()
    assert why_not(compile_rules([pair], CATALOGUE, CHECKS), "rationale", "IMR001", [only]).conditions == (
        holds("claim a", "when", only),
        ConditionResult(
            "claim b",
            "when",
            "false",
            failures=(Failure(only, "is another fact than those found before", ""),),
        ),
    )


@pytest.mark.parametrize(
    ("scope", "code", "message"),
    [
        ("letter", "IMR301", "rule IMR301 runs in scope rationale, not letter"),
        ("rationale", "IMR999", "no rule IMR999"),
    ],
)
def test_what_can_not_be_explained_is_an_error(scope: str, code: str, message: str) -> None:
    with pytest.raises(EngineError) as caught:
        why_not(BASE, scope, code, [])
    assert str(caught.value) == message


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(session=test_agreement.sessions(rule_count=1, fact_count=6))
def test_an_explanation_agrees_with_the_engine(session: tuple[list[Rule], list[Fact]]) -> None:
    some, known = session
    base = compile_checked(some, test_agreement.CATALOGUE, CHECKS)
    fired = make_engine(base, "indexed").run("rationale", known)
    explanation = why_not(base, "rationale", some[0].code, known)
    when = [result for result in explanation.conditions if result.role == "when"]
    unless = [result for result in explanation.conditions if result.role == "unless"]
    assert explanation.fires == len(fired)
    if fired:
        assert all(result.status == "true" for result in when)
    else:
        assert any(result.status != "true" for result in when) or any(
            result.status == "true" for result in unless
        )
    for result, condition in zip(explanation.conditions, (*some[0].when, *some[0].unless), strict=True):
        assert result.condition == condition.text
        assert (result.status == "true") == bool(result.met)
        assert (result.status == "unknown") == bool(result.reason)
        of_kind = [id(fact) for fact in known if fact.kind == condition.fact]
        assert (result.status == "false") == bool(result.failures)
        assert [id(failure.fact) for failure in result.failures] in ([], of_kind)


def test_what_came_nearest_is_named_first() -> None:
    far, nearer = claim(relation="agreeing"), claim(relation="conflicting", dimension="dose")
    nearest = claim(relation="conflicting", dimension="visit", margin=0.5)
    failures = conditions([far, nearer, nearest])[0].nearest
    assert [failure.fact for failure in failures] == [nearest, nearer, far]
