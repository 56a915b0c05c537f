"""A PDF's text, page by page. Runs in the extraction process only: the library is native code.

pdfium leaves out blank lines, and joins a word that is hyphenated at a line's end around U+FFFE. Both are
put back, so that the text reads like the page: a gap between base lines that is clearly more than the usual
one of the letter is a blank line.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from statistics import median, quantiles
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from checker.errors import UnreadableError

MAX_PAGES = 2000
_END_MARK = b"%%EOF"
_TAIL = 1024
_PADDING = b"\0\t\r\n "
_LINE_HYPHEN = "\ufffe"
_BLANK_LINE_GAP = 1.7  # times the usual distance of base lines
_SHORT_LINE = 0.8  # of a long line's characters
_NEEDS_OCR = "a scan needs text recognition (OCR) first"
_SENTENCE_END = (".", ":", "?", "!", ")", '"', "\u201d")


class Line(NamedTuple):
    """A line of a page, and the height of its base line in points (unknown: that of the line above)."""

    text: str
    baseline: float


def pdf_pages(data: bytes) -> list[str]:
    """Extract each page's text. Raises UnreadableError for a PDF that would give none, or not all of it."""
    if _END_MARK not in data.rstrip(_PADDING)[-_TAIL:]:
        raise UnreadableError("the PDF is cut off: its end mark is missing")
    with closing(_open(data)) as document:
        if len(document) > MAX_PAGES:
            raise UnreadableError(f"the PDF has more than {MAX_PAGES:,} pages")
        pages = [_page_lines(document, index) for index in range(len(document))]
    if not any(pages):
        raise UnreadableError(f"the PDF holds no text: {_NEEDS_OCR}")
    return space_pages(pages)


def space_pages(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Join each page's lines, with the blank lines that the gaps between base lines show."""
    gaps = [above.baseline - line.baseline for page in pages for above, line in pairwise(page)]
    lengths = [len(line.text) for page in pages for line in page]
    blank_gap = _BLANK_LINE_GAP * median([gap for gap in gaps if gap > 0] or [float("inf")])
    long_line = quantiles(lengths, n=4)[2] if len(lengths) > 1 else 0
    return [_space_page(page, blank_gap, _SHORT_LINE * long_line) for page in pages]


def _space_page(page: Sequence[Line], blank_gap: float, short_line: float) -> str:
    """Join a page's lines; it ends in a blank line unless its last sentence seems to go on overleaf."""
    if not page:
        return ""
    texts = [page[0].text]
    for above, line in pairwise(page):
        if above.baseline - line.baseline > blank_gap:
            texts.append("")
        texts.append(line.text)
    if len(texts[-1]) < short_line or texts[-1].endswith(_SENTENCE_END):
        texts.append("")
    return "\n".join(texts)


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("the PDF is encrypted with a password") from error
        raise UnreadableError("the PDF is damaged or uses an encryption that cannot be read") from error


def _page_lines(document: Any, index: int) -> list[Line]:
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as textpage:
            lines = _lines(textpage)
            if not lines and any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,))):
                raise UnreadableError(f"page {index + 1} of the PDF is an image without text: {_NEEDS_OCR}")
            return lines
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"page {index + 1} of the PDF is damaged") from error


def _lines(textpage: Any) -> list[Line]:
    text = textpage.get_text_range()
    lines: list[Line] = []
    offset = 0
    baseline = 0.0
    for chunk in text.replace(_LINE_HYPHEN, _LINE_HYPHEN + "\r\n").split("\r\n"):
        baseline = _baseline(textpage, offset, baseline)
        offset += len(chunk) if chunk.endswith(_LINE_HYPHEN) else len(chunk) + 2
        content = chunk.replace(_LINE_HYPHEN, "-").replace("\0", "\ufffd").rstrip()
        if content:
            lines.append(Line(content, baseline))
    return lines


def _baseline(textpage: Any, offset: int, default: float) -> float:
    """Height of the base line of the character at an offset into the page's text."""
    x, y = ctypes.c_double(), ctypes.c_double()
    character = raw.FPDFText_GetCharIndexFromTextIndex(textpage, offset)
    return y.value if raw.FPDFText_GetCharOrigin(textpage, character, x, y) else default
