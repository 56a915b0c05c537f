"""The parent's side of the extraction process: starts it, gives it files, outlives it.

One process serves many files, since starting one takes ten times as long as extracting a letter. A file that
the process dies on is tried once more in a fresh one, so that no result depends on the files before it; so is
one whose process was killed from outside, be it a fresh one.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from checker.errors import UnreadableError
from checker.readers.worker import OUT_OF_MEMORY

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from checker.readers.worker import main; main()"


# Signals that a process brings upon itself. The rest comes from outside: the system is short of memory, or
# somebody ends what he takes for something else.
_CRASHES = frozenset(
    getattr(signal, name)
    for name in ("SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV", "SIGSYS", "SIGTRAP", "SIGXFSZ")
    if hasattr(signal, name)
)


class _Death(NamedTuple):
    """Why the process died. ``final``: a fresh one would die of the same."""

    reason: str
    final: bool = False
    from_outside: bool = False


class Extractor:
    """Extracts text from untrusted files in a process of its own, one file at a time; safe between threads.

    ``cpu_seconds`` limits a file's processor time; ``wall_seconds`` is the last resort against a process
    that hangs; after ``files_per_process`` files the process is replaced.
    """

    def __init__(self, cpu_seconds: int = 20, wall_seconds: float = 90, files_per_process: int = 500) -> None:
        self._cpu_seconds = cpu_seconds
        self._wall_seconds = wall_seconds
        self._files_per_process = files_per_process
        self._process: subprocess.Popen[bytes] | None = None
        self._given_up: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._lock = threading.Lock()

    def pages(self, form: Literal["pdf", "docx"], data: bytes) -> list[str]:
        """Extract the text of each page. Raises UnreadableError with the reason."""
        with self._lock:
            for last in (False, True):
                fresh = self._process is None
                answer = self._ask(form, data)
                if answer is not None:
                    break
                death = self._bury()
                if last or death.final or (fresh and not death.from_outside):
                    raise UnreadableError(death.reason)
        if "error" in answer:
            raise UnreadableError(answer["error"])
        pages: list[str] = answer["pages"]
        return pages

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it did not take is lost with it
                    pipe.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def forget(self) -> None:
        """After a fork: the process belongs to the parent."""
        self._lock = threading.Lock()
        process, self._process = self._process, None
        if process is not None and process.stdin is not None and process.stdout is not None:
            process.returncode = 0  # not ours to wait for
            process.stdin.close()
            process.stdout.close()

    def _ask(self, form: str, data: bytes) -> Any:
        """Get the process's answer, None if it died. Whatever interrupts the exchange ends the process."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        job = {"form": form, "size": len(data), "seconds": self._cpu_seconds}
        alarm = threading.Timer(self._wall_seconds, self._give_up, [process])
        alarm.daemon = True
        alarm.start()
        try:
            process.stdin.write(json.dumps(job).encode("ascii") + b"\n" + data)
            process.stdin.flush()
            line = process.stdout.readline()
            return json.loads(line) if line else None
        except (BrokenPipeError, ValueError):  # ValueError: it died in the middle of its answer
            return None
        except BaseException:
            process.kill()
            self.close()
            raise
        finally:
            alarm.cancel()

    def _give_up(self, process: subprocess.Popen[bytes]) -> None:
        """End a process that hangs."""
        self._given_up = process
        process.kill()

    def _bury(self) -> _Death:
        """Say why the process died."""
        process = self._process
        self.close()
        code = process.returncode if process is not None else None
        if code == -getattr(signal, "SIGXCPU", 0):
            return _Death(f"reading it takes more than {self._cpu_seconds} s", final=True)
        if code == OUT_OF_MEMORY:
            return _Death("reading it takes more than 1.5 GB of memory")
        if process is not None and process is self._given_up:
            return _Death(f"reading it takes more than {self._wall_seconds:g} s")
        if code is not None and code < 0 and -code not in _CRASHES:
            name = signal.Signals(-code).name
            return _Death(f"the process that reads it was killed ({name})", from_outside=True)
        return _Death("reading it crashed the library: the file is damaged or hostile")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._served >= self._files_per_process:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._served = 0
        self._served += 1
        return self._process


_shared = Extractor()
atexit.register(_shared.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_shared.forget)


def extract_pages(form: Literal["pdf", "docx"], data: bytes) -> list[str]:
    """Extract each page's text with the shared extractor; a DOCX file is one page. Raises UnreadableError."""
    return _shared.pages(form, data)
