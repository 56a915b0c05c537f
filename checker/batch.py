"""Many inputs: each is read and checked on its own, and none is lost."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.errors import EngineError, UnreadableError
from checker.pipeline import Checker
from checker.readers import STDIN, find_letters, read_letter
from checker.report.models import LetterRecord, Report


@dataclass(frozen=True, slots=True)
class Run:
    """A report, what could not be done (a line each), and whether imr-check itself failed."""

    report: Report
    problems: tuple[str, ...]
    bug: bool


def check_paths(checker: Checker, paths: Iterable[str], as_of: date | None = None) -> Run:
    """Check every letter that the paths name. A letter that can't be checked is named, never dropped."""
    letters: list[LetterRecord] = []
    problems: list[str] = []
    bug = False
    for found in find_letters(list(paths)):
        name = "-" if found.path == STDIN else _printable(found.path)
        if found.error is not None:
            problems.append(f"{name}: {found.error}")
            continue
        try:
            letter = checker.check(read_letter(found.path), name, as_of)
        except UnreadableError as error:
            letter = LetterRecord(path=name, status="unreadable", error=str(error))
        except EngineError as error:
            bug = True
            letter = LetterRecord(path=name, status="unreadable", error=f"a rule failed: {error}")
        except Exception as error:  # noqa: BLE001 - one letter's bug must not lose the others
            bug = True
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            letter = LetterRecord(
                path=name, status="unreadable", error=f"a bug in imr-check: {type(error).__name__} at {where}"
            )
        if letter.error is not None:
            problems.append(f"{name}: {letter.error}")
        letters.append(letter)
    return Run(checker.report(letters), tuple(problems), bug)


def _printable(path: Path) -> str:
    """A path as text; bytes of a file name that are no text are shown as replacement signs."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
