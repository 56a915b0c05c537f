"""Compiled knowledge, kept between runs: a JSON file named by the digest of what it was made from.

A cache that can't be read or written is no error: the knowledge is loaded from its files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

_KEPT = 8


def stamp(folders: list[Path], version: str) -> str:
    """A digest of all YAML files' names, sizes and times of change, and of the version that reads them."""
    total = hashlib.sha256(version.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            state = path.stat()
            total.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return total.hexdigest()[:32]


def cached(name: str, make: Callable[[], str]) -> str:
    """The text kept under ``name``, made and kept if it is not there."""
    path = user_cache_path("imr-check") / f"{name}.json"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8")
    text = make()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
        _forget_older(path)
    return text


def _forget_older(path: Path) -> None:
    """Deletes all but the newest files of the same kind: each change of a YAML file leaves one behind."""
    kind, _, _ = path.name.partition("-")
    kept = sorted(path.parent.glob(f"{kind}-*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in kept[_KEPT:]:
        old.unlink(missing_ok=True)
