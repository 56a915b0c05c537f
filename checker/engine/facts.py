"""Facts, the catalogue that types them, and their encoding for comparison.

A fact is flat: a kind and named values. The catalogue says which fields a kind has and of which type. A
field that a fact leaves out holds its type's default: a missing value never decides anything by itself,
so a kind that has to tell "not documented" from "no" needs a field that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal, cast

from checker.errors import EngineError

FieldType = Literal["string", "integer", "number", "boolean"]
Value = str | int | float | bool
Encoded = int | str
Row = Mapping[str, Encoded]

# Numbers are compared in ten-thousandths: 0.1 + 0.2 is 0.3, and 5 is 5.0.
SCALE = 10_000
# Far inside 64 bits, for any engine.
MAX_ENCODED = 10**15

# A session's facts come from one letter. Beyond this something is wrong with the letter.
MAX_FACTS = 20_000

DEFAULTS: Mapping[FieldType, Value] = {"string": "", "integer": 0, "number": 0.0, "boolean": False}


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact: the fields that all facts of this kind have, and what it means."""

    name: str
    fields: Mapping[str, FieldType]
    doc: str


Catalogue = Mapping[str, FactKind]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known. ``evidence`` (the caller's spans and quotes) is opaque to the engine."""

    kind: str
    fields: Mapping[str, Value]
    evidence: object = None


def encode(value: object, field_type: FieldType) -> Encoded:
    """Turn a value into what is compared: texts as they are, everything else as an integer.

    Raises ValueError, with what is wrong, where the value is not of the type.
    """
    # By exact type: this is the inner loop of a session.
    found = type(value)
    if isinstance(value, str):
        if field_type == "string":
            return value
    elif field_type == "boolean":
        if value in (0, 1) and found in (bool, int):
            return int(value)
    elif found is int:
        if field_type != "string":
            return _bounded(cast(int, value) * (SCALE if field_type == "number" else 1))
    elif found is float and field_type == "number":
        scaled = cast(float, value) * SCALE
        return _bounded(round(scaled) if isfinite(scaled) else MAX_ENCODED + 1)
    shown = "text" if isinstance(value, str) else repr(value) if isinstance(value, int | float) else "nothing"
    raise ValueError(f"expected {article(field_type)}, found {shown}")


def _bounded(number: int) -> int:
    if abs(number) > MAX_ENCODED:
        raise ValueError("number out of range")
    return number


def article(field_type: FieldType) -> str:
    """Name the type as messages do."""
    return {
        "string": "a text",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
    }[field_type]


def value_of(fact: Fact, field: str, kind: FactKind) -> Value:
    """Return a fact's value of a field of its kind, or the type's default."""
    return fact.fields.get(field, DEFAULTS[kind.fields[field]])


class Encoder:
    """Encodes facts of a catalogue, all fields of their kinds included."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._types = {name: kind.fields for name, kind in catalogue.items()}
        self._defaults: dict[str, dict[str, Encoded]] = {
            name: {field: encode(DEFAULTS[of], of) for field, of in kind.fields.items()}
            for name, kind in catalogue.items()
        }

    def rows(self, facts: Sequence[Fact]) -> list[Row]:
        """Encode the facts of a session.

        Raises EngineError for a fact that the catalogue does not describe: facts are made by code, so
        that is a bug, and a rule would otherwise be silent because of it. The value is not shown: it may
        be text of a letter.
        """
        if len(facts) > MAX_FACTS:
            raise EngineError(f"{len(facts)} facts in a session, at most {MAX_FACTS}")
        return [self._row(fact) for fact in facts]

    def _row(self, fact: Fact) -> Row:
        types = self._types.get(fact.kind)
        if types is None:
            raise EngineError(f"fact of unknown kind {fact.kind!r}")
        row = self._defaults[fact.kind].copy()
        for field, value in fact.fields.items():
            of = types.get(field)
            if of is None:
                raise EngineError(f"fact {fact.kind}: unknown field {field!r}")
            try:
                row[field] = value if type(value) is str and of == "string" else encode(value, of)
            except ValueError as error:
                raise EngineError(f"fact {fact.kind}.{field}: {error}") from None
        return row
