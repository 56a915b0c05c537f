"""Reading the files of a data folder: where it lies, what is in it, and what is wrong with that."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from checker.knowledge.plain_words import of_validation
from checker.knowledge.provenance import ABOVE
from checker.knowledge.regular_file import read_regular
from checker.knowledge.strict_yaml import MAX_BYTES, Document, Key, files, names_below, read
from checker.problems import Code, Problem

Model = TypeVar("Model", bound=BaseModel)
# Lists whose members stand by themselves: what is wrong with one of them says nothing of the others.
_MEMBERS = ("sections", "criteria", "concepts")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Model]):
    """A value with the file that it was read from and where it stands in it."""

    value: Model
    document: Document
    key: Key = ()

    @property
    def checked(self) -> bool:
        """Whether it was right when it was read before: it has no place then."""
        return not self.document.path

    def problem(self, code: Code, below: Key, message: str, name: str = "") -> Problem:
        """A problem at the value under a key of this one, or at the nearest value above it."""
        return self.document.problem(code, (*self.key, *below), message, name)

    def line(self, below: Key) -> str:
        """Where the value under a key stands: path and line."""
        line, _ = self.document.place((*self.key, *below))
        return f"{self.document.path}:{line}"


def data_folder(name: str) -> Path:
    """Where ``rules`` or ``guidelines`` lies: in the wheel's data, else beside the package (a checkout)."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "data" / name
    return packaged if packaged.is_dir() else package.parent / name


def digest(folder: Path, pattern: str = "*.yaml") -> str:
    """SHA-256 over the names and bytes of all files below a folder that match, by default the YAML files."""
    whole = os.path.join(folder, "")  # noqa: PTH118 - as names, for what is asked at each start
    return digest_of((name, _hash(whole + name)) for name in names_below(folder, pattern))


def digest_of(hashes: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 over the names of files, with slashes, and the SHA-256 of each, in the order of the names."""
    total = hashlib.sha256()
    for name, value in sorted(hashes, key=lambda one: one[0].split("/")):
        total.update(name.encode("utf-8", "surrogateescape") + b"\0" + value)
    return total.hexdigest()


def _hash(path: str) -> bytes:
    try:
        return hashlib.sha256(read_regular(path, MAX_BYTES)).digest()
    except OSError:  # loading tells what is wrong with it
        return b""


def validate_document(document: Document, model: type[Model]) -> Model | list[Problem]:
    """A file's data as ``model``, or its problems, each at its place."""
    value, _, problems, _ = _validated(document, model)
    return value if value is not None and not problems else problems


def _validated(
    document: Document, model: type[Model]
) -> tuple[Model | None, Document, list[Problem], Collection[Key]]:
    """A file's data as ``model``, without the sections, criteria and concepts in which something is wrong.

    With what is left of the file, what is wrong in it, and the keys of what is left out.
    """
    try:
        return model.model_validate(document.data), document, [], ()
    except ValidationError as error:
        found = list(of_validation(error, model))
    problems = [document.problem(*one) for one in found]
    members = {_member(key) for _, key, _ in found}
    of_whole = [key for _, key, _ in found if not _member(key)]
    if of_whole and all(key[:1] == ("provenance",) for key in of_whole):
        # Where it comes from says nothing of what is in it: that is looked at all the same.
        document = document.holding({**document.data, "provenance": ABOVE}, {})
        members.discard(())
    if () in members:
        return None, document, problems, [()]
    rest = document.without(members)
    try:
        return model.model_validate(rest.data), rest, problems, members
    except ValidationError:
        return None, document, problems, [()]


def _member(key: Key) -> Key:
    """The innermost section, criterion or concept that something stands in; the whole file without one."""
    ends = (
        end for end in range(len(key), 1, -1) if key[end - 2] in _MEMBERS and isinstance(key[end - 1], int)
    )
    return key[: next(ends, 0)]


@dataclass(frozen=True, slots=True)
class Misshapen:
    """What of a file, under a key, has not the shape that its model asks for."""

    model: type[BaseModel]
    document: Document
    key: Key


class FileReader:
    """Reads files below a folder and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.misshapen: list[Misshapen] = []

    def take(self, other: FileReader) -> None:
        """Keep what was wrong with the files of another."""
        self.problems += other.problems
        self.misshapen += other.misshapen

    def read_all(self, below: str, model: type[Model]) -> list[Placed[Model]]:
        """Those of the files at or below a path that have the shape of a model; what is wrong is kept."""
        path = self.folder / below
        found = [path] if path.is_file() else list(files(path))
        if not found:
            self.problems.append(Problem(Code.UNREAD, str(path), 0, 0, "no YAML files"))
        return [placed for file in found if (placed := self.read(file, model)) is not None]

    def read(self, path: Path, model: type[Model]) -> Placed[Model] | None:
        """A file that has the shape of a model, or None, and what is wrong is kept."""
        document = self.document(path)
        return self.validated(document, model) if document is not None else None

    def document(self, path: Path) -> Document | None:
        """A file that is YAML, or None, and what is wrong is kept."""
        document = read(path)
        if isinstance(document, list):
            self.problems.extend(document)
            return None
        return document

    def validated(self, document: Document, model: type[Model]) -> Placed[Model] | None:
        """What of a document has the shape of a model, or None, and what is wrong is kept."""
        value, kept, problems, members = _validated(document, model)
        self.problems.extend(problems)
        self.misshapen += (Misshapen(model, document, key) for key in members)
        return Placed(value, kept) if value is not None else None
