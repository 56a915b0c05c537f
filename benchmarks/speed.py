"""Start-up and throughput, as ratios: ``python -m benchmarks.speed [LETTER…]`` (default: the examples).

Start-up: wall time of ``imr-check LETTER``, all caches warm, over that of ``python -c pass``; medians.
Throughput: letters a second in one process, those read for the first time and those read again, and the
indexed engine's over durable-rules'.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from checker.readers import read_letter
from checker.report.views import letter_record
from checker.running.setup import make_checker

ROUNDS = 7
SECONDS = 3.0
PROGRAM = (sys.executable, "-c", "from checker.cli.main import run; run()")


def wall(*command: str) -> float:
    """Median wall time of a command in seconds, which may write its bytecode."""
    allowed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False, env=allowed)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def letters_a_second(engine: str, paths: list[Path]) -> tuple[float, float]:
    """Throughput of one process over the letters, loaded beforehand: the first time, and again and again."""
    checker = make_checker(engine)  # type: ignore[arg-type]
    texts = [read_letter(path) for path in paths]
    _ = checker.compiled, checker.engine
    start = time.process_time()
    for text in texts:
        letter_record(checker.examine(text, "letter"), "letter", checker.compiled.lexicon)
    first = len(texts) / (time.process_time() - start)
    done, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        for text in texts:
            letter_record(checker.examine(text, "letter"), "letter", checker.compiled.lexicon)
        done += len(texts)
    return first, done / (time.process_time() - start)


def main(names: list[str]) -> None:
    """Print the figures."""
    examples = Path(__file__).parent.parent / "examples"
    paths = [Path(name) for name in names] or sorted(examples.glob("*.txt"))
    empty = wall(sys.executable, "-c", "pass")
    one = wall(*PROGRAM, str(paths[0]))
    print(f"one letter: {one:.3f} s, {one / empty:.1f} x python -c pass ({empty:.3f} s)")
    rates = {engine: letters_a_second(engine, paths) for engine in ("durable", "indexed")}
    for engine, (first, again) in rates.items():
        print(f"{engine}: {again:.0f} letters/s, {again / 200:.2f} x the aim of 200; {first:.0f} at first")
    print(f"indexed over durable: {rates['indexed'][1] / rates['durable'][1]:.2f} x")


if __name__ == "__main__":
    main(sys.argv[1:])
