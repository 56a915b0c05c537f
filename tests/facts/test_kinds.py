"""The catalogue is what the classes of facts say, and the facts are what the engine takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import pytest

from checker.casefile.casefile import Grounds
from checker.engine import FactField, FactKind, RuleBase, Scope, make_engine
from checker.facts import kinds
from checker.facts.kinds.base import Count, Measured, Scopes, Words
from checker.facts.kinds.catalogue import catalogue_of

CONFIDENCE = FactField("string", ("high", "medium", "low"))
TRUTH = FactField("boolean")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWords(Measured):
    """What it means.

    more: and more.
    """

    scopes: ClassVar[Scopes] = {"letter": {"form": ("one",)}, "rationale": {}}

    form: Literal["one"] | Literal["two", ""]
    words: Words
    free: str
    count: Count
    whole: int
    number: float
    known: bool = False


def test_a_class_of_facts_is_a_kind_of_the_catalogue() -> None:
    assert catalogue_of([TwoWords]) == {
        "two_words": FactKind(
            "two_words",
            {
                "form": FactField("string", ("one", "two", "")),
                "words": FactField("string", filled=True),
                "free": FactField("string"),
                "count": FactField("integer", least=0),
                "whole": FactField("integer"),
                "number": FactField("number"),
                "known": TRUTH,
                "confidence": CONFIDENCE,
            },
            "What it means.\n\nmore: and more.",
            {"letter": {"form": ("one",)}, "rationale": {}},
            refers=False,
        )
    }


def test_a_field_of_another_type_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Wrong(Measured):
        when: complex

    with pytest.raises(TypeError, match="no fact has a field of type <class 'complex'>"):
        catalogue_of([Wrong])


def test_a_fact_is_what_the_engine_takes() -> None:
    evidence = Grounds()
    fact = kinds.Drift(
        field="side", title="left", rationale="right", restates=True, only=True, concludes=False,
        confidence="high", evidence=evidence,
    )  # fmt: skip
    assert fact.kind == "drift"
    assert fact.evidence is evidence
    assert list(fact.fields.items()) == [
        ("field", "side"),
        ("title", "left"),
        ("rationale", "right"),
        ("restates", True),
        ("only", True),
        ("original", False),
        ("concludes", False),
        ("one_of", False),
        ("confidence", "high"),
    ]
    assert make_engine(RuleBase(kinds.CATALOGUE, ())).run("rationale", [fact]) == []


@pytest.mark.parametrize(
    ("scope", "values"),
    [
        ("letter", ("credentials", "summary", "issues")),
        ("rationale", ("decision", "claims_line", "reviewer_line", "rationale")),
    ],
)
def test_a_field_can_hold_less_in_a_scope(scope: Scope, values: tuple[str, ...]) -> None:
    part = kinds.CATALOGUE["part"]
    assert part.field_in(scope, "name") == FactField("string", values)
    assert part.field_in(scope, "present") == TRUTH
    assert set(values) < set(part.fields["name"].values)
