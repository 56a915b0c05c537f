"""The tests inside of rules: run, and measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from checker.engine import (
    ConditionCoverage,
    Fact,
    FailedTest,
    Firing,
    RuleBase,
    compile_rules,
    coverage,
    example_facts,
    make_engine,
    run_rule_tests,
)

from .sample import CATALOGUE, CHECKS, claim, conjunction, criterion, rule, rule_data

_PLAIN = {"message": "Found.", "resolve": "Read it.", "evidence": ["c"], "guideline": None}


def test_the_tests_of_a_rule_pass() -> None:
    base = compile_rules([rule()], CATALOGUE, CHECKS)
    assert run_rule_tests(base, "IMR301") == []
    assert run_rule_tests(base, "IMR301", lambda one: make_engine(one, "indexed")) == []


def test_a_test_that_fails_says_what_it_expected_and_found() -> None:
    tests = rule_data()["tests"]
    tests[0]["fires"] = 2
    tests[1]["facts"] = [*tests[0]["facts"], {"criterion": {"id": "k2", "grade": "A"}}]
    base = compile_rules([rule(tests=tests)], CATALOGUE, CHECKS)
    failed = run_rule_tests(base, "IMR301")
    assert failed == [
        FailedTest("IMR301", "fires", 2, 1),
        FailedTest("IMR301", "silent where the same sentence has it right", 0, 1),
    ]
    assert str(failed[0]) == "IMR301: fires: expected to fire 2 times, fired 1"


def test_a_rule_is_tested_alone() -> None:
    """Another rule that fires on the same facts does not count."""
    base = compile_rules([rule(), conjunction(1, [{"fact": "claim", "as": "c"}])], CATALOGUE, CHECKS)
    seen: list[tuple[str, ...]] = []

    class Noted:
        name = "noted"
        instead: str | None = None

        def __init__(self, one: RuleBase) -> None:
            seen.append(tuple(rule.code for rule in one.rules))
            self.engine = make_engine(one, "indexed")

        def run(self, scope: str, facts: Sequence[Fact]) -> list[Firing]:
            return self.engine.run(scope, facts)

    assert run_rule_tests(base, "IMR301", Noted) == []
    assert seen == [("IMR301",)]


def test_example_facts_are_the_facts_of_a_test() -> None:
    assert example_facts(rule().tests[0]) == [
        claim(relation="conflicting", dimension="visit", criterion="k1", margin=2),
        criterion(id="k1", grade="A"),
    ]


def test_coverage_names_what_no_example_exercises() -> None:
    assert coverage(compile_rules([rule()], CATALOGUE, CHECKS), "IMR301") == (
        ConditionCoverage(
            "claim c: relation = conflicting, dimension = visit, margin ≥ 1",
            "when",
            met=True,
            missed=True,
            never_failed=("relation = conflicting", "dimension = visit", "margin ≥ 1"),
            untried=("margin = 1",),
        ),
        ConditionCoverage(
            "criterion k: id = c.criterion, grade ≠ C",
            "when",
            met=True,
            missed=False,
            never_failed=("id = c.criterion", "grade ≠ C"),
        ),
        ConditionCoverage(
            "claim o: sentence = c.sentence, relation = agreeing",
            "unless",
            met=True,
            missed=True,
            never_failed=("sentence = c.sentence",),
        ),
    )


def test_examples_that_fail_each_test_cover_a_rule() -> None:
    def example(fires: int = 0, k: Any = None, o: Any = None, **c: Any) -> dict[str, Any]:
        full = {"relation": "conflicting", "dimension": "visit", "criterion": "k1", "margin": 1, **c}
        facts = [{"claim": full}, {"criterion": {"id": "k1", "grade": "A", **(k or {})}}]
        return {
            "name": f"{fires} {k} {o} {c}",
            "facts": facts + ([{"claim": o}] if o else []),
            "fires": fires,
        }

    tests = [
        example(fires=1),
        example(relation="agreeing"),
        example(dimension="week"),
        example(margin=0.9),
        example(k={"id": "k2"}),
        example(k={"grade": "C"}),
        example(o={"relation": "agreeing"}),
        example(fires=1, o={"relation": "agreeing", "sentence": 1}),
    ]
    base = compile_rules([rule(tests=tests)], CATALOGUE, CHECKS)
    assert run_rule_tests(base, "IMR301") == []
    found = coverage(base, "IMR301")
    assert [(one.met, one.missed, one.never_failed, one.untried) for one in found] == [
        (True, True, (), ())
    ] * 3


@pytest.mark.parametrize(
    ("field", "operator", "tried", "untried"),
    [
        ("sentence", "gt", (3, 4), ()),
        ("sentence", "ge", (2, 3), ()),
        ("sentence", "lt", (3, 2), ()),
        ("sentence", "le", (4, 3), ()),
        ("sentence", "gt", (3, 9), ("sentence = 4",)),
        ("sentence", "ge", (0, 9), ("sentence = 2", "sentence = 3")),
        ("sentence", "lt", (9, 2), ("sentence = 3",)),
        ("margin", "gt", (3, 9), ()),
        ("margin", "le", (3.5, 2), ("margin = 3",)),
    ],
)
def test_both_sides_of_a_threshold_have_to_be_tried(
    field: str, operator: str, tried: tuple[float, float], untried: tuple[str, ...]
) -> None:
    """Of what is no whole number, the threshold itself."""
    condition = {"fact": "claim", "as": "c", "where": {field: {operator: 3}}}
    tests = [
        {"name": f"{value}", "facts": [{"claim": {field: value}}], "fires": fires}
        for fires, value in enumerate(tried)
    ]
    made = rule(when=[condition], unless=[], tests=tests, **_PLAIN)
    assert coverage(compile_rules([made], CATALOGUE, CHECKS), "IMR301")[0].untried == untried
