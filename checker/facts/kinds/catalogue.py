"""The fact catalogue, read off the classes: what the engine and those who write rules know of facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import cleandoc
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from checker.engine import Catalogue, FactField, FactKind, FieldType
from checker.facts.kinds.base import Measured, field_names

_PLAIN: dict[object, FieldType] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def catalogue_of(kinds: Iterable[type[Measured]]) -> Catalogue:
    """The catalogue of these classes. Raises TypeError for a field of a type that no fact can have."""
    return {of.kind: _kind(of) for of in kinds}


def _kind(of: type[Measured]) -> FactKind:
    hints = get_type_hints(of, include_extras=True)
    own = {name: _field(hints[name]) for name in field_names(of)}
    return FactKind(of.kind, own, cleandoc(of.__doc__ or ""), of.scopes, of.refers, of.once)


def _field(hint: Any) -> FactField:
    declared = next((one for one in getattr(hint, "__metadata__", ()) if isinstance(one, FactField)), None)
    if declared is not None:
        return declared
    if hint in _PLAIN:
        return FactField(_PLAIN[hint])
    return FactField("string", values=tuple(_values(hint)))


def _values(hint: Any) -> Iterator[str]:
    """The values of a Literal or of a union of them."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif get_origin(hint) in (Union, UnionType):
        for part in get_args(hint):
            yield from _values(part)
    else:
        raise TypeError(f"no fact has a field of type {hint}")
