"""Packs: the folders of rules and guidelines that come with imr-check, and those that a user adds to them.

A pack is a folder, or that of an installed Python package (entry point group ``imr_check.packs``), which is
found without running any of its code. ``pack.yaml`` in the folder may give its name, version and prefix, and
says what it puts in the place of what an earlier pack holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from checker.errors import KnowledgeError
from checker.knowledge.files import data_folder, validate_document
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict import Id, Several, Strict, Text
from checker.knowledge.strict_yaml import Document, files, read
from checker.problems import Code, Problem

Kind = Literal["rules", "guidelines"]
PACK_FILE = "pack.yaml"
GROUP = "imr_check.packs"
OWN_PREFIX = "IMR"  # of the codes of rules that come with imr-check
SHIPPED = "imr-check"


class Manifest(Strict):
    """``pack.yaml``. The codes of a pack's rules begin with its ``prefix``.

    ``replaces`` names the rules, or the editions, sections, criteria and concepts, of earlier packs in whose
    place those of the same name in this pack stand. ``ends`` gives the last day in force of editions of
    earlier packs, which newer ones follow.
    """

    name: Id | None = None
    version: Text | None = None
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")] | None = None
    replaces: Several[Id] = ()
    ends: dict[Id, date] = Field(default_factory=dict)


class PackId(Strict):
    """Which pack it was, as a report says it: the digest is of its files."""

    name: str
    kind: Kind
    version: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of rules, or of guidelines; of one that is looked at for ``only`` some files, nothing else."""

    kind: Kind
    folder: Path
    name: str
    version: str | None = None
    prefix: str | None = None
    replaces: tuple[str, ...] = ()
    ends: tuple[tuple[str, date], ...] = ()
    document: Document | None = None
    only: tuple[Path, ...] | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether it is the folder that comes with imr-check."""
        return self.folder.resolve() == data_folder(self.kind).resolve()

    def replacing(self, earlier: Iterable[str], own: Iterable[str], what: str) -> Iterator[Problem]:
        """What it says to replace that no earlier pack has, or that it has nothing to put in the place of."""
        before, mine = set(earlier), set(own)
        for index, name in enumerate(self.replaces if self.document else ()):
            if name not in before:
                message = f"there is no {what} {name} in an earlier pack{did_you_mean(name, before)}"
            elif name not in mine:
                message = f"this pack has no {what} {name} to put in its place{did_you_mean(name, mine)}"
            else:
                continue
            assert self.document is not None
            yield self.document.problem(Code.PACK, ("replaces", index), message, name)


class Packs(NamedTuple):
    """All packs in force, in order: the first of each kind is the base, the others add to it."""

    rules: tuple[Pack, ...]
    guidelines: tuple[Pack, ...]

    @property
    def all(self) -> tuple[Pack, ...]:
        """Those of both kinds."""
        return (*self.guidelines, *self.rules)


def shipped(kind: Kind) -> Pack:
    """The pack of a kind that comes with imr-check."""
    return Pack(kind, data_folder(kind), SHIPPED)


def alone(rules: Path | None = None, guidelines: Path | None = None) -> Packs:
    """Folders in place of what comes with imr-check; what is not given is what comes with it."""
    given: dict[Kind, Path | None] = {"rules": rules, "guidelines": guidelines}
    bases = {
        kind: Pack(kind, folder, folder.name) if folder else shipped(kind) for kind, folder in given.items()
    }
    return Packs((bases["rules"],), (bases["guidelines"],))


def find_packs(
    rules: Sequence[str] = (), guidelines: Sequence[str] = (), *, with_shipped: bool = True
) -> Packs:
    """The packs of these names on top of those that come with imr-check, or (for a kind that is named) alone.

    A name is that of a folder or of an installed pack. Raises KnowledgeError with all that can't be used.
    """
    problems: list[Problem] = []

    def found(kind: Kind, names: Sequence[str]) -> tuple[Pack, ...]:
        packs = [] if names and not with_shipped else [shipped(kind)]
        for name in names:
            pack = _pack(kind, name)
            if isinstance(pack, list):
                problems.extend(pack)
            elif pack.folder.resolve() not in [one.folder.resolve() for one in packs]:
                packs.append(pack)
        return tuple(packs)

    packs = Packs(found("rules", rules), found("guidelines", guidelines))
    if problems:
        raise KnowledgeError(problems)
    return packs


def _pack(kind: Kind, given: str) -> Pack | list[Problem]:
    folder, name, version = Path(given), Path(given).resolve().name, None
    if not folder.is_dir():
        installed = metadata.entry_points(group=GROUP)
        point = next((one for one in installed if one.name == given), None)
        if point is None:
            what = "not a folder" if folder.exists() else "no such folder, and no installed pack"
            return [Problem(Code.UNREAD, given, 0, 0, f"{what}{did_you_mean(given, installed.names)}")]
        name, version = given, point.dist.version if point.dist else None
        inside = _package(point.module)
        if inside is None or not (inside / kind).is_dir():
            return [
                Problem(
                    Code.UNREAD,
                    given,
                    0,
                    0,
                    f"the installed pack has no folder {kind} in its package {point.module}",
                )
            ]
        folder = inside / kind
    unread = [
        Problem(Code.MISNAMED, str(path), 0, 0, f"not read: its name must end in .yaml, not {path.suffix}")
        for path in files(folder, "*.yml")
    ]
    manifest, document = Manifest(), None
    if (folder / PACK_FILE).exists():
        read_file = read(folder / PACK_FILE)
        if isinstance(read_file, list):
            return [*unread, *read_file]
        document, validated = read_file, validate_document(read_file, Manifest)
        if isinstance(validated, list):
            return [*unread, *validated]
        manifest = validated
        if manifest.ends and kind == "rules":
            unread.append(
                document.problem(Code.PACK, ("ends",), "ends: a pack of rules has no editions to end")
            )
    if unread:
        return unread
    return Pack(
        kind,
        folder,
        manifest.name or name,
        manifest.version or version,
        manifest.prefix,
        manifest.replaces,
        tuple(manifest.ends.items()),
        document,
    )


def _package(module: str) -> Path | None:
    """The folder of a package, which is not imported."""
    try:
        spec = find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places)), *module.split(".")[1:]) if places else None
