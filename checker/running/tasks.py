"""One input to check, and what becomes of it, whichever process it is checked in."""

from __future__ import annotations

import traceback
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checker.errors import EngineError, UnreadableError
from checker.judging.examine import Checker
from checker.readers import STDIN, read_letter
from checker.reading.binding import find_letters
from checker.reading.form import prepared
from checker.report.records import LetterRecord
from checker.report.views import letter_record
from checker.running.timing import DEFAULT_SECONDS, OvertimeError, time_limit
from checker.spans import LetterText


@dataclass(frozen=True, slots=True)
class Task:
    """One input to check, and the name that it has in the report."""

    path: Path
    name: str
    as_of: date | None
    seconds: float = DEFAULT_SECONDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input, the letters that it holds. ``bug``: imr-check failed on it, not the input.

    ``stopped``: the work on it was broken off, so that its checker is to be made anew (:func:`renewed`).
    """

    letters: tuple[LetterRecord, ...]
    bug: bool = False
    stopped: bool = False


def check_one(checker: Checker, task: Task) -> Outcome:
    """Read and check one input within its time. Whatever goes wrong with it becomes its record."""
    try:
        # What comes through standard input may take the time that its writer takes.
        text = read_letter(task.path) if task.path == STDIN else None
        _ = checker.compiled, checker.engine  # what all letters share is made before the time of one runs
        with time_limit(task.seconds):
            return Outcome(letters_in(checker, text or read_letter(task.path), task.name, task.as_of))
    except OvertimeError as error:
        return overtime(task, error)
    except UnreadableError as error:
        return unreadable(task.name, str(error))
    except EngineError as error:
        return unreadable(task.name, f"a rule failed: {error}", bug=True)
    except Exception as error:  # noqa: BLE001 - one letter's bug must not lose the others
        return failed(task, error)


def letters_in(checker: Checker, text: LetterText, name: str, as_of: date | None) -> tuple[LetterRecord, ...]:
    """Check the letters of one file: nearly always one, but some are bound together.

    Raises UnreadableError for a letter over a limit, EngineError where a rule fails.
    """
    text = prepared(text)
    spans = find_letters(text, checker.knowledge.form)
    lexicon = checker.compiled.lexicon
    records = [letter_record(checker.examine(text.part(span), name, as_of), name, lexicon) for span in spans]
    if len(records) == 1:
        return (records[0],)
    return tuple(replace(record, part=number) for number, record in enumerate(records, 1))


def failed(task: Task, error: Exception) -> Outcome:
    """Name an input on which imr-check failed, and the place in its code."""
    # The place and no more: a message may hold text of the letter.
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return unreadable(task.name, f"a bug in imr-check: {type(error).__name__} at {where}", bug=True)


def renewed(checker: Checker) -> Checker:
    """Return the same checker with nothing that it made before: its engine may be amid a session."""
    return copy(checker)


def overtime(task: Task, error: OvertimeError) -> Outcome:
    """Name an input that took longer than its time."""
    return replace(unreadable(task.name, str(error)), stopped=True)


def lost(task: Task) -> Outcome:
    """Name an input whose process died: killed by the system or by a user, or crashed by the letter."""
    return unreadable(task.name, "not checked: the process that checked it was killed or crashed")


def unreadable(name: str, error: str, *, bug: bool = False) -> Outcome:
    """An input that could not be checked, and why."""
    return Outcome((LetterRecord(path=name, status="unreadable", error=error),), bug)
