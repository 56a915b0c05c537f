"""Findings with the letter and item that they stand in, as the formats list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.render.sanitize import clean, clean_line
from checker.render.words import guideline_words
from checker.report.escaping import escape_line
from checker.report.records import FindingRecord, ItemRecord, LetterRecord, Report, SpanRecord

_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # XML has no place for them


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and where it was found. ``item`` None: in the whole letter."""

    letter: LetterRecord
    item: ItemRecord | None
    finding: FindingRecord

    @property
    def span(self) -> SpanRecord | None:
        """The place of the first words that it rests on, else of its item's title."""
        spans = (evidence.span for evidence in self.finding.evidence if evidence.span is not None)
        return next(spans, self.item.span if self.item else None)

    @property
    def line(self) -> int:
        """The line of its place; 1 where it has none."""
        return self.span.line if self.span else 1

    @property
    def column(self) -> int:
        """The column of its place; 1 where it has none."""
        return self.span.column if self.span else 1


def findings_in(report: Report, *, suppressed: bool = False) -> Iterator[Placed]:
    """All findings in the order of the report, those of a whole letter first; suppressed ones if wanted."""
    for letter in report.letters:
        yield from findings_of(letter, suppressed=suppressed)


def findings_of(letter: LetterRecord, *, suppressed: bool = False) -> Iterator[Placed]:
    """The findings of one letter."""
    for item in (None, *letter.items):
        for finding in letter.findings if item is None else item.findings:
            if suppressed or not finding.suppressed:
                yield Placed(letter, item, finding)


def unchecked_in(report: Report) -> Iterator[LetterRecord]:
    """The inputs that were not checked."""
    return (letter for letter in report.letters if letter.status != "checked")


def why_unchecked(letter: LetterRecord) -> str:
    """Why an input was not checked, on one line."""
    return line_of(letter.error or letter.status.replace("_", " "))


def name_of(letter: LetterRecord) -> str:
    """The path of a letter, on one line, each unseen character of it as an escape."""
    return _NO_CHARACTER.sub("\ufffd", escape_line(letter.path))


def line_of(text: str) -> str:
    """Text of a letter or rule on one line, without what cannot be seen, fit for XML."""
    return _NO_CHARACTER.sub("\ufffd", clean_line(text))


def text_of(text: str) -> str:
    """Text of a letter or rule as it stands, without what cannot be seen, fit for XML."""
    return _NO_CHARACTER.sub("\ufffd", clean(text))


def page_words(placed: Placed) -> str:
    """The page of a PDF before a message: a line alone leads nowhere there."""
    return f"page {placed.span.page}: " if placed.span and placed.span.page is not None else ""


def full_message(finding: FindingRecord) -> str:
    """What a finding says, the guideline that it points to, and what would make them match."""
    parts = [line_of(finding.message)]
    if finding.guideline:
        parts.append(f"Guideline: {line_of(guideline_words(finding.guideline))}.")
    if finding.resolve:
        parts.append(f"To match: {line_of(finding.resolve)}")
    return " ".join(parts)
