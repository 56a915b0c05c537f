"""YAML that can't surprise: no tags, anchors, duplicate keys or invisible text, bounded size and depth.

Plain values are read as YAML 1.2 has them: ``1:30`` and ``<<`` are text. The places of all values are kept,
so that an error found later can point at path:line:column.
"""

from __future__ import annotations

import errno
import fnmatch
import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from checker.knowledge.plain_words import OF_KEY, of_yaml
from checker.knowledge.regular_file import read_regular
from checker.problems import Code, Problem

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 5_000_000
FILL_IN = "FILL IN"  # what a new file leaves to its author: it is not loaded before
MAX_DEPTH = 20
_RULE_SCHEMA = "rule.schema.json"

Key = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_NUMBERS = {f"{_TAG}int": "whole number", f"{_TAG}float": "number"}
_TYPED = {**_NUMBERS, f"{_TAG}bool": "truth value", f"{_TAG}null": "null", f"{_TAG}timestamp": "date"}
_LONGEST_NUMBER = 40  # characters; int() takes a time that grows with the square of the digits
_QUANTITY = re.compile(r" +#\d")
_ENDS, _BEGINS = re.compile(r"[.!?]\s*$"), re.compile(r"\s*([A-Z])")  # sentences, at the ends of lines
_NO_DASH = "this goes on with line {}: put '- ' before it, or all of a text of several sentences in quotes"
_LEADING_ZERO = re.compile(r"[-+]?0\w")

# What no reader of the file sees: controls, zero width, direction marks, fillers, variation selectors, tags.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
# What looks like a space, and indents nothing.
_NO_SPACE = re.compile("^[ -]*([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
_CURLY = (("\u2018", "\u2019"), ("\u201c", "\u201d"))  # quotes as word processors make them


class Document:
    """A parsed file: its plain ``data`` and where each value stands; of a block below a key, the key."""

    def __init__(self, path: str, data: Any, places: dict[Key, tuple[int, int]]) -> None:
        self.path = path
        self.data = data
        self._places = places

    def holding(self, data: Any, stand: Mapping[Key, Key]) -> Document:
        """The same file with other data: what is not there has the place that it stands at, or that above."""
        return Document(
            self.path, data, self._places | {key: self.place(other) for key, other in stand.items()}
        )

    def without(self, members: Collection[Key]) -> Document:
        """The same file without some members of its lists; the others keep their places."""
        places: dict[Key, tuple[int, int]] = {}

        def kept(data: Any, old: Key, new: Key) -> Any:
            places[new] = self.place(old)
            if isinstance(data, dict):
                return {name: kept(value, (*old, name), (*new, name)) for name, value in data.items()}
            if not isinstance(data, list):
                return data
            left = [index for index in range(len(data)) if (*old, index) not in members]
            return [kept(data[at], (*old, at), (*new, number)) for number, at in enumerate(left)]

        return Document(self.path, kept(self.data, (), ()), places)

    def below(self, key: Key) -> Iterator[tuple[Key, Any]]:
        """What stands under a key, and all that is in it, each with its own key."""
        value = self.data
        for name in key:
            value = value[name]
        yield from _inside(key, value)

    def problem(self, code: Code, key: Key, message: str, name: str = "") -> Problem:
        """A problem at the value under ``key``, or at the nearest value above it; of a wrong key at that."""
        at = (*key, OF_KEY) if code is Code.NO_SUCH_KEY else key
        return Problem(code, self.path, *self.place(at), message, name)

    def place(self, key: Key) -> tuple[int, int]:
        """Line and column of the value under ``key``, or of the nearest above it; 0 where none is known."""
        above = (key[:length] for length in range(len(key), -1, -1))
        return next((self._places[one] for one in above if one in self._places), (0, 0))


def _inside(key: Key, value: Any) -> Iterator[tuple[Key, Any]]:
    yield key, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _inside((*key, name), part)


Remembered: TypeAlias = dict[Path, tuple[bytes, Document | list[Problem]]]
_parsed: ContextVar[Remembered | None] = ContextVar("parsed", default=None)


def read(path: Path) -> Document | list[Problem]:
    """Read and parse one file; anything but a regular file of a bounded size is refused unread."""
    try:
        source = read_regular(path, MAX_BYTES)
    except OSError as error:
        code = Code.TOO_LARGE if error.errno == errno.EFBIG else Code.UNREAD
        return [Problem(code, str(path), 0, 0, error.strerror or "can't be read")]
    parsed = _parsed.get()
    if parsed is None:
        return parse(str(path), source)
    known = parsed.get(path)
    if known is None or known[0] != source:
        known = parsed[path] = source, parse(str(path), source)
    return known[1]


@contextmanager
def remembering(parsed: Remembered) -> Iterator[None]:
    """Parse files that are as they were the last time no more: for who loads the same ones often.

    Within another of these, that one's files are remembered.
    """
    known = _parsed.get()
    token = _parsed.set(parsed if known is None else known)
    try:
        yield
    finally:
        _parsed.reset(token)


def parse(path: str, source: bytes) -> Document | list[Problem]:
    """Parse one file. All structural problems are returned together."""
    import yaml  # noqa: PLC0415 - most starts have all from the cache

    if len(source) > MAX_BYTES:
        return [Problem(Code.TOO_LARGE, path, 0, 0, f"larger than {MAX_BYTES} bytes")]
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        *above, line = source[: error.start].decode("utf-8").split("\n")
        place = (path, len(above) + 1, len(line) + 1)
        return [Problem(Code.CHARACTER, *place, "not UTF-8: save the file in that encoding")]
    try:
        problems = _unseen(path, text) or _no_spaces(path, text) or _marks(path, text)
        if problems:
            return problems
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            builder = _Builder(path, loader, _maker(text), text.splitlines())
            data = builder.build(node, ()) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return [Problem(Code.NOT_YAML, path, *of_yaml(error, text))]
    except RecursionError:
        return [Problem(Code.TOO_LARGE, path, 0, 0, f"nested deeper than {MAX_DEPTH}")]
    if builder.problems:
        return builder.problems
    return Document(path, data, builder.places or {(): (1, 1)})


def files(folder: Path, pattern: str = "*.yaml") -> Iterator[Path]:
    """What has a name like a pattern below a folder, and is no folder, in a stable order."""
    yield from sorted(folder / name for name in names_below(folder, pattern))


def names_below(folder: Path, pattern: str = "*.yaml") -> Iterator[str]:
    """The same as names below the folder, with slashes, in any order.

    Raises PermissionError for a folder that may not be looked into: its files are not left out silently.
    """
    begin = len(os.path.join(folder, ""))  # noqa: PTH118 - as names, for what is asked at each start
    for above, _, names in os.walk(folder, onerror=_refused):
        below = above[begin:].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in fnmatch.filter(names, pattern))


