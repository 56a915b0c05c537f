"""Letters checked in several processes, so that a process that dies takes no letter with it.

Each process has a pipe of its own, one letter at a time, and the next one in its pipe: which letter a dead
one had is known, and that one alone is blamed. The pools of the standard library and of loky give up on all
that they hold when a process dies; that of Pebble names the task, and leaves second tries to its user.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
import warnings
from collections import Counter, deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from typing import Any

from checker.judging.examine import Checker
from checker.running.collecting import collect_seldom
from checker.running.journal import JournalReader
from checker.running.tasks import Outcome, Packed, Task, broken_off, check_one, failed, lost, packed, renewed
from checker.running.timing import OvertimeError

# Processes that a letter gets. One more where the last one was killed from outside, as by a system that is
# short of memory: whoever did it may have meant another, and may have hit the letter's second one by chance.
_ATTEMPTS = 2
_FROM_OUTSIDE = frozenset(
    -getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_DYING = 2.0  # seconds until the system has told how a process ended
# How processes are started. The second is for where the first can't: it has a socket in TMPDIR, whose name
# may be too long for one.
_METHODS = tuple(one for one in ("forkserver", "spawn") if one in multiprocessing.get_all_start_methods())
# For few letters: a copy of this process, which is there at once. For long runs it is no clean start.
_COPY = "fork"
# Seconds beyond a letter's time after which a process is ended: C code may not have let it stop itself. And
# seconds that a new process has to start.
_GRACE = 30.0
_START = 120.0
_STARTS = 3  # processes that die before they have started, one after the other: then no more are tried
# Letters that a process has, so that it need not wait for the next; and the bytes up to which that one may
# lie in its pipe: what doesn't fit would have this process wait while that one waits to answer.
_AHEAD = 2
_SMALL = 4 * 1024

Numbered = tuple[int, Task]


class _Worker:
    """A process that checks the letters that it is given, our end of its pipe, and what it was given."""

    def __init__(self, method: str, checker: Checker, journal: JournalReader | None) -> None:
        context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([__name__])  # imported once for all
        self.given: deque[Numbered] = deque()
        self.until = time.monotonic() + _START
        self.started = False
        self.pipe, its_end = context.Pipe()
        # The very knowledge and rules of this process travel to it: files may have changed meanwhile.
        inherited = self.pipe if method == _COPY else None
        self._process = context.Process(
            target=_serve, args=(its_end, checker, journal, inherited), daemon=True
        )
        try:
            with warnings.catch_warnings():
                # Of a thread: that of numpy's library, which sees to copies itself.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process.start()
        except OSError:
            self.pipe.close()
            raise
        finally:
            its_end.close()

    def give(self, one: Numbered) -> None:
        """Put a letter into its pipe. Raises OSError where it is dead."""
        self.given.append(one)
        if len(self.given) == 1 and self.started:
            self._wind()
        self.pipe.send(one[1])

    def takes(self, task: Task) -> bool:
        """Whether it can be given a letter now: without one it takes any, with one another small one."""
        return not self.given or (len(self.given) < _AHEAD and len(task.data or b"") <= _SMALL)

    def answer(self) -> tuple[int, Packed] | None:
        """Take its answer on the letter that it was given first. Raises EOFError or OSError where it died.

        The first thing that it says, None, is that it has started.
        """
        outcome: Packed | None = self.pipe.recv()
        self.started = True
        answer = (self.given.popleft()[0], outcome) if outcome else None
        self._wind()
        return answer

    def killed(self) -> bool:
        """Whether it died of a signal from outside."""
        self._process.join(_DYING)
        return self._process.exitcode in _FROM_OUTSIDE

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    def _wind(self) -> None:
        """From now on runs the time of the letter that it is at."""
        if self.given:
            self.until = time.monotonic() + self.given[0][1].limits.seconds + _GRACE


class Supervisor:
    """Has letters checked in ``jobs`` processes.

    Tasks are taken from their iterator as they are needed; what is known of one already passes through.
    ``few``: there are so few of them that a process is rather a copy of this one than a new one.
    """

    def __init__(
        self,
        checker: Checker,
        tasks: Iterator[tuple[int, Task | Outcome]],
        jobs: int,
        journal: JournalReader | None = None,
        *,
        few: bool = False,
    ) -> None:
        self._checker = checker
        self._methods: tuple[str, ...] = _METHODS
        if few and journal is None:  # a database that is open here can't be used in a copy
            self._methods = (_COPY, *_METHODS)
            _ = checker.compiled, checker.engine  # made once, not by each copy
        self._tasks = tasks
        self._jobs = jobs
        self._journal = journal
        self._again: deque[Numbered] = deque()  # taken, and to be given out before the others
        self._attempts: Counter[int] = Counter()
        self._stillborn = 0
        self._workers: list[_Worker] = []
        self._done: list[tuple[int, Packed]] = []  # what is known without a process's answer

    def outcomes(self) -> Iterator[tuple[int, Packed]]:
        """Yield the outcome of each task with its number, as they come."""
        try:
            while self._hand_out():
                for worker in self._ready():
                    try:
                        answer = worker.answer()
                    except (EOFError, OSError):
                        self._bury(worker)
                    else:
                        self._stillborn = 0
                        if answer:
                            yield answer
                self._give_up()
                yield from self._done
                self._done.clear()
        finally:
            for worker in self._workers:
                worker.end()

    def _hand_out(self) -> bool:
        """Give out letters as far as there are processes for them. Whether there is anything to wait for."""
        for number, one in self._waiting():
            if isinstance(one, Outcome):
                self._done.append((number, packed(one)))
            elif worker := self._worker_for(number, one):
                try:
                    worker.give((number, one))
                except OSError:  # it died before: this letter did nothing
                    self._again.appendleft(worker.given.pop())
                    self._bury(worker)
            elif self._workers:
                self._again.appendleft((number, one))
                break
            else:  # the system gives no process
                self._done.append((number, packed(self._check_here(one))))
            if len(self._done) > _AHEAD:
                break
        return bool(self._done) or any(worker.given for worker in self._workers)

    def _waiting(self) -> Iterator[tuple[int, Task | Outcome]]:
        """What is to be given out: what was taken before first."""
        while True:
            one = self._again.popleft() if self._again else next(self._tasks, None)
            if one is None:
                return
            yield one

    def _check_here(self, task: Task) -> Outcome:
        outcome = check_one(self._checker, task, self._journal)
        if outcome.stopped:
            self._checker = renewed(self._checker)
        return outcome

    def _worker_for(self, number: int, task: Task) -> _Worker | None:
        """A process for a letter: an idle one, a new one, or one at work that can be given it ahead.

        A letter whose process died goes to one that has worked already: in a new one the first letter takes
        many times as long, and whatever kills processes at random would hit it again.
        """
        warm = [worker for worker in self._workers if worker.started] if self._attempts[number] else []
        if warm:
            return next((worker for worker in warm if worker.takes(task)), None)
        idle = next((worker for worker in self._workers if not worker.given), None)
        if idle or (len(self._workers) < self._jobs and self._start()):
            return idle or self._workers[-1]
        return next((worker for worker in self._workers if worker.takes(task)), None)

    def _start(self) -> bool:
        """Start a process. False where the system has no more processes or files to give."""
        for method in self._methods if self._stillborn < _STARTS else ():
            try:
                self._workers.append(_Worker(method, self._checker, self._journal))
            except (OSError, EOFError):
                continue
            return True
        return False

    def _ready(self) -> list[_Worker]:
        """Wait until a process has answered or died, or is to be given up: those that have."""
        busy = {worker.pipe: worker for worker in self._workers if worker.given}
        if self._done or not busy:
            return []
        left = max(min(worker.until for worker in busy.values()) - time.monotonic(), 0)
        return [busy[pipe] for pipe in wait(list(busy), left) if isinstance(pipe, Connection)]

    def _give_up(self) -> None:
        """End the processes that go on beyond their letters' time."""
        now = time.monotonic()
        for worker in [each for each in self._workers if each.given and each.until < now]:
            if worker.started:
                number, task = worker.given.popleft()
                self._done.append((number, packed(broken_off(task, OvertimeError(task.limits.seconds)))))
            self._bury(worker, blame=False)

    def _bury(self, worker: _Worker, *, blame: bool = True) -> None:
        """End a process. The letter that it was at is blamed, and gets another; the next one did nothing."""
        attempts = _ATTEMPTS + (blame and worker.killed())
        worker.end()
        self._workers.remove(worker)
        self._stillborn += not worker.started
        first = worker.given.popleft() if blame and worker.started and worker.given else None
        self._again.extendleft(reversed(worker.given))
        if first is not None:
            number, task = first
            self._attempts[number] += 1
            if self._attempts[number] < attempts:
                self._again.appendleft(first)
            else:
                self._done.append((number, packed(lost(task))))


def _serve(
    pipe: Connection, checker: Checker, journal: JournalReader | None, inherited: Connection | None
) -> None:
    """Check what comes through the pipe until its other end is closed. Signals are left to the parent.

    ``inherited`` is the other end, of which a copy of the parent has one too.
    """
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if inherited is not None:
        inherited.close()
        for number in (signal.SIGTERM, signal.SIGHUP):
            if callable(signal.getsignal(number)):  # the parent's way to end
                signal.signal(number, signal.SIG_DFL)
    try:
        _ = checker.compiled, checker.engine
        pipe.send(None)
    except OSError:
        return
    while True:
        try:
            task: Task = pipe.recv()
        except EOFError:
            return
        outcome = check_one(checker, task, journal)
        if outcome.stopped:
            checker = renewed(checker)
        try:
            pipe.send(_sendable(task, outcome))
        except OSError:  # nobody waits for it any more
            return


def _sendable(task: Task, outcome: Outcome) -> Packed:
    try:
        return packed(outcome)
    except Exception as error:  # noqa: BLE001 - an outcome that can't be sent is a bug with a name
        return packed(failed(task, error))
