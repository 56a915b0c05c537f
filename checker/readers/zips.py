"""What stands in a ZIP file that is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import UnreadableError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_MEMBER = b"PK\3\4"


def entries_of(archive: ZipFile) -> list[ZipInfo]:
    """All entries of a ZIP file. Raises UnreadableError for the rest of one that is cut off.

    Where one that holds another is cut off behind it, the last directory is that of the inner one, and the
    member that the file begins with is not in it. A program before the archive, which unpacks it, is none.
    """
    entries = archive.infolist()
    assert archive.fp is not None
    archive.fp.seek(0)
    if archive.fp.read(len(_MEMBER)) == _MEMBER and all(entry.header_offset for entry in entries):
        raise UnreadableError("it is damaged: it begins with a member that is not in its directory")
    return entries