def _refused(error: OSError) -> None:
    if isinstance(error, PermissionError):
        raise error


def _maker(text: str) -> str:
    """The command that makes such a file, by the schema that its first line names."""
    return "rule new" if _RULE_SCHEMA in text.partition("\n")[0] else "guideline new"


def _unseen(path: str, text: str) -> list[Problem]:
    """Characters that no reader of the file sees, in comments too; a byte order mark begins a file."""
    return [
        Problem(
            Code.CHARACTER,
            path,
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
            _refusal(found[0]),
        )
        for found in _UNSEEN.finditer(text, 1 if text.startswith("\ufeff") else 0)
    ]


def _no_spaces(path: str, text: str) -> list[Problem]:
    """Characters that look like the spaces of an indentation."""
    return [
        Problem(
            Code.CHARACTER,
            path,
            text.count("\n", 0, found.start(1)) + 1,
            found.start(1) - text.rfind("\n", 0, found.start(1)),
            f"U+{ord(found[1]):04X} looks like a space and is none: use spaces",
        )
        for found in _NO_SPACE.finditer(text)
    ]


def _refusal(character: str) -> str:
    kind = "control" if unicodedata.category(character) == "Cc" else "invisible"
    return f"the {kind} character U+{ord(character):04X} is not allowed"


def _marks(path: str, text: str) -> list[Problem]:
    """Tags, anchors and aliases, found before they can grow."""
    import yaml  # noqa: PLC0415

    problems = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        if isinstance(event, yaml.NodeEvent) and mark:
            place = (path, mark.line + 1, mark.column + 1)
            if event.anchor:
                problems.append(Problem(Code.MARKED, *place, "anchors and aliases are not allowed"))
            if getattr(event, "tag", None):
                problems.append(
                    Problem(
                        Code.MARKED, *place, "tags are not allowed: put text that begins with ! in quotes"
                    )
                )
    return problems


