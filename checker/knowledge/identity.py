"""Which guidelines and rules a report was made with: the digest of both, and a version for it.

The version is that of imr-check where both are those that came with it, else that version with ``+edited``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
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
    recorded = _recorded()
    folders = (("guidelines", guidelines), ("rules", rules))
    shipped = all(
        _is_shipped(name, folder, own, recorded) for (name, folder), own in zip(folders, found, strict=True)
    )
    version = tool_version()
    if not shipped:
        version += ".edited" if "+" in version else "+edited"
    return Identity(version, hashlib.sha256(" ".join(found).encode()).hexdigest(), *found)


def _is_shipped(name: str, folder: Path, found: str, recorded: Sequence[metadata.PackagePath]) -> bool:
    came_with_it = data_folder(name)
    inside = PurePosixPath("checker", "data", name)
    hashes = {
        file.relative_to(inside): _unpadded(file.hash.value)
        for file in recorded
        if file.suffix == ".yaml" and file.is_relative_to(inside) and file.hash
    }
    if hashes:
        return found == digest_of(hashes.items())
    # Nothing is recorded of a checkout: its folders are what comes with it.
    return folder == came_with_it or found == digest(came_with_it)


def _recorded() -> Sequence[metadata.PackagePath]:
    """What the installation recorded of a wheel's files; nothing where it is of another imr-check."""
    try:
        recorded = metadata.files("imr-check") or []
    except metadata.PackageNotFoundError:
        return []
    own = next((file for file in recorded if file == PurePosixPath("checker", "__init__.py")), None)
    return recorded if own and Path(str(own.locate())).parent == data_folder("rules").parent.parent else []


def _unpadded(value: str) -> bytes:
    """A hash as RECORD files have it: URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
