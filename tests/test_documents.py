"""The documents: they name every check and command, and no others; the picture is current."""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path
from runpy import run_path

import pytest

from checker.cli.config import Config
from checker.cli.main import main
from checker.engine import load_checks
from checker.knowledge.files import data_folder
from checker.running.changes import changed
from tests.shipped import knowledge, rule_base

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}
GROUPS = ("rule", "guideline", "config")


def _commands(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main([*words, "--help"]) == 0
    listed = capsys.readouterr().out.split("Commands:")[1]
    return re.findall(r"^  ([a-z]+) ", listed, re.M)


def test_the_table_of_checks_is_their_list() -> None:
    rows = re.findall(r"^\| ([a-z]+) \| (`.*`) \|$", README, re.M)
    assert rows == [
        (family.name, " ".join(f"`{check.name}`" for check in family.checks))
        for family in load_checks(data_folder("rules")).families
    ]


def test_every_command_is_in_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    text = "\n".join(DOCUMENTS.values())
    single = [name for name in _commands([], capsys) if name not in GROUPS]
    grouped = [f"{group} {name}" for group in GROUPS for name in _commands([group], capsys)]
    assert [name for name in [*single, *grouped] if f"imr-check {name}" not in text] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_of_a_document_exists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = {
        *_commands([], capsys),
        *(f"{group} {sub}" for group in GROUPS for sub in _commands([group], capsys)),
    }
    used = re.findall(r"(?:^|`|bin/)imr-check ([a-z]+)(?: ([a-z]+))?(?=[ `\n])", DOCUMENTS[name], re.M)
    wrong = [f"{first} {second}" for first, second in used if first not in known]
    wrong += [
        f"{first} {second}" for first, second in used if first in GROUPS and f"{first} {second}" not in known
    ]
    assert used
    assert wrong == []


def test_the_paths_of_the_readme_exist() -> None:
    paths = re.findall(r"\]\(([^)#:]+)\)|(examples/[\w.-]+)", README)
    assert [path for pair in paths for path in pair if path and not (ROOT / path).exists()] == []


def test_the_configuration_of_the_readme_can_be_in_force() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    config = Config.model_validate(tomllib.loads(block))
    assert changed(knowledge(), rule_base(), config.changes)[1].rule("IMR222").rule.severity == "note"


@pytest.mark.parametrize("name", ["README.md", "docs/pages/limits.md"])
def test_what_is_installed_without_the_compiler_is_all_but_the_engine(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = sorted(re.findall(r"^[\w-]+", one)[0] for one in project["dependencies"])
    (line,) = re.findall(
        r"^pip install --no-deps \. && pip install (.*)$", (ROOT / name).read_text("utf-8"), re.M
    )
    assert ["durable-rules", *line.split()] == sorted(needed, key=lambda one: (one != "durable-rules", one))


def test_the_picture_shows_the_report() -> None:
    picture = (ROOT / "docs" / "pages" / "report.svg").read_text(encoding="utf-8")
    shown = html.unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture))).split()
    report = run_path(str(ROOT / "docs" / "make_picture.py"))["render"]().export_text().split()
    engines = {"durable", "indexed"}
    assert [word for word in report if word not in {*shown, *engines}] == []
    assert [word for word in shown if word not in {*report, *engines, "imr-check"}] == []
