"""Which of several marks bears on a place of a sentence: the one inside it, before it, or soon after."""

from __future__ import annotations

from collections.abc import Iterable

from checker.knowledge.marks import MarkName
from checker.reading.marks import Marks

_AFTER = 60  # characters after a place within which a mark still bears on it


def governing(marks: Marks, names: Iterable[MarkName], start: int, end: int) -> MarkName | None:
    """The mark that bears on [start, end): one inside it, else the last before, else the next after.

    Of two at one place the earlier named counts.
    """
    inside: list[tuple[int, MarkName]] = []
    before: list[tuple[int, MarkName]] = []
    after: list[tuple[int, MarkName]] = []
    for name in names:
        for first, last in marks.places(name):
            if last <= start:
                before.append((start - last, name))
            elif first >= end:
                after.append((first - end, name))
            else:
                inside.append((first, name))
    near = [one for one in after if one[0] <= _AFTER]
    ends = [at for at, _ in marks.places("terminators")]
    parted = [one for one in before if near and any(start - one[0] < at < start for at in ends)]
    if inside or len(before) > len(parted):
        return min(inside or before, key=lambda one: one[0])[1]
    return min(near, key=lambda one: one[0])[1] if near else None
