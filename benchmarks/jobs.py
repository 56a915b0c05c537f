"""Two processes over one: ``python -m benchmarks.jobs [LETTERS]`` (default: 600). The aim is 1.7.

Wall time of a run over letters varied from the examples, the best of three. Also printed: the load of the
machine, since on a busy one two processes get no more than one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.letters import write_letters
from benchmarks.memory import PROGRAM

ROUNDS = 3


def seconds(letters: Path, jobs: int) -> float:
    """Wall time of a run."""
    start = time.perf_counter()
    command = [*PROGRAM, str(letters), "--jobs", str(jobs), "--format", "jsonl"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(count: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        letters = write_letters(Path(folder), count)
        seconds(letters, 2)
        best = {jobs: min(seconds(letters, jobs) for _ in range(ROUNDS)) for jobs in (1, 2)}
    print(f"{count:,} letters: {best[1]:.1f} s in one process, {best[2]:.1f} s in two", end="")
    print(f": {best[1] / best[2]:.2f} x (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
