"""Folders in place of the rules and guidelines that come with imr-check: no run is silent about them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker.knowledge.files import data_folder
from tests.cli.conftest import Cli
from tests.cli.letters import UPHELD

RULES = len(list(data_folder("rules").glob("*/IMR*.yaml")))
EDITIONS = len(list(data_folder("guidelines").glob("editions/*")))


@pytest.fixture
def letter(here: Path) -> Path:
    path = here / "letter.txt"
    path.write_text(UPHELD, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "explain"])
def test_other_rules_are_named_with_what_they_stand_in_place_of(
    cli: Cli, command: str, letter: Path, rules: Path
) -> None:
    told = f"imr-check: rules {rules}: 2 rules in place of the {RULES} that come with imr-check"
    assert cli(command, letter, "--no-shipped", "--rules", rules).replaced == (
        f"{told}, of which none is used\n",
    )
    (rules / "criterion" / "IMR302.yaml").unlink()
    told = f"imr-check: rules {rules}: 1 rule in place of the {RULES} that come with imr-check"
    assert cli(command, letter, "--no-shipped", "--rules", rules).replaced == (
        f"{told}, of which none is used\n",
    )


@pytest.mark.parametrize("command", ["check", "extract", "explain"])
def test_other_guidelines_are_named_too(cli: Cli, command: str, letter: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(data_folder("guidelines"), tmp_path / "guidelines")
    many = f"{EDITIONS} editions in place of the {EDITIONS} that come with imr-check, of which none is used"
    result = cli(command, letter, "--no-shipped", "--guidelines", folder)
    assert result.replaced == (f"imr-check: guidelines {folder}: {many}\n",)


def test_what_comes_with_imr_check_replaces_nothing(cli: Cli, letter: Path) -> None:
    options = ("--rules", data_folder("rules"), "--guidelines", data_folder("guidelines"))
    result = cli(letter, *options)
    assert (result.err, result.replaced) == ("", ())
    assert result.out == cli(letter).out
