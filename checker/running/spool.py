"""The letters of a large run, kept on the disk: in memory is what is being written and no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import overload

from checker.errors import CheckerError
from checker.report.records import LetterRecord, letter_adapter

_TABLE = "CREATE TABLE letters (input INTEGER, part INTEGER, record BLOB, PRIMARY KEY (input, part))"
_ASIDE = "the results can't be set aside on the disk"


class DiskError(CheckerError):
    """What a run sets aside on the disk can't be written or read."""


@contextmanager
def disk_errors(what: str) -> Iterator[None]:
    """Turn what SQLite says of a file into a DiskError."""
    try:
        yield
    except sqlite3.Error as error:
        damaged = getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT")
        helps = " (remove a damaged journal: all is checked anew)" if damaged else ""
        raise DiskError(f"{what}: {error}{helps}") from None


class Spool(Sequence[LetterRecord]):
    """Letters in the order of their inputs, in whatever order these are done. Iterated as often as wanted."""

    def __init__(self) -> None:
        # A database without a name is a temporary file, which SQLite makes when its memory is full.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")  # nobody is to restore it
        self._database.execute(_TABLE)
        self._database.execute("BEGIN")
        self._size = 0

    def put(self, number: int, records: Sequence[bytes]) -> None:
        """Keep the letters of the input of a number, each as JSON."""
        with disk_errors(_ASIDE):
            rows = [(number, part, record) for part, record in enumerate(records)]
            self._database.executemany("INSERT INTO letters VALUES (?, ?, ?)", rows)
        self._size += len(records)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[LetterRecord]:
        return self._read("ORDER BY input, part")

    @overload
    def __getitem__(self, index: int) -> LetterRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LetterRecord]: ...
    def __getitem__(self, index: int | slice) -> LetterRecord | Sequence[LetterRecord]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(self._size))]
        place = range(self._size)[index]  # raises IndexError
        return next(self._read("ORDER BY input, part LIMIT 1 OFFSET ?", place))

    def _read(self, which: str, *values: int) -> Iterator[LetterRecord]:
        with disk_errors(_ASIDE):
            for (record,) in self._database.execute(f"SELECT record FROM letters {which}", values):
                yield letter_adapter().validate_json(record)
