"""``--engine``: what runs where durable-rules is absent or broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Result, shell
from tests.cli.letters import UPHELD

ABSENT = "raise ModuleNotFoundError(\"No module named 'durable_rules_engine'\")"
BROKEN = "raise OSError('invalid ELF header')"
REFUSES = """
def create_ruleset(name, rules):
    raise MemoryError("out of nodes")
"""
_WHEN = "when:\n"
_JOINED = "- {fact: conclusion, as: c}\n"
INSTEAD = "imr-check: the engine indexed runs: durable-rules is installed but can't be used: "


@pytest.fixture
def letter(here: Path) -> Path:
    path = here / "letter.txt"
    path.write_text(UPHELD, encoding="utf-8")
    return path


def with_module(source: str, folder: Path, *arguments: str | Path) -> Result:
    """A run that finds this source in place of the C module of durable-rules."""
    (folder / "durable_rules_engine.py").write_text(source, encoding="utf-8")
    here = Path(__file__).parents[2]
    return shell(*arguments, env={"PYTHONPATH": f"{folder}:{here}"})


@pytest.mark.parametrize(
    ("source", "reason"),
    [(ABSENT, "No module named 'durable_rules_engine'"), (BROKEN, "invalid ELF header")],
)
@pytest.mark.parametrize("command", [["check"], ["explain"], ["rule", "test", "IMR301"]])
def test_an_engine_that_is_asked_for_and_not_there(
    source: str, reason: str, command: list[str], letter: Path, rules: Path, tmp_path: Path
) -> None:
    path = [] if command[0] == "rule" else [letter]
    result = with_module(
        source, tmp_path, *command, *path, "--engine", "durable", "--no-shipped", "--rules", rules
    )
    assert (result.code, result.out) == (2, b"")
    assert result.err.splitlines()[-1] == f"imr-check: the engine durable can't be used: {reason}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (ABSENT, []),
        (BROKEN, [f"{INSTEAD}invalid ELF header"]),
        (REFUSES, [f"{INSTEAD}durable-rules failed (out of nodes) in one of the rules IMR301, IMR302"]),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_indexed_engine_takes_over(
    source: str, said: list[str], jobs: str, letter: Path, rules: Path, here: Path, tmp_path: Path
) -> None:
    (here / "other.txt").write_text(UPHELD, encoding="utf-8")
    for path in rules.rglob("*.yaml"):  # durable-rules is given what joins facts
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(_WHEN, f"{_WHEN}{_JOINED}"), encoding="utf-8")
    arguments = (here, "--no-shipped", "--rules", rules, "--format", "json", "--jobs", jobs)
    result = with_module(source, tmp_path, *arguments)
    assert (result.code, result.err.splitlines()) == (1, said)
    report = json.loads(result.out)
    assert report["tool"]["engine"] == "indexed"
    assert [each["status"] for each in report["letters"]] == ["checked", "checked"]
