"""Units: which of them measure the same thing, and whether two figures are one value."""

from __future__ import annotations

from checker.knowledge.quantities import DAYS
from checker.letter import Measure

_MILLIMETRES = {"millimetre": 1.0, "centimetre": 10.0}


def in_unit(unit: str, value: float, other: str) -> float | None:
    """A figure in another unit of the same kind, or None where that measures another thing."""
    for scale in (DAYS, _MILLIMETRES):
        if unit in scale and other in scale:
            return value * scale[unit] / scale[other]
    return value if unit == other else None


def same_value(measure: Measure, unit: str, low: float, high: float) -> bool | None:
    """Whether a measure equals [low, high] of ``unit``: None if they are of different dimensions.

    Durations compare in days, with a month read as four weeks, as 30 days or as a twelfth of a year.
    """
    if measure.unit == unit:
        return _close(measure.low, low) and _close(measure.high, high)
    if measure.unit in DAYS and unit in DAYS:
        for month in (28.0, 30.0, 365.0 / 12):
            days = {**DAYS, "month": month}
            mine, theirs = days[measure.unit], days[unit]
            if _close(measure.low * mine, low * theirs) and _close(measure.high * mine, high * theirs):
                return True
        return False
    return None


def same_dimension(unit: str, other: str) -> bool:
    """Whether two units measure the same thing."""
    return unit == other or (unit in DAYS and other in DAYS)


def _close(value: float, other: float) -> bool:
    return abs(value - other) < 1e-6
