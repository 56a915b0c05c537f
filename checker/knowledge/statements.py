"""What statements of one tree of needs ask for, and for which values of that each of them is met."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple

from checker.knowledge.needs import Need
from checker.knowledge.phrases import fold
from checker.knowledge.quantities import FROM_BELOW, Bound, Range, in_days

_WHOLE = ("visit", "level", "count", "injection", "block")  # of these there is no half
_COMPARED: Mapping[Bound, Callable[[float, float], bool]] = {
    "at_least": float.__ge__,
    "more_than": float.__gt__,
    "at_most": float.__le__,
    "less_than": float.__lt__,
}


class Asked(NamedTuple):
    """What a statement asks for (of two that ask for one thing the same), and how each value answers it."""

    of: Hashable
    met: tuple[bool, ...]


def asked(statements: Iterable[Need]) -> list[Asked]:
    """What each statement asks for. Figures of one thing are told apart where any of the statements does."""
    each = [(need, _of(need)) for need in statements]
    cuts: dict[Hashable, set[float]] = {}
    for need, of in each:
        cuts.setdefault(of, set()).update(_cut(*one) for one in need.figures.items())
    return [Asked(of, _met(need, sorted(cuts[of]))) for need, of in each]


def _of(need: Need) -> Hashable:
    subject, words = need.statement or ("context", "")
    others = (frozenset(map(fold, each)) for each in (need.shown_by, need.such_as))
    thing = subject, fold(words), *others, need.result, need.detail
    known = need.figures
    units = sorted({_unit(figure) for figure in known.values()})
    # A patient is of one age, and may have tried one thing twice: for long, and for short.
    several = tuple(known) if subject == "tried" else ()
    return thing, *units, *(bound in FROM_BELOW for bound in several)


def _unit(figure: Range) -> str:
    return figure.unit if in_days(figure.unit, 1) is None else "day"


def _cut(bound: Bound, figure: Range) -> float:
    value = figure.low if bound in FROM_BELOW else figure.high
    days = in_days(figure.unit, value)
    return value if days is None else days


def _met(need: Need, cuts: list[float]) -> tuple[bool, ...]:
    known = need.figures
    if not known:
        return False, True
    if any(figure.unit in _WHOLE for figure in known.values()):
        values = sorted({max(0.0, int(cut) + step) for cut in cuts for step in (-1.0, 0.0, 1.0)})
    else:
        between = ((low + high) / 2 for low, high in zip([0.0, *cuts], cuts, strict=False))
        values = sorted({*cuts, *between, cuts[-1] + 1})
    return tuple(
        all(_COMPARED[bound](value, _cut(bound, figure)) for bound, figure in known.items())
        for value in values
    )
