"""Which guidelines and rules a report was made with: the digest of both, and a version for it.

The version is that of imr-check where both are those that came with it, else that version with ``+edited``.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from checker.knowledge.files import data_folder, digest, digest_of
from checker.knowledge.version import tool_version


class Identity(NamedTuple):
    """``sha256`` covers all guideline and rule files; ``guidelines`` and ``rules`` are the parts' own."""

    version: str
    sha256: str
    guidelines: str
    rules: str


def identify(guidelines: Path, rules: Path) -> Identity:
    """The identity of two folders as they are now."""
    found = digest(guidelines), digest(rules)
    shipped = _is_shipped("guidelines", guidelines, found[0]) and _is_shipped("rules", rules, found[1])
    version = tool_version()
    if not shipped:
        version += ".edited" if "+" in version else "+edited"
    return Identity(version, hashlib.sha256(" ".join(found).encode()).hexdigest(), *found)


def _is_shipped(name: str, folder: Path, found: str) -> bool:
    came_with_it = data_folder(name)
    recorded = _recorded(came_with_it)
    if recorded is not None:
        return found == recorded
    return folder == came_with_it or found == digest(came_with_it)


def _recorded(folder: Path) -> str | None:
    """The digest of a folder as the wheel had it, from what the installation recorded of each file.

    None in a checkout, of which nothing is recorded: its folders are what comes with it.
    """
    try:
        installed = metadata.files("imr-check") or ()
    except metadata.PackageNotFoundError:
        return None
    hashes = {
        PurePosixPath(Path(file.locate()).relative_to(folder).as_posix()): _unpadded(file.hash.value)
        for file in installed
        if file.suffix == ".yaml" and file.hash and Path(file.locate()).is_relative_to(folder)
    }
    return digest_of(hashes.items()) if hashes else None


def _unpadded(value: str) -> bytes:
    """A hash as RECORD files have it: URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
