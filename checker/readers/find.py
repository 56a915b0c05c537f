"""Which letters a user means by the paths given."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePath

from checker.readers.files import STDIN, describe

SUFFIXES = (".txt", ".pdf", ".docx")
ZIPS = (".zip",)
TARS = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
_IN_FOLDERS = (*SUFFIXES, *ZIPS, *TARS)
_WILDCARD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class LetterPath:
    """A file to read (``STDIN`` for standard input), or why a path given leads to none."""

    path: Path
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What is left out: patterns of names, and those with a slash, of the last parts of a path."""

    patterns: tuple[str, ...] = ()

    def covers(self, path: PurePath) -> bool:
        """Whether a path, or a folder that it leads through, is left out."""
        return any(self._matches(path, pattern) for pattern in self.patterns)

    @staticmethod
    def _matches(path: PurePath, pattern: str) -> bool:
        if "/" in pattern:
            return any(one.match(pattern) for one in (path, *path.parents))
        return any(fnmatchcase(part, pattern) for part in path.parts)


NOTHING = Exclusion()


def find_letters(paths: Sequence[str], exclusion: Exclusion = NOTHING) -> list[LetterPath]:
    """Expand files, folders, wildcards and ``-`` into letters, in the order given, by name inside each.

    A folder gives its ``.txt``, ``.pdf`` and ``.docx`` files and its archives at any depth, without hidden
    ones and without following links to folders. A file reached twice is listed once. What is missing becomes
    an entry with an ``error``; a folder without letters gives no entry.
    """
    found: dict[str, LetterPath] = {}
    real_folder = lru_cache(maxsize=1024)(os.path.realpath)
    for path in paths:
        for letter in _expand(path):
            if exclusion.covers(letter.path):
                continue
            found.setdefault(_identity(letter, real_folder), letter)
    return list(found.values())


def _expand(given: str) -> Iterator[LetterPath]:
    if given in {"", str(STDIN)}:
        yield LetterPath(STDIN) if given else LetterPath(Path(), "an empty path")
        return
    path = Path(given)
    if path == STDIN:  # the file "./-", which pathlib spells like standard input
        path = path.absolute()
    try:
        if path.is_dir():
            yield from _walk(path)
        elif os.path.lexists(path):
            yield LetterPath(path)
        elif _WILDCARD.search(given):
            yield from _match(path)
        else:
            yield LetterPath(path, "no such file or folder")
    except OSError as error:
        yield LetterPath(path, describe(error))


def _match(pattern: Path) -> Iterator[LetterPath]:
    """Files and folders that a pattern matches; ``**`` does not follow links, so loops end."""
    parts = pattern.parts
    fixed = next(index for index, part in enumerate(parts) if _WILDCARD.search(part))
    base = Path(*parts[:fixed])
    try:
        matches = sorted(base.glob(str(Path(*parts[fixed:]))))
    except ValueError as error:
        yield LetterPath(pattern, f"not a valid pattern: {error}")
        return
    visible = [path for path in matches if not any(map(_is_hidden, path.relative_to(base).parts))]
    for path in visible:
        if path.is_dir():
            yield from _walk(path)
        else:
            yield LetterPath(path)
    if not visible:
        yield LetterPath(pattern, "no file matches")


def _walk(folder: Path) -> Iterator[LetterPath]:
    """List the letters below a folder by name; with a stack, since folders nest deeper than calls."""
    pending = [(folder, True)]
    while pending:
        path, is_folder = pending.pop()
        if not is_folder:
            yield LetterPath(path)
            continue
        try:
            with os.scandir(path) as entries:
                inside = [(Path(entry), _is_folder(entry)) for entry in entries if _is_wanted(entry)]
        except OSError as error:
            yield LetterPath(path, describe(error))
        else:
            pending += sorted(inside, reverse=True)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    """Folders, and letters by name whatever they are: the reader names what cannot be read."""
    if _is_hidden(entry.name):
        return False
    return _is_folder(entry) or (entry.name.lower().endswith(_IN_FOLDERS) and not _is_folder_link(entry))


def _is_folder_link(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def is_letter_name(path: PurePath, suffixes: tuple[str, ...] = SUFFIXES) -> bool:
    """Whether a name inside of an archive is one that a folder gives."""
    return path.name.lower().endswith(suffixes) and not any(map(_is_hidden, path.parts))


def _is_hidden(name: str) -> bool:
    """Dot files, and the lock files that Word leaves beside an open document."""
    return name.startswith((".", "~$")) and name != ".."


def _identity(letter: LetterPath, real_folder: Callable[[Path], str]) -> str:
    """Name the file itself: the same for two spellings; a link counts as what it leads to."""
    path = letter.path
    if path == STDIN or letter.error is not None:
        return f"{path}\0{letter.error}"
    if os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises where a folder may not be entered
        return os.path.realpath(path)
    return os.path.join(real_folder(path.parent), path.name)  # noqa: PTH118 - half the time for 10^6 files
