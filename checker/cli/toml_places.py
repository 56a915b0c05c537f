"""Where the keys of a TOML file stand: its parser keeps no places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

Path = tuple[str, ...]
Place = tuple[int, int]

_TABLE = re.compile(r"\s*\[+([^\[\]]+)\]+\s*(?:#.*)?")
_KEY = re.compile(r"""(\s*)((?:[\w.\- ]|"[^"]*"|'[^']*')+?)\s*=""")


def places(source: str) -> dict[Path, Place]:
    """Line and column, from 1, of each table and key of a file that is TOML."""
    found: dict[Path, Place] = {}
    table: Path = ()
    for number, line in enumerate(source.split("\n"), start=1):
        header, key = _TABLE.fullmatch(line), _KEY.match(line)
        if header and (named := _path(f"[{header[1]}]")):
            table = named
            for size in range(1, len(table) + 1):  # those that it is in may have no line of their own
                found.setdefault(table[:size], (number, header.start(1)))
        elif key and (named := _path(f"{key[2]} = 0")):
            found.setdefault((*table, *named), (number, len(key[1]) + 1))
    return found


def place_of(key: Path, known: dict[Path, Place]) -> Place | None:
    """Where a key stands, or the nearest one above it."""
    return next((known[key[:length]] for length in range(len(key), 0, -1) if key[:length] in known), None)


def _path(line: str) -> Path:
    """The names that a line nests, outermost first; none where it is no line of its own."""
    try:
        data: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    return tuple(_names(data))


def _names(data: Any) -> Iterator[str]:
    while isinstance(data, dict) and data:
        name, data = next(iter(data.items()))
        yield name
