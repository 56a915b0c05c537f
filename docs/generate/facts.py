"""The page of the facts that rules may ask about."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Condition, FactField, FactKind, RuleBase
from checker.facts.kinds import CATALOGUE
from docs.generate.markdown import code, docstring, heading, table
from docs.generate.rules import rule_link


def fact_pages(base: RuleBase) -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of all facts."""
    lines = [
        *heading(1, "Facts"),
        "Code measures, rules decide: a rule asks about these facts, and only about these. A field that a "
        "fact leaves out is an empty text, 0 or false; what is not known has a value that says so.",
        "",
    ]
    for kind in CATALOGUE.values():
        lines += _fact(kind, base)
    yield "facts.md", lines


def _fact(kind: FactKind, base: RuleBase) -> list[str]:
    used = [rule for rule in base.rules if kind.name in map(_kind_of, (*rule.when, *rule.unless))]
    links = (rule_link(rule, "rules/") for rule in used)
    scopes = ", ".join(kind.scopes)
    rows = [(code(name), *_holds(field)) for name, field in kind.fields.items()]
    return [
        *heading(2, code(kind.name), kind.name),
        *(line for part in kind.doc.split("\n\n") for line in (docstring(part), "")),
        *table(("Field", "Type", "Values"), rows),
        f"In the scope {scopes}. "
        + (f"Asked for by {', '.join(links)}." if used else "No rule asks for it."),
        "",
    ]


def _kind_of(condition: Condition) -> str:
    return condition.fact


def _holds(field: FactField) -> tuple[str, str]:
    """The type of a field, and its values or bounds."""
    if field.values:
        return field.type, ", ".join(code(value or '""') for value in field.values)
    bounds = {"at least": field.least, "at most": field.most}
    limits = ", ".join(f"{words} {bound}" for words, bound in bounds.items() if bound is not None)
    return field.type, limits or ("not empty" if field.filled else "")
