"""A command line run in this process, in an empty folder, with a cache of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from checker.cli.main import main
from checker.knowledge.strict_yaml import remembering
from checker.running import setup
from tests.cli.letters import write_rules
from tests.shipped import shared_cache

Cli = Callable[..., "Result"]
REPLACED = " that come with imr-check, of which none is used"


@dataclass(frozen=True)
class Result:
    """What a command line gave.

    ``replaced`` is what stderr said of the folders that stand in place of what comes with imr-check; most
    tests bring rules of their own, and ``err`` is the rest.
    """

    code: int
    out: bytes
    err: str
    replaced: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_cache(tmp_path_factory)


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """What the commands of all tests read anew from the same bytes is parsed and validated once."""
    with pytest.MonkeyPatch.context() as patch, remembering({}):
        for name in ("knowledge_from", "rules_from"):
            patch.setattr(setup, name, lru_cache(maxsize=4)(getattr(setup, name)))
        yield


@pytest.fixture(autouse=True)
def here(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder of every test: new and empty."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def cli(capfdbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """Runs a command line: the same function as the console script."""

    def run(*arguments: str | Path) -> Result:
        capfdbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return result(code, out, err.decode("utf-8"))

    return run


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule base of two rules: an error on an upheld item, a note on an overturned one."""
    return write_rules(tmp_path / "rules")


def shell(
    *arguments: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    under: Sequence[str] = (),
    **options: Any,
) -> Result:
    """Run the command line as a program of its own, ``under`` another one."""
    done = subprocess.run(
        [*under, *program(*arguments)],
        input=stdin,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=120,
        **({"stdout": subprocess.PIPE} | options),
        stderr=subprocess.PIPE,
    )
    return result(done.returncode, done.stdout or b"", done.stderr.decode("utf-8", "replace"))


def result(code: int, out: bytes, err: str) -> Result:
    """A result, with what was replaced kept apart from the rest of stderr."""
    lines = err.splitlines(keepends=True)
    replaced = [line for line in lines if REPLACED in line]
    return Result(code, out, "".join(line for line in lines if line not in replaced), tuple(replaced))


def program(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-c", "from checker.cli.main import run; run()", *map(str, arguments)]
