"""Inputs that follow the code that they reach: ``python -m benchmarks.guided TARGET [--seconds N]``.

The targets are those of ``benchmarks.fuzz``, whose inputs follow the shape of letters and files; atheris,
over libFuzzer, keeps what reaches code that nothing reached before. It takes ``pip install -e '.[fuzz]'``. A
fault is printed with its trace, its input is in the file that is named; exit code 77.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["checker"]):
    from benchmarks import fuzz


def main() -> None:
    """Run one target; the process ends with it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=fuzz.TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    corpus = Path(tempfile.mkdtemp(prefix="imr-check-corpus-"))
    for number, seed in enumerate(fuzz.SEEDS[given.target]):
        (corpus / str(number)).write_bytes(seed)
    options = (f"-max_total_time={given.seconds}", "-timeout=30", "-rss_limit_mb=4096", "-max_len=40000")
    atheris.Setup([sys.argv[0], *options, str(corpus)], fuzz.tried(fuzz.TARGETS[given.target][0]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
