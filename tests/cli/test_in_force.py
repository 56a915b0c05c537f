"""Every command that reads rules or guidelines goes by the configuration in force, as ``check`` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.packs import DENIED, GUIDELINE, rule, write

CONFIG = """\
guidelines = ["ours"]
rules = ["our-rules"]
ignore = ["IMR107"]

[rule.own-rule]
severity = "note"

[criterion."HOUSE.zolpidem.days"]
limit = [14, 21]
"""
SENTENCE = "The guideline limits zolpidem to 21 days."


@pytest.fixture(params=["imr-check.toml", "pyproject.toml"])
def house(here: Path, request: pytest.FixtureRequest) -> Path:
    write(here / "ours" / "sleep.yaml", GUIDELINE)
    write(here / "our-rules" / "IMR390.yaml", rule())
    write(here / "letter.txt", DENIED)
    text = CONFIG
    if request.param == "pyproject.toml":
        text = f"[tool.imr-check]\n{CONFIG}".replace("[rule.", "[tool.imr-check.rule.")
        text = text.replace("[criterion.", "[tool.imr-check.criterion.")
    write(here / request.param, text)
    return here / str(request.param)


COMMANDS = [
    (["rule", "show", "IMR390"], "severity  note, changed by {config}:"),
    (["rule", "show", "IMR107"], "ignored   it fails nothing"),
    (["rule", "list"], "note, ignored"),
    (["guideline", "show", "HOUSE.zolpidem.days"], "limit       at most 14-21 days"),
    (["guideline", "show", "HOUSE-SLEEP"], "changed     its limits, by {config}:"),
    (["guideline", "list"], "HOUSE-SLEEP"),
    (["guideline", "match", SENTENCE, "--cites", "HOUSE-SLEEP"], "fit supported"),
    (["guideline", "test"], "1 criterion, 5 sentences, 0 failed"),
    (["explain", "letter.txt", "--rule", "IMR390"], "note IMR390"),
    (["extract", "letter.txt"], "HOUSE.zolpidem.days"),
    (["schema", "rule"], '"limit-misstated"'),
]


@pytest.mark.parametrize(("command", "said"), COMMANDS)
def test_the_nearest_configuration_is_in_force(cli: Cli, house: Path, command: list[str], said: str) -> None:
    result = cli(*command)
    assert (result.code, result.err) == (0, "")
    assert said.format(config=house.name) in result.text


@pytest.mark.parametrize(("command", "said"), COMMANDS)
def test_one_that_is_given_is_in_force_elsewhere(
    cli: Cli, house: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    moved = [str(house.parent / part) if part == "letter.txt" else part for part in command]
    result = cli(*moved, "--config", house)
    assert (result.code, result.err) == (0, "")
    assert said.format(config=house) in result.text


@pytest.mark.parametrize("command", [
    ["rule", "list"],
    ["rule", "show", "IMR301"],
    ["rule", "validate"],
    ["guideline", "list"],
    ["guideline", "show", "MTUS-CP-2009"],
    ["guideline", "validate"],
])  # fmt: skip
def test_a_change_that_can_not_be_made_is_told_by_each(cli: Cli, here: Path, command: list[str]) -> None:
    wrong = '[rule.IMR999]\nseverity = "note"\n' if command[0] == "rule" else '[criterion."A.b"]\nlimit = 3\n'
    write(here / "imr-check.toml", wrong)
    result = cli(*command)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith("imr-check: imr-check.toml:1:1: ")


def test_the_page_of_a_saved_run_is_made_with_what_its_letter_was_checked_with(cli: Cli, here: Path) -> None:
    write(here / "case" / "ours" / "sleep.yaml", GUIDELINE)
    write(here / "case" / "letter.txt", DENIED)
    write(here / "case" / "imr-check.toml", 'guidelines = ["ours"]')
    cli("case/letter.txt", "--format", "json=run.json", "--format", "html=first.html")
    result = cli("report", "run.json", "--format", "html=again.html")
    assert (result.code, result.err) == (0, "")
    assert (here / "again.html").read_bytes() == (here / "first.html").read_bytes()


def test_the_page_of_a_saved_run_takes_the_packs_that_are_named(cli: Cli, here: Path) -> None:
    write(here / "ours" / "sleep.yaml", GUIDELINE)
    write(here / "letter.txt", DENIED)
    cli("letter.txt", "--guidelines", "ours", "--format", "json=run.json", "--format", "html=first.html")
    assert "are not those of the run" in cli("report", "run.json", "--format", "html=again.html").err
    assert cli("report", "run.json", "--format", "html=again.html", "--guidelines", "ours").err == ""
    assert (here / "again.html").read_bytes() == (here / "first.html").read_bytes()


CHECKS = """\
families:
- name: criterion
  digit: '3'
  checks:
  - {name: own-check, compares: what an invented author compares}
"""


def test_the_schema_of_rules_names_the_checks_of_packs(cli: Cli, here: Path) -> None:
    write(here / "our-rules" / "checks.yaml", CHECKS)
    assert "own-check" not in cli("schema", "rule").text
    result = cli("schema", "rule", "--rules", "our-rules")
    assert (result.code, result.err) == (0, "")
    assert "own-check" in result.text
    assert cli("rule", "new", "IMR391", "--check", "own-check", "--rules", "our-rules").code == 0
    assert "own-check" in (here / "our-rules" / "rule.schema.json").read_text("utf-8")


@pytest.mark.parametrize(("sentence", "fit"), [
    ("The guideline limits zolpidem to 21 days.", "supported"),
    ("The guideline limits zolpidem to 14 to 21 days.", "supported"),
    ("The guideline limits zolpidem to 10 days.", "misstated: the sentence: 10 days; "),
])  # fmt: skip
def test_the_words_of_a_criterion_go_with_its_changed_figures(
    cli: Cli, house: Path, sentence: str, fit: str
) -> None:
    first, _, words, _, told, *_ = cli("guideline", "match", sentence, "--cites", "HOUSE-SLEEP").text.split(
        "\n"
    )
    assert first == "states HOUSE.zolpidem.days"
    assert words.endswith(" HOUSE.zolpidem.days: zolpidem for at most 14-21 days")
    assert told.strip().startswith(f"fit {fit}")
