"""Directions for taking a drug: how many units a day, for how many days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.reading.measures import number

_NUMBER = r"(?:[1-9]\d?(?:\.5)?|one|two|three|four)"
_RANGE = rf"(?P<low>{_NUMBER})(?: ?(?:-|to|or) ?(?P<high>{_NUMBER}))?"
_DOSE = re.compile(rf"(?<![\w./#-]){_RANGE} (?:(?:tab(?:let)?|cap(?:sule)?|pill)s?|p\.?o)\b")
_HOURS = re.compile(rf"\b(?:every|q\.?) ?{_RANGE}[ -]?(?:hours?|hrs?|h)\b")
_TIMES = re.compile(rf"\b(?P<low>{_NUMBER}) ?(?:times|x) ?(?:a|per|each|every|/)? ?(?:day|daily)\b")
_RATES = {
    4: re.compile(r"\bq\.?i\.?d\b"),
    3: re.compile(r"\bt\.?i\.?d\b|\bthrice (?:a day|daily)"),
    2: re.compile(r"\bb\.?i\.?d\b|\btwice (?:a day|per day|daily)"),
    1: re.compile(
        r"\bq\.?(?:d|hs)\b|\b(?:daily|nightly|(?:a|every|per) day|(?:at|every) (?:bedtime|night))\b"
    ),
}
_DAYS = re.compile(r"(?<![\w./#-])(?P<low>\d{1,3})[ -]?days?\b|\bdays?'? supply:? ?(?P<after>\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Directions:
    """The most units a day, and the days."""

    per_day: float
    days: int

    @property
    def units(self) -> int:
        """The most units that the directions use up."""
        return round(self.per_day * self.days)


def find_directions(folded: str) -> Directions | None:
    """The directions of a title such as "one tablet twice daily for 14 days"; None if any part is missing."""
    dose, days, rate = _DOSE.search(folded), _DAYS.search(folded), _rate(folded)
    if dose is None or days is None or rate is None:
        return None
    return Directions(number(dose["high"] or dose["low"]) * rate, int(days["low"] or days["after"]))


def _rate(folded: str) -> float | None:
    """How often a day at most."""
    hours = _HOURS.search(folded)
    if hours:
        return 24 / number(hours["low"])
    times = _TIMES.search(folded)
    if times:
        return number(times["low"])
    return next((n for n, words in _RATES.items() if words.search(folded)), None)
