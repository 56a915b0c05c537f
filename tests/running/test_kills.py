"""Processes of a run killed at random, and the run itself: the same bytes as undisturbed."""

from __future__ import annotations

from benchmarks.kills import killed_run


def test_a_run_that_is_killed_and_resumed() -> None:
    same, workers, parents = killed_run(60, workers=1, parents=1)
    assert same
    assert workers + parents  # how many it was in time for
