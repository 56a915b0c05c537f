"""The invented items with a reading: the figures of ``benchmarks.judged`` may rise, not fall."""

from __future__ import annotations

from collections import Counter

from benchmarks.judged import FOLDER, judged
from tests.shipped import checker

# Of 843 items 230 are read as inconsistent.
FOUND_AT_LEAST = 159
CONSISTENT_AT_LEAST = 409  # of those found consistent
WRONGLY_CONSISTENT_AT_MOST = 38  # those that are read as inconsistent
FALSE_ERRORS_AT_MOST = 1  # items with an error that are not


def test_the_verdicts_of_careful_readers() -> None:
    items = [item for path in sorted(FOLDER.glob("*.yaml")) for item in judged(checker(), path)]
    pairs = Counter(item.verdicts for item in items)
    print(pairs)
    assert pairs["inconsistent", "inconsistent"] >= FOUND_AT_LEAST
    assert pairs["consistent", "consistent"] >= CONSISTENT_AT_LEAST
    assert pairs["inconsistent", "consistent"] <= WRONGLY_CONSISTENT_AT_MOST
    wrong = [item for item in items if item.errors and item.verdicts[0] != "inconsistent"]
    assert len(wrong) <= FALSE_ERRORS_AT_MOST, [error for item in wrong for error in item.errors]
