"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.errors import CheckerError
from checker.knowledge.regular_file import TEMPORARY, replace_in_parts
from checker.readers import NOTHING, SUFFIXES, Exclusion, find_letters, is_container, path_name


class WriteError(CheckerError):
    """A file can't be written. What stood there before is untouched."""


def refuse_unwritable(path: Path) -> None:
    """Raise WriteError where a file can't be made: before the work of a run, not after it."""
    try:
        if path.is_dir():
            raise WriteError(f"{path_name(path)}: it is a folder, not a file")
        if not path.parent.is_dir():
            raise WriteError(f"{path_name(path)}: there is no folder {path_name(path.parent)}")
        if _is_special(path):
            return
        # Not by its mode: a file system may be read only, and root may write where the mode says no.
        file, name = tempfile.mkstemp(dir=os.path.realpath(path.parent), prefix=TEMPORARY)
        os.close(file)
        Path(name).unlink()
    except OSError as error:
        raise _refused(path, error) from None


def refuse_letters(written: Iterable[Path], letters: Sequence[str], exclusion: Exclusion = NOTHING) -> None:
    """Raise WriteError where a file that is to be written is one of those that are read."""
    for path in written:
        if not path.is_file() or not (
            path.suffix.lower() in SUFFIXES or is_container(path) or str(path) in letters
        ):
            continue
        place = os.path.realpath(path)
        if any(place == os.path.realpath(each.path) for each in find_letters(letters, exclusion)):
            raise WriteError(
                f"{path_name(path)}: it is one of the files that are read, and is not written over"
            )


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, as :func:`write_whole_parts` does. Raises WriteError."""
    write_whole_parts(path, (data,))


def write_whole_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file beside its place, then put it there in one step. Raises WriteError.

    A link is followed; a device or pipe, such as ``/dev/stderr``, is written as it stands. A file that was
    there keeps its permissions.
    """
    try:
        if _is_special(path):
            with path.open("wb") as file:
                file.writelines(parts)
        else:
            replace_in_parts(Path(os.path.realpath(path)), parts)
    except OSError as error:
        raise _refused(path, error) from None


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _refused(path: Path, error: OSError) -> WriteError:
    return WriteError(f"{path_name(path)}: can't be written: {error.strerror or type(error).__name__}")
