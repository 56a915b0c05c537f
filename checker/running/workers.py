"""Letters checked in several processes, so that a process that dies takes no letter with it.

Each process has a pipe of its own and one letter at a time: which letter a dead one had is known, and that
one alone is checked again. The pools of the standard library give up on all that they hold when a process
dies, and can wait forever for one that was being started just then.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from checker.judging.examine import Checker
from checker.running.tasks import Outcome, Task, check_one, failed, lost, overtime, renewed
from checker.running.timing import OvertimeError

# Processes that a letter gets: whoever killed the first may have meant another.
_ATTEMPTS = 2
# Seconds beyond a letter's time after which a process is ended: C code may not have let it stop itself, and a
# new process needs time to start.
_GRACE = 30.0


class _Worker:
    """A process that checks the letters that it is given, and our end of its pipe."""

    def __init__(self, checker: Checker) -> None:
        # Not fork: a copy of a process with threads and a half-used reader of PDF files is no clean start.
        forkserver = "forkserver" in multiprocessing.get_all_start_methods()
        context = (
            multiprocessing.get_context("forkserver") if forkserver else multiprocessing.get_context("spawn")
        )
        self.pipe, its_end = context.Pipe()
        # The very knowledge and rules of this process travel to it: files may have changed meanwhile.
        self._process = context.Process(target=_serve, args=(its_end, checker), daemon=True)
        try:
            self._process.start()
        finally:
            its_end.close()

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


class _Work(NamedTuple):
    """A process at work on the letter of a number, and the time at which it is given up."""

    worker: _Worker
    number: int
    until: float


def check_in_processes(
    checker: Checker, tasks: Mapping[int, Task], jobs: int
) -> Iterator[tuple[int, Outcome]]:
    """Yield the outcome of each task with its number, as they come."""
    waiting = deque(tasks)
    attempts: Counter[int] = Counter()
    idle: list[_Worker] = []
    busy: dict[Connection, _Work] = {}
    try:
        while waiting or busy:
            orphans: list[int] = []
            while waiting and len(busy) < jobs:
                number = waiting.popleft()
                attempts[number] += 1
                worker = _given(checker, tasks[number], idle)
                if worker is None:
                    orphans.append(number)
                else:
                    until = time.monotonic() + tasks[number].seconds + _GRACE
                    busy[worker.pipe] = _Work(worker, number, until)
            for pipe in _ready(busy):
                worker, number, _ = busy.pop(pipe)
                outcome = _answer(worker)
                if outcome is None:
                    orphans.append(number)
                else:
                    idle.append(worker)
                    yield number, outcome
            for number in _given_up(busy):
                yield number, overtime(tasks[number], OvertimeError(tasks[number].seconds))
            waiting.extendleft(number for number in orphans if attempts[number] < _ATTEMPTS)
            for number in orphans:
                if attempts[number] == _ATTEMPTS:
                    yield number, lost(tasks[number])
    finally:
        for worker in [*idle, *(work.worker for work in busy.values())]:
            worker.end()


def _ready(busy: Mapping[Connection, _Work]) -> list[Connection]:
    """Wait until a process has answered or died, or is to be given up: the pipes of those that have."""
    if not busy:
        return []
    left = max(min(work.until for work in busy.values()) - time.monotonic(), 0)
    return [pipe for pipe in wait(list(busy), left) if isinstance(pipe, Connection)]


def _given_up(busy: dict[Connection, _Work]) -> list[int]:
    """End the processes that go on beyond their letters' time; the numbers of these letters."""
    late = [pipe for pipe, work in busy.items() if work.until < time.monotonic()]
    works = [busy.pop(pipe) for pipe in late]
    for work in works:
        work.worker.end()
    return [work.number for work in works]


def _given(checker: Checker, task: Task, idle: list[_Worker]) -> _Worker | None:
    """Give a task to a process, a new one where none is idle. None if it is dead or can't be started."""
    try:
        worker = idle.pop() if idle else _Worker(checker)
    except OSError:  # the system has no more processes or files to give
        return None
    try:
        worker.pipe.send(task)
    except OSError:
        worker.end()
        return None
    return worker


def _answer(worker: _Worker) -> Outcome | None:
    """Take a process's answer; None where it died."""
    try:
        outcome: Outcome = worker.pipe.recv()
    except (EOFError, OSError):
        worker.end()
        return None
    return outcome


def _serve(pipe: Connection, checker: Checker) -> None:
    """Check what comes through the pipe until its other end is closed. Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task: Task = pipe.recv()
        except EOFError:
            return
        outcome = check_one(checker, task)
        if outcome.stopped:
            checker = renewed(checker)
        try:
            pipe.send(outcome)
        except OSError:  # nobody waits for it any more
            return
        except Exception as error:  # noqa: BLE001 - an outcome that can't be sent is a bug with a name
            pipe.send(failed(task, error))
