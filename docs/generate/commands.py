"""The reference of the command line: what each command's ``--help`` prints."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import typer

from checker.cli.main import app, main
from docs.generate.markdown import code, fence, heading


def command_pages() -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of all commands."""
    lines = [*heading(1, "Command line"), "What `--help` prints of each command.", ""]
    for words in _commands((), typer.main.get_command(app())):
        name = " ".join(("imr-check", *words))
        lines += [*heading(2, code(name), name), *fence("text", _help(words))]
    yield "cli.md", lines


def _commands(words: tuple[str, ...], command: Any) -> Iterator[tuple[str, ...]]:
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands((*words, name), inner)


def _help(words: tuple[str, ...]) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        main([*words, "--help"])
    return out.getvalue()
