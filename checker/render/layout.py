"""The page of the terminal report: one left margin for labels and marks, one axis for the text.

Everything is built as lines of :class:`rich.text.Text`, wrapped here, so that neither markup nor trailing
blanks reach the terminal. Words from letters, files and rules enter through :meth:`Page.text` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from checker.counting import counted
from checker.render.sanitize import clean_line
from checker.render.words import ASCII_MARKS, UNICODE_MARKS, Marks
from checker.report.escaping import escape_line

Verbosity = Literal["quiet", "normal", "verbose"]
Lines = list[Text]

INDENT = 2
MARGIN = 18  # the longest mark and status word, "○ no source known"
AXIS = INDENT + MARGIN + 2

_GAP = 4

_WIDEST = 160  # past this a line is too long to read
_PROSE = 96
_NARROWEST = 24
_BESIDE = 120

# What typewriters print for the signs that an old code page lacks.
_PLAIN_SIGNS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\xa0": " ", "•": "*"}
)


class Page:
    """A console's width and encoding, and the ways to set words on it."""

    def __init__(self, console: Console, verbosity: Verbosity, *, notes: bool = False) -> None:
        self._console = console
        self._encoding = console.encoding
        self.verbosity = verbosity
        self.notes = notes or verbosity == "verbose"
        self.width = max(min(console.width, _WIDEST), AXIS + _NARROWEST)
        self.marks = UNICODE_MARKS if self._can_print(_signs(UNICODE_MARKS)) else ASCII_MARKS

    @property
    def verbose(self) -> bool:
        """Whether everything is to be shown."""
        return self.verbosity == "verbose"

    @property
    def wide(self) -> bool:
        """Whether there is room for two columns."""
        return self.width >= _BESIDE

    def print(self, lines: Lines) -> None:
        """Print lines as they are."""
        if lines:
            for line in lines:
                line.rstrip()
            self._console.print(Text("\n").join(lines), soft_wrap=True, highlight=False)

    def text(self, words: str, style: str = "", *, limit: int | None = None) -> Text:
        """Set untrusted words, clean and on one line. Past ``limit`` characters they are cut, and say so."""
        line = clean_line(words)
        if limit is not None and len(line) > limit and not self.verbose:
            line = f"{line[:limit]}{self.marks.ellipsis} [{counted(len(line) - limit, 'more character')}]"
        return Text(self._printable(line), style=style)

    def name(self, path: str, style: str = "") -> Text:
        """Set the name of a file; what is unseen in it is escaped, so that no two files look the same."""
        return self.text(escape_line(path), style)

    def quote(self, words: str, *, limit: int) -> Text:
        """Set words of the letter in quotation marks."""
        opening, closing = self.marks.quotes
        return Text.assemble(opening, self.text(words, limit=limit), closing)

    def wrap(self, paragraphs: Sequence[Text], width: int) -> Lines:
        """Break the paragraphs into lines of at most ``width`` cells."""
        lines: Lines = []
        for paragraph in paragraphs:
            lines += paragraph.wrap(self._console, max(width, 1), overflow="fold")
        for line in lines:
            line.rstrip()
        return lines

    def hang(self, label: Text | str, *paragraphs: Text, indent: int = INDENT, margin: int = MARGIN) -> Lines:
        """Set paragraphs on the axis, the first with a mark or label in the margin."""
        if not paragraphs:
            return []
        body = self.wrap(paragraphs, min(self.width - indent - margin - 2 * INDENT, _PROSE))
        return _columns(self.wrap([_text(label)], margin), body, margin, indent=indent)

    def heading(self, words: str) -> Lines:
        """Set the heading of a section of an item: capitals, so that it reads without bold type."""
        return [Text(" " * INDENT).append(words.upper(), style="bold"), Text()]

    def flow(self, *paragraphs: Text, indent: int = INDENT) -> Lines:
        """Set paragraphs over the whole width."""
        lines = self.wrap(paragraphs, self.width - indent - INDENT)
        return [Text(" " * indent).append_text(line) for line in lines]

    def packed(self, label: str, parts: Sequence[str], style: str) -> Lines:
        """Set parts one after the other over the whole width, none broken that fits on a line."""
        lines = [label]
        for number, part in enumerate(parts):
            end = ";" if number + 1 < len(parts) else ""
            if cell_len(f"{lines[-1]} {part}{end}") > self.width:
                lines.append("")
            lines[-1] = f"{lines[-1]} {part}{end}".strip()
        return self.wrap([Text(line, style=style) for line in lines], self.width)

    def beside(self, left: Sequence[tuple[str, Text]], right: Sequence[Text]) -> Lines:
        """Set labelled paragraphs and, in a second column, unlabelled ones. The console is wide enough."""
        width = (self.width - AXIS - INDENT - _GAP) // 2
        rows: Lines = []
        for label, words in left:
            body = self.wrap([words], width)
            rows += [Text(), *_columns(self.wrap([_text(label)], MARGIN), body, MARGIN, indent=INDENT)]
        return _columns(rows[1:], self.wrap(right, width), AXIS + width, gap=_GAP)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Sequence[Text]]], shares: Sequence[int]
    ) -> Lines:
        """Set rows of cells, each of paragraphs, under headings; columns are as wide as their shares."""
        room = self.width - 2 * INDENT - 2 * (len(heads) - 1)
        widths = [room * share // sum(shares) for share in shares]
        cells: list[list[Lines]] = [[[Text(head, style="bold")] for head in heads]]
        cells += [[self.wrap(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
        lines: Lines = []
        for row in cells:
            joined, reach = row[0], widths[0]
            for cell, width in zip(row[1:], widths[1:], strict=True):
                joined = _columns(joined, cell, reach)
                reach += 2 + width
            lines += [Text(" " * INDENT).append_text(line) for line in joined]
            lines.append(Text(" " * INDENT).append(self.marks.light * (reach), style="dim"))
        return lines[:-1]

    def rule(self, words: str, sign: str) -> Lines:
        """Draw a line across the page that begins with a heading."""
        head = Text.assemble((sign * 2, "dim"), " ", words, " ")
        return [head.append(sign * max(self.width - head.cell_len, 2), style="dim")]

    def fit(self, words: Text, width: int) -> Text:
        """Set the words in exactly ``width`` cells, cut with an ellipsis or filled up."""
        if words.cell_len <= width:
            return Text.assemble(words, " " * (width - words.cell_len))
        dots = self.marks.ellipsis
        kept = set_cell_size(words.plain, width - cell_len(dots)).rstrip()
        return Text(set_cell_size(kept + dots, width), style=words.style)

    def _printable(self, line: str) -> str:
        if self._can_print(line):
            return line
        return (
            line.translate(_PLAIN_SIGNS)
            .encode(self._encoding, errors="backslashreplace")
            .decode(self._encoding, errors="replace")
        )

    def _can_print(self, words: str) -> bool:
        try:
            words.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True


def _text(words: Text | str) -> Text:
    return Text(words) if isinstance(words, str) else words


def _columns(left: Lines, right: Lines, width: int, *, gap: int = 2, indent: int = 0) -> Lines:
    """Set two columns of lines beside each other; the left one is ``width`` cells wide."""
    rows: Lines = []
    for number in range(max(len(left), len(right))):
        row = Text(" " * indent)
        if number < len(left):
            row.append_text(left[number])
        if number < len(right) and right[number]:
            row.append(" " * (indent + width + gap - row.cell_len))
            row.append_text(right[number])
        rows.append(row)
    return rows


def _signs(marks: Marks) -> str:
    return "".join(
        [
            *marks.verdict.values(),
            *marks.severity.values(),
            *marks.status.values(),
            *marks.standing.values(),
            *marks.outcome.values(),
            marks.heavy + marks.light + marks.dot + marks.arrow + marks.ellipsis,
            *marks.quotes,
        ]
    )
