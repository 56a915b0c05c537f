"""The journal of a run: what it has checked, so that the next run doesn't check it again.

It is an SQLite database, for that is whole after a kill or a power cut at any time. A result stands in it
under the digest of all that it follows from: the bytes of the file, its name, program, knowledge and options.
So a journal serves a run that was broken off, and later runs over letters of which most are the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from checker.judging.examine import Checker
from checker.knowledge.files import digest
from checker.knowledge.version import tool_version
from checker.report.records import SCHEMA_VERSION, LetterRecord
from checker.running.spool import DiskError, disk_errors

_MARK = 0x494D5243  # "IMRC": whose database it is
_BEGINNING = 100  # bytes that every database has; SQLite takes a shorter file for an empty one
_TABLES = """
CREATE TABLE made_with (run TEXT);
CREATE TABLE results (key BLOB PRIMARY KEY, letters BLOB NOT NULL);
"""
# What a kill can cost at most.
_SECONDS_BETWEEN = 1.0
_RESULTS_BETWEEN = 200
_PATIENCE = 20.0  # seconds: processes of a run that was killed may still have it open


def run_key(checker: Checker) -> str:
    """What the results of a checker follow from, beside the letter."""
    code = digest(Path(__file__).parent.parent, "*.py")
    ignored = hashlib.sha256("\n".join(sorted(checker.ignored)).encode()).hexdigest()
    parts = (SCHEMA_VERSION, tool_version(), code, checker.knowledge.sha256, checker.engine.name, ignored)
    return " ".join(parts)


class Journal:
    """A journal that results are written to. The only one who does: a second run at it is refused.

    Raises DiskError for a file that is something else, and where it can't be written.
    """

    def __init__(self, path: Path, run: str) -> None:
        self.path = path
        self.run = run
        self._what = f"{path}: the journal can't be used"
        self._waiting = 0
        self._since = time.monotonic()
        if path.is_file() and 0 < path.stat().st_size < _BEGINNING:
            raise DiskError(f"{self._what}: file is not a database")
        with disk_errors(self._what):
            self._database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._database.close()
                raise

    def _open(self) -> None:
        (mark,) = self._database.execute("PRAGMA application_id").fetchone()
        (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and mark != _MARK:
            raise DiskError(f"{self.path}: it is a database, but no journal of imr-check")
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.execute("BEGIN IMMEDIATE")
        # Not as it was before: another run may have made them while this one waited.
        (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            self._database.execute(f"PRAGMA application_id={_MARK}")
            for statement in _TABLES.split(";"):
                self._database.execute(statement)
        if self._database.execute("SELECT run FROM made_with").fetchall() != [(self.run,)]:
            self._database.execute("DELETE FROM results")
            self._database.execute("DELETE FROM made_with")
            self._database.execute("INSERT INTO made_with VALUES (?)", (self.run,))
        self._database.execute("COMMIT")
        self._database.execute("BEGIN IMMEDIATE")

    def put(self, key: bytes, letters: Sequence[bytes]) -> None:
        """Write the letters of an input, each as JSON. On the disk a second or some results later."""
        with disk_errors(self._what):
            values = (key, b"[%b]" % b",".join(letters))
            self._database.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", values)
            self._waiting += 1
            if self._waiting >= _RESULTS_BETWEEN or time.monotonic() > self._since + _SECONDS_BETWEEN:
                self._database.execute("COMMIT")
                self._database.execute("BEGIN IMMEDIATE")
                self._waiting, self._since = 0, time.monotonic()

    def close(self) -> None:
        """Write what waits to the disk."""
        with disk_errors(self._what), closing(self._database):
            self._database.execute("COMMIT")


class JournalReader:
    """What a journal has, for the process that checks a letter. What can't be read is checked anew."""

    def __init__(self, path: Path, run: str) -> None:
        self._path = path.absolute()
        self._run = run
        self._database: sqlite3.Connection | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process without the open file."""
        return JournalReader, (self._path, self._run)

    def close(self) -> None:
        """Close the file, if it is open; the next question opens it again."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def key(self, name: str, as_of: date | None, data: bytes, *, redact: bool = False) -> bytes:
        """What the results of an input stand under."""
        asked = f"{self._run}\0{as_of} {redact}\0{len(name)}\0{name}\0"
        made = hashlib.sha256(asked.encode("utf-8", "surrogateescape"))
        made.update(data)
        return made.digest()

    def get(self, key: bytes) -> tuple[LetterRecord, ...] | None:
        """The letters of an input; None where they are not in it."""
        with suppress(sqlite3.Error, ValidationError):
            self._database = self._database or sqlite3.connect(
                f"{self._path.as_uri()}?mode=ro", uri=True, isolation_level=None
            )
            row = self._database.execute("SELECT letters FROM results WHERE key = ?", (key,)).fetchone()
            return _adapter().validate_json(row[0]) if row else None
        return None


@cache
def _adapter() -> TypeAdapter[tuple[LetterRecord, ...]]:
    return TypeAdapter(tuple[LetterRecord, ...])
