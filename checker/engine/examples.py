"""The tests that stand in a rule: whether they pass, and what of the rule they exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from checker.engine.choosing import make_engine
from checker.engine.compiling import RuleBase
from checker.engine.engines import Engine
from checker.engine.explaining import why_not
from checker.engine.facts import Fact, WrittenFact
from checker.engine.rules import RuleTest, comparison_text


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A rule's test, ``at`` its place among them, that fired another number of times than it says."""

    code: str
    test: str
    expected: int
    found: int
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.code}: {self.test}: expected to fire {self.expected} times, fired {self.found}"


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """What a rule's tests show of one condition.

    ``met``: in some test a fact meets it. ``missed``: in some test it is what no fact meets, though all
    conditions before it are met. ``never_failed`` are its tests that no fact of any example fails first:
    without them the examples would come out the same.
    """

    condition: str
    role: Literal["when", "unless"]
    met: bool
    missed: bool
    never_failed: tuple[str, ...]


def example_facts(test: RuleTest) -> list[Fact]:
    """Make the facts of a rule's test."""
    return [WrittenFact(kind, fields) for facts in test.facts for kind, fields in facts.items()]


def run_rule_tests(
    rule_base: RuleBase, code: str, engine_factory: Callable[[RuleBase], Engine] = make_engine
) -> list[FailedTest]:
    """Run the tests of one rule, alone, and return those that fail.

    Raises EngineError where the rule does not exist or the engine fails.
    """
    rule = rule_base.rule(code).rule
    engine = engine_factory(rule_base.only(code))
    failures: list[FailedTest] = []
    for at, test in enumerate(rule.tests):
        found = len(engine.run(rule.scope, example_facts(test)))
        if found != test.fires:
            failures.append(FailedTest(code, test.name, test.fires, found, at))
    return failures


def coverage(
    rule_base: RuleBase, code: str, cases: Iterable[Sequence[Fact]] = ()
) -> tuple[ConditionCoverage, ...]:
    """Tell for each condition of a rule what the rule's tests exercise, and the facts of its ``cases``."""
    rule = rule_base.rule(code).rule
    sessions = [*(example_facts(test) for test in rule.tests), *cases]
    explanations = [why_not(rule_base, rule.scope, code, facts).conditions for facts in sessions]
    covered: list[ConditionCoverage] = []
    for index, condition in enumerate((*rule.when, *rule.unless)):
        # Only where all of when before it is met does a condition decide.
        results = [
            results[index]
            for results in explanations
            if all(before.status == "true" for before in results[: min(index, len(rule.when))])
        ]
        failed = {failure.test for result in results for failure in result.failures}
        texts = [comparison_text(*comparison) for comparison in condition.comparisons()]
        covered.append(
            ConditionCoverage(
                condition.text,
                "when" if index < len(rule.when) else "unless",
                met=any(result.status == "true" for result in results),
                missed=any(result.status != "true" for result in results),
                never_failed=tuple(text for text in texts if text not in failed),
            )
        )
    return tuple(covered)
