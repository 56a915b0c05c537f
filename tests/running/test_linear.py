"""Time grows with a text, and no faster: each input that once took more than its share."""

from __future__ import annotations

import pytest

from benchmarks.linear import INPUTS, SIZE, seconds

MOST = 3.3  # for twice the text: linear is 2, quadratic 4
SHORT = 0.05  # seconds: below it there is more noise than time
TRIES = 3  # what else runs adds time, and takes none away: the least of several is nearest to it
LONGEST = 10.0  # of 40 kB: what takes longer hangs, on however slow a machine


@pytest.mark.parametrize("name", INPUTS)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    half = whole = LONGEST
    for _ in range(TRIES):
        half = min(half, seconds(INPUTS[name], SIZE))
        whole = min(whole, seconds(INPUTS[name], 2 * SIZE))
        if whole < SHORT or whole / half < MOST:
            break
    print(f"{name}: {half:.3f} s, {whole:.3f} s")
    assert whole < LONGEST
    assert whole < SHORT or whole / half < MOST
