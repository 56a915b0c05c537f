"""What a worker of the cluster has: the knowledge that letters are checked with, and processes that check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from distributed import WorkerPlugin, get_worker

from checker.cluster.answers import not_checked
from checker.cluster.keeper import Keeper
from checker.knowledge.version import tool_version
from checker.readers import Member
from checker.render.formats.extras import needed
from checker.render.formats.parquet import schema, table_of
from checker.report.records import LetterRecord

_LOST = "not checked: the workers that checked it were killed or crashed"


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a partition as a table of Arrow, as bytes, and what of it was not checked."""

    table: bytes
    left: tuple[tuple[str, str], ...]
    bug: bool


class Worker(WorkerPlugin):
    """Stands on each worker, also on one that comes later or anew."""

    def __init__(self, work: bytes, seconds: float) -> None:
        self.name = f"imr-check-{uuid4()}"  # others may check on the same workers
        self._work = work
        self._seconds = seconds
        self._version = tool_version()
        self._keepers: SimpleQueue[Keeper]

    def setup(self, worker: Any) -> None:
        """Begin. A worker that has another imr-check is refused."""
        if tool_version() != self._version:
            raise RuntimeError(f"imr-check {tool_version()} on {worker.address}, not {self._version}")
        self._keepers = SimpleQueue()

    def teardown(self, worker: Any) -> None:
        """End."""
        while True:
            try:
                self._keepers.get_nowait().end()
            except Empty:
                return

    @contextmanager
    def keeper(self) -> Iterator[Keeper]:
        """A process of its own for each thread of the worker."""
        try:
            keeper = self._keepers.get_nowait()
        except Empty:
            keeper = Keeper(self._work, self._seconds)
        try:
            yield keeper
        finally:
            self._keepers.put(keeper)


def check(letters: tuple[Member, ...], plugin: str) -> Checked:
    """Check the letters of a partition, on a worker that has the plugin of this name."""
    there = get_worker().plugins[plugin]
    assert isinstance(there, Worker)
    with there.keeper() as keeper:
        answers = [keeper.check(letter) for letter in letters]
    records = [letter for answer in answers for letter in answer.letters]
    left = tuple((letter.path, letter.error) for letter in records if letter.error is not None)
    return Checked(_table(records), left, any(answer.bug for answer in answers))


def lost(letter: Member) -> Checked:
    """What becomes of a letter of which workers died one after the other."""
    return Checked(_table(not_checked(letter.name, _LOST).letters), ((letter.name, _LOST),), bug=False)


def _table(letters: Iterable[LetterRecord]) -> bytes:
    pyarrow = needed("pyarrow", "pyarrow", "cluster", "cluster")
    table = table_of(letters, schema(pyarrow))
    sink = pyarrow.BufferOutputStream()
    options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
    with pyarrow.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    made: bytes = sink.getvalue().to_pybytes()
    return made
