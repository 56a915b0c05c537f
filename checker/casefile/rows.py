"""Rows of a criterion's figures that won't do what is meant: what each is of is told by themselves alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checker.knowledge.guidelines import Criterion
from checker.knowledge.strict_yaml import Key
from checker.problems import Code

_TRIAL_AND_WHOLE = 2  # caps on visits that a criterion has without a table
_INTERVAL = re.compile(r"\b(?:every|each|per)\b")

Remark = tuple[Code, Key, str]


def on_rows(criterion: Criterion) -> Iterator[Remark]:
    """What is worth a look in the limits of a criterion, with its place below it."""
    yield from _of_any_case(criterion)
    yield from _of_the_same(criterion)
    yield from _of_a_course(criterion)


def _of_any_case(criterion: Criterion) -> Iterator[Remark]:
    """Rows of a table that name nothing that they are of: a trial and the whole are no table."""
    rows = Counter(limit.unit for limit in criterion.limits if limit.bound == "at_most")
    named = {limit.unit for limit in criterion.limits if limit.applies_to}
    for index, limit in enumerate(criterion.limits):
        table = limit.unit in named or (criterion.kind == "visit_cap" and rows[limit.unit] > _TRIAL_AND_WHOLE)
        if table and not limit.applies_to and not limit.note:
            message = (
                "it holds in any case, also in those that the other limits are for: name what it is of "
                "with applies_to, or say so in a note"
            )
            yield Code.ANY_ROW, ("limits", index), message


def _of_the_same(criterion: Criterion) -> Iterator[Remark]:
    """Rows of a table that are of the same as one before, and don't say what sets them apart."""
    before: set[tuple[str, str, frozenset[str]]] = set()
    for index, limit in enumerate(criterion.limits):
        of = (limit.unit, limit.bound, frozenset(limit.applies_to))
        if of in before and limit.applies_to and not limit.note:
            names = " and ".join(limit.applies_to)
            message = f"a second figure for {names}: say in a note what sets it apart, or name what it is of"
            yield Code.SAME_ROW, ("limits", index), message
        before.add(of)


def _of_a_course(criterion: Criterion) -> Iterator[Remark]:
    """So many visits over so long under the kind frequency, where the text names no interval."""
    if criterion.kind == "frequency" and not _INTERVAL.search(criterion.text):
        for index, limit in enumerate(criterion.limits):
            if limit.unit == "visit" and limit.over is not None:
                message = (
                    "frequency says how often, and no letter's visits are held against this: a visit_cap"
                )
                yield Code.COURSE, ("limits", index), message
