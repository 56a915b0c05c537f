"""The words of a criterion whose limits are changed: they give the figures that are in force then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.casefile.wording import amount_words, limit_words
from checker.knowledge.guidelines import Criterion, Limit
from checker.knowledge.phrases import fold
from checker.letter import Measure
from checker.reading.figures import FigureReader
from checker.reading.measures import same_value

_Figure = tuple[Measure, float, float]  # and what it is to give, from and to


def with_limits(criterion: Criterion, limits: Sequence[Limit], figures: FigureReader) -> Criterion:
    """The criterion with other limits, and their figures in the place of the old ones in text and examples.

    A text that has an old one nowhere, or in several places, which may be other things than the limit, keeps
    its figure; the criterion's own text is followed by the new ones then.
    """
    pairs = [pair for pair in zip(criterion.limits, limits, strict=False) if pair[0] != pair[1]]
    number = re.compile(figures.range)

    def said(text: str) -> tuple[str, bool]:
        """A text with the new figures, and whether it has all of them."""
        measures = figures.measures(fold(text))
        made: dict[Measure, str] = {}
        given = len(limits) == len(criterion.limits)
        for old, new in pairs:
            found = _figures(measures, old, new, criterion.limits)
            given = given and bool(found)
            for measure, low, high in found:
                made.setdefault(measure, _words(measure, low, high, old, new, number))
        end = len(text)
        for measure in reversed(measures):
            at = text.lower().rfind(measure.words, 0, end)
            if at < 0:
                given = given and measure not in made
                continue
            end = at
            if measure in made:
                text = f"{text[:at]}{made[measure]}{text[at + len(measure.words) :]}"
        return text, given

    text, given = said(criterion.text)
    if not given:
        text += f" (changed: {', '.join(limit_words(limit, limit.applies_to) for limit in limits)})"
    examples = tuple(said(example)[0] for example in criterion.examples)
    return criterion.model_copy(update={"limits": tuple(limits), "text": text, "examples": examples})


def _figures(measures: Sequence[Measure], old: Limit, new: Limit, rows: Iterable[Limit]) -> list[_Figure]:
    """The figure that is the old limit, or else those that are its ends; none where there are several."""
    whole = [one for one in measures if same_value(one, old.unit, old.low, old.high)]
    if whole:
        return [(whole[0], new.low, new.high)] if len(whole) == 1 else []
    others = [
        one for one in measures if not any(same_value(one, row.unit, row.low, row.high) for row in rows)
    ]
    found: list[_Figure] = []
    for was, end in ((old.low, new.low), (old.high, new.high)):
        ends = [one for one in others if same_value(one, old.unit, was, was)]
        if len(ends) > 1:
            return []
        found += [(one, end, end) for one in ends]
    return found


def _words(measure: Measure, low: float, high: float, old: Limit, new: Limit, number: re.Pattern[str]) -> str:
    """What stands in the place of a figure of the old limit.

    Where that will do, its numbers alone are other ones; what is spread over a time stays so.
    """
    start = number.match(measure.words)
    if start and measure.unit == new.unit and old.over == new.over and measure.high != 1 != high:
        return f"{amount_words(low, high, 'count')}{measure.words[start.end() :]}"
    over = (new.over.unit, new.over.low, new.over.high) if new.over else measure.over
    spread = f" over {amount_words(over[1], over[2], over[0])}" if over else ""
    return f"{amount_words(low, high, new.unit)}{spread}"
