"""PDF and DOCX files for tests, written by hand: the smallest that readers accept, and hostile ones."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1/fi]>>>>"
_IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    b"/Length 1>>stream\n\x80\nendstream"
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

IMAGE_STREAM = b"q 500 0 0 500 50 50 cm /Im1 Do Q"


def text_stream(lines: Sequence[str], leading: int = 14) -> bytes:
    """A page's drawing orders: one line of text below the other; "" leaves a line's space."""
    shown = (f"({line}) Tj" if line else "" for line in lines)
    return f"BT /F1 12 Tf {leading} TL 72 720 Td {' T* '.join(shown)} ET".encode("latin-1")


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(data), data)


def flate(data: bytes, times: int = 1) -> bytes:
    """A stream packed ``times`` times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times))


def pdf(*pages: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one page for each content stream."""
    count = len(pages)
    resources = b"<</Font<</F1 3 0 R>>/XObject<</Im1 4 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources" + resources + b">>"
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        _FONT,
        _IMAGE,
        *(page % number for number in range(5 + count, 5 + 2 * count)),
        *pages,
    ]
    return _pdf_file(objects, trailer)


def _pdf_file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


ENCRYPTED = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"ab" * 32, b"cd" * 32)
"""A trailer that says that the file has a user password (no content is really encrypted)."""


def paragraph(*runs: str) -> str:
    """A Word paragraph; a run is text, or markup if it begins with ``<``."""
    inner = "".join(run if run.startswith("<") else f"<w:t>{run}</w:t>" for run in runs)
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def docx(body: str, prolog: str = "", others: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX file with this body, and other parts by name."""
    root = f'<w:document xmlns:w="{_WORD}" xmlns:mc="{_COMPATIBILITY}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": (prolog + root).encode(), **(others or {})})


def header(body: str) -> bytes:
    return f'<w:hdr xmlns:w="{_WORD}">{body}</w:hdr>'.encode()


def stored(parts: Mapping[str, bytes]) -> bytes:
    return archive(parts, zipfile.ZIP_STORED)


def archive(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()
