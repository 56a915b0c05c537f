"""The letter's text and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of character offsets into a letter's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is not a range")

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span begins, as a reader counts: line and column from 1, page from 1 or None (no pages)."""

    line: int
    column: int
    page: int | None


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter's text with ``\\n`` line ends, and where its pages begin.

    ``page_starts`` holds the offset of each page's first character; empty where the form has no pages.
    """

    text: str
    page_starts: tuple[int, ...] = ()
    _line_starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        object.__setattr__(self, "_line_starts", tuple(starts))

    def quote(self, span: Span) -> str:
        """The words at ``span``, white space folded."""
        return " ".join(self.text[span.start : span.end].split())

    def place(self, span: Span) -> Place:
        """Line, column and page of the span's first character."""
        line = bisect_right(self._line_starts, span.start)
        page = bisect_right(self.page_starts, span.start) or None
        return Place(line, span.start - self._line_starts[line - 1] + 1, page)
