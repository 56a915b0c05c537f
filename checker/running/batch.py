"""Many inputs: each is read and checked on its own, and none is lost."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.counting import counted
from checker.errors import UnreadableError
from checker.judging.examine import Checker
from checker.readers import (
    DEFAULT_COLUMN,
    NOTHING,
    STDIN,
    SUFFIXES,
    Exclusion,
    LetterPath,
    Member,
    find_letters,
    is_container,
    members,
    path_name,
    read_bytes,
)
from checker.report.records import LetterRecord, Report
from checker.report.views import Tally, report_of, tally_of
from checker.running.memory import DEFAULT_MEGABYTES, memory_limit
from checker.running.tasks import (
    Limits,
    Outcome,
    Packed,
    Task,
    check_one,
    left_in,
    packed,
    renewed,
    unreadable,
)
from checker.running.timing import DEFAULT_SECONDS

if TYPE_CHECKING:
    from checker.running.journal import Journal, JournalReader
    from checker.running.spool import Spool

_INTERRUPTED = "not checked: the run was interrupted"
_CAN_COPY = sys.platform == "linux"  # elsewhere libraries of the system don't stand it
_MOST_A_CORE = 16  # processes: more would only take memory
_FEW = 16  # inputs that are checked sooner than a new process is started

Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A report and how the run went.

    ``problems`` names each input that could not be checked, a line each; ``bug`` says that imr-check itself
    failed on one of them, ``interrupted`` that the run was stopped (Ctrl-C) before it came to all,
    ``missing`` that a path led to no file. ``remarks`` are what is odd about the inputs.
    """

    report: Report
    problems: tuple[str, ...]
    bug: bool
    interrupted: bool = False
    missing: bool = False
    remarks: tuple[str, ...] = ()


def check_paths(
    checker: Checker,
    paths: Iterable[str],
    as_of: date | None = None,
    jobs: int | None = None,
    seconds: float = DEFAULT_SECONDS,
    *,
    megabytes: int = DEFAULT_MEGABYTES,
    exclusion: Exclusion = NOTHING,
    column: str = DEFAULT_COLUMN,
    journal: Path | None = None,
    redact: bool = False,
    watch: Watch | None = None,
) -> Run:
    """Check every letter that the paths name, in ``jobs`` processes (None: as many as there are cores).

    A letter may take so many ``seconds`` and ``megabytes``. One that can't be checked is named, never
    dropped. The letters are in the order of their names, whatever the order of ``paths`` or the number of
    processes; those of a large run are on the disk. What ``exclusion`` covers is left out; ``column`` is
    where the texts of a table are. ``journal`` is a file that keeps results, and has those of a run that was
    broken off. ``redact``: records are made without what identifies. ``watch`` is told how many inputs are
    done, of how many.
    """
    found = find_letters(sorted(paths), exclusion)
    inputs = _Inputs(found, as_of, Limits(seconds, megabytes), exclusion, column, redact=redact)
    many = any(is_container(each.path) for each in found)
    tight = megabytes < DEFAULT_MEGABYTES
    processes, few = _processes(_FEW + 1 if many else len(found), jobs, tight=tight)
    written, reader = _journal(journal, checker)
    results = _Results(held=not processes and written is None, journal=written)
    interrupted = False
    try:
        for number, outcome in _outcomes(checker, inputs, processes, reader, few=few):
            with _undisturbed():
                results.take(number, outcome)
                inputs.open.pop(number, None)
            if watch:
                watch(results.inputs, inputs.total)
    except KeyboardInterrupt:
        interrupted = True
    for number, name in inputs.left():
        results.take(number, unreadable(name, _INTERRUPTED))
    if written and reader:
        reader.close()
        written.close()
    return Run(
        report=report_of(results.letters, checker, results.tally),
        problems=tuple(results.problems()),
        bug=results.bug,
        interrupted=interrupted,
        missing=any(each.error is not None for each in found),
        remarks=tuple(_twins(found)),
    )


def _twins(found: Iterable[LetterPath]) -> Iterator[str]:
    """Say which letters seem to be there in two forms: they are counted twice."""
    forms: dict[Path, str] = {}
    twins = []
    for each in found:
        if each.error is None and each.path.suffix.lower() in SUFFIXES:
            other = forms.setdefault(each.path.with_suffix(""), each.path.name)
            if other != each.path.name:
                twins.append(f"{other} and {each.path.name}")
    if twins:
        more = f", and {counted(len(twins) - 1, 'other pair')}" if len(twins) > 1 else ""
        named = "files of one name but for its ending are each counted; --exclude leaves some out"
        yield f"{path_name(twins[0])}{more}: {named}"


def _journal(path: Path | None, checker: Checker) -> tuple[Journal, JournalReader] | tuple[None, None]:
    if path is None:
        return None, None
    from checker.running.journal import Journal, JournalReader, run_key  # noqa: PLC0415 - most runs have none

    run = run_key(checker)
    return Journal(path, run), JournalReader(path, run)


