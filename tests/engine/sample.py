"""A small catalogue of facts, and rules over it, for the engine's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.engine import Catalogue, Check, Checks, Fact, FactField, FactKind, Family, Rule, WrittenFact

TEXT = FactField("string")
WHOLE = FactField("integer")
NUMBER = FactField("number")
TRUTH = FactField("boolean")
COUNT = FactField("integer", least=0)
PAGE = FactField("integer", least=0, most=900)
NAME = FactField("string", filled=True)
RELATION = FactField("string", ("agreeing", "conflicting"))
GRADE = FactField("string", ("A", "B", "C"))
CHECKS = Checks(
    families=(
        Family(
            name="criterion",
            digit="3",
            checks=(
                Check(name="limit-misstated", compares="a figure with the guideline's"),
                Check(name="borrowed-criterion", compares="a criterion with the guideline that holds it"),
            ),
        ),
        Family(name="application", digit="4", checks=(Check(name="arithmetic", compares="sums"),)),
    )
)
CATALOGUE: Catalogue = {
    kind.name: kind
    for kind in (
        FactKind(
            "claim",
            {
                "sentence": COUNT,
                "criterion": TEXT,
                "relation": RELATION,
                "dimension": TEXT,
                "margin": NUMBER,
                "stated": TEXT,
                "explicit": TRUTH,
            },
            "What a sentence says that the guideline holds.",
        ),
        FactKind(
            "criterion",
            {"id": TEXT, "grade": GRADE, "expected": TEXT, "low": NUMBER, "page": PAGE},
            "A criterion of a cited section.",
        ),
        FactKind(
            "finding",
            {"name": NAME, "present": TRUTH, "sentence": WHOLE},
            "What the case shows.",
            refers=False,
        ),
    )
}

_CLAIM = {"claim": {"relation": "conflicting", "dimension": "visit", "criterion": "k1", "margin": 2}}
_CRITERION = {"criterion": {"id": "k1", "grade": "A"}}


def rule_data(**changes: Any) -> dict[str, Any]:
    """The data of a rule file in which nothing is wrong, with some keys changed."""
    return {
        "code": "IMR301",
        "name": "visit-cap-misstated",
        "check": "limit-misstated",
        "severity": "error",
        "appeal": "quality",
        "scope": "rationale",
        "summary": "The rationale states another visit cap than the guideline.",
        "source": {"cite": "MTUS Chronic Pain 2009 p. 98-99", "kind": "criterion"},
        "when": [
            {
                "fact": "claim",
                "as": "c",
                "where": {"relation": "conflicting", "dimension": "visit", "margin": {"ge": 1}},
            },
            {"fact": "criterion", "as": "k", "where": {"id": {"eq": "$c.criterion"}, "grade": {"ne": "C"}}},
        ],
        "unless": [
            {"fact": "claim", "as": "o", "where": {"sentence": "$c.sentence", "relation": "agreeing"}},
        ],
        "message": "The rationale states {c.stated}; the guideline gives {k.expected}.",
        "evidence": ["c"],
        "guideline": "k",
        "resolve": "State {k.expected}.",
        "tests": [
            {"name": "fires", "facts": [_CLAIM, _CRITERION], "fires": 1},
            {
                "name": "silent where the same sentence has it right",
                "facts": [_CLAIM, _CRITERION, {"claim": {"relation": "agreeing"}}],
                "fires": 0,
            },
            {"name": "silent without information", "facts": [_CRITERION], "fires": 0},
        ],
        **changes,
    }


def rule(**changes: Any) -> Rule:
    """A rule in which nothing is wrong, with some keys changed."""
    return Rule.model_validate(rule_data(**changes))


def conjunction(
    number: int, when: Sequence[Mapping[str, Any]], unless: Sequence[Mapping[str, Any]] = ()
) -> Rule:
    """A rule of these conditions. What it says and its tests don't matter here."""
    kind = when[0]["fact"]
    texts = {
        name: value
        for condition in (*when, *unless)
        for name, value in condition.get("where", {}).items()
        if condition["fact"] == kind and isinstance(value, str) and not value.startswith("$")
    }
    a_fact = {kind: texts}
    return rule(
        code=f"IMR{number:03}",
        name=f"rule-{number}",
        when=when,
        unless=unless,
        message="A message.",
        resolve="A remedy.",
        evidence=[when[0]["as"]],
        guideline=None,
        tests=[
            {"name": "fires", "facts": [a_fact], "fires": 1},
            {"name": "silent", "facts": [a_fact, a_fact], "fires": 0},
        ],
    )


def claim(**fields: Any) -> Fact:
    """A fact of kind claim."""
    return WrittenFact("claim", fields)


def criterion(**fields: Any) -> Fact:
    """A fact of kind criterion."""
    return WrittenFact("criterion", fields)
