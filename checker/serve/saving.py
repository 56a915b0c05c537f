"""What is written, and only where it was asked for: an author's file into its pack, letters to keep."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from checker.knowledge.packs import PACK_FILE, Pack
from checker.knowledge.regular_file import read_regular, replace_regular
from checker.knowledge.strict_yaml import MAX_BYTES, files
from checker.serve.plan import RefusedError

_PART = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*"
_FILE = re.compile(rf"(?:{_PART}/){{0,3}}{_PART}\.yaml")
_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 200  # characters of a file's name
_KEPT = 60  # characters of a letter's name in those of the files kept


def refuse_name(file: str) -> None:
    """Raise RefusedError for a name that is not that of a YAML file in a pack, or in a folder of it."""
    if len(file) > _LONGEST or not _FILE.fullmatch(file) or PurePath(file).name == PACK_FILE:
        raise RefusedError(f"{file!r} can't be a file's name here: such as facts/IMR590.yaml, our-sleep.yaml")


def files_of(pack: Pack) -> list[str]:
    """The names of the files that can be edited."""
    names = (path.relative_to(pack.folder).as_posix() for path in files(pack.folder))
    return [name for name in names if _FILE.fullmatch(name) and PurePath(name).name != PACK_FILE]


def read_draft(pack: Pack, file: str) -> str:
    """The text of a file of a pack. Raises RefusedError."""
    try:
        return read_regular(_inside(pack, file), MAX_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise RefusedError(f"{file} can't be read") from None


def write_draft(pack: Pack, file: str, text: str) -> None:
    """Write a file of a pack, whole or not at all. Raises RefusedError."""
    path = _inside(pack, file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_regular(path, text.encode("utf-8"))
    except OSError as error:
        raise RefusedError(f"{file} can't be written: {error.strerror}") from None


def _inside(pack: Pack, file: str) -> Path:
    """The path of a file, which no link may lead out of its pack."""
    refuse_name(file)
    folder = pack.folder.resolve()
    path = (folder / file).resolve()
    if not path.is_relative_to(folder) or (path.exists() and not path.is_file()):
        raise RefusedError(f"{file} is no file of {pack.name}")
    return path


def keep(folder: Path, name: str, data: bytes, pages: Sequence[str]) -> None:
    """Keep a letter and its page; of several in a file index and pages in a folder. Raises RefusedError."""
    given = PurePath(name)
    stem = _UNFIT.sub("-", given.stem)[:_KEPT].strip("-") or "letter"
    stem = f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}"
    suffix = _UNFIT.sub("", given.suffix.lower())[:8] or "txt"
    try:
        replace_regular(folder / f"{stem}.{suffix}", data)
        if len(pages) == 1:
            replace_regular(folder / f"{stem}.html", pages[0].encode("utf-8"))
            return
        (folder / stem).mkdir(exist_ok=True)
        for number, page in enumerate(pages):  # as they lead to each other
            replace_regular(folder / stem / f"{number}.html", page.encode("utf-8"))
    except OSError as error:
        raise RefusedError(f"the letter could not be kept: {error.strerror}") from None
