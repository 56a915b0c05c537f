"""The texts of a Parquet file, read in a process of its own: its library is native code.

The file is the process's standard input. Its answers are lines of JSON: of each row the text, or null where
it has none, and last an object, with the ``error`` that ended it if there was one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from checker.errors import UnreadableError
from checker.readers.worker import limit_memory, limit_time

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from checker.readers.rows import main; main()"
_ROWS = 64
_SECONDS = 20  # of processor time that so many rows may take
_ATTEMPTS = 2
_CRASHED = "reading it crashed the library or takes more than it may: it is damaged or hostile"


class _DiedError(Exception):
    """The process ended before it was done."""


def texts(file: BinaryIO, column: str) -> Generator[str | None, None, None]:
    """The texts of a Parquet file by row, None where there is none. Raises UnreadableError.

    A process that dies is followed by another, once, which goes on behind the last row that came.
    """
    done = 0
    for _ in range(_ATTEMPTS):
        try:
            for text in islice(_told(file, column), done, None):
                yield text
                done += 1
        except _DiedError:
            continue
        return
    raise UnreadableError(_CRASHED)


def _told(file: BinaryIO, column: str) -> Iterator[str | None]:
    """What one process says of the rows."""
    command = [sys.executable, "-P", "-c", _START, _ROOT, column]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=quiet) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if not line.endswith(b"\n"):
                    break
                answer = json.loads(line)
                if not isinstance(answer, dict):
                    yield answer
                elif "error" in answer:
                    raise UnreadableError(answer["error"])
                else:
                    return
            raise _DiedError
        finally:
            process.kill()


def main() -> None:
    """Tell the texts of the file on standard input; the column is the last argument."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # nothing that a library prints may mix with the answers
    end: dict[str, str] = {}
    try:
        for text in _rows(sys.stdin.buffer, sys.argv[-1]):
            answers.write(json.dumps(text) + "\n")
    except UnreadableError as error:
        end["error"] = str(error)
    except Exception as error:  # noqa: BLE001 - the library's errors have no common base
        end["error"] = f"it is damaged ({type(error).__name__})"
    answers.write(json.dumps(end) + "\n")
    answers.flush()


def _rows(file: BinaryIO, column: str) -> Iterator[str | None]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an optional library
    except ImportError:
        how = "pip install 'imr-check[parquet]'"
        raise UnreadableError(f"reading Parquet needs pyarrow, which is not installed: {how}") from None
    limit_memory()
    limit_time(_SECONDS)
    file.seek(0)
    with closing(parquet.ParquetFile(file)) as table:
        if column not in table.schema_arrow.names:
            raise UnreadableError(f"it has no column {column!r} (--text-column)")
        # A pool of threads would need more memory than it is let have, and more on a machine of more cores.
        for batch in table.iter_batches(_ROWS, columns=[column], use_threads=False):
            for value in batch.column(0):
                text: Any = value.as_py()
                yield text if isinstance(text, str) else None
            limit_time(_SECONDS)
