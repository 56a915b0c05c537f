"""Reading ``guidelines/editions``: a folder an edition, a file a family of sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from checker.errors import Problem
from checker.knowledge.files import FileReader, Placed
from checker.knowledge.guidelines import Edition, Section, SectionFile
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict_yaml import files

EDITION_FILE = "edition.yaml"


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """An edition as its files hold it together, and where it and each of its sections stand.

    ``sections`` has one that is continued in another file once for each of its parts.
    """

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
    parts = list(_sections(edition))
    for file in files_read:
        if file is not None:
            parts += _continuations(file, parts, reader)
            parts += _sections(file)
    joined = edition.value.model_copy(update={"sections": tuple(_joined(parts))})
    return EditionFolder(Placed(joined, edition.document), tuple(parts))


def _sections(file: Placed[Edition] | Placed[SectionFile]) -> Iterator[Placed[Section]]:
    for index, section in enumerate(file.value.sections):
        yield Placed(section, file.document, ("sections", index))


def _continuations(
    file: Placed[SectionFile], before: Sequence[Placed[Section]], reader: FileReader
) -> list[Placed[Section]]:
    """The sections that a file continues, each with the criteria that it adds."""
    known = {part.value.id: part.value for part in before}
    found = []
    for index, more in enumerate(file.value.continued):
        place = Placed(more, file.document, ("continued", index))
        if more.section in known:
            begun = known[more.section]
            added = begun.model_copy(update={"criteria": more.criteria})
            found.append(Placed(added, file.document, place.key))
        else:
            message = f"no section {more.section} begins in a file before{did_you_mean(more.section, known)}"
            reader.problems.append(place.problem(("section",), message))
    return found


def _joined(parts: Iterable[Placed[Section]]) -> Iterator[Section]:
    """The sections, each with all of its criteria."""
    whole: dict[str, list[Section]] = {}
    for part in parts:
        whole.setdefault(part.value.id, []).append(part.value)
    for first, *others in whole.values():
        criteria = (*first.criteria, *(one for other in others for one in other.criteria))
        yield first.model_copy(update={"criteria": criteria}) if others else first
