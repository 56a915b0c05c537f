"""Figures of guidelines with their units."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from checker.knowledge.strict import Figure, Strict

Duration = Literal["hour", "day", "week", "month", "year"]
Unit = Literal[
    "visit",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "per_day",
    "per_week",
    "per_month",
    "per_year",
    "percent",
    "mg",
    "g",
    "mg_per_day",
    "g_per_day",
    "injection",
    "block",
    "level",
    "count",
    "year_of_age",
    "millimetre",
    "centimetre",
    "foot",
    "degree",
    "kg_per_m2",
    "mm_hg",
]
Bound = Literal["at_most", "at_least", "more_than", "less_than", "value"]
FROM_BELOW: tuple[Bound, ...] = ("at_least", "more_than")  # those that say the least
DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_WHOLE = 100  # percent


def in_days(unit: str, value: float) -> float | None:
    """A duration in days (month 30, year 365), or None if the unit is no duration."""
    factor = DAYS.get(unit)
    return None if factor is None else value * factor


class Range(Strict):
    """A figure with its unit. ``low`` equals ``high`` unless the guideline gives a range."""

    as_in: ClassVar[str] = "{unit: week, low: 6, high: 8}"

    unit: Unit
    low: Figure
    high: Figure

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        if self.unit == "percent" and self.high > _WHOLE:
            raise ValueError(f"{self.high:g} percent is more than the whole, {_WHOLE}")
        return self


class Period(Range):
    """How long something goes on."""

    unit: Duration
