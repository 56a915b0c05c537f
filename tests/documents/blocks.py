"""The code blocks of a page, run in order in a copy of the project: what a reader sees is what there is.

- ``console``: each command after ``$`` prints what stands below it; a line ``…`` stands for any lines.
- A block with a ``title="path"`` is written to that file; YAML, TOML and JSON are checked for what they are,
  and rules and guidelines, once the page is through, for all that they refer to. ``diff`` changes a file.
- ``python`` runs. ``sh`` is for commands that can't run here (they install, or name a reader's own files):
  each ``imr-check`` in it must be a command with such options, each ``python -m`` a module.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

from checker.cli.config import Config
from checker.cli.main import main
from checker.knowledge.strict_yaml import parse

ROOT = Path(__file__).parents[2]
PAGES = (*sorted((ROOT / "docs" / "pages").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md")
LANGUAGES = ("console", "python", "sh", "yaml", "toml", "json", "text", "diff")
ANY = "…"
_COPIED = ("checker", "rules", "guidelines", "examples")
_TITLE = re.compile(r'title="([^"]+)"')
_PROMPT = "$ "
_SHIM = '#!/bin/sh\nexec "{python}" -c "from checker.cli.main import run; run()" "$@"\n'


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file that it is, and the line on which it begins."""

    language: str
    file: str | None
    text: str
    line: int


def blocks(page: str) -> Iterator[Block]:
    """The code blocks of a page, those inside of lists too."""
    for token in MarkdownIt().parse(page):
        if token.type == "fence":
            title = _TITLE.search(token.info)
            first = token.info.split()[0] if token.info.strip() else ""
            yield Block(first, title[1] if title else None, token.content, (token.map or [0])[0] + 1)


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is said to print."""
    command: str | None = None
    printed: list[str] = []
    for line in block.text.splitlines():
        if line.startswith(_PROMPT):
            if command is not None:
                yield command, printed
            command, printed = line.removeprefix(_PROMPT), []
        else:
            printed.append(line)
    if command is not None:
        yield command, printed


def agrees(printed: list[str], expected: list[str]) -> bool:
    """Whether lines are those expected, of which ``…`` stands for any number, and in a line for any words."""
    if not expected:
        return not printed
    if expected[0] == ANY:
        return any(agrees(printed[start:], expected[1:]) for start in range(len(printed) + 1))
    words = ".*".join(map(re.escape, expected[0].split(ANY)))
    return bool(printed and re.fullmatch(words, printed[0])) and agrees(printed[1:], expected[1:])


class Runner:
    """Runs the blocks of one page in a folder of its own."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder / "imr-check"
        self.touched: set[str] = set()
        ignored = shutil.ignore_patterns("__pycache__")
        for name in _COPIED:
            shutil.copytree(ROOT / name, self.folder / name, ignore=ignored)
        shim = folder / "bin" / "imr-check"
        shim.parent.mkdir()
        shim.write_text(_SHIM.format(python=sys.executable), encoding="utf-8")
        shim.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
        self.environment = kept | {
            "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.folder),
            "XDG_CACHE_HOME": str(cache),
            "COLUMNS": "80",
            "PYTHONDONTWRITEBYTECODE": "",  # a page has many commands: they need not be compiled for each
        }

    def problems(self, block: Block) -> list[str]:
        """What is wrong with a block, after it has run."""
        if block.language not in LANGUAGES:
            return [f"{block.language!r} is none of {', '.join(LANGUAGES)}"]
        if block.file is not None:
            return self._write(block)
        if block.language == "console":
            return list(self._console(block))
        if block.language == "python":
            done = self.run(f"{shlex.quote(sys.executable)} -c {shlex.quote(block.text)}")
            return [] if done.returncode == 0 else [done.stdout]
        if block.language == "sh":
            return [problem for line in block.text.splitlines() for problem in self._meant(line)]
        return ["it is no file: give it a title"] if block.language in ("yaml", "json", "diff") else []

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command line in the folder; stdout and stderr together."""
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )

    def printed(self, command: str) -> list[str]:
        """The lines that a command prints; white space at their ends is not kept on a page."""
        return [line.rstrip() for line in self.run(command).stdout.rstrip().splitlines()]

    def _console(self, block: Block) -> Iterator[str]:
        for command, expected in commands(block):
            printed = self.printed(command)
            if not agrees(printed, expected):
                yield "\n".join((f"$ {command}", *printed))

    def finished(self) -> Iterator[str]:
        """What is wrong with rules and guidelines that blocks added or changed, all blocks taken together."""
        for group in ("rule", "guideline"):
            if not {f"{group}s", f"our-{group}s"} & self.touched:
                continue
            done = self.run(f"imr-check {group} validate")
            if done.returncode != 0:
                yield done.stdout

    def _change(self, path: Path, block: Block) -> list[str]:
        lines = block.text.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new), encoding="utf-8")
        return [] if text.count(old) == 1 else [f"{block.file} has not this once:\n{old}"]

    def _write(self, block: Block) -> list[str]:
        path = self.folder / (block.file or "")
        self.touched.add((block.file or "").split("/")[0])
        if block.language == "diff":
            return self._change(path, block)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        if path.suffix == ".json":
            json.loads(block.text)
        elif path.suffix == ".toml":
            data = tomllib.loads(block.text)
            Config.model_validate(data.get("tool", {}).get("imr-check", data))
        elif path.suffix == ".yml" or path.name.startswith("."):  # of another program
            return [
                problem for command in _scripts(yaml.safe_load(block.text)) for problem in self._ran(command)
            ]
        elif path.suffix == ".yaml":
            parsed = parse(block.file or "", block.text.encode())
            return list(map(str, parsed)) if isinstance(parsed, list) else []
        return []

    def _ran(self, command: str) -> list[str]:
        """What is wrong with a command of another program's file: it must do all that it is asked."""
        if not command.startswith("imr-check "):
            return []
        done = self.run(command)
        return [] if done.returncode in (0, 1) else [f"{command}: exit code {done.returncode}\n{done.stdout}"]

    def _meant(self, line: str) -> list[str]:
        words = shlex.split(line, comments=True)
        for index, word in enumerate(words):
            if word.endswith("imr-check") and index + 1 < len(words):
                arguments = [word for word in words[index + 1 :] if word not in (">", "|", "<")]
                said = io.StringIO()
                with redirect_stdout(said), redirect_stderr(said):
                    code = main([*arguments, "--help"])
                if code != 0:
                    return [f"{line}: {said.getvalue()}"]
            if word == "-m" and find_spec(words[index + 1]) is None:
                return [f"{line}: no module {words[index + 1]}"]
        return []


def _scripts(data: object) -> Iterator[str]:
    """The commands in a file of pre-commit, GitHub Actions or GitLab."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in ("run", "entry") and isinstance(value, str):
                yield from value.splitlines()
            elif name == "script":
                yield from value
            else:
                yield from _scripts(value)
    elif isinstance(data, list):
        for one in data:
            yield from _scripts(one)
