"""The command line. ``imr-check PATH…`` is ``imr-check check PATH…``."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from checker.errors import CheckerError, EngineError

if TYPE_CHECKING:
    from rich.console import Console

    from checker.pipeline import Checker
    from checker.report.models import Report

CLEAN, FINDINGS, FAILED, BUG, INTERRUPTED = 0, 1, 2, 101, 130


class Format(StrEnum):
    """How a report is printed."""

    terminal = "terminal"
    json = "json"


class FailLevel(StrEnum):
    """The lowest severity that makes the exit code 1."""

    error = "error"
    warning = "warning"
    note = "note"
    never = "never"


class EngineChoice(StrEnum):
    """Which inference engine runs the rules."""

    auto = "auto"
    durable = "durable"
    indexed = "indexed"


class Color(StrEnum):
    """Whether the terminal report is colored."""

    auto = "auto"
    always = "always"
    never = "never"


app = typer.Typer(
    name="imr-check",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Checks whether each rationale of an IMR final determination matches the guideline that it cites.",
)

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Files (txt, pdf, docx), folders, globs, or - for stdin.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the report.")]
EngineOption = Annotated[EngineChoice, typer.Option("--engine", help="Which inference engine runs the rules.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Date of the decision, in place of the letter's."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="A line an item, and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Everything, with the conditions met.")]
ColorOption = Annotated[Color, typer.Option("--color", help="Whether to color the terminal report.")]


def _version(wanted: bool) -> None:
    if wanted:
        from checker.knowledge.version import tool_version

        typer.echo(f"imr-check {tool_version()}")
        raise typer.Exit(CLEAN)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Checks whether each rationale of an IMR final determination matches the guideline that it cites."""


@app.command()
def check(
    paths: Paths,
    output: FormatOption = Format.terminal,
    fail_level: Annotated[FailLevel, typer.Option("--fail-level", help="Lowest severity for exit code 1.")] = FailLevel.error,
    engine: EngineOption = EngineChoice.auto,
    as_of: AsOf = None,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="No letters is no error.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    color: ColorOption = Color.auto,
) -> None:
    """Check letters and report on each rationale."""
    from checker.batch import check_paths

    if quiet and verbose:
        _fail("--quiet and --verbose exclude each other")
    run = check_paths(_checker(engine), paths, as_of.date() if as_of else None)
    for problem in run.problems:
        _warn(problem)
    if not run.report.letters and not allow_empty:
        if not run.problems:
            _warn("no letters found")
        raise typer.Exit(run.bug or FAILED)
    _print(run.report, output, quiet=quiet, verbose=verbose, color=color)
    if run.bug:
        raise typer.Exit(BUG)
    if not run.report.complete or run.problems:
        raise typer.Exit(FAILED)
    raise typer.Exit(FINDINGS if fails(run.report, fail_level.value) else CLEAN)


def fails(report: Report, level: str) -> bool:
    """Whether the report holds a finding at or above a severity ("never": none counts)."""
    levels = ("error", "warning", "note")
    if level not in levels:
        return False
    return any(report.summary.findings[name] for name in levels[: levels.index(level) + 1])


def _print(report: Report, output: Format, *, quiet: bool, verbose: bool, color: Color) -> None:
    if output is Format.json:
        from checker.report.models import to_json

        _write(to_json(report))
        return
    from checker.report.terminal import render_terminal

    verbosity = "quiet" if quiet else "verbose" if verbose else "normal"
    render_terminal(report, console(color), verbosity=verbosity)  # type: ignore[arg-type]


def _write(text: str) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def console(color: Color = Color.auto) -> Console:
    """A console on stdout that honours --color, NO_COLOR and FORCE_COLOR."""
    from rich.console import Console

    forced = color is Color.always or (color is Color.auto and bool(os.environ.get("FORCE_COLOR")))
    plain = color is Color.never or (color is Color.auto and bool(os.environ.get("NO_COLOR")))
    return Console(
        force_terminal=True if forced and not plain else None,
        no_color=plain or None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def _checker(engine: EngineChoice) -> Checker:
    from checker.setup import make_checker

    return make_checker(engine.value)  # type: ignore[arg-type]


def _warn(message: str) -> None:
    from checker.report.sanitize import clean_line

    typer.echo(f"imr-check: {clean_line(message)}", err=True)


def _fail(message: str) -> NoReturn:
    _warn(message)
    raise typer.Exit(FAILED)


def _with_default_command(arguments: list[str]) -> list[str]:
    """``check`` put first where no command is named."""
    known = {command.name or (command.callback.__name__ if command.callback else "") for command in app.registered_commands}
    known |= {group.name or "" for group in app.registered_groups}
    if not arguments or arguments[0] in known or arguments[0] in ("--help", "--version"):
        return arguments
    return ["check", *arguments]


def run() -> NoReturn:
    """Entry point of the console script: runs a command and maps every outcome to its exit code."""
    from checker.cli import commands  # noqa: F401 - registers the other commands

    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    import click

    try:
        result = app(_with_default_command(arguments), prog_name="imr-check", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except EngineError as error:
        _warn(str(error))
        return BUG
    except CheckerError as error:
        typer.echo(str(error), err=True)
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last line of defence: name the place, never letter text
        frame = traceback.extract_tb(error.__traceback__)[-1]
        _warn(f"a bug in imr-check: {type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")
        return BUG
    return result if isinstance(result, int) else CLEAN
