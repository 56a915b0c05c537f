"""Keeps a process that checks letters: one that dies or hangs costs the letter that it was at, no other."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer

from checker.cluster.answers import Answer, not_checked
from checker.readers import Member
from checker.running.timing import OvertimeError

# Processes that a letter gets: whoever killed the first may have meant another.
_ATTEMPTS = 2
# Seconds beyond a letter's time after which its process is killed: C code may not have let it stop itself,
# and a new process needs time to start.
_GRACE = 30.0
_LOST = "not checked: the process that checked it was killed or crashed"


class Keeper:
    """Has letters checked in a process of its own, by one thread at a time.

    ``work`` is a pickled :class:`checker.cluster.checking.Work`.
    """

    def __init__(self, work: bytes, seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def check(self, letter: Member) -> Answer:
        """Check a letter, whatever becomes of the process."""
        for _ in range(_ATTEMPTS):
            late = Event()
            answer = self._asked(letter, late)
            if answer is not None:
                return answer
            if late.is_set():
                return not_checked(letter.name, str(OvertimeError(self._seconds)))
        return not_checked(letter.name, _LOST)

    def end(self) -> None:
        """End the process, whatever it is at."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):  # what was still to be written has no reader
                    if pipe:
                        pipe.close()
            self._process = None

    def _asked(self, letter: Member, late: Event) -> Answer | None:
        """Ask the process; None where it died or was ended because it took too long."""
        timer = Timer(self._seconds + _GRACE, self._kill, [late])
        timer.daemon = True
        timer.start()
        try:
            process = self._process or self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump(letter, process.stdin)
            process.stdin.flush()
            answer: Answer = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.end()
            return None
        finally:
            timer.cancel()
        return answer

    def _kill(self, late: Event) -> None:
        late.set()
        if self._process is not None:
            self._process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        """Start a process. It imports from where this one does, and never from the current folder."""
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "checker.cluster.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert self._process.stdin is not None
        self._process.stdin.write(self._work)
        return self._process
