"""Nothing that a run does reaches for the network, in whichever of its processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import shell
from tests.cli.letters import UPHELD, letter
from tests.readers.letter_files import pdf, stream, text_stream

# Read by each process as it starts. Sockets of this machine alone are how processes speak with each other.
WATCH = """
import os, socket, sys

def watch(event, arguments):
    if event.startswith("socket.") and event not in {"socket.__new__", "socket.gethostname"}:
        if getattr(arguments[0], "family", None) != socket.AF_UNIX:
            with open(os.environ["REACHED"], "a") as file:
                file.write(f"{event} {arguments}\\n")
            raise PermissionError(event)

sys.addaudithook(watch)
"""
FORMATS = (
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjsonl",
    "markdown",
    "csv",
    "html",
    "text",
)


@pytest.fixture
def reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which each reach for the network is noted."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(WATCH, encoding="utf-8")
    paths = [str(tmp_path / "watch"), os.environ.get("PYTHONPATH", ""), *filter(None, sys.path)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    monkeypatch.setenv("REACHED", str(tmp_path / "reached"))
    return tmp_path / "reached"


def test_what_reaches_for_the_network_is_noticed(reached: Path) -> None:
    for how in ("socket.create_connection(('127.0.0.1', 9))", "socket.gethostbyname('localhost')"):
        done = subprocess.run([sys.executable, "-c", f"import socket; {how}"], check=False, stderr=-3)
        assert done.returncode == 1
    assert len(reached.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_with_all_formats(here: Path, rules: Path, reached: Path, jobs: str) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    lines = letter().replace("(", "\\(").replace(")", "\\)").splitlines()
    (here / "b.pdf").write_bytes(pdf(stream(text_stream(lines))))
    targets = [f"--format={name}=out.{name}" for name in FORMATS]
    result = shell(".", "--no-shipped", "--rules", rules, "--jobs", jobs, *targets, "--resume", "journal")
    assert (result.code, result.err) == (1, "")
    assert all((here / f"out.{name}").stat().st_size for name in FORMATS)
    assert not reached.exists()
