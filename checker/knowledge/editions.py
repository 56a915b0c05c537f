"""Reading ``guidelines/editions``: a folder an edition, a file a family of sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from checker.errors import Problem
from checker.knowledge.files import FileReader, Placed
from checker.knowledge.guidelines import Edition, Section, SectionFile
from checker.knowledge.strict_yaml import files

EDITION_FILE = "edition.yaml"


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """An edition as its files hold it together, and where it and each of its sections stand."""

    edition: Placed[Edition]
    sections: tuple[Placed[Section], ...]


def read_editions(reader: FileReader, below: str) -> list[EditionFolder]:
    """All editions below a path, in the order of their folders' names; what is wrong is kept.

    A folder's sections are those of ``edition.yaml``, then those of its other files in the order of their
    names, which begin with a number: a file that is added needs no mention in another.
    """
    path = reader.folder / below
    found = list(files(path))
    if not found:
        reader.problems.append(Problem(str(path), 0, 0, "no YAML files"))
    folders = groupby(sorted(found, key=lambda file: (file.parent, file)), key=lambda file: file.parent)
    return [read for folder, inside in folders if (read := _read_folder(reader, folder, inside)) is not None]


def _read_folder(reader: FileReader, folder: Path, inside: Iterable[Path]) -> EditionFolder | None:
    names = list(inside)
    main = folder / EDITION_FILE
    if main not in names:
        message = f"an edition is a folder with {EDITION_FILE} in it, which {folder.name}/ has not"
        reader.problems += [Problem(str(path), 0, 0, message) for path in names]
        return None
    edition = reader.read(main, Edition)
    files_read = [reader.read(path, SectionFile) for path in names if path != main]
    if edition is None or None in files_read:
        return None
    others = (section for file in files_read if file is not None for section in _sections(file))
    sections = (*_sections(edition), *others)
    joined = edition.value.model_copy(update={"sections": tuple(section.value for section in sections)})
    return EditionFolder(Placed(joined, edition.document), sections)


def _sections(file: Placed[Edition] | Placed[SectionFile]) -> Iterator[Placed[Section]]:
    for index, section in enumerate(file.value.sections):
        yield Placed(section, file.document, ("sections", index))
