"""Processes killed amid a run: ``python -m benchmarks.kills [--letters N] [--workers K] [--parents P]``.

N letters, varied from the examples or those named with ``--like``, are checked undisturbed, and again with
``--resume`` while K processes that check them are killed at random times, and P times the run itself
(SIGKILL), to be started anew each time. Printed: how often each was killed, and whether all formats have the
same bytes. Exit code 1 where not, or where the run was over before all were killed.

For many letters ``--formats csv`` is enough, which has a row a finding: 100,000 letters take 30 GB in all.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.letters import write_letters
from benchmarks.memory import PROGRAM, below

FORMATS = ("json", "csv", "sarif")


class Killed:
    """A run over a folder that is killed, and how often."""

    def __init__(self, letters: Path, work: Path, seed: int, formats: Sequence[str] = FORMATS) -> None:
        self._letters = letters
        self._work = work
        self._formats = formats
        self._chance = random.Random(seed)
        self.workers = self.parents = 0

    def undisturbed(self) -> None:
        """A run to its end."""
        self._start("undisturbed").wait()

    def disturbed(self, workers: int, parents: int, seconds: float) -> None:
        """A run of about so many seconds, in whose first half so many processes are killed.

        The second is left for a machine that has become faster: a run is not to be over before its kills.
        """
        pause = seconds / (workers + parents + 1)
        left = ["worker"] * workers + ["parent"] * parents
        self._chance.shuffle(left)
        run = self._start("disturbed", "--resume", self._work / "journal")
        while run.poll() is None:
            time.sleep(pause * self._chance.uniform(0.25, 0.75))
            if left and self._kill(run, left[0]) and left.pop(0) == "parent":
                run.wait()
                run = self._start("disturbed", "--resume", self._work / "journal")

    def same(self) -> bool:
        """Whether both runs gave the same bytes."""
        return all(
            filecmp.cmp(self._work / f"undisturbed.{form}", self._work / f"disturbed.{form}", shallow=False)
            for form in self._formats
        )

    def _start(self, name: str, *options: object) -> subprocess.Popen[bytes]:
        targets = [f"--format={form}={self._work / f'{name}.{form}'}" for form in self._formats]
        command = [*PROGRAM, self._letters, "--jobs", "2", *options, *targets]
        return subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)

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


def killed_run(
    letters: int,
    workers: int,
    parents: int,
    seed: int = 0,
    formats: Sequence[str] = FORMATS,
    like: Sequence[Path] = (),
) -> tuple[bool, int, int]:
    """Whether a run that is killed so often gives the bytes of an undisturbed one, and how often it was."""
    with tempfile.TemporaryDirectory() as folder:
        written = write_letters(Path(folder, "letters"), letters, seed, like)
        runs = Killed(written, Path(folder), seed, formats)
        start = time.monotonic()
        runs.undisturbed()
        seconds = time.monotonic() - start
        print(f"undisturbed: {seconds:.0f} s", file=sys.stderr, flush=True)
        runs.disturbed(workers, parents, seconds)
        return runs.same(), runs.workers, runs.parents


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    for name, default in (("letters", 1000), ("workers", 20), ("parents", 2), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--formats", nargs="+", default=FORMATS)
    parser.add_argument("--like", nargs="+", type=Path, default=(), metavar="LETTER.txt")
    given = parser.parse_args()
    start = time.monotonic()
    same, workers, parents = killed_run(
        given.letters, given.workers, given.parents, given.seed, given.formats, given.like
    )
    seconds = time.monotonic() - start
    outcome = "the same bytes" if same else "OTHER BYTES"
    print(
        f"{given.letters:,} letters, {workers} processes that check them and {parents} runs killed:", end=" "
    )
    print(f"{outcome} ({', '.join(given.formats)}; {seconds:.0f} s)")
    sys.exit(not same or (workers, parents) < (given.workers, given.parents))


if __name__ == "__main__":
    main()
