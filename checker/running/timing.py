"""A limit on the time that one letter may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from checker.errors import LimitError

DEFAULT_SECONDS, MOST_SECONDS = 30.0, 1_000_000.0

_AGAIN = 1.0  # seconds: what a destructor swallows is raised once more


class OvertimeError(LimitError):
    """A letter took longer than its time. What was at work on it was stopped anywhere."""

    def __init__(self, seconds: float) -> None:
        unit = "second" if seconds == 1 else "seconds"
        super().__init__(f"not checked: it took longer than {seconds:g} {unit}")


class _TimeIsUpError(BaseException):
    """Ends the body from the inside; an ``except Exception`` on the way must not take it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OvertimeError in the body where it runs longer than ``seconds``.

    A signal interrupts it: Python code between two instructions, a match of ``re`` as it goes on (CPython
    looks for signals every few thousand steps), reading and waiting at once. Other C code (re2, rapidfuzz,
    durable-rules) is left to return first. What the body was changing may be half changed, so that
    nothing that it kept is to be used again. Without effect outside of the main thread and where the system
    has no such timer (Windows).
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    running = True

    def time_is_up(*_: object) -> None:
        if running:
            raise _TimeIsUpError

    before = signal.signal(signal.SIGALRM, time_is_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            running = False  # from here on the signal interrupts nothing
    except _TimeIsUpError:
        raise OvertimeError(seconds) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
