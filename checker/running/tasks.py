"""One input to check, and what becomes of it, whichever process it is checked in."""

from __future__ import annotations

import traceback
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import EngineError, LimitError, UnreadableError
from checker.judging.examine import Checker, Examination
from checker.readers import letter_from, read_bytes
from checker.reading.binding import find_letters
from checker.reading.form import prepared
from checker.report.records import LetterRecord, letter_adapter
from checker.report.views import Tally, letter_record, tally_of
from checker.running.memory import DEFAULT_MEGABYTES, OutOfMemoryError, memory_limit
from checker.running.timing import DEFAULT_SECONDS, OvertimeError, time_limit
from checker.spans import LetterText

if TYPE_CHECKING:
    from checker.report.redacting import Redaction
    from checker.running.journal import JournalReader


@dataclass(frozen=True, slots=True)
class Limits:
    """What checking one input may take."""

    seconds: float = DEFAULT_SECONDS
    megabytes: int = DEFAULT_MEGABYTES


@dataclass(frozen=True, slots=True)
class Task:
    """One input to check, and the name that it has in the report.

    ``data``: its bytes, if they are read. ``redact``: its record is to be without what identifies.
    """

    path: Path
    name: str
    as_of: date | None = None
    limits: Limits = Limits()
    data: bytes | None = field(default=None, repr=False)
    redact: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input, the letters that it holds. ``bug``: imr-check failed on it, not the input.

    ``stopped``: the work on it was broken off, so that its checker is to be made anew (:func:`renewed`).
    ``key``: what it is to stand under in the journal of the run.
    """

    letters: tuple[LetterRecord, ...]
    bug: bool = False
    stopped: bool = False
    key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """An outcome as it travels between processes and lies on the disk: its letters as JSON, and their counts.

    ``left`` has a path and reason for each that was not checked.
    """

    records: tuple[bytes, ...]
    tally: Tally
    left: tuple[tuple[str, str], ...]
    bug: bool
    stopped: bool
    key: bytes | None


def packed(outcome: Outcome) -> Packed:
    """The same, ready to travel."""
    return Packed(
        tuple(letter_adapter().dump_json(letter) for letter in outcome.letters),
        tally_of(outcome.letters),
        left_in(outcome),
        outcome.bug,
        outcome.stopped,
        outcome.key,
    )


def left_in(outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Path and reason of each letter that was not checked."""
    return tuple((letter.path, letter.error) for letter in outcome.letters if letter.error is not None)


def check_one(checker: Checker, task: Task, journal: JournalReader | None = None) -> Outcome:
    """Read and check one input within its limits. Whatever goes wrong with it becomes its record."""
    try:
        _ = checker.compiled, checker.engine  # what all letters share is made before the time of one runs
        with time_limit(task.limits.seconds), memory_limit(task.limits.megabytes):
            return _checked(checker, task, journal)
    except (OvertimeError, OutOfMemoryError) as error:
        return broken_off(task, error)
    except UnreadableError as error:
        return unreadable(task.name, str(error))
    except EngineError as error:
        return unreadable(task.name, f"a rule failed: {error}", bug=True)
    except Exception as error:  # noqa: BLE001 - one letter's bug must not lose the others
        return failed(task, error)


def _checked(checker: Checker, task: Task, journal: JournalReader | None) -> Outcome:
    data = read_bytes(task.path) if task.data is None else task.data
    key = None
    if journal:
        key = journal.key(task.name, task.as_of, data, redact=task.redact)
        known = journal.get(key)
        if known is not None:
            return Outcome(known)
    text = letter_from(data, task.path.suffix)
    letters = letters_in(checker, text, task.name, task.as_of, redact=task.redact)
    return Outcome(letters, key=key)


def letters_in(
    checker: Checker, text: LetterText, name: str, as_of: date | None, *, redact: bool = False
) -> tuple[LetterRecord, ...]:
    """Check the letters of one file: nearly always one, but some are bound together.

    Raises UnreadableError for a letter over a limit, EngineError where a rule fails.
    """
    text = prepared(text)
    spans = find_letters(text, checker.knowledge.form)
    records = [
        letter_of(checker, checker.examine(text.part(span), name, as_of), name, redact=redact)
        for span in spans
    ]
    if len(records) == 1:
        return (records[0],)
    return tuple(replace(record, part=number) for number, record in enumerate(records, 1))


def letter_of(checker: Checker, examination: Examination, name: str, *, redact: bool) -> LetterRecord:
    """The record of a letter that was examined, ``redact``: without what identifies."""
    record = letter_record(examination, name, checker.compiled.lexicon)
    return redaction_of(checker, examination).record(record) if redact else record


def redaction_of(checker: Checker, examination: Examination) -> Redaction:
    """What identifies in a letter that was examined."""
    from checker.report.redacting import Redaction  # noqa: PLC0415 - most runs are without

    return Redaction(examination.text.text, checker.knowledge)


def failed(task: Task, error: Exception) -> Outcome:
    """Name an input on which imr-check failed, and the place in its code."""
    # The place and no more: a message may hold text of the letter.
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return unreadable(task.name, f"a bug in imr-check: {type(error).__name__} at {where}", bug=True)


def renewed(checker: Checker) -> Checker:
    """Return the same checker with nothing that it made before: its engine may be amid a session."""
    return copy(checker)


def broken_off(task: Task, error: LimitError) -> Outcome:
    """Name an input that took more than it may."""
    return replace(unreadable(task.name, str(error)), stopped=True)


def lost(task: Task) -> Outcome:
    """Name an input whose process died: killed by the system or by a user, or crashed by the letter."""
    return unreadable(task.name, "not checked: the process that checked it was killed or crashed")


def unreadable(name: str, error: str, *, bug: bool = False) -> Outcome:
    """An input that could not be checked, and why."""
    return Outcome((LetterRecord(path=name, status="unreadable", error=error),), bug)
