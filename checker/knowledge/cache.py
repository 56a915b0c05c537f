"""Compiled knowledge, kept between runs: a file named by the digest of what it was made from.

A cache that can't be read or written is no error: the knowledge is made from its files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from checker.knowledge.regular_file import read_regular

_KEPT = 8
_MOST = 64 * 1024 * 1024


def cached(kind: str, made_from: str, make: Callable[[], bytes]) -> bytes:
    """What was made from something before, or else is made now and kept.

    ``made_from`` says all that it depends on. A file that is not as it was written is written anew.
    """
    name = f"{kind}-{hashlib.sha256(made_from.encode()).hexdigest()[:32]}"
    path = user_cache_path("imr-check") / name
    with contextlib.suppress(OSError):
        total, _, source = read_regular(path, _MOST).partition(b"\n")
        if total == _checksum(source):
            with contextlib.suppress(OSError):  # not ours, or of a system that can only be read
                os.utime(path)
            return source
    made = make()
    with contextlib.suppress(OSError):
        _keep(path, made)
        _forget_unused(path.parent, kind)
    return made


def _checksum(source: bytes) -> bytes:
    return hashlib.sha256(source).hexdigest().encode()


def _keep(path: Path, source: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:  # never through what another put there
            file.write(_checksum(source) + b"\n" + source)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _forget_unused(folder: Path, kind: str) -> None:
    """Deletes all but the files of a kind used last: each change of a YAML file leaves one behind."""
    kept = sorted(folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in kept[_KEPT:]:
        old.unlink(missing_ok=True)
