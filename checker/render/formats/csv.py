"""``csv``: a row a finding, as RFC 4180 has it. No cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from checker.render.formats.tables import Cell, FindingRow, cells_of, columns_of, finding_rows
from checker.report.records import Report

# Spreadsheets run a cell that begins so, also after space and in full width.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def parts(report: Report) -> Iterator[str]:
    """Write the findings, and the inputs that were not checked."""
    yield _line(columns_of(FindingRow))
    for row in finding_rows(report):
        yield _line(map(inert, cells_of(row)))


def _line(cells: Iterable[Cell]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()


def inert(cell: Cell) -> Cell:
    """Put an apostrophe before a cell that would be run: spreadsheets take it for text then."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
