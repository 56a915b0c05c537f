"""File names that hold line ends and control characters: on stderr each message stays one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.letters import UPHELD

FORGED = "a\nimr-check: b.txt: no such file\n\x1b[2J\u202e"
SHOWN = r"a\nimr-check: b.txt: no such file\n\x1b[2J\u202e"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_end_in_a_name_forges_no_message(cli: Cli, here: Path, rules: Path, jobs: str) -> None:
    (here / f"{FORGED}.txt").write_bytes(b"")
    (here / "letter.txt").write_text(UPHELD, encoding="utf-8")
    result = cli(".", "--no-shipped", "--rules", rules, "--quiet", "--jobs", jobs)
    assert (result.code, result.err) == (2, f"imr-check: {SHOWN}.txt: it is empty\n")
    first = result.text.split("\n\n", maxsplit=1)[0]
    assert " ".join(first.split()) == f"✗ not checked {SHOWN}.txt: it is empty"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", f"{FORGED}.txt"],
        ["explain", f"{FORGED}.txt"],
        ["extract", f"{FORGED}.txt"],
        ["report", f"{FORGED}.json"],
        ["compare", f"{FORGED}.json", "b.json"],
        ["check", "x.txt", "--config", f"{FORGED}.toml"],
        ["rule", "validate", f"{FORGED}.yaml"],
    ],
)
def test_every_command_names_it_on_one_line(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert len(result.err.splitlines()) == 1
    assert result.err.startswith(f"imr-check: {SHOWN}.")


def test_an_error_of_several_lines_keeps_them(cli: Cli, here: Path) -> None:
    (here / "imr-check.toml").write_text('colour = "red"\nfail-level = "bad"', encoding="utf-8")
    lines = cli("letter.txt").err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("imr-check: imr-check.toml:") for line in lines)


@pytest.mark.parametrize("command", ["check", "extract"])
def test_json_shows_what_a_letter_hides(cli: Cli, here: Path, rules: Path, command: str) -> None:
    told = "Tizanidine \x9b2J\u202e is\x7f not"
    (here / "letter.txt").write_text(UPHELD.replace("Tizanidine is not", told), encoding="utf-8")
    options = ("--no-shipped", "--rules", rules, "--format", "json") if command == "check" else ()
    result = cli(command, "letter.txt", *options)
    assert not {*"\x7f\x9b\u202e"} & {*result.text}
    assert r"The requested Tizanidine \u009b2J is\u007f not medically" in result.text
    record = json.loads(result.out)
    assert (record["letters"][0] if command == "check" else record)["status"] == "checked"
