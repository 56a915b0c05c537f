"""What can be wrong with a condition: facts, fields and values that can't be, tests that decide nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.engine.domains import ORDERED, Domain, domain_of, idle, in_words
from checker.engine.facts import (
    Catalogue,
    Encoded,
    FactField,
    FactKind,
    FieldType,
    Scope,
    Value,
    article,
    encode,
)
from checker.engine.rules import Condition, Operator, comparison_text, is_reference, reference
from checker.engine.wording import none_of, one_of
from checker.knowledge.plain_words import COMPARED, by_signs, shown
from checker.knowledge.strict_yaml import Key
from checker.problems import Code

Bound = Mapping[str, FactKind | None]
_Test = tuple[Operator, Value]

# durable-rules binds at most 16 facts a rule.
MAX_TESTS = 16
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Fault(NamedTuple):
    """One thing wrong, at a place of the rule's file. ``name`` is what was looked for in vain."""

    code: Code
    key: Key
    message: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule can see: the facts of the catalogue that its scope can hold."""

    catalogue: Catalogue
    scope: Scope

    def kind(self, name: str) -> FactKind | str:
        """A kind of fact by its name, or why there is none."""
        kind = self.catalogue.get(name)
        if kind is not None and self.scope in kind.scopes:
            return kind
        here = [own.name for own in self.catalogue.values() if self.scope in own.scopes]
        if kind is None:
            return f"unknown fact {name!r}: {one_of(here, name)}"
        return f"scope {self.scope} has no fact {name}: {one_of(here)}"

    def field(self, kind: FactKind, name: str) -> FactField | str:
        """What a field can hold in this scope, or why there is none."""
        if name not in kind.fields:
            return f"fact {kind.name} has no field {name!r}: {one_of(kind.fields, name)}"
        return kind.field_in(self.scope, name)


def condition_faults(condition: Condition, key: Key, bound: Bound, sight: Sight) -> Iterator[Fault]:
    """Find everything wrong with one condition. ``bound`` has the kinds of the facts found before."""
    if condition.alias in bound:
        yield Fault(Code.TAKEN, (*key, "as"), f"alias {condition.alias!r} is taken")
    count = len(condition.comparisons())
    if count > MAX_TESTS:
        yield Fault(Code.TOO_MANY, (*key, "where"), f"{count} tests, at most {MAX_TESTS}")
    kind = sight.kind(condition.fact)
    if isinstance(kind, str):
        yield Fault(Code.FACT, (*key, "fact"), kind)
        return
    for name in condition.where:
        field = sight.field(kind, name)
        tests = [(operator, value) for each, operator, value in condition.comparisons() if each == name]
        place: Key = (*key, "where", name)
        if isinstance(field, str):
            yield Fault(Code.FACT, (*place, tests[0][0]), field)
            continue
        wrong = list(_values(name, field, tests, bound, sight))
        code = Code.VALUE if wrong else Code.IDLE
        wrong = wrong or list(_idle(name, field, tests, bound, sight))
        yield from (Fault(code, (*place, operator), message) for operator, message in wrong)


def _values(
    name: str, field: FactField, tests: Sequence[_Test], bound: Bound, sight: Sight
) -> Iterator[tuple[Operator, str]]:
    """The tests of one field that compare what can't be compared."""
    for operator, value in tests:
        if operator not in operators(field.type):
            allowed = one_of(operators(field.type))
            yield operator, f"{name} is {article(field.type)}: {allowed}, not {operator}"
        wrong = _reference(value, field.type, bound) if is_reference(value) else unfit(value, field)
        if wrong:
            yield operator, f"{name}: {wrong}"


def operators(field_type: FieldType) -> Sequence[Operator]:
    """The comparisons that a type has."""
    if field_type in ("string", "boolean"):
        return ("eq", "ne")
    return ("eq", "ne", "lt", "le", "gt", "ge")


def unfit(value: Value, field: FactField) -> str | None:
    """Why a field can't hold a value; None where it can."""
    if field.values and isinstance(value, str):
        return None if value in field.values else none_of(field.values, value)
    try:
        encode(value, field)
    except ValueError as error:
        return (
            f"{error} {shown(value)}{_as_number(value)}" if isinstance(value, str) and value else str(error)
        )
    return None


def _as_number(text: str) -> str:
    """How the number is written that a text has, as the end of a message; nothing where it has none."""
    if found := COMPARED.fullmatch(text.strip()):
        return f": write {by_signs(found)}"
    return ": take it out of its quotes" if _NUMBER.fullmatch(text.strip()) else ""


def _reference(value: Value, field_type: FieldType, bound: Bound) -> str | None:
    parts = reference(value)
    if parts is None:
        return f"{value!r} is not $alias.field"
    message = unbound(*parts, bound)
    if message:
        return message
    kind = bound[parts[0]]
    if kind is not None and kind.fields[parts[1]].type != field_type:
        return f"{value} is {article(kind.fields[parts[1]].type)}, not {article(field_type)}"
    return None


def unbound(alias: str, field: str, bound: Bound) -> str | None:
    """Why ``alias.field`` means nothing here. Silent where the alias' fact is itself unknown."""
    if alias not in bound:
        return f"no earlier condition is called {alias!r}: {one_of(bound, alias)}"
    kind = bound[alias]
    if kind is not None and field not in kind.fields:
        return f"{alias} is a fact {kind.name}, which has no field {field!r}: {one_of(kind.fields, field)}"
    return None


def _idle(
    name: str, field: FactField, tests: Sequence[_Test], bound: Bound, sight: Sight
) -> Iterator[tuple[Operator, str]]:
    """The first test of a field that decides nothing, among those with values and with each reference."""
    groups: dict[Value, list[tuple[_Test, Encoded]]] = {}
    for operator, value in tests:
        if is_reference(value):
            groups.setdefault(value, []).append(((operator, value), 0))
        else:
            groups.setdefault("", []).append(((operator, value), encode(value, field)))
    for target, group in groups.items():
        start = _ordered(field, target, bound, sight) if target else domain_of(field)
        found = idle(start, [(operator, encoded) for (operator, _), encoded in group])
        if found is not None:
            place, why = found
            (operator, value), _ = group[place]
            by_itself = "they have no value in common" if target else f"{name} is {in_words(field)}"
            reason = f": {by_itself}" if why in ("always true", "never true") else ""
            yield operator, f"{comparison_text(name, operator, value)} is {why}{reason}"


def _ordered(field: FactField, target: Value, bound: Bound, sight: Sight) -> Domain:
    """What a field can be to the one that a reference names: where they share no value, never the same."""
    alias, other = reference(target) or ("", "")
    kind = bound[alias]
    values = kind.field_in(sight.scope, other).values if kind is not None else ()
    apart = bool(field.values and values) and not set(field.values) & set(values)
    order = ORDERED if field.type in ("integer", "number") else ORDERED.where("ge", 0)
    return order.where("ne", 0) if apart else order
