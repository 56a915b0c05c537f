"""Which files validate looks at: those that are named, and those of folders that are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.counting import counted
from checker.errors import KnowledgeError
from checker.knowledge.packs import PACK_FILE, Kind, Pack
from checker.knowledge.strict_yaml import Document, read
from checker.knowledge.strict_yaml import files as yaml_files
from checker.problems import Code, Problem

_WHAT: dict[Kind, str] = {"rules": "rule", "guidelines": "guideline"}
_OTHER: dict[Kind, Kind] = {"rules": "guidelines", "guidelines": "rules"}
_KEYS: dict[Kind, set[str]] = {"rules": {"code", "when"}, "guidelines": {"sections"}}


def folders_apart(given: Sequence[Path], packs: Sequence[Pack]) -> list[str]:
    """The folders among what is named that no pack in force has: each is looked at as a pack."""
    known = [pack.folder.resolve() for pack in packs]
    return [
        str(path)
        for path in given
        if path.is_dir() and not any(path.resolve().is_relative_to(folder) for folder in known)
    ]


def files_named(given: Sequence[Path], kind: Kind) -> list[Path]:
    """The files that are named, and those below the folders that are.

    Raises KnowledgeError for a folder that has none, and for files of the other kind.
    """
    files = list(dict.fromkeys(one for path in given for one in (_inside(path) or [path])))
    empty = [path for path in given if path.is_dir() and not counted_files(_inside(path))]
    problems = [problem for path in empty for problem in _nothing_in(path, kind)]
    other = _OTHER[kind]
    for path in files:
        document = read(path) if path.is_file() else None
        if isinstance(document, Document) and _is_a(other, document.data):
            message = f"this is a {_WHAT[other]}: imr-check {_WHAT[other]} validate looks at it"
            problems.append(document.problem(Code.MISNAMED, (), message))
    if problems:
        raise KnowledgeError(problems)
    return files


def counted_files(files: Sequence[Path]) -> int:
    """How many hold knowledge, and not what a pack says of itself."""
    return sum(path.name != PACK_FILE for path in files)


def no_problems(remarks: Sequence[Problem]) -> str:
    """Say that there are none, and how much is worth a look."""
    return f"no problems, {counted(len(remarks), 'warning')}" if remarks else "no problems"


def _inside(path: Path) -> list[Path]:
    return list(yaml_files(path)) if path.is_dir() else []


def _nothing_in(folder: Path, kind: Kind) -> Iterator[Problem]:
    misnamed = list(yaml_files(folder, "*.yml"))
    for path in misnamed:
        yield Problem(Code.MISNAMED, str(path), 0, 0, "not read: its name must end in .yaml, not .yml")
    if not misnamed:
        message = f"no {_WHAT[kind]} in this folder: one is a file whose name ends in .yaml"
        yield Problem(Code.UNREAD, str(folder), 0, 0, message)


def _is_a(kind: Kind, data: object) -> bool:
    return isinstance(data, dict) and _KEYS[kind] <= data.keys()
