"""Files that hold many letters: archives, read in place, and tables with a column of texts.

Nothing is unpacked onto the disk, so that the names inside are names and nothing else. What can't be read of
a file costs that letter; a file that grows beyond all measure as it is unpacked is left.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from stat import S_ISLNK
from typing import IO, Any, BinaryIO

from checker.errors import UnreadableError
from checker.readers.files import MAX_BYTES, describe, open_regular, path_name
from checker.readers.find import NOTHING, SUFFIXES, TARS, ZIPS, Exclusion, is_letter_name
from checker.readers.rows import texts
from checker.readers.zips import entries_of

DEFAULT_COLUMN = "text"

_LINES = (".jsonl", ".ndjson")
_TABLE = (".parquet",)
_MOST_MEMBERS = 10_000_000
_MOST_GROWTH = 500  # times the size of the archive: text of letters is packed to a tenth or a hundredth
_HARMLESS = 200 * 1024 * 1024  # bytes unpacked that need not be looked at
_ENCRYPTED = 0x1
_CUT = "it is cut off in the archive"
_LINK = "it is a link or device, not a file"
_NESTED = "it is an archive in an archive, which is not read: unpack it"
_TOO_LARGE = f"it is larger than {MAX_BYTES // 1024**2} MB"


@dataclass(frozen=True, slots=True)
class Member:
    """A letter inside of a file: its name in the report, that of its own file, and its bytes or why none."""

    name: str
    file: Path
    data: bytes = field(default=b"", repr=False)
    error: str | None = None


def is_container(path: Path) -> bool:
    """Whether a file is one that holds many letters, by its name."""
    return path.name.lower().endswith((*ZIPS, *TARS, *_LINES, *_TABLE))


def members(path: Path, column: str = DEFAULT_COLUMN, exclusion: Exclusion = NOTHING) -> Iterator[Member]:
    """The letters inside of a file, one after the other: those of an archive as a folder gives them.

    ``column`` is where the texts of a table are. Raises UnreadableError where the file can't be read, or from
    there on not.
    """
    name = path.name.lower()
    read: Callable[[Path, BinaryIO], Iterator[Member]]
    if name.endswith(ZIPS):
        read = lambda path, file: _told_apart(_in_zip(path, file))  # noqa: E731 - beside the others
    elif name.endswith(TARS):
        read = lambda path, file: _told_apart(_in_tar(path, file))  # noqa: E731
    elif name.endswith(_LINES):
        read = lambda path, file: _in_lines(path, file, column)  # noqa: E731
    else:
        read = lambda path, file: _in_table(path, file, column)  # noqa: E731
    try:
        with open_regular(path) as file:
            found = read(path, file)
            yield from (each for each in found if not exclusion.covers(path / each.file))
    except (UnreadableError, MemoryError):
        raise
    except OSError as error:
        raise UnreadableError(describe(error)) from error
    except Exception as error:  # the libraries have no common base for bad input
        raise UnreadableError(f"it is damaged ({type(error).__name__})") from error


def _in_zip(path: Path, file: BinaryIO) -> Iterator[Member]:
    import zipfile  # noqa: PLC0415 - most letters are in no archive

    growth = _Growth(file)
    with zipfile.ZipFile(file) as archive:
        entries = sorted(entries_of(archive), key=lambda entry: entry.filename)
        for entry in entries:
            growth.add(entry.file_size)
        for entry in entries:
            if entry.is_dir() or not _is_told(entry.filename):
                continue
            if _is_archive(entry.filename):
                yield _member(path, entry.filename, error=_NESTED)
            elif S_ISLNK(entry.external_attr >> 16):
                yield _member(path, entry.filename, error=_LINK)
            elif entry.flag_bits & _ENCRYPTED:
                yield _member(path, entry.filename, error="it is encrypted")
            else:
                yield _read_member(path, entry.filename, entry.file_size, lambda: archive.open(entry))  # noqa: B023


def _in_tar(path: Path, file: BinaryIO) -> Iterator[Member]:
    import tarfile  # noqa: PLC0415 - most letters are in no archive

    growth = _Growth(file)
    with tarfile.open(fileobj=file, mode="r|*") as archive:
        for entry in archive:
            growth.add(entry.size)
            archive.members = []  # type: ignore[attr-defined]  # else it keeps all
            if entry.isdir() or not _is_told(entry.name):
                continue
            if _is_archive(entry.name):
                yield _member(path, entry.name, error=_NESTED)
            elif not entry.isfile():
                yield _member(path, entry.name, error=_LINK)
            else:
                yield _read_member(path, entry.name, entry.size, lambda: archive.extractfile(entry))  # noqa: B023


def _is_told(name: str) -> bool:
    """Whether a member is a letter by its name, or may hold letters."""
    return is_letter_name(PurePosixPath(name.replace("\\", "/")), (*SUFFIXES, *ZIPS, *TARS))


def _is_archive(name: str) -> bool:
    return name.lower().endswith((*ZIPS, *TARS))


def _told_apart(found: Iterable[Member]) -> Iterator[Member]:
    """Number those of one name from the second on, in their order: ``a.txt#2``, which is no letter's name."""
    names: set[bytes] = set()  # digests: there may be millions
    again: Counter[str] = Counter()
    for member in found:
        digest = blake2b(member.name.encode("utf-8"), digest_size=8).digest()
        if digest not in names:
            names.add(digest)
            yield member
        else:
            again[member.name] += 1
            yield replace(member, name=f"{member.name}#{again[member.name] + 1}")


