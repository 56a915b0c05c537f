"""Figures in folded sentences: durations, visits and their spread, doses, percentages, ages, sizes.

Offsets are into the folded sentence. A figure that fits no pattern here is no measure: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checker.knowledge.letter_forms import FigureForm, any_of
from checker.knowledge.phrases import occurs
from checker.letter import Measure
from checker.reading.dates import DATE

DIGITS = (
    r"(?!(?<=[0-9],)[0-9]{3}(?![0-9]))"  # not the rest of a figure that is too long for sense
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,6})(?![0-9]|,[0-9]{3}(?![0-9]))(?:\.[0-9]{1,4})?"
)
_OLDEST = 120  # years; what is older is no age
_BEFORE_AGE = 40  # characters in which a word stands that makes years an age
_LENGTHS = ("hour", "day", "week", "month", "year")


class FigureReader:
    """Reads figures. One instance serves all letters. Its public patterns are parts of others' patterns."""

    def __init__(self, form: FigureForm) -> None:
        self.form = form
        own = {word: float(one.value) for one in form.numbers for word in one.words}
        tens = {word: value for word, value in own.items() if value >= 20 and value % 10 == 0}
        ones = {word: value for word, value in own.items() if value < 10}
        joined = {f"{ten}-{one}": tens[ten] + ones[one] for ten in tens for one in ones}
        self.numbers = {**joined, **own}
        self._adverbs = {word: float(one.value) for one in form.adverbs for word in one.words}
        self.adverb = any_of(self._adverbs)
        self.spelt = f"(?:{any_of(tens)}-{any_of(ones)}|{any_of(own)})"
        self._spans = {word: one for one in form.spans for word in one.words}
        self._span = re.compile(rf"(?<![\w./#-]){any_of(self._spans)}\b")
        self.has_number = occurs(rf"[0-9]|\b(?:{self.spelt}|{self.adverb}|{any_of(self._spans)})\b")
        self.number = rf"(?:{DIGITS}|\b{self.spelt}\b)"
        self.range = (
            rf"(?P<low>{self.number})(?: ?\((?P<twin>[0-9]{{1,9}})\))?"
            rf"(?:-?\s?(?:-|to|or|through|and)\s?(?P<high>{self.number}))?"
        )
        self._unit_of = {word: unit for unit in _LENGTHS for word in getattr(form.units, unit).words}
        self._plain_pattern = self._compile_plain()
        self._compile_rates()
        self._compile_ages()

    def _compile_plain(self) -> re.Pattern[str]:
        form, units = self.form, self.form.units
        day = rf"(?: ?{form.per.pattern} | ?/ ?){units.day.pattern}"
        morphine = rf"(?:of )?{form.morphine.pattern}"
        daily = form.rates.per_day.pattern
        doses = {
            "mg_per_day": rf"{units.mg.pattern}(?:(?: ?{morphine})?{day}| {daily}| {morphine})",
            "g_per_day": rf"{units.g.pattern}(?:{day}| {daily})",
        }
        patterns = {**doses, **{name: words.pattern for name, words in units}}
        return re.compile(
            rf"(?<![\w./#-]){self.range}[ -]?(?:{form.qualifiers.pattern} ){{0,2}}"
            rf"(?:{form.kinds.pattern} (?:{form.care.pattern} )?){{0,3}}(?:"
            + "|".join(rf"(?P<{unit}>{pattern})(?![a-z])" for unit, pattern in patterns.items())
            + ")"
        )

    def _compile_rates(self) -> None:
        form, units = self.form, self.form.units
        periods = {"day": "per_day", "week": "per_week", "month": "per_month", "year": "per_year"}
        self._periods = {
            **{word: per for unit, per in periods.items() for word in getattr(units, unit).words},
            **{word: per for per, words in form.rates for word in words.words},
        }
        self.lengths = any_of(self._unit_of)
        counted = any_of((*form.times.words, *units.visit.words, *units.day.words))
        self.frequency = re.compile(
            rf"(?<![\w.])(?:{self.range} ?{counted}?|(?P<adverb>{self.adverb}))"
            rf"(?: ?{form.per.pattern} | ?/ ?)(?P<period>{any_of(self._period_words())})\b"
        )
        self.rate_word = re.compile(
            rf"(?<![\w.])(?:{self.range} {counted}|(?P<adverb>{self.adverb}))"
            rf" (?P<period>{any_of(word for _, words in form.rates for word in words.words)})"
        )
        lead = rf"(?: {form.over_a.pattern})?"
        figure = rf"(?:{self.range}[ -]?(?P<unit>{self.lengths})|(?P<span>{any_of(self._spans)}))"
        self._over = re.compile(rf"[ ,(]*{form.over.pattern}{lead} {figure}\b")
        weeks = any_of((*units.week.words, *units.month.words))
        self._for = re.compile(rf"[ ,]*{form.length.pattern}?{lead} ?{self.range}[ -]?(?P<unit>{weeks})\b")

    def _period_words(self) -> Iterator[str]:
        units = self.form.units
        for words in (units.day, units.week, units.month, units.year):
            yield from words.words

    def _compile_ages(self) -> None:
        form = self.form
        old = rf"[ -]?{form.old.pattern}"
        self._age = re.compile(rf"(?P<low>{DIGITS})[ -]?{form.units.year.pattern}{old}")
        self._no_duration = re.compile(rf"(?:{old}| {form.of_age.pattern})")
        self._mass = re.compile(
            rf"\b{form.mass.pattern}(?: {form.mass_than.pattern})*[ :,(]*[<>=≥≤]* ?{self.range}(?![\w%/-])"
        )
        self._aged = re.compile(rf"\b{form.aged.pattern}(?: {form.aged_than.pattern})* ?[<>=≥≤]* ?$")

    def value(self, words: str) -> float:
        """The value of "12", "1,000", "2.5", "twelve" or "twice"."""
        known = self.numbers.get(words, self._adverbs.get(words))
        return float(words.replace(",", "")) if known is None else known

    def bounds(self, match: re.Match[str]) -> tuple[float, float]:
        """The least and the most of a matched range or adverb."""
        groups = match.groupdict()
        if groups.get("adverb"):
            value = self.value(groups["adverb"])
            return value, value
        low = self.value(groups["low"])
        high = self.value(groups["high"]) if groups.get("high") else low
        return (low, high) if low <= high else (high, low)

    def measures(self, folded: str) -> list[Measure]:
        """All measures of a folded sentence, in order of place."""
        if not self.has_number(folded):
            return []
        masked = DATE.sub(lambda match: "_" * len(match[0]), folded)
        found = [*self._rates(masked), *self._plain(masked), *self._masses(masked), *self._whole(masked)]
        found.sort(key=lambda measure: (measure.start, -measure.end))
        kept: list[Measure] = []
        for measure in found:
            if not kept or measure.start >= kept[-1].end:
                kept.append(measure)
        return kept

    def rates(self, folded: str) -> Iterator[tuple[re.Match[str], str]]:
        """Each rate in a folded text, with its period as a unit: "twice a week" is per_week."""
        for pattern in (self.frequency, self.rate_word):
            for match in pattern.finditer(folded):
                yield match, self._periods[match["period"]]

    def length(self, folded: str, start: int) -> tuple[str, float, int] | None:
        """The weeks or months that a rate before ``start`` goes on for at most: unit, figure and its end."""
        match = self._for.match(folded, start)
        return (self._unit_of[match["unit"]], self.bounds(match)[1], match.end()) if match else None

    def age(self, folded: str) -> int | None:
        """The age in "63-year-old", or None."""
        match = self._age.search(folded)
        age = self.value(match["low"]) if match else _OLDEST
        return int(age) if age < _OLDEST else None

    def _plain(self, folded: str) -> Iterator[Measure]:
        for match in self._plain_pattern.finditer(folded):
            unit = match.lastgroup or ""
            before = folded[max(0, match.start() - _BEFORE_AGE) : match.start()]
            if unit == "year" and (self._no_duration.match(folded, match.end()) or self._aged.search(before)):
                unit = "year_of_age"
            low, high = self.bounds(match)
            measure = Measure(unit, low, high, None, match.start(), match.end(), match[0])
            yield self._with_period(folded, measure, self._over) if unit == "visit" else measure

    def _whole(self, folded: str) -> Iterator[Measure]:
        """Lengths of time that are one word or phrase: "a fortnight"."""
        for match in self._span.finditer(folded):
            span = self._spans[" ".join(match[0].split())]
            yield Measure(span.unit, span.value, span.value, None, match.start(), match.end(), match[0])

    def _masses(self, folded: str) -> Iterator[Measure]:
        for match in self._mass.finditer(folded):
            start, (low, high) = match.start("low"), self.bounds(match)
            yield Measure("kg_per_m2", low, high, None, start, match.end(), folded[start : match.end()])

    def _rates(self, folded: str) -> Iterator[Measure]:
        for match, unit in self.rates(folded):
            low, high = self.bounds(match)
            measure = Measure(unit, low, high, None, match.start(), match.end(), match[0])
            yield self._with_period(folded, measure, self._for)

    def _with_period(self, folded: str, measure: Measure, pattern: re.Pattern[str]) -> Measure:
        match = pattern.match(folded, measure.end)
        if match is None:
            return measure
        words = folded[measure.start : match.end()]
        if span := match.groupdict().get("span"):
            whole = self._spans[" ".join(span.split())]
            over: tuple[str, float, float] = (whole.unit, whole.value, whole.value)
        else:
            over = (self._unit_of[match["unit"]], *self.bounds(match))
        return replace(measure, over=over, end=match.end(), words=words)
