"""What can be wrong with a rule beyond its shape: names, types and references, against the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.engine.facts import Catalogue, FactField, FactKind, FieldType, Value, article, encode
from checker.engine.rules import Condition, Operator, Rule, RuleTest, is_reference, reference, slots
from checker.engine.wire import collisions
from checker.knowledge.strict_yaml import Key

# durable-rules binds at most 16 facts a rule and keeps 60 conditions apart in a ruleset.
MAX_CONDITIONS = 8
MAX_UNLESS = 8
MAX_TESTS = 16
# Of 255 properties a message; some are its own.
MAX_FIELDS = 200

Bound = Mapping[str, FactKind | None]


class Fault(NamedTuple):
    """One thing wrong, at a place of the rule's file."""

    key: Key
    message: str


def catalogue_faults(catalogue: Catalogue) -> Iterator[str]:
    """Find what makes a fact catalogue unusable for durable-rules."""
    for name, kind in catalogue.items():
        if name != kind.name:
            yield f"fact {kind.name} is listed as {name}"
        if len(kind.fields) > MAX_FIELDS:
            yield f"fact {name}: {len(kind.fields)} fields, at most {MAX_FIELDS}"
        for field in kind.fields:
            if not (field.isascii() and field.isidentifier()):
                yield f"fact {name}: {field!r} is no field name"
    fields = {field for kind in catalogue.values() for field in kind.fields if field.isascii()}
    for one, other in collisions(fields):
        yield f"fields {one!r} and {other!r} have the same 32-bit hash: rename one"


def rule_faults(rule: Rule, catalogue: Catalogue) -> Iterator[Fault]:
    """Find everything wrong with one rule."""
    bound: dict[str, FactKind | None] = {}
    blocks: set[str] = set()
    if len(rule.when) > MAX_CONDITIONS:
        yield Fault(("when",), f"{len(rule.when)} conditions, at most {MAX_CONDITIONS}")
    if len(rule.unless) > MAX_UNLESS:
        yield Fault(("unless",), f"{len(rule.unless)} conditions, at most {MAX_UNLESS}")
    for index, condition in enumerate(rule.when):
        yield from _condition(condition, ("when", index), bound, catalogue)
        bound[condition.alias] = catalogue.get(condition.fact)
    for index, condition in enumerate(rule.unless):
        yield from _condition(condition, ("unless", index), bound, catalogue)
        if condition.alias in blocks:
            yield Fault(("unless", index, "as"), f"alias {condition.alias!r} is taken")
        blocks.add(condition.alias)
    yield from _texts(rule, bound)
    yield from _aliases(rule, bound)
    yield from _tests(rule.tests, catalogue)


def _condition(condition: Condition, key: Key, bound: Bound, catalogue: Catalogue) -> Iterator[Fault]:
    if condition.alias in bound:
        yield Fault((*key, "as"), f"alias {condition.alias!r} is taken")
    comparisons = condition.comparisons()
    if len(comparisons) > MAX_TESTS:
        yield Fault((*key, "where"), f"{len(comparisons)} tests, at most {MAX_TESTS}")
    kind = catalogue.get(condition.fact)
    if kind is None:
        yield Fault((*key, "fact"), f"unknown fact {condition.fact!r}: {_one_of(catalogue)}")
        return
    for field, operator, value in comparisons:
        place: Key = (*key, "where", field, operator)
        known = kind.fields.get(field)
        if known is None:
            yield Fault(place, f"fact {kind.name} has no field {field!r}: {_one_of(kind.fields)}")
            continue
        if operator not in _operators(known.type):
            message = f"{field} is {article(known.type)}: {_one_of(_operators(known.type))}, not {operator}"
            yield Fault(place, message)
        wrong = _reference(value, known.type, bound) if is_reference(value) else _literal(value, known)
        if wrong:
            yield Fault(place, f"{field}: {wrong}")


def _operators(field_type: FieldType) -> Sequence[Operator]:
    if field_type in ("string", "boolean"):
        return ("eq", "ne")
    return ("eq", "ne", "lt", "le", "gt", "ge")


def _literal(value: Value, field: FactField) -> str | None:
    try:
        encode(value, field)
    except ValueError as error:
        return f"{error} {value!r}" if isinstance(value, str) else str(error)
    return None


def _reference(value: Value, field_type: FieldType, bound: Bound) -> str | None:
    parts = reference(value)
    if parts is None:
        return f"{value!r} is not $alias.field"
    message = _unbound(*parts, bound)
    if message:
        return message
    kind = bound[parts[0]]
    if kind is not None and kind.fields[parts[1]].type != field_type:
        return f"{value} is {article(kind.fields[parts[1]].type)}, not {article(field_type)}"
    return None


def _unbound(alias: str, field: str, bound: Bound) -> str | None:
    """Why ``alias.field`` means nothing here. Silent where the alias' fact is itself unknown."""
    if alias not in bound:
        return f"no earlier condition is called {alias!r}: {_one_of(bound)}"
    kind = bound[alias]
    if kind is not None and field not in kind.fields:
        return f"{alias} is a fact {kind.name}, which has no field {field!r}: {_one_of(kind.fields)}"
    return None


def _texts(rule: Rule, bound: Bound) -> Iterator[Fault]:
    for name, template in (("message", rule.message), ("resolve", rule.resolve)):
        try:
            named = slots(template)
        except ValueError as error:
            yield Fault((name,), str(error))
            continue
        for alias, field in named:
            message = _unbound(alias, field, bound)
            if message:
                yield Fault((name,), f"{{{alias}.{field}}}: {message}")


def _aliases(rule: Rule, bound: Bound) -> Iterator[Fault]:
    named: list[tuple[Key, str]] = [(("evidence", index), alias) for index, alias in enumerate(rule.evidence)]
    if rule.guideline is not None:
        named.append((("guideline",), rule.guideline))
    for key, alias in named:
        if alias not in bound:
            yield Fault(key, f"no condition of when is called {alias!r}: {_one_of(bound)}")


def _tests(tests: Sequence[RuleTest], catalogue: Catalogue) -> Iterator[Fault]:
    if not any(test.fires for test in tests):
        yield Fault(("tests",), "no test in which the rule fires")
    if all(test.fires for test in tests):
        yield Fault(("tests",), "no test in which the rule is silent")
    for index, test in enumerate(tests):
        if not test.facts:
            yield Fault(("tests", index, "facts"), "a test without facts shows nothing")
    names = [test.name for test in tests]
    for index, test in enumerate(tests):
        if test.name in names[:index]:
            yield Fault(("tests", index, "name"), f"test {test.name!r} is there twice")
        for place, facts in enumerate(test.facts):
            for name, fields in facts.items():
                yield from _test_fact(("tests", index, "facts", place, name), name, fields, catalogue)


def _test_fact(key: Key, name: str, fields: Mapping[str, Value], catalogue: Catalogue) -> Iterator[Fault]:
    kind = catalogue.get(name)
    if kind is None:
        yield Fault(key, f"unknown fact {name!r}: {_one_of(catalogue)}")
        return
    for field, value in fields.items():
        if field not in kind.fields:
            yield Fault((*key, field), f"fact {name} has no field {field!r}: {_one_of(kind.fields)}")
            continue
        message = _literal(value, kind.fields[field])
        if message:
            yield Fault((*key, field), f"{field}: {message}")


def _one_of(allowed: Collection[str]) -> str:
    return f"one of {', '.join(allowed)}" if allowed else "there is none"
