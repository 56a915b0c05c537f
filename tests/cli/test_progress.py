"""Progress: on a terminal alone, and gone when the run is done."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import program
from tests.cli.letters import UPHELD

pty = pytest.importorskip("pty")


def on_a_terminal(*arguments: str | Path) -> tuple[str, bytes]:
    """What a command writes to stderr, a terminal, and to stdout."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(program(*arguments), stdout=subprocess.PIPE, stderr=theirs) as run:
        os.close(theirs)
        out, _ = run.communicate(timeout=120)
    told = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        told += part
    os.close(ours)
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", told.decode("utf-8")), out


def test_progress(here: Path, rules: Path) -> None:
    for number in range(60):
        (here / f"{number:02}.txt").write_text(UPHELD, encoding="utf-8")
    options = ("--no-shipped", "--rules", rules, "--format", "concise")
    told, out = on_a_terminal(".", *options)
    assert "60/60 letters" in told
    assert "/s  left" in told
    assert out.count(b"\n") == 60
    told, _ = on_a_terminal("00.txt", *options)
    assert "letters" not in told
