"""A memo as PDF."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter as us_letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from checker.render.memo.content import Memo, Part, Passage, Point

_BODY = ParagraphStyle("body", fontName="Vera", fontSize=9.5, leading=13, spaceAfter=4)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7.5, leading=10, textColor=colors.HexColor("#57606a"))
_BOLD = ParagraphStyle("bold", parent=_BODY, fontName="VeraBd")
_HEADS = (
    ParagraphStyle("title", parent=_BOLD, fontSize=15, leading=19, spaceAfter=8),
    ParagraphStyle("part", parent=_BOLD, fontSize=12, leading=16, spaceBefore=12, keepWithNext=1),
    ParagraphStyle("point", parent=_BOLD, spaceBefore=8, keepWithNext=1),
)
_WIDTH = us_letter[0] - 2 * inch
_LONGEST = 1_500  # characters of a cell, which has to fit on a page


def pdf(memo: Memo) -> bytes:
    """The memo as a PDF file on US Letter pages; a character without a glyph is shown by its number."""
    _register()
    story: list[Any] = [_words(memo.title, _HEADS[0])]
    story += [_words(f"{label}: {words}") for label, words in memo.about]
    for part in memo.parts:
        story += _part(part)
    story += [Spacer(1, 12), _words(memo.closing, _SMALL)]
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written, pagesize=us_letter, title=memo.title, author="imr-check", invariant=1,
        leftMargin=inch, rightMargin=inch, topMargin=inch, bottomMargin=inch,
    )  # fmt: skip
    document.build(story)
    return written.getvalue()


def _register() -> None:
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))


def _part(part: Part) -> list[Any]:
    story = [_words(part.heading, _HEADS[1])]
    story += [_words(part.note)] if part.note else []
    for number, point in enumerate(part.points, 1):
        story += [_words(f"{number}. {point.item}: {point.message}", _HEADS[2]), *_sides(point)]
        story += [_words(f"To match: {point.remedy}")] if point.remedy else []
        story.append(_words(point.origin, _SMALL))
    story += [_words(f"\u2022 {line}") for line in part.lines]
    return story


def _sides(point: Point) -> list[Any]:
    """The passages beside each other; a long one over the width of the page, where it can be broken."""
    left, right = point.letter, (point.guideline,) if point.guideline else ()
    passages = (*left, *right)
    if not passages:
        return []
    if sum(len(one.where) + len(one.words) for one in passages) > _LONGEST:
        return [each for one in passages for each in _passage(one)]
    sides = [[each for one in side for each in _passage(one)] for side in (left, right) if side]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOX", (0, 0), (-1, -1), 0.5, colors.grey)])
    return [Table([sides], colWidths=[_WIDTH / len(sides)] * len(sides), style=style), Spacer(1, 4)]


def _passage(passage: Passage) -> list[Paragraph]:
    return [_words(passage.where, _BOLD), *([_words(passage.words)] if passage.words else [])]


def _words(text: str, style: ParagraphStyle = _BODY) -> Paragraph:
    glyphs = pdfmetrics.getFont(style.fontName).face.charToGlyph
    shown = "".join(sign if ord(sign) in glyphs else f"[U+{ord(sign):04X}]" for sign in text)
    return Paragraph(escape(shown), style)
