"""How much of a drug is taken in a day: units, and milligrams of its strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.knowledge.letter_forms import RequestForm, any_of
from checker.reading.drug_figures import DrugFigureReader
from checker.reading.figures import FigureReader

_DAY = 24  # hours
_MONTH = 30  # days
_COURSE = 28  # days
_MOST = 9  # units at once, and times a day more than which are none
_LEAST_BESIDE = 160  # mg: no tablet has less of what an opioid is combined with
_RATIO = re.compile(r"(?<![\w.,/#-])(?P<value>\d{1,3}(?:\.\d)?) ?(?:mg)? ?[/-] ?(?P<beside>\d{3})(?![\d/-])")
_PLAIN = re.compile(r"(?P<value>[\d.]+) (?P<unit>mg|mcg)(?:/h|$)")

Rate = tuple[float, float, int, int]  # at least and at most so often a day, and where that stands


@dataclass(frozen=True, slots=True)
class Daily:
    """How much is taken a day, at least and at most."""

    low: float
    high: float


class DailyReader:
    """Reads how much is taken a day. One instance serves all letters."""

    def __init__(self, form: RequestForm, figures: FigureReader, drugs: DrugFigureReader) -> None:
        self._figures, self._drugs = figures, drugs
        words = figures.form
        number = rf"(?:\d{{1,2}}(?:\.5)?|{figures.spelt})"
        several = rf"(?<![\w./#-])(?P<low>{number})(?: ?(?:-|to|or) ?(?P<high>{number}))?"
        day = any_of((*words.units.day.words, *words.rates.per_day.words))
        a = rf"(?:{words.per.pattern}|/)"
        infused = rf"{form.infused.pattern}|{form.injected.pattern}"
        either = rf"\b{form.in_turn.pattern}"
        rate = rf"(?! {form.daily_figure.pattern}\b)"
        forms = any_of((*form.dose_forms.words, *form.counted_forms.words))
        self._no_plain = re.compile(rf"{several} $|\b(?:{form.dose_changed.pattern}|{infused})\b|{either} $")
        self._either = re.compile(rf" {either} $")
        self._units = re.compile(rf"{several} {forms}\b")
        self._hours = re.compile(
            rf"\b{form.every.pattern} ?(?P<low>{number})(?: ?(?:-|to|or) ?(?P<high>{number}))?"
            rf"[ -]?{form.dose_hours.pattern}\b"
        )
        self._times = re.compile(rf"{several} ?{words.times.pattern} ?{a}? ?{day}\b")
        self._bare = re.compile(
            rf"{several} ?(?:{a} ?{words.units.day.pattern}|{words.rates.per_day.pattern})\b{rate}"
        )
        self._rates = [
            (float(one.times), re.compile(rf"(?<![\w.]){one.pattern}\b{rate}")) for one in form.dose_rates
        ]
        month = rf"(?:{a} ?{words.units.month.pattern}|{words.rates.per_month.pattern})"
        days = words.units.day.pattern
        self._lasting = re.compile(
            rf"(?P<month>(?<![a-z]){month})\b"
            rf"|(?<![\w./#-])(?P<days>\d{{1,3}})[ -]?{days}\b"
            rf"|\b{days}'? {form.supply.pattern}:? ?(?P<after>\d{{1,3}})\b"
        )
        self._as_needed = re.compile(rf"(?<!\w){form.as_needed.pattern}\b")
        self._unclear = re.compile(
            rf"(?<![\w.])(?:{form.parts_of_day.pattern}|{infused}"
            rf"|{form.dose_changed.pattern}|{form.every.pattern} {form.not_each_day.pattern})\b"
        )

    def units(self, folded: str) -> Daily | None:
        """The units a day of directions, or of a quantity and the days that it is for; None where unclear."""
        if self._unclear.search(folded) or self._either.search(folded):
            return None
        rates = list(_longest(self._told(folded)))
        if not rates:
            return self._spread(folded)
        least, most = self._at_once(folded)
        if most > _MOST or len({(low, high) for low, high, *_ in rates}) > 1:
            return None
        low, high = least * rates[0][0], most * rates[0][1]
        for_now = self._as_needed.search(folded) or self._is_short(folded)
        return Daily(0 if for_now else low, high)

    def milligrams(self, folded: str, *, combined: bool) -> Daily | None:
        """The mg a day of the one strength told; of a drug that is ``combined``, of its lesser part."""
        strength, units = self.strength(folded, "mg", combined=combined), self.units(folded)
        if strength is None or units is None:
            return None
        return Daily(strength * units.low, strength * units.high)

    def stands_alone(self, folded: str) -> bool:
        """Whether words before a drug's name are none of its dose, its way into the body or another drug."""
        return self._no_plain.search(folded) is None

    def strength(self, folded: str, unit: str, *, combined: bool) -> float | None:
        """The one strength in a unit that is told; of what is combined that of the lesser part."""
        told = {one for one, *_ in self._drugs.strengths(folded)}
        ratios = {(float(one["value"]), float(one["beside"])) for one in _RATIO.finditer(folded)}
        if combined and len(ratios) == 1:
            return min(ratios.pop())
        if len(told) != 1 or ratios:
            return None
        match = _PLAIN.match(told.pop())
        if match is None or match["unit"] != unit:
            return None
        value = float(match["value"])
        return None if combined and value >= _LEAST_BESIDE else value

    def _told(self, folded: str) -> Iterator[Rate]:
        for match in self._hours.finditer(folded):
            low, high = self._bounds(match)
            if low:
                yield _DAY / high, _DAY / low, match.start(), match.end()
        for pattern in (self._times, self._bare):
            for match in pattern.finditer(folded):
                yield *self._bounds(match), match.start(), match.end()
        for times, pattern in self._rates:
            for match in pattern.finditer(folded):
                yield times, times, match.start(), match.end()

    def _at_once(self, folded: str) -> tuple[float, float]:
        """The units of one dose: one where none are told."""
        match = self._units.search(folded)
        return self._bounds(match) if match else (1, 1)

    def _spread(self, folded: str) -> Daily | None:
        """A quantity over the days that it is for."""
        quantity, lasting = self._drugs.quantity(folded), list(self._lasting.finditer(folded))
        if quantity is None or len(lasting) != 1:
            return None
        days = _MONTH if lasting[0]["month"] else float(lasting[0]["days"] or lasting[0]["after"])
        return Daily(quantity / days, quantity / days) if days else None

    def _is_short(self, folded: str) -> bool:
        """Whether it is for so few days that it is no standing dose."""
        days = [
            float(one["days"] or one["after"]) for one in self._lasting.finditer(folded) if not one["month"]
        ]
        return bool(days) and max(days) < _COURSE

    def _bounds(self, match: re.Match[str]) -> tuple[float, float]:
        low = self._figures.value(match["low"])
        high = self._figures.value(match["high"]) if match["high"] else low
        return min(low, high), max(low, high)


def _longest(rates: Iterator[Rate]) -> Iterator[Rate]:
    """Those that are no part of another: "daily" in "twice daily"."""
    found = list(rates)
    for one in found:
        if not any(o is not one and o[2] <= one[2] and one[3] <= o[3] and o[2:] != one[2:] for o in found):
            yield one
