"""The entry point: runs a command and turns every outcome into its exit code."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import traceback
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from checker.cli.output import BUG, CLEAN, FAILED, INTERRUPTED, READER_LEFT, ReaderLeftError, say, warn
from checker.errors import CheckerError, EngineError
from checker.running.collecting import collect_seldom

# The module that has a command, and that of a group of them.
ALONE = {
    "check": "check",
    "extract": "commands",
    "explain": "commands",
    "memo": "commands",
    "schema": "commands",
    "report": "commands",
    "compare": "commands",
    "serve": "commands",
    "stats": "stats",
    "cluster": "cluster",
}
_GROUPS = {
    "rule": "rule_commands",
    "guideline": "guideline_commands",
    "config": "config_commands",
    "baseline": "baseline_commands",
}
_COMMANDS = {**ALONE, **_GROUPS}
_CLOSE = 0.7  # likeness from which a word is a misspelt command


def app(only: str | None = None) -> typer.Typer:
    """All commands; with the name of one that one alone, which takes a small part of the time."""
    made = typer.Typer(
        name="imr-check",
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    made.callback()(_root)
    for name in [only] if only in _COMMANDS else _COMMANDS:
        module = import_module(f"checker.cli.{_COMMANDS[name]}")
        if name in _GROUPS:
            made.add_typer(module.app, name=name)
        else:
            made.command(name)(getattr(module, name))
    return made


def _version(wanted: bool) -> None:
    if wanted:
        from checker.knowledge.version import tool_version

        say([f"imr-check {tool_version()}"])
        raise typer.Exit(CLEAN)


def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Check whether each rationale of an IMR final determination matches the guideline that it cites.

    imr-check PATH... is short for imr-check check PATH...

    Exit codes: 0 clean; 1 findings at or above --fail-level; 2 something could not be done or read;
    101 a bug in imr-check; 130 interrupted; 141 the reader of the output left.
    """


def run() -> NoReturn:
    """Run the console script."""
    collect_seldom()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # it would look for them in all that is installed
    _buffer_stdout()
    _interrupt_at_end()
    code = main(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Run a command line (without the program's name) and return its exit code. Never raises."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a locale that can't print a letter's signs is no reason to fail
            stream.reconfigure(errors="replace")
    try:
        Path.cwd()
    except OSError:
        warn("the folder that this was started in is gone")
        return FAILED
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while the outcome was being told
        return INTERRUPTED


def _interrupt_at_end() -> None:
    """Have a run that is to end, or whose terminal is gone, say what it has so far, as at Ctrl-C."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, signal.default_int_handler)


def _buffer_stdout() -> None:
    """Put a buffer before standard output where it has none (PYTHONUNBUFFERED).

    The system may take a part only of what is written, and without a buffer the rest would be lost, silently.
    """
    if isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stdout.buffer, io.RawIOBase):
        encoding, errors = sys.stdout.encoding, sys.stdout.errors
        raw: io.RawIOBase = sys.stdout.detach()
        buffered = io.BufferedWriter(raw)
        sys.stdout = io.TextIOWrapper(buffered, encoding=encoding, errors=errors, line_buffering=True)


def _run(arguments: list[str]) -> int:
    meant = _misspelt_command(arguments)
    if meant is not None:
        warn(f"no such command {arguments[0]!r}: did you mean {meant!r}?")
        return FAILED
    try:
        arguments = _with_default_command(arguments)
        command = app(next(iter(arguments), None))
        result = command(arguments, prog_name="imr-check", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        warn("interrupted")
        return INTERRUPTED
    except ReaderLeftError:
        return READER_LEFT
    except CheckerError as error:
        for line in error.lines:
            warn(line)
        return BUG if isinstance(error, EngineError) else FAILED
    except Exception as error:  # noqa: BLE001 - every outcome has an exit code
        if hasattr(error, "format_message"):  # the command line is wrong: typer's own click, or click's
            return _usage(error)
        if isinstance(error, PermissionError) and error.filename:
            warn(f"{error.filename}: {error.strerror}")
            return FAILED
        # The last line of defence. It names the place and no more: a message may hold a letter's text.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        warn(f"a bug in imr-check: {type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")
        return BUG
    return result if isinstance(result, int) else CLEAN


def _usage(error: Any) -> int:
    """Say what is wrong with the command line. Without any command that is the help text."""
    command = error.ctx.command_path if getattr(error, "ctx", None) else "imr-check"
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        if message:
            typer.echo(message, err=True)
    else:
        warn(" ".join(message.replace("Value error, ", "").split()))
    warn(f"{command} --help tells how to use it")
    return FAILED


def _with_default_command(arguments: list[str]) -> list[str]:
    """Put ``check`` first where no command is named, and ``--help`` last for ``help``."""
    if arguments[:1] == ["help"]:
        return [*arguments[1:], "--help"]
    if arguments[:1] and arguments[0] in _GROUPS and arguments[1:] == ["help"]:
        return [arguments[0], "--help"]
    if not arguments or arguments[0] in {*_COMMANDS, "--help", "-h", "--version"}:
        return arguments
    return ["check", *arguments]


def _misspelt_command(arguments: list[str]) -> str | None:
    """The command that the first word is close to, where that word can't be meant as a path."""
    word = arguments[0] if arguments else ""
    if word in {*_COMMANDS, "help"} or not word.isalpha() or os.path.lexists(word):
        return None
    return next(iter(get_close_matches(word.lower(), [*_COMMANDS, "help"], n=1, cutoff=_CLOSE)), None)
