"""Statistics on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from checker.render.sanitize import clean_line
from checker.stats.runs import Run
from checker.stats.sections import Section, Table, about

_LEAST = 12  # columns of what a row is about


def shown(run: Run, sections: Iterable[Section]) -> Group:
    """The tables with what was counted above them."""
    tables = [table for section in sections for table in section.tables]
    return Group(*map(_text, about(run)), *(part for table in tables for part in _table(table)))


def _table(table: Table) -> Iterator[RenderableType]:
    yield Text()
    yield Text(table.title, style="bold")
    if not table.rows:
        yield Text("  None.")
    else:
        yield _grid(table)
    for note in table.notes:
        yield Text(f"  {note}", style="dim")


def _grid(table: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="")
    words = len(table.heads) - table.figures
    for number, head in enumerate(table.heads):
        right = number >= words
        # Figures keep their place; words are folded.
        grid.add_column(
            _text(head),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
            min_width=None if number else _LEAST,
        )
    for row in table.rows:
        grid.add_row(*map(_text, row))
    return grid


def _text(words: str) -> Text:
    return Text(clean_line(words))
