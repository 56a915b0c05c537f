"""A cap whose bound is turned round is told by the examples that say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.casefile.bounds import turned_examples
from checker.judging.guideline_mutants import mutate_criterion
from checker.knowledge.guidelines import Criterion
from checker.knowledge.quantities import Bound
from tests.shipped import checker

CAP = "ODG.pain.zolp.seven_to_ten_days"


def cap(bound: Bound, *examples: str) -> Criterion:
    """The cap on zolpidem with another bound and other examples."""
    own = checker().compiled.criteria.by_id[CAP].criterion
    limits = tuple(limit.model_copy(update={"bound": bound}) for limit in own.limits)
    return own.model_copy(update={"limits": limits, "examples": examples})


MOST = (
    "Zolpidem is for no longer than 7 to 10 days.",
    "Zolpidem is given for up to 7 to 10 days.",
    "Use of zolpidem beyond 7-10 days is not recommended.",
)
LEAST = ("Zolpidem is given for at least 7 to 10 days.",)
NEITHER = ("The course of zolpidem is 7 to 10 days.",)


@pytest.mark.parametrize(
    ("bound", "examples", "turned"),
    [
        *(("at_least", (one,), (one,)) for one in MOST),
        *(("at_most", (one,), ()) for one in MOST),
        ("at_most", LEAST, LEAST),
        ("at_least", LEAST, ()),
        ("at_least", NEITHER, ()),
        ("at_least", (*MOST, *LEAST), ()),  # one has it this way
    ],
)
def test_examples_that_have_a_cap_the_other_way_round(
    bound: Bound, examples: tuple[str, ...], turned: tuple[str, ...]
) -> None:
    compiled = checker().compiled
    stated = replace(compiled.criteria.by_id[CAP], criterion=cap(bound, *examples))
    assert tuple(turned_examples(stated, compiled.reader, compiled.lexicon)) == turned


def test_a_bound_that_no_example_says_survives() -> None:
    compiled = checker().compiled
    turned = "at least 7-10 days in place of at most 7-10 days"
    assert turned in mutate_criterion(compiled, cap("at_most", *NEITHER)).survivors
    assert turned not in mutate_criterion(compiled, cap("at_most", *MOST)).survivors
