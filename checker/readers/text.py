"""Bytes to text: encodings, line ends, page breaks."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from itertools import accumulate

from checker.errors import UnreadableError
from checker.spans import LetterText

_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASCII = bytes(range(128))
_NOT_ASCII_LIMIT = 0.25
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_LIMIT = 0.1
_CONTROL_SAMPLE = 65_536
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
_FALLBACK = "checker.windows-1252"


def decode_text(data: bytes) -> str:
    r"""Read the text of a plain file, each line end ``\n``.

    Reads UTF-8, UTF-16 with a byte order mark, and Windows-1252, also for single bytes inside UTF-8. Raises
    UnreadableError for what is not text.
    """
    return unify_line_ends(_decode(data))


def decode_letter(data: bytes) -> LetterText:
    """Read a plain file as a letter."""
    return letter_of(_decode(data))


def letter_of(text: str) -> LetterText:
    r"""Take a text as a letter: each line end becomes ``\n``, and form feeds begin pages."""
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return join_pages(pages) if len(pages) > 1 else LetterText(unify_line_ends(pages[0]))


def join_pages(pages: Sequence[str], *, lines_of_page: bool = False) -> LetterText:
    """One letter of several pages, each beginning on a line of its own."""
    clean = [unify_line_ends(page) for page in pages]
    starts = accumulate((len(page) + 1 for page in clean[:-1]), initial=0)
    return LetterText("\n".join(clean), tuple(starts), lines_of_page)


def unify_line_ends(text: str) -> str:
    r"""Turn CRLF, CR, VT, FF, NEL, LS and PS into ``\n``."""
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return text


def _decode(data: bytes) -> str:
    if data.startswith(_BYTE_ORDER_MARKS):
        text = data.decode("utf-16", errors="replace")
    else:
        text = _decode_bytes(data)
    if "\0" in text:
        raise UnreadableError("it is binary, not text: it holds NUL characters")
    sample = text[:_CONTROL_SAMPLE]
    if len(_CONTROL.findall(sample)) > _CONTROL_LIMIT * len(sample):
        raise UnreadableError("it is binary, not text: it is full of control characters")
    return text


def _decode_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise UnreadableError("it is binary, not text: it holds NUL characters")
    if len(data.translate(None, _ASCII)) > _NOT_ASCII_LIMIT * len(data):
        raise UnreadableError("it is not text in UTF-8, UTF-16 with a byte order mark, or Windows-1252")
    return data.decode("utf-8-sig", errors=_FALLBACK)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are not UTF-8 as Windows-1252; a character cut off by the file's end is U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_FALLBACK, _windows_1252)
