"""Needs that no case can meet, or that say one thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.knowledge.needs import Need
from checker.knowledge.quantities import Bound
from checker.knowledge.strict_yaml import Key

_LEAST: tuple[Bound, ...] = ("at_least", "more_than")
_MOST: tuple[Bound, ...] = ("at_most", "less_than")
# What that means in a list.
_OPPOSED = {"all": "never met", "any": "always met", "of": "one of them always counts"}


def contradictions(need: Need) -> Iterator[tuple[Key, str]]:
    """Places below a tree of needs, and what is wrong there."""
    for below, each in need.placed():
        yield from (((*below, field), message) for field, message in _figures(each))
        for field in ("all", "any", "of"):
            parts: Sequence[Need] = getattr(each, field)
            for index, part in enumerate(parts):
                place: Key = (*below, field, index)
                if part in parts[:index]:
                    yield place, "it is asked for twice here"
                elif any(_opposed(part, other) for other in parts[:index]):
                    yield place, f"it and its opposite are asked for here: {_OPPOSED[field]}"


def _opposed(one: Need, other: Need) -> bool:
    return one.not_ == other or other.not_ == one


def _figures(need: Need) -> Iterator[tuple[str, str]]:
    """Two figures of a statement that no case can keep together."""
    for least in _LEAST:
        for most in _MOST:
            low, high = getattr(need, least), getattr(need, most)
            if low is not None and high is not None and low.unit == high.unit and low.low > high.high:
                words = f"{least.replace('_', ' ')} {low.low:g} and {most.replace('_', ' ')} {high.high:g}"
                yield most, f"no case is {words}"
