"""Which of several marks bears on a place of a sentence: the one inside it, before it, or soon after."""

from __future__ import annotations

from collections.abc import Iterable

from checker.knowledge.marks import MarkName
from checker.reading.marks import Marks

_AFTER = 60  # characters after a place within which a mark still bears on it


def governing(
    marks: Marks, names: Iterable[MarkName], start: int, end: int, after: int = _AFTER
) -> MarkName | None:
    """The mark that bears on [start, end): one inside it, else the last before, else the next after.

    Of two that end at one place the longer counts, of two at the same place the earlier named. ``after`` is
    how many characters behind a place a mark still bears on it.
    """
    inside: list[tuple[int, MarkName]] = []
    before: list[tuple[int, int, MarkName]] = []
    behind: list[tuple[int, MarkName]] = []
    for name in names:
        for first, last in marks.places(name):
            if last <= start:
                before.append((start - last, first - last, name))
            elif first >= end:
                behind.append((first - end, name))
            else:
                inside.append((first, name))
    near = [one for one in behind if one[0] <= after]
    ends = [at for at, _ in marks.places("terminators")]
    parted = [one for one in before if near and any(start - one[0] < at < start for at in ends)]
    if inside:
        return min(inside, key=lambda one: one[0])[1]
    if len(before) > len(parted):
        return min(before, key=lambda one: one[:2])[2]
    return min(near, key=lambda one: one[0])[1] if near else None
