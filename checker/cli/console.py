"""The terminal, as rich sees it."""

from __future__ import annotations

import os
import sys
from typing import IO, NoReturn

from rich.console import Console

from checker.cli.options import Color


class _Stdout(Console):
    """A console that leaves a reader that has gone to its caller: rich would end the program with 1."""

    def on_broken_pipe(self) -> NoReturn:
        raise sys.exception() or BrokenPipeError


def console(color: Color, file: IO[str] | None = None, width: int | None = None) -> Console:
    """Make a console on stdout, or on a file, that honors --color, NO_COLOR and FORCE_COLOR."""
    environment = color is Color.auto
    plain = color is Color.never or (environment and bool(os.environ.get("NO_COLOR")))
    forced = color is Color.always or (environment and bool(os.environ.get("FORCE_COLOR")))
    colored = forced and not plain
    return _Stdout(
        file=file,
        width=width,
        # Without a color system no style at all is printed, bold neither.
        color_system=None if plain else "standard" if colored else "auto",
        force_terminal=True if colored else None,
        no_color=not colored if plain or colored else None,
        highlight=False,
        markup=False,
        emoji=False,
        _environ=_environment(),
    )


def _environment() -> dict[str, str]:
    """What is set, but for a width of no column, in which nothing would be printed."""
    return {name: value for name, value in os.environ.items() if name != "COLUMNS" or value.strip("0")}
