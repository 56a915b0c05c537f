"""The bytes of a regular file, and of nothing else: a pipe in its place must not hang a run."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# A FIFO without a writer must not block the opening; a device must not be opened for the terminal.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def read_regular(path: Path, most: int) -> bytes:
    """Read a regular file of at most ``most`` bytes. Its size is looked at before it is read.

    Raises OSError, with a ``strerror`` that can be shown, for a larger one and for what is no regular file.
    """
    _size(path.stat(), most)  # before it is opened: opening a device may have effects
    with open(os.open(path, _FLAGS), "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        size = _size(os.fstat(file.fileno()), most)
        data = file.read(size + 1)
    if data is None or len(data) != size:
        raise OSError(errno.EAGAIN, "it changed while it was read")
    return data


def _size(status: os.stat_result, most: int) -> int:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    if status.st_size > most:
        raise OSError(errno.EFBIG, f"larger than {most} bytes")
    return status.st_size
