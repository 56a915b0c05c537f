"""What a library writes to a file, set aside on the disk and read back in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import BinaryIO, cast

_PART = 1024 * 1024


def set_aside(write: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """What ``write`` writes to the file that it is given."""
    with TemporaryFile() as file:
        write(cast("BinaryIO", file))
        file.seek(0)
        while part := file.read(_PART):
            yield part
