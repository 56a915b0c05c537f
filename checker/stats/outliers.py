"""Groups of which a share is not that of the run, after a correction for how many were looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.stats.interval import LEVEL
from checker.stats.rates import Rate


@dataclass(frozen=True, slots=True)
class Outlier:
    """A share whose interval, at the level of its comparisons, excludes ``whole``, that of the run."""

    rate: Rate
    whole: Rate
    level: float

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds at that level."""
        return self.rate.interval(self.level)


@dataclass(frozen=True, slots=True)
class Outliers:
    """What was found in ``comparisons`` comparisons, each at ``level``.

    The chance that any is found where no group differs is at most 5 % (Bonferroni).
    """

    found: tuple[Outlier, ...]
    comparisons: int
    level: float


def outliers_of(whole: Iterable[Rate], groups: Iterable[Rate]) -> Outliers:
    """The outliers among the shares of groups, the farthest from the run's first.

    A group that is all of the run is compared with nothing. The share of the run is taken as it stands.
    """
    of_run = {(rate.measure, rate.name, rate.unit): rate for rate in whole}
    pairs = [(rate, of_run[rate.measure, rate.name, rate.unit]) for rate in groups]
    pairs = [(rate, run) for rate, run in pairs if rate.total < run.total]
    level = 1 - (1 - LEVEL) / max(len(pairs), 1)
    found = [Outlier(rate, run, level) for rate, run in pairs if _excludes(rate, run, level)]
    found.sort(key=lambda one: -abs(one.rate.share - one.whole.share))
    return Outliers(tuple(found), len(pairs), level)


def _excludes(rate: Rate, whole: Rate, level: float) -> bool:
    low, high = rate.interval(level)
    return not low <= whole.share <= high
