"""The tests that stand in a rule: whether they pass, and what of the rule they exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from checker.engine.choosing import make_engine
from checker.engine.compiling import RuleBase
from checker.engine.engines import Engine
from checker.engine.explaining import Because, Failure, why_not
from checker.engine.facts import Fact, FactField, Value, WrittenFact
from checker.engine.rules import Operator, RuleTest, comparison_text

# By how much the last value that fails a threshold is beside it, and the first that meets it.
_SIDES: Mapping[Operator, tuple[int, int]] = {"gt": (0, 1), "ge": (-1, 0), "lt": (0, -1), "le": (1, 0)}


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
    without them the examples would come out the same. ``untried`` are the values on the two sides of its
    thresholds that no example turns on.
    """

    condition: str
    role: Literal["when", "unless"]
    met: bool
    missed: bool
    never_failed: tuple[str, ...]
    untried: tuple[str, ...] = ()


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
        met = [because for result in results for because in result.met]
        failures = [failure for result in results for failure in result.failures]
        failed = {failure.test for failure in failures}
        kind = rule_base.catalogue[condition.fact]
        texts = [comparison_text(*comparison) for comparison in condition.comparisons()]
        covered.append(
            ConditionCoverage(
                condition.text,
                "when" if index < len(rule.when) else "unless",
                met=any(result.status == "true" for result in results),
                missed=any(result.status != "true" for result in results),
                never_failed=tuple(text for text in texts if text not in failed),
                untried=tuple(
                    comparison_text(name, "eq", value)
                    for name, operator, bound in condition.comparisons()
                    for value in _untried(kind.fields[name], name, operator, bound, met, failures)
                ),
            )
        )
    return tuple(covered)


def _untried(
    field: FactField,
    name: str,
    operator: Operator,
    bound: Value,
    met: Sequence[Because],
    failures: Sequence[Failure],
) -> Iterator[Value]:
    """The last value that fails a threshold and the first that meets it, where no example turns on it.

    Between numbers that are not whole there is no next one: of these, the threshold itself.
    """
    if operator not in _SIDES or isinstance(bound, str):
        return
    text = comparison_text(name, operator, bound)
    fails, meets = _SIDES[operator]
    failed = {failure.value for failure in failures if failure.test == text}
    sides = [(fails, failed), (meets, {each.fields[name] for each in met})]
    for by, values in sides:
        if bound + by not in values and (by == 0 or field.type == "integer"):
            yield bound + by
