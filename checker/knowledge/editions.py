"""Reading ``guidelines/editions``: a folder an edition, a file a family of sections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from checker.knowledge.files import FileReader, Model, Placed
from checker.knowledge.filling_in import filled_in
from checker.knowledge.guidelines import Addition, Edition, Section, SectionFile
from checker.knowledge.phrases import fold
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict_yaml import files
from checker.problems import Code, Problem

EDITION_FILE = "edition.yaml"
_OF_AN_EDITION = {"source", "publisher", "edition"}  # keys that nothing else has


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
        reader.problems.append(Problem(Code.UNREAD, str(path), 0, 0, "no YAML files"))
    folders = groupby(sorted(found, key=lambda file: (file.parent, file)), key=lambda file: file.parent)
    return [read for folder, inside in folders if (read := _read_folder(reader, folder, inside)) is not None]


def add_editions(
    reader: FileReader, names: Sequence[Path], before: Sequence[EditionFolder], replaces: Collection[str]
) -> tuple[list[EditionFolder], set[str]]:
    """The editions before, with what the files of a pack add, and the ids of that.

    A file is an edition, a folder with ``edition.yaml`` is one, and other files add to an edition. What the
    pack ``replaces`` is left out of those before.
    """
    folders = {path.parent for path in names if path.name == EDITION_FILE}
    editions = [
        read
        for folder in sorted(folders)
        if (read := _read_folder(reader, folder, [path for path in names if path.parent == folder]))
    ]
    additions: list[Placed[Addition]] = []
    for path in names:
        document = reader.document(path) if path.parent not in folders else None
        if document is None:
            continue
        if isinstance(document.data, dict) and "adds_to" in document.data:
            if not _OF_AN_EDITION.isdisjoint(document.data):
                message = (
                    "adds_to: what adds to an edition has sections alone; a new edition has id in its place, "
                    "beside source, title and the rest"
                )
                reader.problems.append(document.problem(Code.NO_SUCH_KEY, ("adds_to",), message))
                continue
            additions += (
                [found] if (found := reader.validated(filled_in(document, Addition), Addition)) else []
            )
        elif (edition := reader.validated(filled_in(document, Edition), Edition)) is not None:
            editions.append(EditionFolder(edition, tuple(_sections(edition))))
    own = {*ids_of(editions), *_added(additions)}
    replaced = frozenset(own & set(replaces))
    kept = [_without(folder, replaced) for folder in before if folder.edition.value.id not in replaced]
    return _with_additions([*kept, *editions], additions, reader), own


def _with_additions(
    editions: list[EditionFolder], additions: Iterable[Placed[Addition]], reader: FileReader
) -> list[EditionFolder]:
    places = {folder.edition.value.id: index for index, folder in enumerate(editions)}
    for file in additions:
        name = file.value.adds_to
        if name not in places:
            reader.problems.append(not_added_to(file, name, editions))
            continue
        index = places[name]
        parts = list(editions[index].sections)
        parts += _continuations(file, parts, reader)
        parts += _sections(file)
        editions[index] = _folder_of(editions[index].edition, parts)
    return editions


def not_added_to(file: Placed[Any], name: str, editions: Iterable[EditionFolder]) -> Problem:
    """That there is no edition of the name that a file adds to."""
    meant = edition_meant(name, (one.edition.value for one in editions))
    return file.problem(Code.UNKNOWN, ("adds_to",), f"there is no edition {name}{meant}", name)


def edition_meant(name: str, editions: Iterable[Edition]) -> str:
    """The edition that was meant by a name, be it an id or words that cite it, as the end of a message."""
    known = {edition.id: edition for edition in editions}
    words = fold(name)
    titled = [one for one in known.values() if " " in words and fold(one.topic) in words]
    if titled:
        likest = max(titled, key=lambda one: ((one.edition or "-") in words, len(one.topic)))
        return f" (did you mean {likest.id}?)"
    return did_you_mean(name, known)


def _without(folder: EditionFolder, replaced: frozenset[str]) -> EditionFolder:
    """An edition without the sections and criteria of these ids."""
    if replaced.isdisjoint(_ids(folder)):
        return folder
    parts = []
    for part in folder.sections:
        criteria = part.value.criteria
        kept = tuple(one for one in criteria if one.id not in replaced)
        if part.value.id not in replaced:
            parts.append(Placed(part.value.model_copy(update={"criteria": kept}), part.document, part.key))
    return _folder_of(folder.edition, parts)


def _ids(folder: EditionFolder) -> Iterator[str]:
    yield folder.edition.value.id
    for part in folder.sections:
        yield part.value.id
        yield from (criterion.id for criterion in part.value.criteria)


def _added(additions: Iterable[Placed[Addition]]) -> Iterator[str]:
    for file in additions:
        for section in file.value.sections:
            yield section.id
            yield from (criterion.id for criterion in section.criteria)
        for part in file.value.continued:
            yield from (criterion.id for criterion in part.criteria)


def _folder_of(edition: Placed[Edition], parts: Sequence[Placed[Section]]) -> EditionFolder:
    joined = edition.value.model_copy(update={"sections": tuple(_joined(parts))})
    return EditionFolder(Placed(joined, edition.document), tuple(parts))


def ids_of(editions: Iterable[EditionFolder]) -> Iterator[str]:
    """The ids of editions, with their sections and criteria."""
    for folder in editions:
        yield from _ids(folder)


def _read_folder(reader: FileReader, folder: Path, inside: Iterable[Path]) -> EditionFolder | None:
    names = list(inside)
    main = folder / EDITION_FILE
    if main not in names:
        message = f"an edition is a folder with {EDITION_FILE} in it, which {folder.name}/ has not"
        reader.problems += [Problem(Code.MISNAMED, str(path), 0, 0, message) for path in names]
        return None
    edition = _read(reader, main, Edition)
    files_read = [_read(reader, path, SectionFile) for path in names if path != main]
    if edition is None:
        return None
    parts = list(_sections(edition))
    for file in files_read:
        if file is not None:
            parts += _continuations(file, parts, reader)
            parts += _sections(file)
    return _folder_of(edition, parts)


def _read(reader: FileReader, path: Path, model: type[Model]) -> Placed[Model] | None:
    document = reader.document(path)
    return reader.validated(filled_in(document, model), model) if document is not None else None


def _sections(file: Placed[Edition] | Placed[SectionFile] | Placed[Addition]) -> Iterator[Placed[Section]]:
    for index, section in enumerate(file.value.sections):
        yield Placed(section, file.document, ("sections", index))


def _continuations(
    file: Placed[SectionFile] | Placed[Addition], before: Sequence[Placed[Section]], reader: FileReader
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
            reader.problems.append(place.problem(Code.UNKNOWN, ("section",), message, more.section))
    return found


def _joined(parts: Iterable[Placed[Section]]) -> Iterator[Section]:
    """The sections, each with all of its criteria."""
    whole: dict[str, list[Section]] = {}
    for part in parts:
        whole.setdefault(part.value.id, []).append(part.value)
    for first, *others in whole.values():
        criteria = (*first.criteria, *(one for other in others for one in other.criteria))
        yield first.model_copy(update={"criteria": criteria}) if others else first
