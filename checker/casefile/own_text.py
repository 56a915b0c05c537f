"""Figures of limits and needs that their criterion's own text has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.casefile.figures import comparable
from checker.casefile.wording import figure_words
from checker.knowledge.guidelines import UNITS, Criterion, Limit
from checker.knowledge.phrases import fold
from checker.knowledge.quantities import DAYS, Range
from checker.knowledge.strict_yaml import Key
from checker.letter import Measure
from checker.reading.figures import FigureReader
from checker.reading.measures import same_value


def against_text(criterion: Criterion, reader: FigureReader) -> Iterator[tuple[Key, str]]:
    """Figures of a criterion that its text has otherwise, or its text alone: place and words."""
    text = _Text(criterion.text, reader)
    for index, limit in enumerate(criterion.limits):
        if over := text.spread(limit):
            yield ("limits", index), f"no period here, and its text says {over}: write it as over"
    missing = list(text.without_row(criterion.limits)) if criterion.kind == "visit_cap" else []
    wrong = [(*one, others) for one in _figures(criterion) if (others := text.instead_of(one[-1]))]
    one_row = len(missing) == len(wrong) == 1 and wrong[0][2].unit == "visit"
    for key, words, _, others in wrong:
        said = missing.pop() if one_row else others
        yield key, f"{words} here, and its text says {said}: write the same figure in both"
    for words in missing:
        yield (
            ("limits",),
            f"its text says {words}, and none of these is that: one is missing, or says otherwise",
        )


def counts_no_visits(criterion: Criterion, reader: FigureReader) -> bool:
    """Whether a cap on visits is in days or hours alone, and its text says of no visits that they last so."""
    units = {limit.unit for limit in criterion.limits}
    counted = any(measure.unit == "visit" for measure in reader.measures(fold(criterion.text)))
    return criterion.kind == "visit_cap" and bool(units) and units <= DAYS.keys() and not counted


def without_limits(criterion: Criterion, reader: FigureReader) -> str:
    """The first figure of its text where a criterion of a kind that has limits has none; else nothing."""
    if criterion.limits or criterion.kind not in UNITS:
        return ""
    measures = reader.measures(fold(criterion.text))
    return next((one.words.strip() for one in measures if one.unit in UNITS[criterion.kind]), "")


def _figures(criterion: Criterion) -> Iterator[tuple[Key, str, Range]]:
    """The figures of its limits, of the periods of those and of its needs: place below it, words, figure."""
    for index, limit in enumerate(criterion.limits):
        yield ("limits", index), figure_words(limit.bound, limit), limit
        if limit.over is not None:
            yield ("limits", index, "over"), f"over {figure_words('value', limit.over)}", limit.over
    for below, need in criterion.needs.placed() if criterion.needs else ():
        for bound, figure in need.figures.items():
            yield ("needs", *below, bound), figure_words(bound, figure), figure


class _Text:
    """The figures of a text, read as those of a letter's sentences are.

    A number without a unit may be of any: "8 visits over 10 weeks, after surgery 34 over 16".
    """

    def __init__(self, text: str, reader: FigureReader) -> None:
        folded = fold(text)
        measures = reader.measures(folded)
        self._measures = [*measures, *_periods(measures)]
        self._numbers = [
            (match.start(), reader.value(match[0])) for match in re.finditer(reader.number, folded)
        ]

    def spread(self, limit: Limit) -> str:
        """Over how long its visits are spread, where the limit does not say so; else nothing."""
        if limit.over is not None:
            return ""
        same = (one for one in self._measures if one.over is not None and comparable(one, limit))
        found = next((one for one in same if (one.low, one.high) == (limit.low, limit.high)), None)
        return found.words.strip() if found else ""

    def without_row(self, limits: Sequence[Limit]) -> Iterator[str]:
        """Its numbers of visits that no limit has, where limits have others.

        The most that a row allows may stand alone: "8 to 10 visits, never beyond 10".
        """
        visits = [limit for limit in limits if limit.unit == "visit"]
        rows = {(low, limit.high) for limit in visits for low in (limit.low, limit.high)}
        for one in self._measures if rows else ():
            if one.unit == "visit" and (one.low, one.high) not in rows:
                yield one.words.strip()

    def instead_of(self, figure: Range) -> str:
        """The figures of its kind, where it is none of them; else nothing."""
        same = [one for one in self._measures if comparable(one, figure)]
        apart = {
            value for start, value in self._numbers if not any(one.start <= start < one.end for one in same)
        }
        ends = [replace(one, low=end, high=end) for one in same for end in (one.low, one.high)]
        missing = any(
            value not in apart
            and not any(same_value(end, figure.unit, value, value) for end in ends)
            and not (value == 1 and figure.unit in DAYS)  # "a week", "the first week"
            for value in (figure.low, figure.high)
        )
        return ", ".join(dict.fromkeys(one.words.strip() for one in same)) if missing else ""


def _periods(measures: list[Measure]) -> Iterator[Measure]:
    """How long visits are spread, as figures of their own."""
    for measure in measures:
        if measure.over is not None:
            unit, low, high = measure.over
            yield replace(measure, unit=unit, low=low, high=high, over=None)
