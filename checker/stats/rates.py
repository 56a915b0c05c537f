"""Shares of a run and of its groups: verdicts, answers to the five questions, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checker.render.words import ASPECTS, SEVERITIES, VERDICTS
from checker.stats.interval import LEVEL, wilson
from checker.stats.runs import OF_LETTERS, Run

Measure = Literal["verdict", "aspect", "severity", "check"]
Unit = Literal["rationale", "letter"]
By = tuple[str, ...]
Group = tuple[str, ...]
WHOLE: By = ()
FEW = 30  # below this a share is called one of few


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group have something: ``count`` of ``total``, which is never 0.

    ``by`` names the dimensions and ``group`` has a value of each; both are empty for the run as a whole. A
    severity or check counts what has at least one such finding that is not suppressed.
    """

    by: By
    group: Group
    measure: Measure
    name: str
    count: int
    total: int
    unit: Unit = "rationale"

    @property
    def share(self) -> float:
        """The share, from 0 to 1."""
        return self.count / self.total

    @property
    def few(self) -> bool:
        """Whether so few are counted that the share says little."""
        return self.total < FEW

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """The bounds of the share."""
        return wilson(self.count, self.total, level)


def rates_of(run: Run, by: By, measures: Sequence[Measure]) -> tuple[Rate, ...]:
    """The shares in each group of a dimension, or of several put together; the largest groups first.

    Every group has every name that stands anywhere in the run, at 0 too.
    """
    return tuple(rate for measure in measures for rate in _MEASURES[measure](run, by))


def _verdicts(run: Run, by: By) -> Iterator[Rate]:
    yield from _rates(run, by, "verdict", VERDICTS, "verdict")


def _severities(run: Run, by: By) -> Iterator[Rate]:
    yield from _rates(run, by, "severity", SEVERITIES, "severities")


def _aspects(run: Run, by: By) -> Iterator[Rate]:
    for aspect in ASPECTS:
        column = f"aspects.{aspect}"
        rows = run.query(f"SELECT DISTINCT {column} FROM rows WHERE {column} IS NOT NULL ORDER BY ALL")
        # What a rule base with other questions judged has no answers: it is in no denominator.
        some = f"aspects IS NOT NULL AND {column} IS NOT NULL"
        for rate in _rates(run, by, "aspect", [name for (name,) in rows], column, where=some):
            yield Rate(rate.by, rate.group, rate.measure, f"{aspect}: {rate.name}", rate.count, rate.total)


def _checks(run: Run, by: By) -> Iterator[Rate]:
    units: tuple[Unit, ...] = ("rationale", "letter") if set(by) <= set(OF_LETTERS) else ("rationale",)
    for unit in units:
        where = "item IS NOT NULL" if unit == "rationale" else "item IS NULL AND status = 'checked'"
        rows = run.query(f"SELECT DISTINCT unnest(checks) FROM rows WHERE {where} ORDER BY ALL")
        yield from _rates(run, by, "check", [name for (name,) in rows], "checks", unit)


_MEASURES = {"verdict": _verdicts, "aspect": _aspects, "severity": _severities, "check": _checks}


def _rates(
    run: Run,
    by: By,
    measure: Measure,
    names: Iterable[str],
    column: str,
    unit: Unit = "rationale",
    where: str = "true",
) -> Iterator[Rate]:
    """The shares of each name in each group; ``column`` holds one, or a list of them."""
    whose = "item IS NOT NULL" if unit == "rationale" else "item IS NULL AND status = 'checked'"
    table = f"(SELECT * FROM rows WHERE {whose} AND {where})"
    totals = _counted(run, by, table)
    listed = column in {"severities", "checks"}
    found = _counted(run, (*by, column), table, f"unnest({column})" if listed else column)
    for group, total in sorted(totals.items(), key=lambda one: _order(by, *one)):
        for name in names:
            yield Rate(by, group, measure, name, found[(*group, name)], total, unit)


def _counted(run: Run, by: By, table: str, last: str | None = None) -> Counter[tuple[str, ...]]:
    """How many rows there are of each group; with ``last``, the name of a column at the end of ``by``."""
    dimensions = by if last is None else by[:-1]
    parts = [f"g{number}" for number in range(len(dimensions))]
    unnested = "".join(
        f", unnest({name}_groups) AS t{number}(g{number})" for number, name in enumerate(dimensions)
    )
    keys = [*parts, *([f"{last} AS name"] if last else [])]
    grouped = f"SELECT {', '.join([*keys, '1 AS one'])} FROM {table}{unnested}"
    heads = [*parts, *(["name"] if last else [])]
    rows: list[tuple[Any, ...]] = run.query(
        f"SELECT {', '.join([*heads, 'count(*)'])} FROM ({grouped}) GROUP BY ALL"
    )
    return Counter({tuple(row[:-1]): row[-1] for row in rows if row[-1]})


def _order(by: By, group: Group, total: int) -> tuple[Any, ...]:
    """Periods in their order, other groups by their size."""
    return (group,) if by == ("period",) else (-total, group)
