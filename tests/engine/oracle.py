"""What rules mean, by brute force: the evaluator that both engines are held to."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.engine import Catalogue, Condition, Fact, Firing, Rule

Choice = tuple[Mapping[str, Fact], tuple[int, ...]]

_DEFAULTS = {"string": "", "integer": 0, "number": 0.0, "boolean": False}


def firings(rules: Iterable[Rule], catalogue: Catalogue, scope: str, facts: Sequence[Fact]) -> list[Firing]:
    """Try every choice of different facts for every rule."""

    def value(fact: Fact, field: str) -> object:
        found = fact.fields.get(field, _DEFAULTS[catalogue[fact.kind].fields[field].type])
        return round(found, 4) if isinstance(found, float) else found

    def holds(condition: Condition, fact: Fact, bound: Mapping[str, Fact]) -> bool:
        if fact.kind != condition.fact:
            return False
        for field, name, wanted in condition.comparisons():
            if isinstance(wanted, str) and wanted.startswith("$"):
                alias, other = wanted[1:].split(".")
                right = value(bound[alias], other)
            else:
                right = round(wanted, 4) if isinstance(wanted, float) else wanted
            if not getattr(operator, name)(value(fact, field), right):
                return False
        return True

    def choices(
        rest: Sequence[Condition], bound: Mapping[str, Fact], taken: tuple[int, ...]
    ) -> Iterator[Choice]:
        if not rest:
            yield bound, taken
            return
        for at, fact in enumerate(facts):
            if at not in taken and holds(rest[0], fact, bound):
                yield from choices(rest[1:], {**bound, rest[0].alias: fact}, (*taken, at))

    return [
        Firing(rule, bound)
        for rule in sorted(rules, key=lambda rule: rule.code)
        if rule.scope == scope
        for bound, taken in choices(rule.when, {}, ())
        if not any(True for block in rule.unless for _ in choices([block], bound, taken))
    ]
