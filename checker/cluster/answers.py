"""What becomes of the letter of a row. Nothing that checks is imported here: a worker needs no more."""

from __future__ import annotations

from dataclasses import dataclass

from checker.report.records import LetterRecord


@dataclass(frozen=True, slots=True)
class Answer:
    """The letters that a row holds, nearly always one. ``bug``: imr-check failed on it."""

    letters: tuple[LetterRecord, ...]
    bug: bool = False


def not_checked(name: str, why: str) -> Answer:
    """The letter of a row as one that was not checked."""
    return Answer((LetterRecord(path=name, status="unreadable", error=why),))
