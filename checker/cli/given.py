"""The paths that a command line names, itself or in a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.cli.output import fail
from checker.errors import UnreadableError
from checker.readers import STDIN, listed, path_name
from checker.readers.files import read_file, read_stdin

_MOST = 1024**3


def paths_given(paths: Sequence[str] | None, files_from: Path | None) -> list[str]:
    """The paths, and those of the list. Fails where there are none, and for a list that can't be read."""
    given = list(paths or ())
    if files_from is None:
        if not given:
            fail("no letters are named: give a file, folder or pattern, or --files-from")
        return given
    if files_from == STDIN and str(STDIN) in given:
        fail("--files-from -: standard input can't be a letter too")
    try:
        data = read_stdin(_MOST) if files_from == STDIN else read_file(files_from, _MOST)
    except UnreadableError as error:
        fail(f"--files-from: {path_name(files_from)}: {error}")
    return [*given, *listed(data)]
