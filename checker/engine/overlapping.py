"""Rules that say one thing twice: each firing of one is a firing of another of the same check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.engine.rules import Condition, Rule, reference

_Tests = tuple[str, frozenset[tuple[str, str, str]]]


def overlaps(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """A rule, and another of its check and scope that fires wherever it does, on as many facts."""
    for rule in rules:
        for other in rules:
            same = (rule.check, rule.scope, rule.sets) == (other.check, other.scope, other.sets)
            told = rule.code in other.instead_of or other.code in rule.instead_of
            if other is not rule and same and not told and _within(rule, other):
                yield rule, other


def _within(rule: Rule, other: Rule) -> bool:
    if len(rule.when) != len(other.when):
        return False
    tests, others = _tests(rule.when, ()), _tests(other.when, ())
    whens = all(
        kind == fact and more <= less for (kind, less), (fact, more) in zip(tests, others, strict=True)
    )
    return whens and {*_tests(other.unless, other.when)} <= {*_tests(rule.unless, rule.when)}


def _tests(conditions: Sequence[Condition], before: Sequence[Condition]) -> list[_Tests]:
    """Fact and tests of each condition, aliases by their places."""
    places = {one.alias: str(place) for place, one in enumerate((*before, *conditions))}
    made: list[_Tests] = []
    for condition in conditions:
        tests = set()
        for field, operator, value in condition.comparisons():
            named = reference(value)
            shown = f"${places.get(named[0], named[0])}.{named[1]}" if named else repr(value)
            tests.add((field, operator, shown))
        made.append((condition.fact, frozenset(tests)))
    return made
