"""One file to one letter's text, by what the file is rather than what it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from checker.errors import UnreadableError
from checker.readers.extract import extract_pages
from checker.readers.files import read_bytes
from checker.readers.text import decode_letter, join_pages, unify_line_ends
from checker.spans import LetterText

_PDF = b"%PDF-"
_HEAD = 1024  # PDF readers look for the mark this far
_BEFORE_MARK = b"\xef\xbb\xbf\0\t\r\n "
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_REFUSED = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "it is an old (.doc) or encrypted Word file: save it as .docx",
    b"{\\rtf": "it is RTF: save it as .docx, .pdf or .txt",
}

Form = Literal["text", "pdf", "docx"]


def read_letter(path: Path) -> LetterText:
    """Read the text of a letter: a text, PDF or DOCX file, or standard input (``STDIN``).

    Raises UnreadableError; its message is the reason in one line, without the path and without letter text.
    """
    return letter_from(read_bytes(path), path.suffix)


def letter_from(data: bytes, suffix: str) -> LetterText:
    """The text of a letter from the bytes of its file, whose name has this suffix. Raises UnreadableError."""
    if not data:
        raise UnreadableError("it is empty")
    form = _form(data, suffix.lower())
    letter = _letter(form, data)
    content = letter.text.strip()
    if not content:
        raise UnreadableError("it holds nothing but white space")
    if len(content) == 1:
        raise UnreadableError("it holds a single character")
    return letter


def _letter(form: Form, data: bytes) -> LetterText:
    if form == "text":
        return decode_letter(data)
    pages = extract_pages(form, data)
    if form == "pdf":
        return join_pages(pages, lines_of_page=True)
    return LetterText(unify_line_ends("".join(pages)))


def _form(data: bytes, suffix: str) -> Form:
    head = data[:_HEAD]
    if head.lstrip(_BEFORE_MARK).startswith(_PDF) or (suffix == ".pdf" and _PDF in head):
        return "pdf"
    if head.startswith(_ZIP):
        return "docx"
    for mark, reason in _REFUSED.items():
        if head.startswith(mark):
            raise UnreadableError(reason)
    if suffix in {".pdf", ".docx"}:
        raise UnreadableError(f"it is named {suffix} but is no {suffix[1:].upper()} file")
    return "text"
