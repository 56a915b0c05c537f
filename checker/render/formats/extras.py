"""Formats that take a library which imr-check does without otherwise."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from checker.errors import CheckerError


class FormatError(CheckerError):
    """A run can't be written in a format: a library is missing, or the format has no room for it."""


def library(module: str, package: str, extra: str) -> Any:
    """Import a module of an optional package. Raises FormatError that says how to get it."""
    try:
        return import_module(module)
    except ImportError:
        raise FormatError(
            f"the format {extra} needs {package}, which is not installed: pip install 'imr-check[{extra}]'"
        ) from None
