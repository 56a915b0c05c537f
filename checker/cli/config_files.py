"""Which file's options are in force, and what it and those that it extends hold."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from checker.cli.toml_places import Place, place_of, places
from checker.errors import CheckerError, UnreadableError
from checker.knowledge.plain_words import shown
from checker.readers import STDIN, find_letters, path_name
from checker.readers.files import read_file

_OWN, _PROJECT = "imr-check.toml", "pyproject.toml"
_TABLE = ("tool", "imr-check")
_TABLE_WORDS = "[tool.imr-check]"
_MAX_BYTES = 1024**2
_MOST_FILES = 100  # that one extends, and these in turn
_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")


class ConfigError(CheckerError):
    """A configuration file can't be used. The message has a line for each problem."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A file and its options, as they stand there."""

    path: Path
    data: Mapping[str, Any]
    known: dict[tuple[str, ...], Place]

    def place(self, key: tuple[str, ...]) -> str:
        """Path, line and column of an option, or of what is nearest above it."""
        above = _TABLE if self.path.name == _PROJECT else ()
        found = place_of((*above, *key), self.known)
        return f"{self.path}:{found[0]}:{found[1]}" if found else str(self.path)

    def pack(self, name: str) -> str:
        """The name of a pack: that of a folder counts from the folder of this file."""
        folder = self.path.parent / name
        return str(folder) if folder.exists() or {"/", os.sep} & set(name) else name


def nearest_config(paths: Sequence[str]) -> Path | None:
    """The file whose options are in force for letters: in its folder or above, else in the current one.

    Raises ConfigError where it is not the same for all of them.
    """
    found: dict[Path | None, str] = {}
    seen: set[Path] = set()
    for letter in find_letters(sorted(paths)):
        folder = Path.cwd() if letter.path == STDIN else letter.path.absolute().parent
        if folder not in seen:
            seen.add(folder)
            found.setdefault(_above(folder) or _above(Path.cwd()), path_name(letter.path))
    if len(found) > 1:
        raise ConfigError(
            "the letters of a run have one configuration: check these apart, or name one with --config",
            *(f"{name}: its configuration is {path or 'none'}" for path, name in found.items()),
        )
    return next(iter(found), None) if found else _above(Path.cwd())


def _above(folder: Path) -> Path | None:
    for each in (folder, *folder.parents):
        own, project = each / _OWN, each / _PROJECT
        if _is_there(own):
            return _shown(own)
        if _is_there(project) and _table(_parsed(project, _source(project))) is not None:
            return _shown(project)
    return None


def _is_there(path: Path) -> bool:
    """Whether it is a file. Not so in a folder that may not be entered, of which the letters are told."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises there


def _shown(path: Path) -> Path:
    """A path as it is seen from the current folder, where it is inside of it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def layers_of(path: Path) -> list[ConfigFile]:
    """A file last, before it those that it extends, in the order of their names there. Raises ConfigError."""
    layers = list(islice(_layers(path, ()), _MOST_FILES + 1))
    if len(layers) > _MOST_FILES:
        raise _too_many(path)
    return layers


def _layers(path: Path, below: Sequence[ConfigFile]) -> Iterator[ConfigFile]:
    named = f"{below[-1].place(('extends',))}: extends: " if below else ""
    if len(below) > _MOST_FILES:
        raise _too_many(below[0].path)
    source = _source(path, named)
    data = _parsed(path, source)
    if path.name == _PROJECT:
        table = _table(data)
        if table is None:
            raise ConfigError(f"{path}: it has no table {_TABLE_WORDS}")
        data = table
    file = ConfigFile(path, data if isinstance(data, Mapping) else {}, places(source))
    if not isinstance(data, Mapping):
        raise ConfigError(f"{file.place(())}: imr-check: must be keys with values, not {shown(data)}")
    extends = file.data.get("extends", ())
    for name in [extends] if isinstance(extends, str) else extends if isinstance(extends, list) else ():
        if not isinstance(name, str):
            continue  # told when it is validated
        other = path.parent / name
        if other.resolve() in [one.path.resolve() for one in (*below, file)]:
            raise ConfigError(f"{file.place(('extends',))}: extends: {other} extends itself in the end")
        yield from _layers(other, (*below, file))
    yield file


def _too_many(path: Path) -> ConfigError:
    return ConfigError(f"{path}: extends: it extends more than {_MOST_FILES} files in the end")


def _table(data: Any) -> Any:
    for name in _TABLE:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _parsed(path: Path, source: str) -> Any:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.fullmatch(str(error))
        place, words = (f"{path}:{found[2]}:{found[3]}", found[1]) if found else (str(path), str(error))
        help_ = ": text stands in quotes" if words == "Invalid value" else ""
        raise ConfigError(f"{place}: not TOML: {words}{help_}") from None
    except RecursionError:
        raise ConfigError(f"{path}: not usable: nested too deep") from None


def _source(path: Path, named: str = "") -> str:
    """The text of a file, ``named`` at a place that is told with what is wrong with it."""
    try:
        return read_file(path, _MAX_BYTES).decode("utf-8")
    except UnreadableError as error:
        raise ConfigError(f"{named}{path}: {error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{named}{path}: not UTF-8: byte {error.start}") from None
