"""What takes a library which imr-check does without otherwise."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from checker.errors import CheckerError


class FormatError(CheckerError):
    """A run can't be written so: a library is missing, or the format has no room for it."""


def library(module: str, package: str, name: str, extra: str | None = None) -> Any:
    """Import a module of an optional package, for a format of this name. Raises FormatError: how to get it.

    ``extra`` is what brings the package, where that has another name.
    """
    return needed(module, package, f"the format {name}", extra or name)


def needed(module: str, package: str, what: str, extra: str) -> Any:
    """Import a module of an optional package that ``what`` needs. Raises FormatError: how to get it."""
    try:
        return import_module(module)
    except ImportError:
        how = f"pip install 'imr-check[{extra}]'"
        raise FormatError(f"{what} needs {package}, which is not installed: {how}") from None