def _processes(inputs: int, jobs: int | None, *, tight: bool = False) -> tuple[int, bool]:
    """How many processes to check in beside this one, and whether for few inputs. 0: in this one.

    One input is checked here: where it crashes this process, there is no other that is lost. Not so in
    little memory (``tight``): C code that is refused more crashes, and the input is to be named.
    """
    if inputs <= 1 and not tight:
        return 0, True
    if inputs <= 1 or (inputs <= _FEW and jobs in {None, 1}):
        return int(_CAN_COPY), True
    return min(inputs, jobs or _cores(), _MOST_A_CORE * _cores()), False


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Inputs(Iterator[tuple[int, Task | Outcome]]):
    """The inputs of a run in the order of the report, numbered as they are taken.

    ``open`` has the names of those that are taken and not done.
    """

    def __init__(
        self,
        found: Iterable[LetterPath],
        as_of: date | None,
        limits: Limits,
        exclusion: Exclusion = NOTHING,
        column: str = DEFAULT_COLUMN,
        *,
        redact: bool = False,
    ) -> None:
        self._rest = deque(sorted(found, key=lambda each: (path_name(each.path), os.fsencode(each.path))))
        self._as_of = as_of
        self._limits = limits
        self._exclusion = exclusion
        self._column = column
        self._redact = redact
        self._inside: Iterator[Member] | None = None  # of the first that is left
        self._taken = 0
        self._last, self._alike = "", 0  # names that are no text may look alike
        self.open: dict[int, str] = {}

    @property
    def total(self) -> int:
        """How many there are."""
        return self._taken + len(self._rest)

    def __next__(self) -> tuple[int, Task | Outcome]:
        while self._rest:
            first = self._rest[0]
            inside = first.error is None and is_container(first.path)
            one = self._next_inside(first) if inside else self._one(first)
            with _undisturbed():
                if not inside or one is None:
                    self._rest.popleft()
                    self._inside = None
                if one is not None:
                    return self._number(one[0]), one[1]
        raise StopIteration

    def _next_inside(self, found: LetterPath) -> tuple[str, Task | Outcome] | None:
        """The next letter of a file that holds many, with its name; None after the last."""
        self._inside = self._inside or members(found.path, self._column, self._exclusion)
        try:
            with memory_limit(self._limits.megabytes):
                member = next(self._inside, None)
        except UnreadableError as error:
            self._inside = iter(())
            name = path_name(found.path)
            return name, unreadable(name, str(error))
        if member is None:
            return None
        if member.error is not None:
            return member.name, unreadable(member.name, member.error)
        return member.name, self._task(member.file, member.name, member.data)

    def left(self) -> Iterator[tuple[int, str]]:
        """What was not done, by number and name."""
        yield from self.open.items()
        while self._rest:
            name = path_name(self._rest.popleft().path)
            yield self._number(name), name

    def _number(self, name: str) -> int:
        number = self._taken
        self._taken += 1
        self.open[number] = name
        return number

    def _one(self, found: LetterPath) -> tuple[str, Task | Outcome]:
        name = self._name(found.path)
        if found.error is not None:
            return name, unreadable(name, found.error)
        if found.path != STDIN:
            return name, self._task(found.path, name)
        try:
            # It is here and nowhere else, and may take the time that its writer takes.
            return name, self._task(found.path, name, read_bytes(found.path))
        except UnreadableError as error:
            return name, unreadable(name, str(error))

    def _name(self, path: Path) -> str:
        """The name of a file in the report; from the second on that looks alike with its number."""
        name = path_name(path)
        self._alike = self._alike + 1 if name == self._last else 1
        self._last = name
        return name if self._alike == 1 else f"{name}#{self._alike}"

    def _task(self, path: Path, name: str, data: bytes | None = None) -> Task:
        return Task(path, name, self._as_of, self._limits, data, self._redact)


class _Results:
    """What became of the inputs so far: those of a few in memory (``held``), else on the disk."""

    def __init__(self, *, held: bool, journal: Journal | None) -> None:
        self._held: dict[int, tuple[LetterRecord, ...]] = {}
        self._spool: Spool | None = None
        self._journal = journal
        self._problems: list[tuple[int, str, str]] = []
        self.tally = Tally()
        self.inputs = 0
        self.bug = False
        if not held:
            from checker.running.spool import Spool  # noqa: PLC0415 - most runs are of one letter

            self._spool = Spool()

    def take(self, number: int, outcome: Outcome | Packed) -> None:
        """Take up what became of the input of a number."""
        if self._spool is not None and isinstance(outcome, Outcome):
            outcome = packed(outcome)
        if isinstance(outcome, Outcome):
            self._held[number] = outcome.letters
            self.tally.join(tally_of(outcome.letters))
            left = left_in(outcome)
        else:
            assert self._spool is not None
            self._spool.put(number, outcome.records)
            self.tally.join(outcome.tally)
            left = outcome.left
            if self._journal and outcome.key:
                self._journal.put(outcome.key, outcome.records)
        self._problems += [(number, path, why) for path, why in left]
        self.bug |= outcome.bug
        self.inputs += 1

    @property
    def letters(self) -> Sequence[LetterRecord]:
        """All letters, in the order of their inputs."""
        if self._spool is not None:
            return self._spool
        return tuple(letter for _, letters in sorted(self._held.items()) for letter in letters)

    def problems(self) -> Iterator[str]:
        """Say which letters were not checked. What an interrupted run never came to is in the report."""
        interrupted = 0
        for _, path, why in sorted(self._problems):
            if why == _INTERRUPTED:
                interrupted += 1
            else:
                yield f"{path}: {why}"
        if interrupted:
            yield f"interrupted: {interrupted} of {counted(self.tally.letters, 'input')} not checked"


def _outcomes(
    checker: Checker, inputs: _Inputs, processes: int, journal: JournalReader | None, *, few: bool
) -> Iterator[tuple[int, Outcome | Packed]]:
    """Yield the outcome of each input with its number, in any order."""
    if processes:
        from checker.running.workers import Supervisor  # noqa: PLC0415 - most runs are of one letter

        yield from Supervisor(checker, inputs, processes, journal, few=few).outcomes()
        return
    for number, one in inputs:
        outcome = one if isinstance(one, Outcome) else check_one(checker, one, journal)
        if outcome.stopped:
            checker = renewed(checker)
        yield number, outcome


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let what interrupts a run wait until a step is done as a whole."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
