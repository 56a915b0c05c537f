"""Letters in a file of many, as a run on one machine finds them, in partitions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from checker.errors import CheckerError, UnreadableError
from checker.readers import Member, is_container, members, path_name

MOST_LETTERS = 64  # of a partition: a second of work, beside which what giving it out takes is little
MOST_BYTES = 4_000_000


class InputError(CheckerError):
    """A file has no letters that can be read from it. The message names it."""


def letters_of(path: Path, column: str) -> Iterator[Member]:
    """The letters of a file; ``column`` is where those of a table are. Raises InputError where there is none.

    Where it can't be read further on, what is left is a letter that could not be read, of the file's name.
    """
    name = path_name(path)
    if not is_container(path):
        raise InputError(f"{name}: no file of many letters by its name: .parquet, .jsonl, .zip, .tar")
    found = members(path, column)
    try:
        first = next(found, None)
    except UnreadableError as error:
        raise InputError(f"{name}: {error}") from None
    if first is None:
        raise InputError(f"{name}: no letters found")
    return chain([first], _to_the_end(found, path))


def partitions(letters: Iterator[Member]) -> Iterator[tuple[Member, ...]]:
    """The letters in partitions of a bounded size; one that is larger by itself is alone."""
    part: list[Member] = []
    size = 0
    for letter in letters:
        if part and (len(part) == MOST_LETTERS or size + len(letter.data) > MOST_BYTES):
            yield tuple(part)
            part, size = [], 0
        part.append(letter)
        size += len(letter.data)
    if part:
        yield tuple(part)


def _to_the_end(found: Iterator[Member], path: Path) -> Iterator[Member]:
    try:
        yield from found
    except UnreadableError as error:
        yield Member(path_name(path), path, error=str(error))
