"""The shape of a rule file: ``rules/<family>/<code>.yaml``, one rule a file.

A rule fires once for every choice of facts, one for each ``when`` condition, all different, that meets
the conditions, unless a further fact meets one of the ``unless`` conditions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    Tag,
    model_validator,
)

from checker.engine.checks import Kebab, Name
from checker.engine.facts import Scope, Value
from checker.engine.wording import spelt
from checker.knowledge.cases import Case
from checker.knowledge.strict import Id, Several, Strict, Text

Operator = Literal["eq", "ne", "lt", "le", "gt", "ge"]

_EQ: Operator = "eq"
COMPARE: Mapping[Operator, Callable[[Any, Any], bool]] = {
    "eq": eq,
    "ne": ne,
    "lt": lt,
    "le": le,
    "gt": gt,
    "ge": ge,
}
SIGNS: Mapping[Operator, str] = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥"}

CODE = r"^[A-Z]{2,8}[0-9]{3}$"

Code = Annotated[
    str,
    StringConstraints(pattern=CODE),
    BeforeValidator(spelt(CODE, "capital letters and three digits, such as IMR301")),
]


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float):
        return value
    several = ", not a list: write {ne: …} of what it may not be, or a rule for each"
    words = several if isinstance(value, list) else ""
    raise ValueError(f"expected a text, a number, true or false, or $alias.field{words}")


# Left to right and strict, so that 1, 1.0, true and "1" stay what the author wrote.
Scalar = Annotated[
    StrictStr | StrictBool | StrictInt | StrictFloat,
    Field(union_mode="left_to_right"),
    BeforeValidator(_plain),
]
Comparison = Annotated[
    Annotated[Scalar, Tag("a value")]
    | Annotated[dict[Operator, Scalar], Field(min_length=1), Tag("several tests")],
    Discriminator(lambda value: "several tests" if isinstance(value, dict) else "a value"),
]


class Condition(Strict):
    """A fact of kind ``fact``, called ``as``, whose fields pass all ``where`` tests.

    A test is a value (equal to it) or one or several of eq, ne, lt, le, gt, ge. Each compares with a
    value or, written ``$alias.field``, with a field of a fact that an earlier condition found.
    """

    fact: Name
    alias: Name = Field(alias="as")
    where: dict[Name, Comparison] = Field(default_factory=dict)

    def comparisons(self) -> list[tuple[str, Operator, Value]]:
        """List all tests as (field, operator, value), in the order of the file."""
        return [
            (field, operator, value)
            for field, tests in self.where.items()
            for operator, value in (tests.items() if isinstance(tests, dict) else [(_EQ, tests)])
        ]

    @cached_property
    def text(self) -> str:
        """The condition in one line: ``claim c: dimension = visit, margin ≥ 1``."""
        tests = ", ".join(comparison_text(*comparison) for comparison in self.comparisons())
        return f"{self.fact} {self.alias}" + (f": {tests}" if tests else "")


class RuleSource(Strict):
    """What the rule rests on: a guideline's criterion, a regulation, or the form that letters must have.

    ``edition`` names the guideline where it is one, and ``since`` and ``until`` the days for which the rule
    takes it to be in force.
    """

    cite: Text
    kind: Literal["criterion", "regulation", "letter-form"]
    edition: Id | None = None
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _days_of_an_edition(self) -> Self:
        if self.edition is None and (self.since or self.until):
            raise ValueError("since and until are days of an edition: name it")
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class RuleTest(Strict):
    """An example: these facts, each ``{kind: {field: value}}``, make the rule fire so many times."""

    name: Text
    facts: Several[Annotated[dict[Name, dict[Name, Scalar]], Field(min_length=1, max_length=1)]]
    fires: Annotated[int, Field(strict=True, ge=0)]


class Rule(Strict):
    """One rule file.

    ``message`` and ``resolve`` may name fields of the facts found: ``{alias.field}``. ``evidence`` lists
    the aliases whose quotes are shown, ``guideline`` the one that carries the guideline's reference.
    ``statement`` is what the ledger says of the sentence that the evidence begins with.
    An ``error`` turns the aspect of its check, and so the verdict: nothing else does. A finding that is
    none may make doubtful, and so ``leaves_open``, an aspect. A rule of scope ``verdict`` ``sets`` its
    check, an aspect, to this value, and its message is the reason. A finding stands ``instead_of`` those of
    other rules on the same words. ``tests`` say in facts when the conditions hold, ``cases`` in the words
    of a letter what is found.
    """

    code: Code
    name: Kebab
    check: Kebab
    severity: Literal["error", "warning", "note"]
    appeal: Literal["fact-error", "powers", "quality"]
    scope: Scope
    summary: Text
    source: RuleSource
    when: Several[Condition] = Field(min_length=1)
    unless: Several[Condition] = ()
    message: Text
    evidence: Several[Name] = ()
    guideline: Name | None = None
    resolve: Text
    statement: Literal["contradicted", "misstated", "tightened"] | None = None
    sets: Name | None = None
    leaves_open: Literal["criteria", "application"] | None = None
    instead_of: Several[Code] = ()
    tests: Several[RuleTest]
    cases: Several[Case] = ()


_REFERENCE = re.compile(r"\$([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}")


def is_reference(value: Value) -> bool:
    """Tell whether a value is meant as ``$alias.field``: any text that begins with a dollar sign."""
    return isinstance(value, str) and value.startswith("$")


def reference(value: Value) -> tuple[str, str] | None:
    """Split ``$alias.field`` into alias and field; None where it is not written so."""
    found = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return (found[1], found[2]) if found else None


def comparison_text(field: str, operator: Operator, value: Value) -> str:
    """Write a test as explanations show it: ``margin ≥ 1``, ``id = c.criterion``."""
    if isinstance(value, bool):
        shown = "true" if value else "false"
    elif isinstance(value, str):
        shown = ".".join(reference(value) or [value or '""'])
    else:
        shown = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{field} {SIGNS[operator]} {shown}"


def slots(template: str) -> list[tuple[str, str]]:
    """List alias and field of each ``{alias.field}`` in a message, in order.

    Raises ValueError for a brace that belongs to no such slot.
    """
    if set("{}") & set(_SLOT.sub("", template)):
        raise ValueError("a brace outside of {alias.field}")
    return [(found[1], found[2]) for found in _SLOT.finditer(template)]