def _read_member(path: Path, name: str, size: int, open_it: Callable[[], IO[bytes] | None]) -> Member:
    if size > MAX_BYTES:
        return _member(path, name, error=_TOO_LARGE)
    try:
        opened = open_it()
        if opened is None:
            return _member(path, name, error="it is no file")
        with opened as file:
            data = file.read(MAX_BYTES + 1)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - zipfile, zlib and others have no common base for bad input
        return _member(path, name, error=f"it is damaged in the archive ({type(error).__name__})")
    return _member(path, name, data) if len(data) == size else _member(path, name, error=_CUT)


def _in_lines(path: Path, file: BinaryIO, column: str) -> Iterator[Member]:
    """A JSON object a line."""
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        if len(line) > MAX_BYTES:
            yield _member(path, str(number), error=_TOO_LARGE)
            continue
        try:
            row = json.loads(line, parse_int=float)  # an int of many digits is refused
        except (ValueError, RecursionError):
            yield _member(path, str(number), error="the line is not JSON")
            continue
        yield _row(path, number, row.get(column) if isinstance(row, dict) else None, column)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, of a longer one the beginning."""
    while line := file.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_BYTES + 1)


def _in_table(path: Path, file: BinaryIO, column: str) -> Iterator[Member]:
    with closing(texts(file, column)) as rows:
        for number, text in enumerate(rows, 1):
            yield _row(path, number, text, column)


def _row(path: Path, number: int, text: Any, column: str) -> Member:
    if not isinstance(text, str):
        return _member(path, str(number), error=f"there is no text under {column!r} (--text-column)")
    return _member(path, str(number), text.encode("utf-8", "replace"))


def _member(path: Path, name: str, data: bytes = b"", error: str | None = None) -> Member:
    return Member(f"{path_name(path)}!{path_name(name)}", Path(name.replace("\0", "_")), data, error)


class _Growth:
    """What is unpacked of a file so far. Raises UnreadableError where it is beyond all measure."""

    def __init__(self, file: BinaryIO) -> None:
        self._packed = os.fstat(file.fileno()).st_size
        if not self._packed:
            raise UnreadableError("it is empty")
        self._members = self._unpacked = 0

    def add(self, size: int) -> None:
        """Count a member of this size."""
        self._members += 1
        self._unpacked += size
        if self._members > _MOST_MEMBERS:
            raise UnreadableError(f"it holds more than {_MOST_MEMBERS:,} files")
        if self._unpacked > max(_HARMLESS, _MOST_GROWTH * self._packed):
            raise UnreadableError(f"unpacked it is more than {_MOST_GROWTH} times as large")


def find_member(names: str, column: str = DEFAULT_COLUMN) -> tuple[bytes, str] | None:
    """The bytes of a letter inside of a file by its name in a report, and the suffix of its own name."""
    for place, sign in enumerate(names):
        path = Path(names[:place])
        if sign == "!" and is_container(path) and path.is_file():
            found = (each for each in members(path, column) if each.name == names and each.error is None)
            member = next(found, None)
            return (member.data, member.file.suffix) if member else None
    return None


def listed(data: bytes) -> Iterable[str]:
    """The paths of a list: ended by NUL, as ``find -print0`` writes them, or a line each."""
    end = b"\0" if b"\0" in data else b"\n"
    for name in data.split(end):
        path = os.fsdecode(name.rstrip(b"\r") if end == b"\n" else name)
        if path:
            yield "./-" if path == "-" else path
