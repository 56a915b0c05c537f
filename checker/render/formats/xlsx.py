"""``xlsx``: a workbook with a sheet of rationales, one of findings, one of conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from checker.render.formats.extras import FormatError, library
from checker.render.formats.set_aside import set_aside
from checker.render.formats.tables import (
    Cell,
    ConditionRow,
    FindingRow,
    LetterColumns,
    RationaleRow,
    cells_of,
    columns_of,
    condition_rows,
    finding_rows,
    rationale_rows,
)
from checker.report.records import Report

MOST_ROWS = 1_048_576
MOST_SIGNS = 32_767  # in a cell
_CUT = " … [cut]"
_WIDTHS = {"path": 30, "title": 36, "message": 60, "why": 60, "quote": 60, "guideline": 40, "condition": 50}
_MADE = datetime(2000, 1, 1)  # the same run gives the same bytes


def require() -> None:
    """Raise FormatError where the library is missing."""
    library("xlsxwriter", "XlsxWriter", "xlsx")


def parts(report: Report) -> Iterator[bytes]:
    """Write the workbook. Raises FormatError where a sheet has no room for all rows."""
    return set_aside(lambda file: _write_book(report, file))


def _write_book(report: Report, file: BinaryIO) -> None:
    # A row is on the disk once the next is begun.
    book = library("xlsxwriter", "XlsxWriter", "xlsx").Workbook(file, {"constant_memory": True})
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True})
    tables: tuple[tuple[str, type[LetterColumns], Iterable[LetterColumns]], ...] = (
        ("rationales", RationaleRow, rationale_rows(report)),
        ("findings", FindingRow, finding_rows(report)),
        ("conditions", ConditionRow, condition_rows(report)),
    )
    try:
        for name, kind, rows in tables:
            _fill(book.add_worksheet(name), name, columns_of(kind), rows, head)
    finally:
        book.close()  # and what it set aside on the disk is gone


def _fill(sheet: Any, name: str, columns: tuple[str, ...], rows: Iterable[LetterColumns], head: Any) -> None:
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, _WIDTHS.get(title, 14))
    last = 0
    for last, row in enumerate(rows, start=1):
        if last >= MOST_ROWS:
            raise FormatError(
                f"a sheet of xlsx holds {MOST_ROWS - 1:,} {name}, this run has more: take parquet"
            )
        for column, cell in enumerate(cells_of(row)):
            _write(sheet, last, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    """Write a cell by its type: a text is never taken for a formula, link or number."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        fits = len(cell) <= MOST_SIGNS
        sheet.write_string(row, column, cell if fits else cell[: MOST_SIGNS - len(_CUT)] + _CUT)
    elif cell is not None:
        sheet.write_number(row, column, cell)
