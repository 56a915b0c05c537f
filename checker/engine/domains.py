"""The values that a field can hold, and what a test leaves of them: which tests can't be true, or false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.engine.facts import MAX_ENCODED, Encoded, FactField, article, shown_text
from checker.engine.rules import COMPARE, Operator


@dataclass(frozen=True, slots=True)
class Domain:
    """Values: those ``among``, or else all from ``low`` to ``high`` (of texts: all), less those ``without``.

    Two domains of one field are equal where they hold the same values.
    """

    among: frozenset[Encoded] | None = None
    low: int = -MAX_ENCODED
    high: int = MAX_ENCODED
    without: frozenset[Encoded] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether no value is left."""
        return self.among == frozenset()

    def where(self, operator: Operator, value: Encoded) -> Domain:
        """What a test leaves."""
        if self.among is not None:
            return Domain(frozenset(one for one in self.among if COMPARE[operator](one, value)))
        if operator == "eq":
            inside = value not in self.without and (isinstance(value, str) or self.low <= value <= self.high)
            return Domain(frozenset([value] if inside else []))
        if operator == "ne" or isinstance(value, str):
            return _trimmed(replace(self, without=self.without | {value}))
        if operator in ("lt", "le"):
            return _trimmed(replace(self, high=min(self.high, value - (operator == "lt"))))
        return _trimmed(replace(self, low=max(self.low, value + (operator == "gt"))))


def _trimmed(domain: Domain) -> Domain:
    """The same values, with bounds that are values and nothing left out that is not inside of them."""
    low, high = domain.low, domain.high
    while low <= high and low in domain.without:
        low += 1
    while low <= high and high in domain.without:
        high -= 1
    if low >= high:
        return Domain(frozenset([low] if low == high else []))
    without = frozenset(one for one in domain.without if isinstance(one, str) or low < one < high)
    return Domain(None, low, high, without)


# What two values of one reference are to each other: less (-1), the same (0), more (1); of texts 0 or 1.
ORDERED = Domain(frozenset([-1, 0, 1]))


def domain_of(field: FactField) -> Domain:
    """The values that a field can hold."""
    if field.type == "boolean":
        return Domain(frozenset([0, 1]))
    if field.values:
        return Domain(frozenset(field.values))
    if field.type == "string":
        return Domain(without=frozenset([""] if field.filled else []))
    return Domain(
        low=-MAX_ENCODED if field.least is None else field.least,
        high=MAX_ENCODED if field.most is None else field.most,
    )


def in_words(field: FactField) -> str:
    """What a field can hold, as messages say it."""
    if field.values:
        return f"one of {', '.join(map(shown_text, field.values))}"
    if field.filled:
        return "a text that is not empty"
    bounds = [f"at least {field.least}"] if field.least is not None else []
    bounds += [f"at most {field.most}"] if field.most is not None else []
    return " and ".join(bounds) or article(field.type)


def idle(start: Domain, tests: Iterable[tuple[Operator, Encoded]]) -> tuple[int, str] | None:
    """The first of some tests that decides nothing, by its place, and why; None where each decides.

    A test is idle that is never or always true by itself, that can't be true with those before it, or that
    follows from the others.
    """
    made = list(tests)
    whole = start
    for place, test in enumerate(made):
        alone, narrowed = start.where(*test), whole.where(*test)
        if alone.empty:
            return place, "never true"
        if alone == start:
            return place, "always true"
        if narrowed.empty:
            return place, "never true together with the tests before it"
        whole = narrowed
    for place in reversed(range(len(made))):
        others = start
        for test in made[:place] + made[place + 1 :]:
            others = others.where(*test)
        if others == whole:
            return place, "true wherever the other tests are"
    return None
