"""One source quoted with different limits: the figures that letters state for the same criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace
from typing import cast

from checker.casefile.wording import figure_words
from checker.knowledge.quantities import Range
from checker.stats.runs import Run

_FIGURES = """
SELECT s.criterion, s.figure.unit, s.figure.low, s.figure.high, s.figure.over,
       bool_or(s.figure.agrees), max(s.figure.holds), count(DISTINCT (path, part)), min((path, part, item))
FROM rows, unnest(sentences) AS t(s) WHERE s.figure IS NOT NULL AND s.criterion IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that letters state for a criterion, how many do, and the first of them.

    ``agrees``: the criterion bears it out. ``holds`` is what it holds.
    """

    criterion: str
    words: str
    letters: int
    agrees: bool
    holds: str
    first: tuple[str, int | None, int]


def figures_of(run: Run) -> Iterator[tuple[Figure, ...]]:
    """The figures of each criterion for which letters state different ones; the commonest first.

    A figure that leaves a period out differs from none that gives one.
    """
    rows = run.query(_FIGURES)
    for _, same in groupby(rows, key=lambda row: row[:2]):
        stated = list(same)
        if _differ([row[2:5] for row in stated]):
            yield tuple(sorted((_figure(*row) for row in stated), key=lambda one: (-one.letters, one.words)))


def _differ(figures: Sequence[tuple[float, float, str | None]]) -> bool:
    with_period = {figure for figure in figures if figure[2] is not None}
    amounts = {figure[:2] for figure in figures}
    return len(amounts) > 1 or len(with_period) > 1


def _figure(
    criterion: str,
    unit: str,
    low: float,
    high: float,
    over: str | None,
    agrees: bool,
    holds: str,
    letters: int,
    first: tuple[str, int | None, int],
) -> Figure:
    words = figure_words("value", cast(Range, SimpleNamespace(unit=unit, low=low, high=high)))
    words = f"{words} over {over}" if over else words
    return Figure(criterion, words, letters, agrees, holds, first)