def _is_plain(node: Any) -> bool:
    """Whether a node is text without quotes that goes to its end."""
    return bool(node.id == "scalar" and not node.style)


class _Builder:
    """Turns nodes into plain data and collects what is wrong with them."""

    def __init__(self, path: str, loader: yaml.CSafeLoader, maker: str, lines: Sequence[str]) -> None:
        self.path = path
        self.maker = maker
        self.lines = lines
        self.loader = loader
        self.places: dict[Key, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def build(self, node: Any, key: Key) -> Any:
        mark = node.start_mark
        self.places[key] = (mark.line + 1, mark.column + 1)
        if len(key) > MAX_DEPTH:
            return self._refuse(Code.TOO_LARGE, node, f"nested deeper than {MAX_DEPTH}")
        if node.id == "mapping":
            return self._mapping(node, key)
        if node.id == "sequence":
            if not node.flow_style:
                self._find_lost_dashes(node)
            return [self.build(child, (*key, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        text = str(node.value)
        if text.startswith(FILL_IN):
            asked = text.removeprefix(FILL_IN)
            left = f"as {self.maker} left it{asked}" if asked.startswith(":") else f"{FILL_IN} is still there"
            return self._refuse(Code.FILL_IN, node, f"to be filled in, {left}")
        if unseen := _UNSEEN.search(text):  # written as an escape: what stands there itself is refused before
            return self._refuse(Code.CHARACTER, node, _refusal(unseen[0]))
        if not node.style and any(text.startswith(first) and text.endswith(last) for first, last in _CURLY):
            return self._refuse(Code.SCALAR, node, "curly quotes are part of the text: use ' or none")
        if not node.style and self._is_cut(node):
            return self._refuse(
                Code.SCALAR, node, "what stands behind ' #' is a comment: put the text in quotes"
            )
        if node.tag not in _TYPED or (node.tag == f"{_TAG}bool" and text.lower() not in ("true", "false")):
            return text  # "yes", "no", "on" and "off" are words
        if node.tag in _NUMBERS:
            if ":" in text or "_" in text:
                return text
            if len(text) > _LONGEST_NUMBER:
                return self._refuse(Code.SCALAR, node, f"a number of more than {_LONGEST_NUMBER} digits")
            if _LEADING_ZERO.match(text):
                return self._refuse(
                    Code.SCALAR, node, "a number can't begin with 0: put it in quotes if it is text"
                )
        try:
            return self.loader.construct_object(node)
        except (ValueError, OverflowError):
            return self._refuse(Code.SCALAR, node, f"{text} is no {_TYPED[node.tag]}")

    def _find_lost_dashes(self, node: yaml.Node) -> None:
        """Items without quotes that end a sentence on one line and begin another on the next."""
        for child in node.value:
            for at in range(child.start_mark.line, child.end_mark.line if _is_plain(child) else 0):
                begin = _BEGINS.match(self.lines[at + 1]) if at + 1 < len(self.lines) else None
                if begin and _ENDS.search(self.lines[at]):
                    self.problems.append(
                        Problem(Code.SCALAR, self.path, at + 2, begin.start(1) + 1, _NO_DASH.format(at + 1))
                    )

    def _is_cut(self, node: yaml.ScalarNode) -> bool:
        """Whether a number stands right behind the mark of a comment, as in "10 mg #30"."""
        mark = node.end_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return bool(_QUANTITY.match(line, mark.column))

    def _mapping(self, node: yaml.Node, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name_node, value_node in node.value:
            if name_node.id != "scalar":
                self._refuse(Code.SCALAR, name_node, "a key must be plain text")
                continue
            name = str(name_node.value)
            if unseen := _UNSEEN.search(name):
                self._refuse(Code.CHARACTER, name_node, _refusal(unseen[0]))
                continue
            if name in result:
                self._refuse(Code.KEY_TWICE, name_node, f"the key {name} is there twice")
                continue
            result[name] = self.build(value_node, (*key, name))
            mark = name_node.start_mark
            self.places[*key, name, OF_KEY] = (mark.line + 1, mark.column + 1)
            if value_node.id != "scalar" and not value_node.flow_style:  # it begins on a line below its key
                self.places[*key, name] = self.places[*key, name, OF_KEY]
        return result

    def _refuse(self, code: Code, node: yaml.Node, message: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(code, self.path, mark.line + 1, mark.column + 1, message))
