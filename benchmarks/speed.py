"""Start-up and throughput, as ratios: ``python -m benchmarks.speed [LETTER…]`` (default: the examples).

Start-up: wall time of ``imr-check LETTER`` (warm caches) over that of ``python -c pass``, medians.
Throughput: letters a second in one process, and the indexed engine's over durable-rules'.
"""

from __future__ import annotations

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


def wall(command: list[str]) -> float:
    """Median wall time of a command in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def letters_a_second(engine: str, paths: list[Path]) -> float:
    """Throughput of one process over the letters, read beforehand, again and again."""
    checker = make_checker(engine)  # type: ignore[arg-type]
    texts = [read_letter(path) for path in paths]
    for text in texts:
        letter_record(checker.examine(text, "warm-up"), "warm-up", checker.compiled.lexicon)
    done, start = 0, time.process_time()
    while time.process_time() - start < SECONDS:
        for text in texts:
            letter_record(checker.examine(text, "letter"), "letter", checker.compiled.lexicon)
        done += len(texts)
    return done / (time.process_time() - start)


def main(names: list[str]) -> None:
    """Print the figures."""
    examples = Path(__file__).parent.parent / "examples"
    paths = [Path(name) for name in names] or sorted(examples.glob("*.txt"))
    program = Path(sys.executable).with_name("imr-check")
    empty = wall([sys.executable, "-c", "pass"])
    one = wall([str(program), str(paths[0])])
    print(f"one letter: {one:.3f} s, {one / empty:.1f} x python -c pass ({empty:.3f} s)")
    rates = {engine: letters_a_second(engine, paths) for engine in ("durable", "indexed")}
    for engine, rate in rates.items():
        print(f"{engine}: {rate:.0f} letters/s, {rate / 100:.2f} x the aim of 100")
    print(f"indexed over durable: {rates['indexed'] / rates['durable']:.2f} x")


if __name__ == "__main__":
    main(sys.argv[1:])
