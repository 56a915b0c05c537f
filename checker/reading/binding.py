"""Letters bound in one file: where one determination ends and the next begins.

A letter is cut off only where the marks of a whole new one follow its items: two of case number and headings,
in their order, and then an item. A letter is never cut in two: what falls short of that stays one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.knowledge.language import LetterForm
from checker.knowledge.phrases import fold
from checker.reading.form import is_determination
from checker.reading.lines import Line, label_pattern, split_lines
from checker.spans import LetterText, Span

_MARKS_LEAST = 2
_HEADER_LINES_MOST = 16  # from the case number to the heading below the header
_ORDER = ("number", "credentials", "summary", "issues", "item")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that tells a part of a letter: which part, which line, and a case number as printed."""

    part: str
    line: int
    number: str = ""

    @property
    def rank(self) -> int:
        return _ORDER.index(self.part)


def find_letters(text: LetterText, form: LetterForm) -> tuple[Span, ...]:
    """The spans of the letters in a text, in order and without a gap: a single one's covers all."""
    lines = split_lines(text.text)
    starts = [0, *(_header_start(lines, cut, form) for cut in _cuts(_marks(text.text, lines, form)))]
    spans = tuple(Span(start, end) for start, end in pairwise((*starts, len(text.text))))
    if len(spans) > 1 and all(is_determination(text.text[span.start : span.end], form) for span in spans):
        return spans
    return (Span(0, len(text.text)),)


def _marks(text: str, lines: list[Line], form: LetterForm) -> list[_Mark]:
    headings = {fold(phrase): part for part, phrases in form.headings for phrase in phrases}
    marks = [
        _Mark(headings[words], index)
        for index, line in enumerate(lines)
        if (words := line.folded.rstrip(":. ")) in headings
    ]
    places = [line.span.start for line in lines]
    for match in _labelled(text, form.fields.case_number):
        index = bisect_right(places, match.end()) - 1
        value = lines[index].folded[match.end() - places[index] :].split()
        marks += [_Mark("number", index, value[0])] if value else []
    for _, phrases in form.labels:
        marks += [_Mark("item", bisect_right(places, match.end()) - 1) for match in _labelled(text, phrases)]
    return sorted(marks, key=lambda mark: (mark.line, mark.rank))


def _labelled(text: str, phrases: tuple[str, ...]) -> Iterator[re.Match[str]]:
    return label_pattern(phrases).finditer(text)


def _cuts(marks: list[_Mark]) -> Iterator[int]:
    """The line of the first mark of each letter after the first."""
    number, items = "", False
    opening: list[_Mark] = []
    for mark in marks:
        if mark.part != "item":
            opening = [*opening, mark] if opening and _goes_on(opening[-1], mark) else [mark]
            continue
        if not items or _is_new(opening, number):
            if items:
                yield opening[0].line
            number = next((seen.number for seen in opening if seen.number), "")
        items, opening = True, []


def _goes_on(before: _Mark, mark: _Mark) -> bool:
    """Whether a mark follows another as in one letter: in their order, a heading soon after the number."""
    near = before.part != "number" or mark.line - before.line <= _HEADER_LINES_MOST
    return before.rank < mark.rank and near


def _is_new(opening: list[_Mark], number: str) -> bool:
    """Whether marks are those of a new letter. The number that is known may be the header of a page."""
    return sum(not mark.number or mark.number != number for mark in opening) >= _MARKS_LEAST


def _header_start(lines: list[Line], first: int, form: LetterForm) -> int:
    """Where the header begins whose first mark is on a line: above it stand addresses, dates and names."""
    while first > 0 and lines[first - 1].folded.startswith(form.header):
        first -= 1
    return lines[first].span.start
