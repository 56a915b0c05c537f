"""Where a command's words go: results to stdout, everything else to stderr, untrusted text cleaned."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import typer

from checker.cli.options import Color, FailLevel, Show, Verbosity
from checker.errors import CheckerError

if TYPE_CHECKING:
    from rich.console import Console

    from checker.report.records import Report, Severity

_PAGE = 100  # columns of a report in a file
_LISTED: dict[FailLevel, Severity] = {
    FailLevel.error: "error",
    FailLevel.warning: "warning",
    FailLevel.note: "note",
    FailLevel.never: "error",
}

CLEAN, FINDINGS, FAILED, BUG, INTERRUPTED = 0, 1, 2, 101, 130
READER_LEFT = 141  # as a shell has it of a program that SIGPIPE ended


@dataclass(frozen=True, slots=True)
class Look:
    """How a report for people is set. At the level ``never`` a quiet one lists the errors."""

    verbosity: Verbosity = "normal"
    color: Color = Color.auto
    show: Sequence[Show] = ()
    fail_level: FailLevel = FailLevel.error


class OutputError(CheckerError):
    """Standard output does not take the result."""


class ReaderLeftError(OutputError):
    """The reader of standard output has left, as ``head`` does: there is nobody to say anything to."""


def write(text: str) -> None:
    """Write a result to stdout as UTF-8, whatever the locale."""
    write_bytes(text.encode("utf-8"))


def write_bytes(data: bytes) -> None:
    """Write a result to stdout as it is."""
    write_parts((data,))


def write_parts(parts: Iterable[bytes]) -> None:
    """Write a result to stdout part by part."""
    for part in parts:
        with _stdout():
            sys.stdout.flush()
            sys.stdout.buffer.write(part)
    with _stdout():
        sys.stdout.buffer.flush()


def write_json(value: Any) -> None:
    """Write a result as JSON: indented, in the order of its keys, ending in a newline; no unseen sign."""
    from checker.report.escaping import escape_json

    write(escape_json(json.dumps(value, indent=2, ensure_ascii=False)) + "\n")


def say(lines: Iterable[str]) -> None:
    """Write a result in plain lines; what the locale can't print becomes a question mark."""
    from checker.render.sanitize import clean_line

    with _stdout():
        sys.stdout.writelines(f"{clean_line(line).rstrip()}\n" for line in lines)


def warn(message: str) -> None:
    """Print a message on stderr, on one line: a line end in it, as a file name may have, is escaped."""
    from checker.report.escaping import escape_line

    typer.echo(f"imr-check: {escape_line(message)}", err=True)


def fail(message: str) -> NoReturn:
    """Say what could not be done, and end with its exit code."""
    warn(message)
    raise typer.Exit(FAILED)


def verbosity_of(*, quiet: bool, verbose: bool) -> Verbosity:
    """Choose how much of a report is printed. Fails where both are asked for."""
    if quiet and verbose:
        fail("--quiet and --verbose exclude each other")
    return "quiet" if quiet else "verbose" if verbose else "normal"


def print_report(report: Report, look: Look) -> None:
    """Print a report for people."""
    from checker.cli.console import console

    with _stdout():
        _render(report, console(look.color), look)


def report_parts(report: Report, look: Look) -> Iterator[bytes]:
    """The same as it stands in a file: as wide as a page, whatever terminal there is."""
    from checker.cli.console import console
    from checker.render.formats.set_aside import set_aside

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        _render(report, console(look.color, text, _PAGE), look)
        text.detach()

    return set_aside(write)


def _render(report: Report, console: Console, look: Look) -> None:
    from checker.render.terminal import render_terminal

    render_terminal(
        report,
        console,
        verbosity=look.verbosity,
        notes=Show.notes in look.show,
        fail_level=_LISTED[look.fail_level],
    )


def print_rich(renderable: Any, color: Color) -> None:
    """Print something made of rich parts; text of letters may stand in it as cleaned ``Text`` only."""
    from checker.cli.console import console

    with _stdout():
        console(color).print(renderable)


@contextmanager
def one_interrupt_later() -> Iterator[list[int]]:
    """Let the first Ctrl-C wait until a result is written whole: it is in the list. A second one ends it."""
    waiting: list[int] = []

    def wait(number: int, frame: FrameType | None) -> None:
        if waiting:
            signal.default_int_handler(number, frame)
        waiting.append(number)

    if threading.current_thread() is not threading.main_thread():
        yield waiting
        return
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    caught = [one for one in numbers if signal.getsignal(one) is signal.default_int_handler]
    for number in caught:
        signal.signal(number, wait)
    try:
        yield waiting
    finally:
        for number in caught:
            signal.signal(number, signal.default_int_handler)


@contextmanager
def _stdout() -> Iterator[None]:
    """Turn what goes wrong with stdout (closed, disk full, reader gone) into an OutputError."""
    if sys.stdout is None:
        raise OutputError("there is no standard output")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon()
        raise ReaderLeftError from None
    except OSError as error:
        _abandon()
        raise OutputError(f"the output can't be written: {error.strerror or type(error).__name__}") from None


def _abandon() -> None:
    """Let what is still buffered go nowhere, or the interpreter would fail on it as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
