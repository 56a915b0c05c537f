"""Parts of reports in words."""

from __future__ import annotations

import pytest

from checker.render.words import condition_words
from checker.report.records import ConditionRecord


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Improvement within 3 to 6 treatments.", "3-6 visits", "Improvement within 3 to 6 treatments."),
        ("A trial of visits.", "at most 6 visits", "A trial of visits: at most 6 visits"),
        ("At most 6 visits.", "at most 8 visits", "At most 6 visits: at most 8 visits"),
        ("A trial.", None, "A trial."),
        (
            "A sprain 9 visits, a rupture 24 visits.",
            "9 visits",
            "A sprain 9 visits, a rupture 24 visits: 9 visits",
        ),
    ],
)
def test_a_figure_stands_once(text: str, value: str | None, words: str) -> None:
    assert condition_words(ConditionRecord(text=text, value=value, case="unmet")) == words
