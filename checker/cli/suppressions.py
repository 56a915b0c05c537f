"""Findings that someone has accepted: ``imr-check-suppressions.yaml`` beside the letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from checker.counting import counted
from checker.errors import CheckerError
from checker.knowledge.plain_words import of_validation
from checker.knowledge.strict import Several, Strict, Text
from checker.knowledge.strict_yaml import Document, read
from checker.problems import Code, Problem
from checker.report.records import Report, SuppressionRecord

_SHOWN = 5


class SuppressionsError(CheckerError):
    """A file of suppressions can't be used. It has a line for each problem, with its place."""


class Suppression(Strict):
    """A finding that counts no more: who accepted it, when and why, and up to which day."""

    finding: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] = Field(
        description="The id that the report gives the finding."
    )
    reason: Text
    author: Text
    date: Day
    expires: Day | None = None

    @property
    def record(self) -> SuppressionRecord:
        """What stands of it in the report."""
        return SuppressionRecord(
            kind="accepted",
            reason=self.reason,
            author=self.author,
            date=self.date.isoformat(),
            expires=self.expires.isoformat() if self.expires else None,
        )


class SuppressionsFile(Strict):
    """The findings accepted beside some letters."""

    suppressions: Several[Suppression]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The suppressions of one file that hold today, by the id of their finding, and those that are over."""

    path: str
    holding: dict[str, SuppressionRecord]
    expired: tuple[Suppression, ...]

    def remarks(self, report: Report) -> Iterator[str]:
        """Say what is over, and what no finding of the run has."""
        for one in self.expired:
            yield f"{self.path}: {one.finding} expired on {one.expires}: it counts again ({one.author})"
        found = {finding.id for letter in report.letters for finding in letter.findings}
        found |= {one.id for letter in report.letters for item in letter.items for one in item.findings}
        unused = [finding for finding in self.holding if finding not in found]
        if unused:
            named = ", ".join(unused[:_SHOWN]) + (", …" if len(unused) > _SHOWN else "")
            yield f"{self.path}: {counted(len(unused), 'suppression')} without a finding in this run: {named}"


def load_suppressions(path: Path, today: Day) -> Accepted:
    """Read a file. Raises SuppressionsError with every problem of it."""
    document = read(path)
    if isinstance(document, list):
        raise SuppressionsError(*map(str, document))
    try:
        entries = SuppressionsFile.model_validate(document.data).suppressions
    except ValidationError as error:
        found = of_validation(error, SuppressionsFile)
        raise SuppressionsError(
            *(str(document.problem(code, loc, words)) for code, loc, words in found)
        ) from None
    if problems := list(_mistakes(document, entries, today)):
        raise SuppressionsError(*map(str, problems))
    expired = tuple(one for one in entries if one.expires is not None and one.expires < today)
    return Accepted(str(path), {one.finding: one.record for one in entries if one not in expired}, expired)


def _mistakes(document: Document, entries: tuple[Suppression, ...], today: Day) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, one in enumerate(entries):
        key = ("suppressions", index)
        if one.finding in seen:
            yield document.problem(Code.TAKEN, (*key, "finding"), f"finding: {one.finding} stands here twice")
        if one.date > today:
            yield document.problem(Code.DATES, (*key, "date"), f"date: {one.date} is yet to come")
        if one.expires is not None and one.expires < one.date:
            yield document.problem(
                Code.DATES, (*key, "expires"), f"expires: {one.expires} is before its date, {one.date}"
            )
        seen.add(one.finding)
