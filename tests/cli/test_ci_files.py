"""What other repositories use of this one: the hook of pre-commit and the GitHub Action."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Cli
from tests.cli.letters import NEWS, OVERTURNED, UPHELD

ROOT = Path(__file__).parents[2]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("a.txt",), 1),
        (("b.txt",), 0),
        (("b.txt", "news.txt"), 0),
        (("news.txt",), 0),
        (("a.txt", "news.txt"), 1),
    ],
)
def test_the_hook_as_pre_commit_runs_it(
    cli: Cli, here: Path, rules: Path, names: tuple[str, ...], code: int
) -> None:
    (here / "imr-check.toml").write_text(f'rules = ["{rules}"]\nshipped = false', encoding="utf-8")
    for name, text in (("a.txt", UPHELD), ("b.txt", OVERTURNED), ("news.txt", NEWS)):
        (here / name).write_text(text, encoding="utf-8")
    (hook,) = loaded(".pre-commit-hooks.yaml")
    assert [bool(re.search(hook["files"], name)) for name in ("a.txt", "in/b.PDF", "c.pdf")] == [1, 0, 1]
    program, *options = hook["entry"].split()
    assert program == "imr-check"
    result = cli(*options, *names)
    assert result.code == code
    assert ("news.txt: this is not an IMR final determination" in result.err) == ("news.txt" in names)


def test_the_action_as_github_runs_it(
    cli: Cli, here: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (here / "letters").mkdir()
    (here / "letters/a.txt").write_text(UPHELD, encoding="utf-8")
    action = loaded("action.yml")
    step = action["runs"]["steps"][-1]
    given = {name: one["default"] for name, one in action["inputs"].items()}
    command = step["run"].replace('"', "")
    for name, value in step["env"].items():
        command = command.replace(f"${name}", given[value.strip("${} ").removeprefix("inputs.")])
    program, *options = command.split()
    assert program == "imr-check"
    result = cli(*options, "--no-shipped", "--rules", rules)
    assert result.code == 1
    assert result.text.startswith("::error file=letters/a.txt,line=")
    assert (here / "imr-check.sarif").exists()
