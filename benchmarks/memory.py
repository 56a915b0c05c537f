"""Memory that doesn't grow with the letters: ``python -m benchmarks.memory [FEW MANY]`` (default: 1000 4000).

Printed: the wall time of a run over so many letters, the most memory that it took, of its own process and of
the largest of those that check them, and the ratios of the two runs. Each format is written that is
written in parts. Linux only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.letters import write_letters

FORMATS = ("json", "jsonl", "sarif", "junit", "csv", "xlsx", "parquet", "text", "markdown", "gitlab")
PROGRAM = (sys.executable, "-c", "from checker.cli.main import run; run()")


def below(process: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from below(child)


def most_so_far(process: int) -> int:
    """The most memory that a process has taken, in kB; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def most_memory(letters: Path, out: Path) -> tuple[float, float, float]:
    """The most memory in MB of a run over a folder, that of the largest process below it, and its seconds."""
    targets = [f"--format={name}={out / name}" for name in FORMATS]
    own = others = 0
    start = time.perf_counter()
    options = ("--jobs", "2", "--exit-zero", "--on-unreadable", "warn")
    with subprocess.Popen([*PROGRAM, str(letters), *options, *targets], stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            own = max(own, most_so_far(run.pid))
            others = max([others, *map(most_so_far, below(run.pid))])
            time.sleep(0.2)
    if run.returncode:
        sys.exit(f"the run failed: exit code {run.returncode}")
    return own / 1024, others / 1024, time.perf_counter() - start


def main(counts: list[int]) -> None:
    """Print the figures."""
    measured = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "out")
            out.mkdir()
            measured.append(most_memory(write_letters(Path(folder, "letters"), count), out))
        own, others, seconds = measured[-1]
        print(f"{count:,} letters in {seconds:.0f} s", end="")
        print(f": {own:.0f} MB, the largest process below it {others:.0f} MB", flush=True)
    memory, below, letter = (
        last / first / each
        for first, last, each in zip(measured[0], measured[-1], (1, 1, counts[-1] / counts[0]), strict=True)
    )
    print(f"ratio: {memory:.2f}, of the largest below it {below:.2f}; of the time of a letter {letter:.2f}")


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [1000, 4000])
