"""A checker of which its process dies or hangs at letters with certain case numbers."""

from __future__ import annotations

import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

from checker.cluster.checking import Work
from checker.judging.examine import Checker, Examination
from checker.knowledge.packs import alone
from checker.readers import Member
from checker.report.records import Report
from checker.running.setup import make_checker
from checker.running.tasks import Limits
from checker.spans import LetterText
from tests.shipped import parts

POISON, ONCE, SLOW, HANGING, BROKEN = (f"CM14-00000{number}" for number in range(13, 18))


class Deadly(Checker):
    """Its process is killed at a letter, at another the first time only; it hangs, or the code is wrong."""

    folder = Path()

    def __reduce__(self) -> tuple[object, ...]:
        return _deadly, (super().__reduce__()[1], self.folder)

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        before = self.folder / Path(name).name
        if POISON in text.text or (ONCE in text.text and not before.exists()):
            before.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGING in text.text:  # as C code that does not let itself be stopped
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        if HANGING in text.text or SLOW in text.text:
            time.sleep(60)
        if BROKEN in text.text:
            raise ZeroDivisionError(text.text)
        return super().examine(text, name, as_of)


def _deadly(made_of: tuple[Any, ...], folder: Path) -> Deadly:
    made = Deadly(*made_of)
    made.folder = folder
    return made


def told(report: Report) -> Report:
    """The report as it is."""
    return report


def member(name: str, text: str) -> Member:
    """A letter of a row."""
    return Member(name, Path(name), text.encode("utf-8", "surrogatepass"))


def work(rules: Path, folder: Path, seconds: float = 30) -> Work:
    """Work with two rules, and a checker that is deadly."""
    real = make_checker("indexed", alone(rules=rules))
    return Work(_deadly(parts(real), folder), told, None, Limits(seconds))
