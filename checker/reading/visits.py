"""How many visits a request is for."""

from __future__ import annotations

import re

from checker.knowledge.letter_forms import RequestForm, any_of
from checker.reading.figures import FigureReader

_WEEKS_IN_MONTH = 4


class VisitCounter:
    """Counts the visits of titles. One instance serves all letters."""

    def __init__(self, form: RequestForm, figures: FigureReader) -> None:
        self._figures = figures
        words, number = figures.form, figures.number
        visits = words.units.visit.pattern
        times = words.times.pattern
        rate = rf"{any_of((*words.per.words, *words.times.words))}\b"
        lengths = figures.lengths
        self._total = re.compile(
            rf"\((?P<low>[0-9]{{1,3}})(?: ?{visits})?(?: {form.total.pattern})?\)"
            rf"|(?:{form.total_of.pattern}|{form.quantity.pattern}:?|#) ?(?P<n>[0-9]{{1,3}})\b"
        )
        self._count = re.compile(
            rf"(?<![\w.]){figures.range} (?:[a-z-]+ ){{0,5}}?{visits}\b"
            rf"|\b{visits}[,:]? (?:{times} ?|{form.quantity.pattern}:? ?#?|#)?(?P<after>{number})\b"
            rf"(?! (?:{rate}|{lengths}))"
        )
        self._product = re.compile(
            rf"(?<![\w.])(?P<times>{number}|{figures.adverb}) ?{times} ?(?P<weeks>{number})"
            rf"(?! ?(?:{words.units.mg.pattern}|{rate}))"
        )
        self._times = re.compile(rf"\b{times} ?(?P<n>{number})(?: ?{visits})?(?![\w.]| (?:{lengths}|{rate}))")
        self._rate_follows = re.compile(rf" ?(?:{words.per.pattern}|/) ?{lengths}")

    def count(self, folded_title: str) -> int | None:
        """How many visits a request is for: "3 times a week for 4 weeks" is 12, "8 sessions" is 8.

        A stated total wins over the product; of a range the upper end counts. None if nothing says.
        """
        figures = self._figures
        total = self._rate_times_length(folded_title)
        explicit = self._total.search(folded_title)
        if explicit:
            return int(explicit["low"] or explicit["n"])
        counted = [
            match
            for match in self._count.finditer(folded_title)
            if not self._rate_follows.match(folded_title, match.end())
        ]
        if counted:
            values = [figures.value(m["after"]) if m["after"] else figures.bounds(m)[1] for m in counted]
            return int(sum(values)) if len(values) == 1 or total is None else int(values[0])
        if total is not None:
            return total
        product = self._product.search(folded_title)
        if product:
            return int(figures.value(product["times"]) * figures.value(product["weeks"]))
        times = self._times.search(folded_title)
        return int(figures.value(times["n"])) if times else None

    def _rate_times_length(self, folded_title: str) -> int | None:
        """The visits of "2-3 times a week for 4 weeks": the rate's upper end times the length's."""
        for match, per in self._figures.rates(folded_title):
            length = self._figures.length(folded_title, match.end())
            if length is None or per not in {"per_week", "per_month"}:
                continue
            unit, most = length
            if per == "per_week" or unit == "month":
                weeks = _WEEKS_IN_MONTH if unit == "month" and per == "per_week" else 1
                return int(self._figures.bounds(match)[1] * most * weeks)
        return None
