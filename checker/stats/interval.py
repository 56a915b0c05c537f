"""The interval of a share: Wilson's, which holds for small numbers and for shares of none and of all."""

from __future__ import annotations

from functools import cache
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


def wilson(count: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The bounds of the share ``count / total`` at a level of confidence (Wilson 1927, without correction).

    There is no share of nothing: ``total`` is at least 1.
    """
    if not 0 <= count <= total or total < 1:
        raise ValueError(f"{count} of {total} is no share")
    z = _quantile(level)
    share, square = count / total, z * z
    middle = share + square / (2 * total)
    half = z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    whole = 1 + square / total
    # Where none or all are counted the bound is exact, and rounding is not to show.
    low = 0.0 if count == 0 else (middle - half) / whole
    high = 1.0 if count == total else (middle + half) / whole
    return low, high


@cache
def _quantile(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
