"""How many visits a request is for, and how many a schedule comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.knowledge.letter_forms import RequestForm, any_of
from checker.reading.figures import FigureReader

_WEEKS_IN_MONTH = 4


class Schedules:
    """Reads schedules of visits: "3 times a week for 4 weeks", "2x6". One instance serves all letters."""

    def __init__(self, figures: FigureReader) -> None:
        self._figures = figures
        words, number = figures.form, figures.number
        self.rate = rf"{any_of((*words.per.words, *words.times.words))}\b"
        self._product = re.compile(
            rf"(?<![\w.])(?P<times>{number}|{figures.adverb}) ?{words.times.pattern} ?(?P<weeks>{number})"
            rf"(?! ?(?:{words.units.mg.pattern}|{self.rate}))"
        )
        self._weekly = re.compile(
            rf"(?<![\w.]){figures.range} ?{words.times.pattern} ?{words.units.week.pattern}\b"
        )

    def all(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Every schedule of a folded text: its visits, and where it begins and ends."""
        yield from self.rates(folded)
        yield from self.products(folded)

    def rates(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """The visits of "2-3 times a week for 4 weeks", "2 x week x 4 weeks": of ranges the upper end."""
        bare = ((match, "per_week") for match in self._weekly.finditer(folded))
        for match, per in (*self._figures.rates(folded), *bare):
            length = self._figures.length(folded, match.end())
            if length is None or per not in {"per_week", "per_month"}:
                continue
            unit, most, end = length
            if per == "per_week" or unit == "month":
                weeks = _WEEKS_IN_MONTH if unit == "month" and per == "per_week" else 1
                yield int(self._figures.bounds(match)[1] * most * weeks), match.start(), end

    def products(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """The visits of "2 x 6"."""
        for match in self._product.finditer(folded):
            times, weeks = (self._figures.value(match[name]) for name in ("times", "weeks"))
            yield int(times * weeks), match.start(), match.end()


class VisitCounter:
    """Counts the visits of titles. One instance serves all letters."""

    def __init__(self, form: RequestForm, figures: FigureReader) -> None:
        self._figures = figures
        words, number = figures.form, figures.number
        visits = words.units.visit.pattern
        times = words.times.pattern
        self._schedules = Schedules(figures)
        rate, lengths = self._schedules.rate, figures.lengths
        self._total = re.compile(
            rf"\((?P<low>[0-9]{{1,3}})(?: ?{visits})?(?: {form.total.pattern})?\)"
            rf"|(?:{form.total_of.pattern}|{form.quantity.pattern}:?|#) ?(?P<n>[0-9]{{1,3}})\b"
        )
        self._count = re.compile(
            rf"(?<![\w.]){figures.range} (?:[a-z-]+ ){{0,5}}?{visits}\b"
            rf"|\b{visits}[,:]? (?:{times} ?|{form.quantity.pattern}:? ?#?|#)?(?P<after>{number})\b"
            rf"(?! (?:{rate}|{lengths}))"
        )
        self._times = re.compile(rf"\b{times} ?(?P<n>{number})(?: ?{visits})?(?![\w.]| (?:{lengths}|{rate}))")
        self._in_words = re.compile(
            rf"(?:\b{figures.spelt} ?)?\(([0-9]{{1,3}})\)(?= ?(?:{times}|{lengths}|{words.per.pattern})\b)"
        )
        self._then = re.compile(rf"[ ,;]*{form.then.pattern} ")
        self._rate_follows = re.compile(rf" ?(?:{words.per.pattern}|/) ?{lengths}")

    def count(self, folded_title: str) -> int | None:
        """How many visits a request is for: "3 times a week for 4 weeks" is 12, "8 sessions" is 8.

        A stated total wins over the product; of a range the upper end counts. None if nothing says.
        """
        figures = self._figures
        folded_title = self._in_words.sub(r"\1", folded_title)
        total = self._scheduled(folded_title)
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
        for product, _, _ in self._schedules.products(folded_title):
            return product
        times = self._times.search(folded_title)
        return int(figures.value(times["n"])) if times else None

    def _scheduled(self, folded_title: str) -> int | None:
        """The visits of the first schedule, with those of the ones said to follow it."""
        total, end = None, 0
        for visits, start, after in self._schedules.rates(folded_title):
            if total is not None and not self._then.fullmatch(folded_title, end, start):
                break
            total, end = (total or 0) + visits, after
        return total
