"""Figures of a drug in a title: strengths, quantities and directions for taking it."""

from __future__ import annotations

import re

from checker.knowledge.letter_forms import RequestForm, any_of
from checker.letter import Directions
from checker.reading.figures import FigureReader

_SHORT = r"\d[\d,]{0,8}(?:\.\d{1,4})?"
_DOSE_DIGITS = r"[1-9]\d?(?:\.5)?"


class DrugFigureReader:
    """Reads the figures of drugs. One instance serves all letters."""

    def __init__(self, form: RequestForm, figures: FigureReader) -> None:
        self._figures = figures
        self._compile_strengths(form)
        self._compile_quantities(form)
        self._compile_directions(form)

    def _compile_strengths(self, form: RequestForm) -> None:
        self._units = {word: one.unit for one in form.strengths for word in one.words}
        self._strength = re.compile(
            rf"(?<![\d,])(?P<value>{_SHORT}(?:(?: ?mg)? ?[-/] ?{_SHORT}){{0,4}})"
            rf" ?(?P<unit>{any_of(self._units)})(?![a-z])"
            rf"(?P<per> ?/ ?(?:\d{{1,4}} ?)?{form.strength_in.pattern})?"
        )

    def _compile_quantities(self, form: RequestForm) -> None:
        words = self._figures.form
        others = any_of(
            (*self._units, *words.units.day.words, *words.units.week.words, *words.units.month.words)
        )
        forms = form.counted_forms.pattern
        self._quantity = re.compile(
            rf"(?:# ?|\b{form.quantity.pattern}\.?:? ?(?:of )?#?|\bx ?)(?P<after>\d{{1,4}})\b"
            rf"(?! ?(?:{others}\b|%|{form.refills.pattern}))"
        )
        self._counted = re.compile(
            rf"\b(?P<before>\d{{1,4}}|{self._figures.spelt}) {forms}\b"
            rf"(?! (?:{form.taken.pattern}|\w+ {words.times.pattern}\b))"
            rf"|\((?P<bracket>\d{{1,4}})\)$"
        )
        self._leading = re.compile(rf"(?P<count>\d{{1,4}}) {forms}")

    def _compile_directions(self, form: RequestForm) -> None:
        words = self._figures.form
        number = rf"(?:{_DOSE_DIGITS}|{self._figures.spelt})"
        doses = rf"(?P<low>{number})(?: ?(?:-|to|or) ?(?P<high>{number}))?"
        day = any_of((*words.units.day.words, *words.rates.per_day.words))
        self._dose = re.compile(rf"(?<![\w./#-]){doses} {form.dose_forms.pattern}\b")
        self._hours = re.compile(rf"\b{form.every.pattern} ?{doses}[ -]?{form.dose_hours.pattern}\b")
        self._times = re.compile(
            rf"\b(?P<low>{number}) ?{words.times.pattern} ?(?:{words.per.pattern}|/)? ?{day}\b"
        )
        self._rates = [
            (one.times, re.compile(rf"\b{one.pattern}\b"))
            for one in sorted(form.dose_rates, key=lambda one: -one.times)
        ]
        days = words.units.day.pattern
        self._days = re.compile(
            rf"(?<![\w./#-])(?P<low>\d{{1,3}})[ -]?{days}\b"
            rf"|\b{days}'? {form.supply.pattern}:? ?(?P<after>\d{{1,3}})\b"
        )

    def strengths(self, folded: str) -> list[tuple[str, int, int]]:
        """Strengths as "2 mg", "5/325 mg" or "1%", with their offsets."""
        found = []
        for match in self._strength.finditer(folded):
            value = re.sub(r"\s|mg|,(?=\d{3})", "", match["value"]).replace("-", "/")
            unit = self._units[match["unit"]]
            per = re.sub(r"\s", "", match["per"] or "")
            space = "" if unit == "%" else " "
            found.append((f"{value}{space}{unit}{per}", match.start(), match.end()))
        return found

    def quantity(self, folded: str) -> int | None:
        """The number of units asked for: "#60", "Qty 60", "30 tablets"."""
        match = self._leading.match(folded) or self._quantity.search(folded) or self._counted.search(folded)
        if match is None:
            return None
        return int(self._figures.value(next(value for value in match.groupdict().values() if value)))

    def directions(self, folded: str) -> Directions | None:
        """The directions of a title, "one tablet twice daily for 14 days"; None if any part is missing."""
        dose, days, rate = self._dose.search(folded), self._days.search(folded), self._rate(folded)
        if dose is None or days is None or rate is None:
            return None
        units = self._figures.value(dose["high"] or dose["low"])
        return Directions(units * rate, int(days["low"] or days["after"]))

    def _rate(self, folded: str) -> float | None:
        """How often a day at most."""
        hours = self._hours.search(folded)
        if hours:
            return 24 / self._figures.value(hours["low"])
        times = self._times.search(folded)
        if times:
            return self._figures.value(times["low"])
        return next((float(n) for n, words in self._rates if words.search(folded)), None)
