"""What all kinds of facts have in common.

A kind of fact is a class: its name in the words of rules is the class' in small letters, its fields are
closed to the values that the measuring code can give, its docstring says what it means. Text that is
``str`` is free: words of the letter or names that messages print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic.alias_generators import to_snake

from checker.casefile.casefile import Grounds
from checker.engine import FactField, Scope, Value
from checker.letter import Decision

Confidence = Literal["high", "medium", "low"]
Decided = Decision | Literal["unknown"]
Count = Annotated[int, FactField("integer", least=0)]
ConceptName = Annotated[str, FactField("string", filled=True, names="concept")]
CriterionName = Annotated[str, FactField("string", filled=True, names="criterion")]
RuleName = Annotated[str, FactField("string", filled=True, names="rule")]
CheckName = Annotated[str, FactField("string", filled=True, names="check")]
Words = Annotated[str, FactField("string", filled=True)]

# The scopes whose sessions can hold a kind, each with the fields that can hold less there than elsewhere.
Scopes = Mapping[Scope, Mapping[str, tuple[str, ...]]]

_NO_GROUNDS = Grounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One fact, as the engine takes it: kind, fields, evidence, and what FactKind says of the kind."""

    kind: ClassVar[str]
    scopes: ClassVar[Scopes] = {"rationale": {}}
    refers: ClassVar[bool] = False
    once: ClassVar[bool] = False

    confidence: Confidence
    evidence: Grounds = _NO_GROUNDS
    _read: dict[str, Value] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __init_subclass__(cls) -> None:
        cls.kind = to_snake(cls.__name__)

    @property
    def fields(self) -> Mapping[str, Value]:
        """All that a rule may ask about."""
        if not self._read:
            self._read.update((name, getattr(self, name)) for name in field_names(self))
        return self._read


def field_names(of: Measured | type[Measured]) -> tuple[str, ...]:
    """The fields that a rule may ask about: the slots are those that are the kind's own."""
    return (*of.__slots__, "confidence")
