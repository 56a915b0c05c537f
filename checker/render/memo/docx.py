"""A memo as a Word document."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.shared import Inches, Pt

from checker.render.memo.content import Memo, Part, Point

_SAVED = datetime(2000, 1, 1, tzinfo=UTC)  # not the clock's: the same letter gives the same document
_SIZE = 10.5
_TITLE = 18
_ABOUT = (1.6, 4.4)  # inches: the label of what the memo is about, and its words
_PROPERTY = 255  # characters that a document property may have


def docx(memo: Memo) -> bytes:
    """The memo as a DOCX file, both passages of a finding beside each other in a table."""
    document = Document()
    document.styles["Normal"].font.size = Pt(_SIZE)
    document.styles["Title"].font.size = Pt(_TITLE)
    properties = document.core_properties
    properties.title, properties.author = memo.title[:_PROPERTY], "imr-check"
    properties.created = properties.modified = _SAVED
    document.add_heading(memo.title, 0)
    about = document.add_table(0, 2)
    about.autofit = False
    for column, width in zip(about.columns, _ABOUT, strict=True):
        column.width = Inches(width)
    for label, words in memo.about:
        cells = about.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        cells[1].text = words
    for part in memo.parts:
        _part(document, part)
    document.add_paragraph(memo.closing).runs[0].italic = True
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _part(document: Any, part: Part) -> None:
    document.add_heading(part.heading, 1)
    if part.note:
        document.add_paragraph(part.note)
    for number, point in enumerate(part.points, 1):
        document.add_heading(f"{number}. {point.item}: {point.message}", 2)
        _sides(document, point)
        if point.remedy:
            document.add_paragraph(f"To match: {point.remedy}")
        document.add_paragraph(point.origin).runs[0].font.size = Pt(_SIZE - 2)
    for line in part.lines:
        document.add_paragraph(line, style="List Bullet")


def _sides(document: Any, point: Point) -> None:
    sides = [point.letter, (point.guideline,) if point.guideline else ()]
    table = document.add_table(1, sum(map(bool, sides)) or 1, style="Table Grid")
    for cell, passages in zip(table.rows[0].cells, [side for side in sides if side], strict=False):
        first = True
        for passage in passages:
            head = cell.paragraphs[0] if first else cell.add_paragraph()
            head.add_run(passage.where).bold = True
            if passage.words:
                cell.add_paragraph(passage.words)
            first = False
