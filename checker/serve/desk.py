"""A process that does the work, so that a pattern or a letter that never ends stops nothing but itself."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from checker.errors import CheckerError
from checker.serve.plan import Plan, RefusedError

_START = 120.0  # seconds that a process may take to load rules and guidelines
_Answer = tuple[Literal["done", "refused"], Any]


class Desk:
    """One job at a time, each within ``seconds``: a process that takes longer is ended, another begins."""

    def __init__(self, plan: Plan, seconds: float) -> None:
        self._plan, self._seconds = plan, seconds
        self._lock = threading.Lock()
        self._process: Any = None
        self._pipe: Connection | None = None

    def ask(self, name: Literal["letter", "attempt"], *job: Any) -> Any:
        """The answer of the bench. Raises RefusedError: what is wrong with the job, or it was stopped."""
        with self._lock:
            pipe = self._pipe or self._begun()
            try:
                pipe.send((name, job))
                answer = self._answer(pipe, self._seconds)
            except (EOFError, OSError):
                self._end()
                raise RefusedError("not checked: the process that checked it was killed or crashed") from None
        kind, found = answer
        if kind == "refused":
            raise RefusedError(*found)
        return found

    def begin(self) -> None:
        """Start the process, if there is none, so that the first job finds it ready. Raises RefusedError."""
        with self._lock:
            if self._pipe is None:
                self._begun()

    def close(self) -> None:
        """End the process, whatever it is at."""
        with self._lock:
            self._end()

    def _begun(self) -> Connection:
        forkserver = "forkserver" in multiprocessing.get_all_start_methods()
        context = (
            multiprocessing.get_context("forkserver") if forkserver else multiprocessing.get_context("spawn")
        )
        ours, its = context.Pipe()
        self._process = context.Process(target=_work, args=(its, self._plan), daemon=True)
        self._pipe = ours
        try:
            self._process.start()
        finally:
            its.close()
        kind, found = self._answer(ours, _START)
        if kind == "refused":
            self._end()
            raise RefusedError(*found)
        return ours

    def _answer(self, pipe: Connection, seconds: float) -> _Answer:
        if not pipe.poll(seconds):
            self._end()
            raise RefusedError(f"stopped: it took longer than {seconds:g} seconds")
        answer: _Answer = pipe.recv()
        return answer

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _work(pipe: Connection, plan: Plan) -> None:
    """Do what comes through the pipe until its other end is closed. Ctrl-C is left to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from checker.serve.bench import Bench  # noqa: PLC0415 - the page itself needs nothing of it

    try:
        bench = Bench(plan)
    except CheckerError as error:
        pipe.send(("refused", error.lines))
        return
    gc.collect()
    gc.freeze()  # what is there now stays to the end, and is not gone through again for what could be freed
    pipe.send(("done", None))
    while True:
        try:
            name, job = pipe.recv()
        except EOFError:
            return
        try:
            answer: _Answer = ("done", getattr(bench, name)(*job))
        except CheckerError as error:
            answer = ("refused", error.lines)
        except Exception as error:  # noqa: BLE001 - one job's bug must not end the page
            # The place and no more: a message may hold text of the letter.
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            answer = ("refused", (f"a bug in imr-check: {type(error).__name__} at {where}",))
        try:
            pipe.send(answer)
        except OSError:  # nobody waits for it any more
            return
