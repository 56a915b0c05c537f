"""Facts, the catalogue that types them, and their encoding for comparison.

A fact is flat: a kind and named values. The catalogue says which fields a kind has, of which type, and
which values they can hold. A field that a fact leaves out holds its type's default: a missing value never
decides anything by itself, so a kind that has to tell "not documented" from "no" needs a field that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Literal, Protocol, cast

from checker.errors import EngineError, LimitError

FieldType = Literal["string", "integer", "number", "boolean"]
Scope = Literal["rationale", "letter", "verdict"]
Named = Literal["concept", "criterion", "edition", "rule", "check"]
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
class FactField:
    """What a field can hold: a type and, of a text, the closed set of ``values`` if it has one.

    A text that is ``filled`` is never empty, one that ``names`` something is its id: which there are, those
    who load rules know. A whole number is at ``least`` and at ``most`` so much.
    """

    type: FieldType
    values: tuple[str, ...] = ()
    filled: bool = False
    least: int | None = None
    most: int | None = None
    names: Named | None = None


_ANYWHERE: Mapping[Scope, Mapping[str, tuple[str, ...]]] = {"rationale": {}, "letter": {}, "verdict": {}}


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact: the fields that all facts of this kind have, and what it means.

    ``scopes`` are those whose sessions can hold such a fact, each with the values of the fields that are
    closed to less there. One that ``refers`` may carry a reference to a guideline; a session has at most one
    of a kind that is there ``once``.
    """

    name: str
    fields: Mapping[str, FactField]
    doc: str
    scopes: Mapping[Scope, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: _ANYWHERE)
    refers: bool = True
    once: bool = False

    def field_in(self, scope: Scope, name: str) -> FactField:
        """What a field can hold in the sessions of a scope."""
        narrowed = self.scopes.get(scope, {}).get(name)
        return replace(self.fields[name], values=narrowed) if narrowed else self.fields[name]


Catalogue = Mapping[str, FactKind]


class Fact(Protocol):
    """One thing known. ``evidence`` (the caller's spans and quotes) is opaque to the engine."""

    @property
    def kind(self) -> str:
        """The name of its kind in the catalogue."""
        ...

    @property
    def fields(self) -> Mapping[str, Value]:
        """What is known."""
        ...

    @property
    def evidence(self) -> object:
        """What it rests on."""
        ...


@dataclass(frozen=True, slots=True)
class WrittenFact:
    """A fact as data: those of the tests that stand in rules."""

    kind: str
    fields: Mapping[str, Value]
    evidence: object = None


def encode(value: object, field: FactField) -> Encoded:
    """Turn a value into what is compared: texts as they are, everything else as an integer.

    Raises ValueError, with what is wrong, where the field can't hold the value.
    """
    encoded = _typed(value, field.type)
    if field.values and encoded not in field.values:
        raise ValueError(f"expected one of {', '.join(shown_text(value) for value in field.values)}")
    if field.filled and not encoded:
        raise ValueError("expected a text that is not empty")
    if field.type == "integer":
        number = cast(int, encoded)
        if field.least is not None and number < field.least:
            raise ValueError(f"expected at least {field.least}, found {number}")
        if field.most is not None and number > field.most:
            raise ValueError(f"expected at most {field.most}, found {number}")
    return encoded


def _typed(value: object, field_type: FieldType) -> Encoded:
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
    shown = "text" if isinstance(value, str) else "nothing"
    if isinstance(value, int | float):
        shown = str(value).lower()  # true and false as YAML has them
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


def shown_text(value: str) -> str:
    """A text among others: the empty one as quotes."""
    return value or '""'


def value_of(fact: Fact, field: str, kind: FactKind) -> Value:
    """Return a fact's value of a field of its kind, or the type's default."""
    return values_of(fact, (field,), kind)[field]


def values_of(fact: Fact, fields: Iterable[str], kind: FactKind) -> dict[str, Value]:
    """Return a fact's values of several fields."""
    known = fact.fields
    return {field: known.get(field, DEFAULTS[kind.fields[field].type]) for field in fields}


class Encoder:
    """Encodes facts of a catalogue, all fields of their kinds included."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._kinds = {name: kind.fields for name, kind in catalogue.items()}
        self._defaults: dict[str, dict[str, Encoded]] = {
            name: {field: _typed(DEFAULTS[of.type], of.type) for field, of in kind.fields.items()}
            for name, kind in catalogue.items()
        }

    def rows(self, facts: Sequence[Fact]) -> list[Row]:
        """Encode the facts of a session.

        Raises LimitError where they are too many, and EngineError for a fact that the catalogue does not
        describe: facts are made by code, so that is a bug, and a rule would otherwise be silent because of
        it. The value is not shown: it may be text of a letter.
        """
        if len(facts) > MAX_FACTS:
            raise LimitError(f"not checked: it gives more than {MAX_FACTS:,} facts")
        return [self._row(fact) for fact in facts]

    def _row(self, fact: Fact) -> Row:
        kind = fact.kind
        known = self._kinds.get(kind)
        if known is None:
            raise EngineError(f"fact of unknown kind {kind!r}")
        row = self._defaults[kind].copy()
        for name, value in fact.fields.items():
            of = known.get(name)
            if of is None:
                raise EngineError(f"fact {kind}: unknown field {name!r}")
            try:
                row[name] = encode(value, of)
            except ValueError as error:
                raise EngineError(f"fact {kind}.{name}: {error}") from None
        return row
