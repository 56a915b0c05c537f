"""The page of the facts that rules may ask about, and the page of the features that letters tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

from checker import check_file
from checker.casefile.features.kinds import Feature, Status
from checker.engine import Condition, FactField, FactKind, RuleBase
from checker.facts.kinds import CATALOGUE
from checker.report.records import FactRecord
from docs.generate.markdown import code, docstring, heading, plain, quoted, table
from docs.generate.rules import rule_link

EXAMPLES = Path(__file__).parents[2] / "examples"
_SHOWN = 6  # examples of a feature that holds, and of one that doesn't
# By name: a class with slots is made twice.
_KINDS = {kind.kind: kind for kind in Feature.__subclasses__()}
_HOLDS = ("asserted", "inferred", "reported")


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


def feature_pages() -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of all features, with what the example letters tell."""
    told = list(_told())
    lines = [
        *heading(1, "Features"),
        "A feature is one thing that a letter says of the patient. The report lists them as a letter's "
        "`facts`, and conditions of criteria are put against them. What a letter doesn't say has no feature. "
        "The examples are read from the letters in `examples/`; what doesn't hold stands last.",
        "",
        "A feature's status is one of " + ", ".join(map(code, get_args(Status))) + ".",
        "",
    ]
    for kind in _KINDS.values():
        lines += _feature(kind, [record for record in told if record.kind == kind.kind])
    yield "features.md", lines


def _told() -> Iterator[FactRecord]:
    for path in sorted(EXAMPLES.glob("*.txt")):
        for letter in check_file(path).letters:
            yield from letter.facts


def _feature(kind: type[Feature], told: list[FactRecord]) -> list[str]:
    common = {field.name for field in fields(Feature)}
    own = [field for field in fields(kind) if field.name not in common]
    rows = [(code(field.name), plain(str(field.type))) for field in own]
    shown = {(one.words, one.concept, one.status, one.amount): None for one in told}
    holds = [one for one in shown if one[2] in _HOLDS][:_SHOWN]
    fails = [one for one in shown if one[2] not in _HOLDS][:_SHOWN]
    return [
        *heading(2, code(kind.kind), kind.kind),
        docstring(kind.__doc__ or ""),
        "",
        *table(("Field", "Holds"), rows),
        *table(("Words of a letter", "Concept", "Status", "Amount"), map(_example, (*holds, *fails))),
        *([] if shown else ["No example letter tells one.", ""]),
    ]


def _example(of: tuple[str, str | None, str, str | None]) -> tuple[str, ...]:
    words, concept, status, amount = of
    return quoted(words), code(concept or ""), status, plain(amount or "")
