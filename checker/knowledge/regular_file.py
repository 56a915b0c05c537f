"""The bytes of a regular file, and of nothing else: a pipe in its place must not hang a run.

And how they are replaced, whole or not at all.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".imr-check-"  # how the name of a file begins that is still being written
# A FIFO without a writer must not block the opening; a device must not be opened for the terminal.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def read_regular(path: Path | str, most: int) -> bytes:
    """Read a regular file of at most ``most`` bytes. Its size is looked at before it is read.

    Raises OSError, with a ``strerror`` that can be shown, for a larger one and for what is no regular file.
    """
    # Before it is opened: opening a device may have effects.
    _size(os.stat(path), most)  # noqa: PTH116 - a name too: a start reads hundreds of files
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


def replace_regular(path: Path, data: bytes) -> None:
    """Write a file in one step, as :func:`replace_in_parts` does."""
    replace_in_parts(path, (data,))


def replace_in_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file beside its place, then put it there in one step: it is the one before or the one after.

    A file that was there keeps its permissions. Raises OSError, and then leaves nothing behind.
    """
    file, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
    try:
        with open(file, "wb") as beside:  # noqa: PTH123 - a descriptor, not a path
            beside.writelines(parts)
            beside.flush()
            os.fchmod(file, _mode(path))
            os.fsync(file)
        os.replace(name, path)  # noqa: PTH105 - a name beside a path
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the new name on the disk too; not every file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
