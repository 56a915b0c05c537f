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
from checker.knowledge.packs import Pack, PackId, Packs
from checker.knowledge.version import tool_version


class Identity(NamedTuple):
    """``sha256`` covers all guideline and rule files, and what is changed of them by the configuration.

    ``guidelines`` and ``rules`` are the parts' own, ``packs`` what each pack is.
    """

    version: str
    sha256: str
    guidelines: str
    rules: str
    packs: tuple[PackId, ...]


def identify(packs: Packs, changes: Sequence[str] = ()) -> Identity:
    """The identity of packs as they are now; ``changes`` says what the configuration changes of them."""
    found = {pack.folder: digest(pack.folder) for pack in packs.all}
    guidelines, rules = (
        " ".join(found[pack.folder] for pack in of) for of in (packs.guidelines, packs.rules)
    )
    recorded = _recorded()
    own = [pack for pack in packs.all if _is_shipped(pack, found[pack.folder], recorded)]
    shipped = not changes and len(own) == len(packs.all)
    version = tool_version()
    edited = f"{version}.edited" if "+" in version else f"{version}+edited"
    total = hashlib.sha256(" ".join([guidelines, rules, *changes]).encode()).hexdigest()
    ids = tuple(
        PackId(
            name=pack.name,
            kind=pack.kind,
            version=version if pack in own else pack.version,
            sha256=found[pack.folder],
        )
        for pack in packs.all
    )
    return Identity(version if shipped else edited, total, guidelines, rules, ids)


def _is_shipped(pack: Pack, found: str, recorded: Sequence[metadata.PackagePath]) -> bool:
    came_with_it = data_folder(pack.kind)
    inside = PurePosixPath("checker", "data", pack.kind)
    hashes = {
        file.relative_to(inside).as_posix(): _unpadded(file.hash.value)
        for file in recorded
        if file.suffix == ".yaml" and file.is_relative_to(inside) and file.hash
    }
    if hashes:
        return found == digest_of(hashes.items())
    # Nothing is recorded of a checkout: its folders are what comes with it.
    return pack.folder == came_with_it or found == digest(came_with_it)


def _recorded() -> Sequence[metadata.PackagePath]:
    """What the installation recorded of a wheel's files; nothing where it is of another imr-check."""
    data = data_folder("rules").parent
    if data.name != "data":  # a checkout, its folders beside the package
        return []
    try:
        recorded = metadata.files("imr-check") or []
    except metadata.PackageNotFoundError:
        return []
    own = next((file for file in recorded if file == PurePosixPath("checker", "__init__.py")), None)
    return recorded if own and Path(str(own.locate())).parent == data.parent else []


def _unpadded(value: str) -> bytes:
    """A hash as RECORD files have it: URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
