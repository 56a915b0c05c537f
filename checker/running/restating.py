"""The words of a criterion whose limits are changed: they give the figures that are in force then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.casefile.wording import amount_words, limit_words
from checker.knowledge.guidelines import Criterion, Limit
from checker.knowledge.phrases import fold
from checker.letter import Measure
from checker.reading.figures import FigureReader
from checker.reading.measures import same_value


def with_limits(criterion: Criterion, limits: Sequence[Limit], figures: FigureReader) -> Criterion:
    """The criterion with other limits, and their figures in the place of the old ones in text and examples.

    A text that has none of the old ones is followed by the new ones.
    """
    rows = [pair for pair in zip(criterion.limits, limits, strict=False) if pair[0] != pair[1]]

    number = re.compile(figures.range)

    def said(text: str) -> str:
        for measure in reversed(figures.measures(fold(text))):
            new = next((words for old, new in rows if (words := _figure(measure, old, new, number))), None)
            at = text.lower().rfind(measure.words)
            if new is not None and at >= 0:
                text = f"{text[:at]}{new}{text[at + len(measure.words) :]}"
        return text

    text = said(criterion.text)
    if text == criterion.text and criterion.limits != tuple(limits):
        text += f" (changed: {', '.join(limit_words(limit, limit.applies_to) for limit in limits)})"
    examples = tuple(map(said, criterion.examples))
    return criterion.model_copy(update={"limits": tuple(limits), "text": text, "examples": examples})


def _figure(measure: Measure, old: Limit, new: Limit, number: re.Pattern[str]) -> str | None:
    """What stands in the place of a figure that is the old limit, or one end of it; None for another one.

    Where that will do, its numbers alone are other ones; what is spread over a time stays so.
    """
    ends = (old.low, old.high, new.low, new.high), (old.high, old.high, new.high, new.high)
    for least, most, low, high in (*ends, (old.low, old.low, new.low, new.low)):
        if same_value(measure, old.unit, least, most):
            start = number.match(measure.words)
            if start and measure.unit == new.unit and old.over == new.over and most != 1 != high:
                return f"{amount_words(low, high, 'count')}{measure.words[start.end() :]}"
            over = (new.over.unit, new.over.low, new.over.high) if new.over else measure.over
            spread = f" over {amount_words(over[1], over[2], over[0])}" if over else ""
            return f"{amount_words(low, high, new.unit)}{spread}"
    return None
