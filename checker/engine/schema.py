"""The JSON Schema of rule files, with every kind of fact and its values: what an editor offers and checks.

What it can't say is checked when rules are loaded: references, values that a scope is closed to, tests that
decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.engine.checks import Checks
from checker.engine.conditions import operators
from checker.engine.facts import Catalogue, FactField, FactKind, Scope
from checker.engine.rules import Rule

_REFERENCE = {"type": "string", "pattern": r"^\$[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}


def rule_schema(catalogue: Catalogue, checks: Checks) -> dict[str, Any]:
    """The schema of a rule file over the facts of a catalogue, for these checks."""
    schema = Rule.model_json_schema(by_alias=True)
    parts = schema["$defs"]
    condition, test = parts["Condition"], parts["RuleTest"]
    condition["properties"] |= {"fact": {"oneOf": _names(catalogue)}, "where": {"type": "object"}}
    condition["allOf"] = [_condition(kind) for kind in catalogue.values()]
    test["properties"]["facts"]["items"] = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {kind.name: _object(kind, _value) for kind in catalogue.values()},
    }
    listed = [check for family in checks.families for check in family.checks]
    schema["properties"]["check"] = {
        "oneOf": [{"const": check.name, "description": f"Compares {check.compares}."} for check in listed]
    }
    schema["allOf"] = [_scope(scope, catalogue) for scope in schema["properties"]["scope"]["enum"]]
    return schema


def _names(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [{"const": kind.name, "description": kind.doc} for kind in catalogue.values()]


def _scope(scope: Scope, catalogue: Catalogue) -> dict[str, Any]:
    """In a scope conditions are on the facts that it can hold, and no error is found in a letter's."""
    held = [kind.name for kind in catalogue.values() if scope in kind.scopes]
    conditions = {"items": {"properties": {"fact": {"enum": held}}}}
    limits: dict[str, Any] = {"when": conditions, "unless": conditions}
    if scope == "letter":
        limits["severity"] = {"enum": ["warning", "note"]}
    return {"if": {"properties": {"scope": {"const": scope}}}, "then": {"properties": limits}}


def _condition(kind: FactKind) -> dict[str, Any]:
    return {
        "if": {"properties": {"fact": {"const": kind.name}}},
        "then": {"properties": {"where": _object(kind, _tests)}},
    }


def _object(kind: FactKind, of: Callable[[FactField], dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": kind.doc,
        "additionalProperties": False,
        "properties": {name: of(field) for name, field in kind.fields.items()},
    }


def _value(field: FactField) -> dict[str, Any]:
    if field.values:
        return {"enum": list(field.values)}
    value: dict[str, Any] = {"type": field.type}
    if field.filled:
        value["minLength"] = 1
    bounds = {"minimum": field.least, "maximum": field.most}
    return value | {name: bound for name, bound in bounds.items() if bound is not None}


def _tests(field: FactField) -> dict[str, Any]:
    """A value or a reference, or one or several comparisons with such."""
    compared = {"anyOf": [_value(field), _REFERENCE]}
    several = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": dict.fromkeys(operators(field.type), compared),
    }
    return {"anyOf": [_value(field), _REFERENCE, several]}
