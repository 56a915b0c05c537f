"""The options and arguments that several commands share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from checker.running.memory import MOST_MEGABYTES
from checker.running.timing import MOST_SECONDS

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


LEVELS = (FailLevel.error, FailLevel.warning, FailLevel.note)


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


def _packs(option: str, what: str) -> typer.models.OptionInfo:
    text = f"Pack of {what}, a folder or installed, added to those that come with imr-check; repeatable."
    info: typer.models.OptionInfo = typer.Option(option, metavar="PACK", help=text)
    return info


def _rules(option: str, does: str) -> typer.models.OptionInfo:
    text = f"{does} Code, name, check or family; with commas, or repeated."
    info: typer.models.OptionInfo = typer.Option(option, metavar="NAME", help=text)
    return info


LetterPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...",
        help="Files (txt, pdf, docx), folders, globs, archives (zip, tar), tables (jsonl, parquet), or - for "
        "stdin.",
    ),
]
OneLetter = Annotated[str, typer.Argument(metavar="PATH", help="A letter (txt, pdf, docx), or - for stdin.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME[=FILE]",
        help="What to make of the run, once for each format and file: terminal, text, concise, json, jsonl, "
        "sarif, junit, github, gitlab, rdjsonl, markdown, csv, xlsx, parquet, html (default: terminal).",
    ),
]
TimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0.01,
        max=MOST_SECONDS,
        help="Time that one letter may take (default: 30).",
    ),
]
MaxMemoryOption = Annotated[
    int | None,
    typer.Option(
        "--max-memory",
        metavar="MB",
        min=1,
        max=MOST_MEGABYTES,
        help="Memory that one letter may take (default: 1000).",
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
SelectRules = Annotated[
    list[str] | None,
    _rules("--select", "Only these rules decide, in place of what the configuration selects."),
]
IgnoreRules = Annotated[
    list[str] | None, _rules("--ignore", "These rules fail nothing, beside what the configuration ignores.")
]
ExtendRules = Annotated[
    list[str] | None,
    _rules("--extend-select", "These rules decide too, whatever the configuration selects and ignores."),
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
Redact = Annotated[
    bool,
    typer.Option(
        "--redact",
        help="Leave out names, dates and numbers that identify, where they are recognised: no guarantee.",
    ),
]
RulePacks = Annotated[list[str] | None, _packs("--rules", "rules")]
GuidelinePacks = Annotated[list[str] | None, _packs("--guidelines", "guidelines")]
NoShipped = Annotated[
    bool,
    typer.Option(
        "--no-shipped", help="Packs that are named stand in place of what comes with imr-check of their kind."
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Exit code 1 where it only warns.")]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Options from this file, not from the nearest imr-check.toml or pyproject.toml.",
    ),
]
