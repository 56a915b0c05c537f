"""Saved runs: the JSON report read back, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from checker.errors import CheckerError, UnreadableError
from checker.readers.files import read_file
from checker.report.records import SCHEMA_VERSION, Report, from_json

MAX_BYTES = 1024**3  # some ten thousand letters
_SHOWN = 5


class SavedRunError(CheckerError):
    """A file is no saved run. The message names it and the first fields that are wrong."""


def load_run(path: Path) -> Report:
    """Read a run saved with ``--format json``. Raises SavedRunError."""
    report = _read(path)
    major = SCHEMA_VERSION.partition(".")[0]
    if report.schema_version.partition(".")[0] != major:
        found = report.schema_version[:20]
        raise SavedRunError(f"{path}: a report of version {found!r}; this imr-check reads version {major}")
    return report


def _read(path: Path) -> Report:
    try:
        return from_json(read_file(path, MAX_BYTES))
    except UnreadableError as error:
        raise SavedRunError(f"{path}: {error}") from None
    except ValidationError as error:
        raise SavedRunError(*_problems(path, error)) from None


def _problems(path: Path, error: ValidationError) -> list[str]:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    lines = [
        f"{path}: not a saved run: {'.'.join(map(str, problem['loc'])) or 'file'}: {problem['msg']}"
        for problem in problems[:_SHOWN]
    ]
    return [*lines, f"{path}: and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else lines
