"""What makes a run fail: its exit code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.cli.options import LEVELS, FailLevel
from checker.cli.output import BUG, CLEAN, FAILED, FINDINGS, INTERRUPTED

if TYPE_CHECKING:
    from checker.report.records import Report
    from checker.running.batch import Run


class OnUnreadable(StrEnum):
    """What an input does that is no letter or can't be read. It is reported in any case."""

    fail = "fail"
    warn = "warn"


@dataclass(frozen=True, slots=True)
class Gate:
    """Which findings and inputs fail a run."""

    level: FailLevel = FailLevel.error
    max_errors: int = 0
    exit_zero: bool = False
    on_unreadable: OnUnreadable = OnUnreadable.fail
    allow_empty: bool = False

    def exit_code(self, run: Run, *, written: bool = True) -> int:
        """Find the exit code: what is wrong with imr-check outranks what is wrong with an input."""
        if run.interrupted:
            return INTERRUPTED
        if run.bug:
            return BUG
        if not written or self._incomplete(run):
            return FAILED
        return FINDINGS if self._fails(run.report) and not self.exit_zero else CLEAN

    def _incomplete(self, run: Run) -> bool:
        """Whether something was asked that could not be done. A path that leads nowhere is no mere remark."""
        if self.on_unreadable is OnUnreadable.fail or run.missing:
            return not run.report.complete
        return not (run.report.summary.checked or self.allow_empty)

    def _fails(self, report: Report) -> bool:
        """Whether more findings than are let pass stand at the level or above ("never": none counts)."""
        if self.level is FailLevel.never:
            return False
        counting = LEVELS[: LEVELS.index(self.level) + 1]
        return sum(report.summary.findings[severity] for severity in counting) > self.max_errors
