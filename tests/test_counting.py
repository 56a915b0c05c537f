"""Numbers of things in words."""

from __future__ import annotations

import pytest

from checker.counting import counted


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "item", "0 items"),
        (1, "item", "1 item"),
        (2, "item", "2 items"),
        (1_200, "more character", "1,200 more characters"),
        (1, "criterion", "1 criterion"),
        (2, "criterion", "2 criteria"),
    ],
)
def test_a_number_of_things(count: int, noun: str, words: str) -> None:
    assert counted(count, noun) == words
