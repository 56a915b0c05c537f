"""Many inputs: each is read and checked on its own, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checker.counting import counted
from checker.judging.examine import Checker
from checker.readers import STDIN, find_letters, path_name
from checker.report.records import LetterRecord, Report
from checker.report.views import report_of
from checker.running.tasks import Outcome, Task, check_one, renewed, unreadable
from checker.running.timing import DEFAULT_SECONDS

_INTERRUPTED = "not checked: the run was interrupted"


@dataclass(frozen=True, slots=True)
class Run:
    """A report and how the run went.

    ``problems`` names each input that could not be checked, a line each; ``bug`` says that imr-check itself
    failed on one of them, ``interrupted`` that the run was stopped (Ctrl-C) before it came to all,
    ``missing`` that a path led to no file.
    """

    report: Report
    problems: tuple[str, ...]
    bug: bool
    interrupted: bool = False
    missing: bool = False


def check_paths(
    checker: Checker,
    paths: Iterable[str],
    as_of: date | None = None,
    jobs: int = 1,
    seconds: float = DEFAULT_SECONDS,
) -> Run:
    """Check every letter that the paths name, in ``jobs`` processes, each within ``seconds``.

    A letter that can't be checked is named, never dropped. The letters are in the order of their names,
    whatever the order of ``paths`` or the number of processes.
    """
    found = find_letters(sorted(paths))
    tasks = [Task(each.path, path_name(each.path), as_of, seconds) for each in found if each.error is None]
    done: dict[int, Outcome] = {}
    interrupted = False
    try:
        for index, outcome in _outcomes(checker, tasks, jobs):
            done[index] = outcome  # noqa: PERF403 - what is done by then outlives an interruption
    except KeyboardInterrupt:
        interrupted = True
    outcomes = [unreadable(path_name(each.path), each.error) for each in found if each.error is not None]
    for index, task in enumerate(tasks):
        outcomes.append(done.get(index) or unreadable(task.name, _INTERRUPTED))
    letters = [letter for outcome in outcomes for letter in outcome.letters]
    letters.sort(key=lambda letter: (letter.path, letter.part or 0, letter.sha256 or ""))
    return Run(
        report=report_of(letters, checker),
        problems=tuple(_problems(letters)),
        bug=any(outcome.bug for outcome in outcomes),
        interrupted=interrupted,
        missing=any(each.error is not None for each in found),
    )


def _problems(letters: list[LetterRecord]) -> Iterator[str]:
    """Say which letters were not checked. Those that an interrupted run never came to stand in the report."""
    for letter in letters:
        if letter.error not in {None, _INTERRUPTED}:
            yield f"{letter.path}: {letter.error}"
    left = sum(letter.error == _INTERRUPTED for letter in letters)
    if left:
        yield f"interrupted: {left} of {counted(len(letters), 'input')} not checked"


def _outcomes(checker: Checker, tasks: list[Task], jobs: int) -> Iterator[tuple[int, Outcome]]:
    """Yield the outcome of each task with its index, in any order."""
    # Standard input is here and nowhere else.
    alone = min(jobs, len(tasks)) == 1
    elsewhere: dict[int, Task] = {}
    for index, task in enumerate(tasks):
        if alone or task.path == STDIN:
            outcome = check_one(checker, task)
            if outcome.stopped:
                checker = renewed(checker)
            yield index, outcome
        else:
            elsewhere[index] = task
    if elsewhere:
        from checker.running.workers import check_in_processes  # noqa: PLC0415 - most runs are of one letter

        yield from check_in_processes(checker, elsewhere, jobs)
