"""The bytes of one file, whatever is behind its name."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO
from weakref import WeakKeyDictionary

from checker.errors import UnreadableError

STDIN = Path("-")
MAX_BYTES = 20 * 1024 * 1024
_PIECE = 1024 * 1024
# What standard input gave: it is there once, and a page shows the letter that was checked.
_taken: WeakKeyDictionary[BinaryIO, bytes] = WeakKeyDictionary()
_SURROGATE = re.compile("[\ud800-\udfff]")
# A FIFO without a writer must not block the opening; a device must not be opened for the terminal.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "it is a folder, not a file"),
    (stat.S_ISFIFO, "it is a named pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (lambda mode: not stat.S_ISREG(mode), "it is a device, not a file"),
)


def path_name(path: str | os.PathLike[str]) -> str:
    """Write a path as text; bytes of a file name that are no text become replacement characters."""
    return _SURROGATE.sub("\ufffd", os.fspath(path))


def read_bytes(path: Path) -> bytes:
    """Read a regular file of at most 20 MB, or of standard input for ``STDIN``.

    Raises UnreadableError, whose message is the reason alone: the caller knows the path.
    """
    return read_stdin(MAX_BYTES) if path == STDIN else read_file(path, MAX_BYTES)


def read_file(path: Path, most: int) -> bytes:
    """Read a regular file of at most ``most`` bytes; its size is looked at first. Raises UnreadableError."""
    try:
        return _read_file(path, most)
    except OSError as error:
        raise UnreadableError(describe(error)) from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableError("its name is not a valid file name") from error


def describe(error: OSError) -> str:
    """Say in a few words why the system refused a file, without its name."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"the system cannot read it: {error.strerror or type(error).__name__}"


def read_stdin(most: int) -> bytes:
    """Read standard input, at most so many bytes. Raises UnreadableError."""
    if sys.stdin is None:
        raise UnreadableError("there is no standard input")
    stream = sys.stdin.buffer
    if stream not in _taken:
        try:
            _taken[stream] = _read_limited(stream, most)
        except OSError as error:
            raise UnreadableError(describe(error)) from error
    return _taken[stream]


def is_taken(path: Path) -> bool:
    """Whether a path leads to what can be read again: a file, or standard input that was read to its end."""
    return path != STDIN or (sys.stdin is not None and sys.stdin.buffer in _taken)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file. Raises UnreadableError for anything else, and OSError."""
    _refuse_special(path.stat())
    file = open(os.open(path, _FLAGS), "rb")  # noqa: PTH123, SIM115 - a descriptor; its user closes it
    try:
        _refuse_special(os.fstat(file.fileno()))
    except UnreadableError:
        file.close()
        raise
    return file


def _read_file(path: Path, most: int) -> bytes:
    with open_regular(path) as file:
        before = os.fstat(file.fileno())
        if before.st_size > most:
            raise _too_large(most)
        data = _read_limited(file, most)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("it changed while it was read")
    return data


def _refuse_special(status: os.stat_result) -> None:
    for is_kind, reason in _KINDS:
        if is_kind(status.st_mode):
            raise UnreadableError(reason)


def _read_limited(file: BinaryIO, most: int) -> bytes:
    parts: list[bytes] = []
    left = most
    while part := file.read(_PIECE):  # a single read would take the memory of the largest file at once
        parts.append(part)
        left -= len(part)
        if left < 0:
            raise _too_large(most)
    return b"".join(parts)


def _too_large(most: int) -> UnreadableError:
    return UnreadableError(f"it is larger than {most // 1024**2:,} MB")
