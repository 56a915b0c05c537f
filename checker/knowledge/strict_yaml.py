"""YAML that can't surprise: no tags, anchors, aliases or duplicate keys, bounded size and depth.

The places of all values are kept, so that an error found later can point at path:line:column.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from checker.errors import Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

Key = tuple[str | int, ...]

_PLAIN_TAGS = {
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:bool",
    "tag:yaml.org,2002:null",
    "tag:yaml.org,2002:timestamp",
    "tag:yaml.org,2002:map",
    "tag:yaml.org,2002:seq",
}


_EVENTS_WITH_ANCHOR = (yaml.AliasEvent, yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)


class Document:
    """A parsed file: its plain ``data`` and where each value stands."""

    def __init__(self, path: str, data: Any, places: dict[Key, tuple[int, int]]) -> None:
        self.path = path
        self.data = data
        self._places = places

    def problem(self, key: Key, message: str) -> Problem:
        """A problem at the value under ``key``, or at the nearest value above it."""
        for length in range(len(key), -1, -1):
            if key[:length] in self._places:
                line, column = self._places[key[:length]]
                return Problem(self.path, line, column, message)
        return Problem(self.path, 0, 0, message)


def parse(path: str, source: bytes) -> Document | list[Problem]:
    """Parse one file. All structural problems are returned together."""
    if len(source) > MAX_BYTES:
        return [Problem(path, 0, 0, f"larger than {MAX_BYTES} bytes")]
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        return [Problem(path, 0, 0, f"not UTF-8: byte {error.start}")]
    try:
        problems = _anchors(path, text)
        if problems:
            return problems
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            builder = _Builder(path, loader)
            data = builder.build(node, ()) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return [Problem(path, line, column, error.problem or "not YAML")]
    except yaml.YAMLError as error:
        return [Problem(path, 0, 0, str(error).splitlines()[0])]
    except RecursionError:
        return [Problem(path, 0, 0, f"nested deeper than {MAX_DEPTH}")]
    if builder.problems:
        return builder.problems
    return Document(path, data, builder.places)


def files(folder: Path) -> Iterator[Path]:
    """The YAML files below a folder, in a stable order."""
    yield from sorted(p for p in folder.rglob("*.yaml") if p.is_file())


def _anchors(path: str, text: str) -> list[Problem]:
    """Anchors and aliases, found before they can grow."""
    return [
        Problem(path, mark.line + 1, mark.column + 1, "anchors and aliases are not allowed")
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if isinstance(event, _EVENTS_WITH_ANCHOR) and event.anchor and (mark := event.start_mark)
    ]


class _Builder:
    """Turns nodes into plain data and collects what is wrong with them."""

    def __init__(self, path: str, loader: yaml.CSafeLoader) -> None:
        self.path = path
        self.loader = loader
        self.places: dict[Key, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def build(self, node: yaml.Node, key: Key) -> Any:
        mark = node.start_mark
        self.places[key] = (mark.line + 1, mark.column + 1)
        if node.tag not in _PLAIN_TAGS:
            return self._refuse(node, f"tag {node.tag} is not allowed")
        if len(key) > MAX_DEPTH:
            return self._refuse(node, f"nested deeper than {MAX_DEPTH}")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*key, index)) for index, child in enumerate(node.value)]
        try:
            return self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            return self._refuse(node, str(error).splitlines()[0])

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                self._refuse(name_node, "a key must be plain text")
                continue
            name = str(name_node.value)
            if name in result:
                self._refuse(name_node, f"duplicate key {name!r}")
                continue
            result[name] = self.build(value_node, (*key, name))
        return result

    def _refuse(self, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, message))
