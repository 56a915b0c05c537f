"""Wilson's interval against published values, and what it must be at the ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.stats.interval import wilson


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3: the score interval without correction.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_values(count: int, total: int, low: float, high: float) -> None:
    assert tuple(round(bound, 4) for bound in wilson(count, total)) == (low, high)


def test_another_level_by_hand() -> None:
    # z is 1.6449 at 90 %; the half is 1.6449 * sqrt(0.25 / 4 + 2.7055 / 64) / (1 + 2.7055 / 4), 0.318
    assert [round(bound, 3) for bound in wilson(2, 4, 0.9)] == [0.182, 0.818]


@given(st.integers(1, 10_000), st.data())
def test_the_share_is_inside_and_the_other_share_has_the_other_interval(
    total: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, total))
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1
    other = wilson(total - count, total)
    assert (1 - other[1], 1 - other[0]) == pytest.approx((low, high))
    wider = wilson(count, total, 0.999)
    assert wider[0] <= low
    assert wider[1] >= high


@pytest.mark.parametrize(("count", "total"), [(0, 0), (1, 0), (2, 1), (-1, 3)])
def test_there_is_no_share_of_nothing(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(count, total)
