"""The options and arguments that several commands share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

Verbosity = Literal["quiet", "normal", "verbose"]


class Format(StrEnum):
    """How a result is printed."""

    terminal = "terminal"
    json = "json"


class FailLevel(StrEnum):
    """The lowest severity that makes the exit code 1."""

    error = "error"
    warning = "warning"
    note = "note"
    never = "never"


class Show(StrEnum):
    """What is set out that a report folds away."""

    notes = "notes"


class EngineChoice(StrEnum):
    """Which inference engine runs the rules."""

    auto = "auto"
    durable = "durable"
    indexed = "indexed"


class Color(StrEnum):
    """Whether what is printed on the terminal is colored."""

    auto = "auto"
    always = "always"
    never = "never"


def _folder(option: str, what: str) -> typer.models.OptionInfo:
    text = f"Folder of {what}, in place of those that come with imr-check."
    info: typer.models.OptionInfo = typer.Option(
        option, metavar="DIR", exists=True, file_okay=False, readable=True, help=text
    )
    return info


LetterPaths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files (txt, pdf, docx), folders, globs, or - for stdin."),
]
OneLetter = Annotated[str, typer.Argument(metavar="PATH", help="A letter (txt, pdf, docx), or - for stdin.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME[=FILE]",
        help="What to make of the run, once for each format and file: terminal, text, concise, json, jsonl, "
        "sarif, junit, github, gitlab, rdjsonl, markdown, csv, xlsx, parquet (default: terminal).",
    ),
]
EngineOption = Annotated[
    EngineChoice,
    typer.Option("--engine", help="Which inference engine runs the rules: auto takes durable-rules."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Date of the decision, in place of the letter's."),
]
ColorOption = Annotated[Color, typer.Option("--color", help="Whether to color what goes to a terminal.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="A line for each item that fails at --fail-level.")
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Every item, and all that is known of it and its findings.")
]
ShowOption = Annotated[
    list[Show] | None, typer.Option("--show", help="Set out each note, in place of one line a letter.")
]
RulesFolder = Annotated[Path | None, _folder("--rules", "rules")]
GuidelinesFolder = Annotated[Path | None, _folder("--guidelines", "guidelines")]
