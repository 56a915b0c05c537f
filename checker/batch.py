"""Many inputs: each is read and checked on its own, and none is lost."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.errors import EngineError, UnreadableError
from checker.pipeline import Checker
from checker.readers import STDIN, find_letters, read_letter
from checker.report.models import LetterRecord, Report

_INTERRUPTED = "not checked: the run was interrupted"


@dataclass(frozen=True, slots=True)
class Run:
    """A report and how the run went.

    ``problems`` names each input that could not be checked, a line each; ``bug`` says that imr-check itself
    failed on one of them, ``interrupted`` that the run was stopped (Ctrl-C) before it came to all.
    """

    report: Report
    problems: tuple[str, ...]
    bug: bool
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One input to check, and the name that it has in the report."""

    path: Path
    name: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. ``bug``: imr-check failed on it, not the input."""

    letter: LetterRecord
    bug: bool = False


def check_paths(checker: Checker, paths: Iterable[str], as_of: date | None = None, jobs: int = 1) -> Run:
    """Check every letter that the paths name, in ``jobs`` processes.

    A letter that can't be checked is named, never dropped. The letters are in the order of their names,
    whatever the order of ``paths`` or the number of processes.
    """
    found = find_letters(sorted(paths))
    tasks = [Task(each.path, _name(each.path), as_of) for each in found if each.error is None]
    done: dict[int, Outcome] = {}
    interrupted = False
    try:
        for index, outcome in _outcomes(checker, tasks, jobs):
            done[index] = outcome  # noqa: PERF403 - what is done by then outlives an interruption
    except KeyboardInterrupt:
        interrupted = True
    outcomes = [_unreadable(_name(each.path), each.error) for each in found if each.error is not None]
    for index, task in enumerate(tasks):
        outcomes.append(done.get(index) or _unreadable(task.name, _INTERRUPTED))
    outcomes.sort(key=lambda outcome: (outcome.letter.path, outcome.letter.sha256 or ""))
    letters = [outcome.letter for outcome in outcomes]
    return Run(
        report=checker.report(letters),
        problems=tuple(f"{letter.path}: {letter.error}" for letter in letters if letter.error is not None),
        bug=any(outcome.bug for outcome in outcomes),
        interrupted=interrupted,
    )


def check_one(checker: Checker, task: Task) -> Outcome:
    """Read and check one input. Whatever goes wrong with it becomes its record."""
    try:
        return Outcome(checker.check(read_letter(task.path), task.name, task.as_of))
    except UnreadableError as error:
        return _unreadable(task.name, str(error))
    except EngineError as error:
        return _unreadable(task.name, f"a rule failed: {error}", bug=True)
    except Exception as error:  # noqa: BLE001 - one letter's bug must not lose the others
        return failed(task, error)


def failed(task: Task, error: Exception) -> Outcome:
    """Name an input on which imr-check failed, and the place in its code."""
    # The place and no more: a message may hold text of the letter.
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return _unreadable(task.name, f"a bug in imr-check: {type(error).__name__} at {where}", bug=True)


def lost(task: Task) -> Outcome:
    """Name an input whose process died: killed by the system or by a user, or crashed by the letter."""
    return _unreadable(task.name, "not checked: the process that checked it was killed or crashed")


def _outcomes(checker: Checker, tasks: list[Task], jobs: int) -> Iterator[tuple[int, Outcome]]:
    """Yield the outcome of each task with its index, in any order."""
    # Standard input is here and nowhere else.
    alone = min(jobs, len(tasks)) == 1
    elsewhere: dict[int, Task] = {}
    for index, task in enumerate(tasks):
        if alone or task.path == STDIN:
            yield index, check_one(checker, task)
        else:
            elsewhere[index] = task
    if elsewhere:
        from checker.workers import check_in_processes  # noqa: PLC0415 - most runs are of one letter

        yield from check_in_processes(checker, elsewhere, jobs)


def _unreadable(name: str, error: str, *, bug: bool = False) -> Outcome:
    return Outcome(LetterRecord(path=name, status="unreadable", error=error), bug)


def _name(path: Path) -> str:
    """Write a path as text; bytes of a file name that are no text become replacement characters."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
