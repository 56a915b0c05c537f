"""Figures in folded sentences: durations, visits and their spread, doses, percentages, ages.

Offsets are into the folded sentence. A figure that fits no pattern here is no measure: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.letter import Measure

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-four": 24, "thirty": 30,
    "forty": 40, "sixty": 60, "ninety": 90, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
_DIGITS = (
    r"(?!(?<=[0-9],)[0-9]{3}(?![0-9]))"  # not the rest of a figure that is too long for sense
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,6})(?![0-9]|,[0-9]{3}(?![0-9]))(?:\.[0-9]{1,4})?"
)
_WORDS = "|".join(sorted((w for w in _ONES if w not in {"once", "twice", "thrice"}), key=len, reverse=True))
_NUMBER = rf"(?:{_DIGITS}|\b(?:{_WORDS})\b)"
_RANGE = (
    rf"(?P<low>{_NUMBER})(?: ?\((?P<twin>[0-9]{{1,9}})\))?"
    rf"(?:-?\s?(?:-|to|or|through|and)\s?(?P<high>{_NUMBER}))?"
)
_MORPHINE = r"(?:(?:oral )?morphine(?: sulfate)?(?: equivalents?)?(?: dose)?|med|mme)"
_UNITS = {
    "visit": r"(?:visits?|sessions?|treatments?|appointments?|office visits?)",
    "hour": r"(?:hours?|hrs?)",
    "day": r"days?",
    "week": r"(?:weeks?|wks?)",
    "month": r"(?:months?|mos)",
    "year": r"(?:years?|yrs?)",
    "percent": r"(?:%|percent\b)",
    "mg_per_day": rf"(?:mg|milligrams?)(?: ?(?:of )?{_MORPHINE})?(?: ?/ ?| per | a | each )day|"
    rf"(?:mg|milligrams?) (?:daily|(?:of )?{_MORPHINE})",
    "g_per_day": r"(?:gm?s?|grams?)(?: ?/ ?| per | a | each )day|(?:gm?s?|grams?) daily",
    "mg": r"(?:mg|milligrams?)",
    "g": r"(?:gm?s?|grams?)",
    "injection": r"injections?",
    "block": r"blocks?",
    "level": r"(?:(?:nerve root|interlaminar|spinal|vertebral|facet(?: joint)?) )?levels?",
    "millimetre": r"mm",
}
_GAP = (
    r"[ -]?(?:full |consecutive |additional |total |supervised |formal |clinical |initial |prior |more |of )?"
)
_PLAIN = re.compile(
    rf"(?<![\w./#-]){_RANGE}{_GAP}(?:(?:physical|occupational|massage|chiropractic|acupuncture|manual|aquatic|"
    r"(?:cognitive )?behaviou?ral|cbt|psychotherapy|individual|group|(?:full|half)[- ]day|post-?surgical) "
    r"(?:therapy |care |treatment |psychotherapy )?)?(?:"
    + "|".join(rf"(?P<{unit}>{pattern})(?![a-z])" for unit, pattern in _UNITS.items())
    + ")"
)
_OVER = re.compile(
    rf"[ ,(]*(?:(?:over|within|in|for|across|during)(?: (?:the|a|an|next))?(?: period of| course of)? )"
    rf"{_RANGE}[ -]?(?P<unit>hours?|days?|weeks?|months?|years?)\b"
)
_FREQUENCY = re.compile(
    rf"(?<![\w.])(?:{_RANGE} ?(?:times?|x|visits?|sessions?|treatments?|days?)?"
    r"|(?P<adverb>once|twice|thrice))"
    r"(?: ?(?:per|a|an|each|every) | ?/ ?)(?P<period>day|week|wk|month|year)\b"
)
_RATE_WORD = re.compile(
    rf"(?<![\w.])(?:{_RANGE} times?|(?P<adverb>once|twice|thrice))"
    r" (?P<period>daily|weekly|monthly|yearly|annually)"
)
_FOR_WEEKS = re.compile(
    rf"[ ,]*(?:for|over|x|times|by|during)?(?: the| a)?(?: period of)? ?{_RANGE}"
    r"[ -]?(?P<unit>weeks?|wks?|months?)\b"
)
_AGE = re.compile(rf"(?P<low>{_DIGITS})[ -]?(?:year|yr)s?[ -]?old")
_OLDEST = 120  # years; what is older is no age
_NO_DURATION = re.compile(r" ?-?(?:old|of age)")
_AGED = re.compile(
    r"\bage[ds]?(?: (?:is|of|over|above|under|below|(?:greater|more) than|at least))* ?[<>=≥≤]* ?$"
)
_PERIODS = {"day": "per_day", "daily": "per_day", "week": "per_week", "weekly": "per_week", "wk": "per_week",
            "month": "per_month", "monthly": "per_month", "year": "per_year", "yearly": "per_year",
            "annually": "per_year"}  # fmt: skip
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|"
    r"th)?,? \d{4}\b|\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)


def number(words: str) -> float:
    """The value of "12", "1,000", "2.5" or "twelve"."""
    return float(_ONES[words]) if words in _ONES else float(words.replace(",", ""))


def in_days(unit: str, value: float) -> float | None:
    """A duration in days (month 30, year 365), or None if the unit is no duration."""
    factor = _DAYS.get(unit)
    return None if factor is None else value * factor


def same_value(measure: Measure, unit: str, low: float, high: float) -> bool | None:
    """Whether a measure equals [low, high] of ``unit``: None if they are of different dimensions.

    Durations compare in days, with a month read as four weeks or as 30 days.
    """
    if measure.unit == unit:
        return _close(measure.low, low) and _close(measure.high, high)
    if measure.unit in _DAYS and unit in _DAYS:
        for month in (28.0, 30.0):
            days = {**_DAYS, "month": month}
            mine, theirs = days[measure.unit], days[unit]
            if _close(measure.low * mine, low * theirs) and _close(measure.high * mine, high * theirs):
                return True
        return False
    return None


def same_dimension(unit: str, other: str) -> bool:
    """Whether two units measure the same thing."""
    return unit == other or (unit in _DAYS and other in _DAYS)


def find_measures(folded: str) -> list[Measure]:
    """All measures of a folded sentence, in order of place."""
    masked = _DATE.sub(lambda match: "_" * len(match[0]), folded)
    found = [*_frequencies(masked), *_plain(masked)]
    found.sort(key=lambda measure: (measure.start, -measure.end))
    kept: list[Measure] = []
    for measure in found:
        if not kept or measure.start >= kept[-1].end:
            kept.append(measure)
    return kept


def _plain(folded: str) -> Iterator[Measure]:
    for match in _PLAIN.finditer(folded):
        unit = match.lastgroup or ""
        if unit == "year" and (
            _NO_DURATION.match(folded, match.end())
            or _AGED.search(folded[max(0, match.start() - 40) : match.start()])
        ):
            unit = "year_of_age"
        low, high = _bounds(match)
        measure = Measure(unit, low, high, None, match.start(), match.end(), match[0])
        yield _with_period(folded, measure) if unit == "visit" else measure


def _frequencies(folded: str) -> Iterator[Measure]:
    for pattern in (_FREQUENCY, _RATE_WORD):
        for match in pattern.finditer(folded):
            low, high = _bounds(match)
            measure = Measure(
                _PERIODS[match["period"]], low, high, None, match.start(), match.end(), match[0]
            )
            yield _with_period(folded, measure, _FOR_WEEKS)


def _with_period(folded: str, measure: Measure, pattern: re.Pattern[str] = _OVER) -> Measure:
    match = pattern.match(folded, measure.end)
    if match is None:
        return measure
    low, high = _bounds(match)
    unit = {"w": "week", "m": "month", "d": "day", "h": "hour", "y": "year"}[match["unit"][0]]
    words = folded[measure.start : match.end()]
    return replace(measure, over=(unit, low, high), end=match.end(), words=words)


def _bounds(match: re.Match[str]) -> tuple[float, float]:
    groups = match.groupdict()
    if groups.get("adverb"):
        value = float(_ONES[groups["adverb"]])
        return value, value
    low = number(groups["low"])
    high = number(groups["high"]) if groups.get("high") else low
    return (low, high) if low <= high else (high, low)


def _close(value: float, other: float) -> bool:
    return abs(value - other) < 1e-6


_COUNT_UNITS = r"(?:visits?|sessions?|treatments?|appointments?)"
_TITLE_TOTAL = re.compile(
    rf"\((?P<low>[0-9]{{1,3}})(?: ?{_COUNT_UNITS})?(?: total)?\)|(?:total of|qty:?|#) ?(?P<n>[0-9]{{1,3}})\b"
)
_TITLE_COUNT = re.compile(
    rf"(?<![\w.]){_RANGE} (?:additional |more |initial |remaining |post-?op(?:erative)? )?"
    rf"(?:[a-z-]+ ){{0,4}}?{_COUNT_UNITS}\b"
    rf"|\b{_COUNT_UNITS}[,:]? (?:times |x ?|qty:? ?#?|#)?(?P<after>{_NUMBER})\b"
    r"(?! (?:times|x|per|a|weeks?|days?))"
)
_TITLE_PRODUCT = re.compile(
    rf"(?<![\w.])(?P<times>{_NUMBER}|once|twice) ?(?:times|x) ?(?P<weeks>{_NUMBER})(?! ?(?:mg|times|per|a ))"
)
_TITLE_TIMES = re.compile(
    rf"(?:\btimes|\bx) ?(?P<n>{_NUMBER})(?: ?{_COUNT_UNITS})?(?![\w.]| (?:weeks?|days?|months?|per|a))"
)
_RATE_FOLLOWS = re.compile(r" ?(?:per|a|each|every|/) ?(?:day|week|month)")


def count_visits(folded_title: str) -> int | None:
    """How many visits a request is for: "3 times a week for 4 weeks" is 12, "8 sessions" is 8.

    A stated total wins over the product; of a range the upper end counts. None if nothing says.
    """
    total = _rate_times_length(folded_title)
    explicit = _TITLE_TOTAL.search(folded_title)
    if explicit:
        return int(explicit["low"] or explicit["n"])
    counted = [m for m in _TITLE_COUNT.finditer(folded_title) if not _is_rate(folded_title, m)]
    if counted:
        values = [number(m["after"]) if m["after"] else _bounds(m)[1] for m in counted]
        return int(sum(values)) if len(values) == 1 or total is None else int(values[0])
    if total is not None:
        return total
    product = _TITLE_PRODUCT.search(folded_title)
    if product:
        return int(number(product["times"]) * number(product["weeks"]))
    times = _TITLE_TIMES.search(folded_title)
    return int(number(times["n"])) if times else None


def _rate_times_length(folded_title: str) -> int | None:
    """The visits of "2-3 times a week for 4 weeks": the rate's upper end times the length's."""
    for pattern in (_FREQUENCY, _RATE_WORD):
        for match in pattern.finditer(folded_title):
            length = _FOR_WEEKS.match(folded_title, match.end())
            per = _PERIODS[match["period"]]
            if length is None or per not in {"per_week", "per_month"}:
                continue
            months = length["unit"].startswith("m")
            if per == "per_week" or months:
                weeks_in_month = 4 if months and per == "per_week" else 1
                return int(_bounds(match)[1] * _bounds(length)[1] * weeks_in_month)
    return None


def _is_rate(text: str, match: re.Match[str]) -> bool:
    return bool(_RATE_FOLLOWS.match(text, match.end()))


def in_year_old(folded: str) -> int | None:
    """The age in "63-year-old", or None."""
    match = _AGE.search(folded)
    age = number(match["low"]) if match else _OLDEST
    return int(age) if age < _OLDEST else None
