"""Statistics as data and as Markdown. What letters say is words there, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from checker.errors import CheckerError
from checker.render.formats.csv import inert
from checker.render.formats.markdown import code
from checker.render.formats.placing import line_of
from checker.stats.interval import LEVEL
from checker.stats.runs import Run
from checker.stats.sections import Cell, Section, Table, about

SEPARATOR = " + "  # between the parts of a group in one cell


class OneTableError(CheckerError):
    """CSV holds one table."""


def as_data(run: Run, sections: Iterable[Section]) -> dict[str, Any]:
    """Plain data, for JSON."""
    counts = {"letters": run.letters, "not_checked": run.unchecked, "rationales": run.rationales}
    shown = {section.name: list(map(dict, section.records)) for section in sections}
    return {"counts": counts, "level": LEVEL, **shown}


def as_csv(sections: Sequence[Section]) -> str:
    """One section as RFC 4180 has it; no cell is a formula to a spreadsheet. Raises OneTableError."""
    if len(sections) != 1:
        names = " and ".join(f"--{section.name}" for section in sections)
        raise OneTableError(f"the format csv holds one table: choose one of {names}")
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(sections[0].columns)
    for record in sections[0].records:
        writer.writerow([inert(_one_cell(record[name])) for name in sections[0].columns])
    return file.getvalue()


def as_markdown(run: Run, sections: Iterable[Section]) -> str:
    """GitHub's Markdown, a table each."""
    blocks = ["# imr-check stats", "\n".join(f"- {line}" for line in about(run))]
    for table in (table for section in sections for table in section.tables):
        blocks += [f"## {table.title}", _table(table), *table.notes]
    return "\n\n".join(blocks) + "\n"


def _one_cell(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, tuple):
        return line_of(SEPARATOR.join(cell))
    return line_of(cell) if isinstance(cell, str) else cell


def _table(table: Table) -> str:
    if not table.rows:
        return "None."
    words = len(table.heads) - table.figures
    rule = ["---"] * words + ["---:"] * table.figures
    rows = [_row(row, words) for row in table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (table.heads, rule, *rows))


def _row(row: Sequence[str], words: int) -> list[str]:
    """Words as code spans, in which a bar would still end the cell."""
    return [
        code(cell).replace("|", "\\|") if number < words and cell else cell for number, cell in enumerate(row)
    ]
