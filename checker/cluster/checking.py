"""One letter checked: what a process of a worker is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from checker.cluster.answers import Answer, not_checked
from checker.judging.examine import Checker
from checker.readers import Member
from checker.report.records import Report
from checker.report.views import report_of
from checker.running.tasks import Limits, Task, check_one, renewed


@dataclass(frozen=True, slots=True)
class Work:
    """How letters are checked: what a process is given before the first. ``told`` completes a report."""

    checker: Checker
    told: Callable[[Report], Report]
    as_of: date | None
    limits: Limits


def answer_to(work: Work, letter: Member) -> tuple[Work, Answer]:
    """Check a letter. The work comes back with it: after a letter cut short it is made anew."""
    if letter.error is not None:
        return work, not_checked(letter.name, letter.error)
    task = Task(letter.file, letter.name, work.as_of, work.limits, letter.data)
    outcome = check_one(work.checker, task)
    letters = work.told(report_of(outcome.letters, work.checker)).letters
    if outcome.stopped:
        work = replace(work, checker=renewed(work.checker))
    return work, Answer(tuple(letters), outcome.bug)
