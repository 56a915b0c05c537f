"""Criteria that wait for a person who has the guideline, and how what that person finds gets into files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from checker.errors import CheckerError
from checker.knowledge.editions import EditionFolder
from checker.knowledge.guidelines import Criterion, Edition, Section
from checker.knowledge.loading import load_editions
from checker.knowledge.packs import Pack
from checker.knowledge.provenance import Provenance, Reading
from checker.knowledge.regular_file import read_regular, replace_regular
from checker.knowledge.strict_yaml import MAX_BYTES, Key, parse

_WIDTH = 90  # of what is written, beside its indentation


class ReviewError(CheckerError):
    """What a reader found can't be written into its file. The file is as it was."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A criterion that nobody has compared with the guideline, and the place of its provenance in a file."""

    edition: Edition
    section: Section
    criterion: Criterion
    path: Path
    key: Key

    def called(self, name: str) -> bool:
        """Whether it is, or belongs to, the edition, section or criterion of this id."""
        return name in (self.edition.id, self.section.id, self.criterion.id)


def waiting(packs: Sequence[Pack]) -> list[Waiting]:
    """All that wait in packs of guidelines. Raises KnowledgeError with what is wrong with their files."""
    base, *more = packs
    return list(_waiting(load_editions(base.folder, more)))


def _waiting(folders: Iterable[EditionFolder]) -> Iterator[Waiting]:
    for folder in folders:
        for placed in folder.sections:
            for index, criterion in enumerate(placed.value.criteria):
                if criterion.provenance.waits:
                    key = (*placed.key, "criteria", index, "provenance")
                    path = Path(placed.document.path)
                    yield Waiting(folder.edition.value, placed.value, criterion, path, key)


def after(provenance: Provenance, reading: Reading, instead: str = "") -> Provenance:
    """The provenance once a person has read it: A where that confirms it, else C and what stands instead."""
    readings = (*provenance.readings, reading)
    if reading.agrees:
        return provenance.model_copy(update={"grade": "A", "uncertainty": None, "readings": readings})
    return provenance.model_copy(update={"grade": "C", "uncertainty": instead, "readings": readings})


def record(place: Waiting, provenance: Provenance) -> None:
    """Write a criterion's provenance into its file; nothing else of the file changes.

    The file is read anew, checked before it is replaced, and replaced as a whole: at any moment it is the
    one before or the one after. Raises ReviewError.
    """
    try:
        text = read_regular(place.path, MAX_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{place.path}: can't be read: {error}") from None
    start, end, before = _span(place, text)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    indent = len(line) - len(line.lstrip(" -"))
    written = before.format(" " * indent) + _flow(provenance, indent + 2)
    changed = (text[:start] + written + text[end:]).encode("utf-8")
    _check(place, text, changed, provenance)
    _replace(place.path, changed)


def _span(place: Waiting, text: str) -> tuple[int, int, str]:
    """Where the provenance stands, or is to stand with what comes before it: one can be handed down.

    The criterion must still be the one that was read.
    """
    gone = ReviewError(f"{place.path}: {place.criterion.id} is no longer where it was: start again")
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise gone from None
    above: yaml.Node | None = None
    for part in place.key:
        above, node = node, _below(node, part)
    name = _below(above, "id")
    if (
        not isinstance(above, yaml.MappingNode)
        or not isinstance(name, yaml.ScalarNode)
        or name.value != place.criterion.id
    ):
        raise gone
    if node is None:
        between = ", provenance: " if above.flow_style else "\n{}provenance: "
        return name.end_mark.index, name.end_mark.index, between
    start, end = node.start_mark.index, _last(node).end_mark.index
    if " #" in text[start:end]:
        raise ReviewError(
            f"{place.path}: a comment in the provenance of {place.criterion.id}: move it elsewhere"
        )
    return start, end, ""


def _below(node: yaml.Node | None, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        found: yaml.Node = node.value[part]
        return found
    return None


def _last(node: yaml.Node) -> yaml.Node:
    """The node with which one ends: a block has its end mark behind the white space and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last(last[1] if isinstance(node, yaml.MappingNode) else last)
    return node


def _flow(provenance: Provenance, indent: int) -> str:
    """A mapping in braces, as many of its entries on a line as it takes."""
    entries = [f"{name}: {_dumped(value)}" for name, value in _plain(provenance).items()]
    lines = [f"{{{entries[0]}"]
    for entry in entries[1:]:
        if len(lines[-1]) + len(entry) < _WIDTH:
            lines[-1] += f", {entry}"
        else:
            lines[-1] += ","
            lines.append(entry)
    return ("\n" + " " * indent).join(lines) + "}"


def _dumped(value: object) -> str:
    dumped: str = yaml.safe_dump(
        [value], default_flow_style=True, sort_keys=False, allow_unicode=True, width=sys.maxsize
    )
    return dumped.strip()[1:-1]


def _check(place: Waiting, before: str, changed: bytes, provenance: Provenance) -> None:
    """Read the file as it would be: the provenance is the new one, all else is as it was."""
    old, new = parse(str(place.path), before.encode("utf-8")), parse(str(place.path), changed)
    if isinstance(old, list) or isinstance(new, list):
        raise ReviewError(*(str(problem) for one in (old, new) if isinstance(one, list) for problem in one))
    _taken(old.data, place.key)
    if _taken(new.data, place.key) != _plain(provenance) or old.data != new.data:
        raise ReviewError(f"{place.path}: the answer on {place.criterion.id} can't be written there")


def _taken(data: Any, key: Key) -> Any:
    """The value under a key, taken out of the data."""
    for part in key[:-1]:
        data = data[part]
    return data.pop(key[-1], None)


def _plain(provenance: Provenance) -> dict[str, Any]:
    """What stands in a file for it."""
    data = provenance.model_dump(exclude_defaults=True)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}


def _replace(path: Path, content: bytes) -> None:
    try:
        replace_regular(path.resolve(), content)
    except OSError as error:
        raise ReviewError(f"{path.resolve()}: can't be written: {error.strerror}") from None
