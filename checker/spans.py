"""The letter's text and places in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

_BLOCK = 4096  # characters between the places whose line is remembered
_PRINTED = re.compile(r"^(?=[^\S\n]*\S)", re.M)  # where a line with something on it begins


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of character offsets into a letter's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a range")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span begins, as a reader counts: line and column from 1, page from 1 or None (no pages).

    In a text file the line is that of the file, as editors count. In a PDF it is the line of print on that
    page: the first line with words on it is 1, and blank lines don't count, since a page has none, only gaps
    of any height. The column counts characters from the line's beginning.
    """

    line: int
    column: int
    page: int | None


@dataclass(frozen=True, slots=True)
class LetterText:
    r"""A letter's text with ``\n`` line ends, and where its pages begin.

    ``page_starts`` holds the offset of each page's first character; empty where the form has no pages.
    ``lines_of_page``: lines are counted page by page, those with print on them alone (see :class:`Place`).
    ``lines_before`` (of the page, where those are counted) and ``pages_before`` stand before it in its file.
    """

    text: str
    page_starts: tuple[int, ...] = ()
    lines_of_page: bool = False
    lines_before: int = 0
    pages_before: int = 0
    # For each block of the text: the line breaks before it, and where the line it begins in starts. A list
    # of all lines would be eight times the size of a letter that is all line breaks.
    _breaks: array[int] = field(init=False, repr=False, compare=False)
    _line_starts: array[int] = field(init=False, repr=False, compare=False)
    _printed: array[int] = field(init=False, repr=False, compare=False)  # where each line of print begins

    def __post_init__(self) -> None:
        breaks, line_starts = array("q", [0]), array("q", [0])
        for begin in range(0, len(self.text) - _BLOCK, _BLOCK):
            last = self.text.rfind("\n", begin, begin + _BLOCK)
            breaks.append(breaks[-1] + self.text.count("\n", begin, begin + _BLOCK))
            line_starts.append(line_starts[-1] if last < 0 else last + 1)
        object.__setattr__(self, "_breaks", breaks)
        object.__setattr__(self, "_line_starts", line_starts)
        printed = (match.start() for match in _PRINTED.finditer(self.text)) if self.lines_of_page else ()
        object.__setattr__(self, "_printed", array("L", printed))

    def quote(self, span: Span) -> str:
        """The words at ``span``, white space folded."""
        return " ".join(self.text[span.start : span.end].split())

    def place(self, span: Span) -> Place:
        """Line, column and page of the span's first character. The end of the text is a place too."""
        block = min(span.start // _BLOCK, len(self._breaks) - 1)
        begin = block * _BLOCK
        line = self._breaks[block] + self.text.count("\n", begin, span.start) + 1
        last = self.text.rfind("\n", begin, span.start)
        line_start = self._line_starts[block] if last < 0 else last + 1
        page = bisect_right(self.page_starts, span.start) or None
        before = self.lines_before
        if self.lines_of_page and page is not None:
            above = bisect_left(self._printed, self.page_starts[page - 1])
            line = max(bisect_right(self._printed, span.start) - above, 1)
            before = before if page == 1 else 0
        return Place(line + before, span.start - line_start + 1, page and page + self.pages_before)

    def part(self, span: Span) -> LetterText:
        """The text at ``span``, which begins with a line, with its places as they are in this one."""
        if span == Span(0, len(self.text)):
            return self
        first = self.place(span)
        began = bisect_right(self.page_starts, span.start)
        starts = [start - span.start for start in self.page_starts[began:] if start < span.end]
        return LetterText(
            self.text[span.start : span.end],
            (0, *starts) if self.page_starts else (),
            self.lines_of_page,
            first.line - 1,
            max(began - 1, 0) + self.pages_before,
        )
