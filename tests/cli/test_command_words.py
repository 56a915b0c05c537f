"""What the first word of a command line is taken for: a command, help, or the path of a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.letters import UPHELD


@pytest.mark.parametrize(
    ("arguments", "same"),
    [
        (["help"], ["--help"]),
        (["-h"], ["--help"]),
        (["help", "check"], ["check", "--help"]),
        (["check", "-h"], ["check", "--help"]),
        (["help", "rule", "test"], ["rule", "test", "--help"]),
        (["rule", "help"], ["rule", "--help"]),
        (["rule", "-h"], ["rule", "--help"]),
        (["rule", "test", "-h"], ["rule", "test", "--help"]),
    ],
)
def test_the_ways_to_ask_for_help(cli: Cli, arguments: list[str], same: list[str]) -> None:
    result = cli(*arguments)
    assert (result.code, result.err) == (0, "")
    assert result.text.startswith("Usage: imr-check")
    assert result.out == cli(*same).out


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["chekc", "letter.txt"], "check"),
        (["CHECK", "letter.txt"], "check"),
        (["explian", "letter.txt"], "explain"),
        (["guidelines", "list"], "guideline"),
        (["halp"], "help"),
    ],
)
def test_a_misspelt_command(cli: Cli, here: Path, arguments: list[str], meant: str) -> None:
    (here / "letter.txt").write_text(UPHELD, encoding="utf-8")
    result = cli(*arguments)
    told = f"imr-check: no such command {arguments[0]!r}: did you mean {meant!r}?\n"
    assert (result.code, result.out, result.err) == (2, b"", told)


def test_a_misspelt_command_of_a_group(cli: Cli) -> None:
    result = cli("rule", "tset")
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith("imr-check: No such command 'tset'. Did you mean 'test'?\n")


def test_a_file_that_is_called_like_a_command(cli: Cli, here: Path, rules: Path) -> None:
    (here / "chekc").write_text(UPHELD, encoding="utf-8")
    assert cli("chekc", "--no-shipped", "--rules", rules).code == 1


@pytest.mark.parametrize("path", ["reports.txt", "./chekc", "chekc.pdf", "elsewhere"])
def test_one_missing_file_is_said_to_be_missing_and_no_more(cli: Cli, path: str) -> None:
    result = cli(path)
    told = f"imr-check: {path.removeprefix('./')}: no such file or folder\n"
    assert (result.code, result.out, result.err) == (2, b"", told)


def test_of_several_files_the_missing_one_is_in_the_report(cli: Cli, here: Path, rules: Path) -> None:
    (here / "letter.txt").write_text(UPHELD, encoding="utf-8")
    result = cli("letter.txt", "nowhere.txt", "--no-shipped", "--rules", rules, "--quiet")
    assert (result.code, result.err) == (2, "imr-check: nowhere.txt: no such file or folder\n")
    assert "not checked  nowhere.txt: no such file or folder" in result.text
    assert "1 of 2 checked, 1 unreadable" in result.text


def test_the_json_report_of_a_missing_file_says_that_it_is_not_complete(cli: Cli) -> None:
    result = cli("nowhere.txt", "--format", "json")
    assert (result.code, result.json["complete"]) == (2, False)
    assert [each["error"] for each in result.json["letters"]] == ["no such file or folder"]
