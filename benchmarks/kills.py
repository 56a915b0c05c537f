"""Processes killed amid a run: ``python -m benchmarks.kills [--letters N] [--workers K] [--parents P]``.

N letters, varied from the examples, are checked undisturbed, and again with ``--resume`` while K processes
that check them are killed at random times, and P times the run itself (SIGKILL), to be started anew each
time. Printed: how often each was killed, and whether all formats have the same bytes. Exit code 1 where not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.letters import write_letters
from benchmarks.memory import PROGRAM, below

FORMATS = ("json", "csv", "sarif")


class Killed:
    """A run over a folder that is killed, and how often."""

    def __init__(self, letters: Path, work: Path, seed: int) -> None:
        self._letters = letters
        self._work = work
        self._chance = random.Random(seed)
        self.workers = self.parents = 0

    def undisturbed(self) -> dict[str, bytes]:
        """What an undisturbed run gives."""
        self._start("undisturbed").wait()
        return self._made("undisturbed")

    def disturbed(self, workers: int, parents: int, seconds: float) -> dict[str, bytes]:
        """What is given by a run of about so many seconds in which so many processes are killed."""
        pause = seconds / (workers + parents + 1)
        left = ["worker"] * workers + ["parent"] * parents
        self._chance.shuffle(left)
        run = self._start("disturbed", "--resume", self._work / "journal")
        while run.poll() is None:
            time.sleep(pause * self._chance.uniform(0.5, 1))
            if left and self._kill(run, left[0]) and left.pop(0) == "parent":
                run.wait()
                run = self._start("disturbed", "--resume", self._work / "journal")
        return self._made("disturbed")

    def _start(self, name: str, *options: object) -> subprocess.Popen[bytes]:
        targets = [f"--format={form}={self._work / f'{name}.{form}'}" for form in FORMATS]
        command = [*PROGRAM, self._letters, "--jobs", "2", *options, *targets]
        return subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)

    def _made(self, name: str) -> dict[str, bytes]:
        return {form: (self._work / f"{name}.{form}").read_bytes() for form in FORMATS}

    def _kill(self, run: subprocess.Popen[bytes], which: str) -> bool:
        """Kill the run or one of its processes, where it has any."""
        if which == "parent":
            if not (self._work / "journal").exists() or run.poll() is not None:
                return False
            run.kill()
            self.parents += 1
            return True
        workers = [each for each in below(run.pid) if _checks(each)]
        if not workers:
            return False
        try:
            os.kill(self._chance.choice(workers), signal.SIGKILL)
        except ProcessLookupError:
            return False
        self.workers += 1
        return True


def _checks(process: int) -> bool:
    """Whether a process checks letters: it comes from the fork server, which comes from the run."""
    try:
        parent = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        return b"forkserver" in Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return False


def killed_run(letters: int, workers: int, parents: int, seed: int = 0) -> tuple[bool, int, int]:
    """Whether a run that is killed so often gives the bytes of an undisturbed one, and how often it was."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Killed(write_letters(Path(folder, "letters"), letters, seed), Path(folder), seed)
        start = time.monotonic()
        expected = runs.undisturbed()
        same = runs.disturbed(workers, parents, time.monotonic() - start) == expected
    return same, runs.workers, runs.parents


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    for name, default in (("letters", 1000), ("workers", 20), ("parents", 2), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    start = time.monotonic()
    same, workers, parents = killed_run(given.letters, given.workers, given.parents, given.seed)
    seconds = time.monotonic() - start
    outcome = "the same bytes" if same else "OTHER BYTES"
    print(
        f"{given.letters:,} letters, {workers} processes that check them and {parents} runs killed:", end=" "
    )
    print(f"{outcome} ({', '.join(FORMATS)}; {seconds:.0f} s)")
    sys.exit(not same)


if __name__ == "__main__":
    main()
