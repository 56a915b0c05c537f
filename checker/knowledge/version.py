"""The version of imr-check: on its own, so that asking for it loads nothing else."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def tool_version() -> str:
    """The installed version of imr-check."""
    try:
        return version("imr-check")
    except PackageNotFoundError:
        return "0+unknown"
