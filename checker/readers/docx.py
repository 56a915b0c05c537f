"""A DOCX file's text, a paragraph a line. Runs in the extraction process only: archives can be bombs."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx2txt

from checker.errors import UnreadableError
from checker.readers.zips import entries_of

MAX_ENTRIES = 10_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_TEXT_PARTS = 20 * 1024 * 1024
_BODY = "word/document.xml"
_TEXT_PART = re.compile(r"word/(document|(header|footer)[0-9]*)\.xml")
_ENCRYPTED = 0x1
# docx2txt drops these hyphens, so that pages 63-68 would read 6368.
_HYPHEN = re.compile(rb"<w:noBreakHyphen\s*/>")
# The copy of a text box for old readers; docx2txt would give its words twice.
_COPY_START, _COPY_END = b"<mc:Fallback>", b"</mc:Fallback>"


def docx_text(data: bytes) -> str:
    """Extract headers, body and footers.

    Raises UnreadableError for what is no DOCX file, damaged, encrypted, or too large unpacked.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _text_parts(archive)
        text: str = docx2txt.process(_archive(parts))
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib and the XML parser have no common base for bad input
        raise UnreadableError(f"the DOCX file is damaged ({type(error).__name__})") from error
    return text.replace("\n\n", "\n")  # docx2txt puts two line ends before each paragraph


def _text_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = entries_of(archive)
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableError("the ZIP archive is too large unpacked")
    wanted = {entry.filename: entry for entry in entries if _TEXT_PART.fullmatch(entry.filename)}
    if _BODY not in wanted:
        raise UnreadableError("it is a ZIP archive without a Word document in it")
    if any(entry.flag_bits & _ENCRYPTED for entry in wanted.values()):
        raise UnreadableError("the DOCX file is encrypted")
    if sum(entry.file_size for entry in wanted.values()) > MAX_TEXT_PARTS:
        raise UnreadableError("the text of the DOCX file is too large unpacked")
    # A lying size does no harm: zipfile reads no more than the size declared, and checks it.
    return {name: _repair(archive.read(entry)) for name, entry in wanted.items()}


def _repair(xml: bytes) -> bytes:
    first, *others = _HYPHEN.sub(b"<w:t>-</w:t>", xml).split(_COPY_START)
    return first + b"".join(other.partition(_COPY_END)[2] for other in others)


def _archive(parts: dict[str, bytes]) -> BytesIO:
    """Pack nothing but the parts checked, for docx2txt."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    file.seek(0)
    return file
