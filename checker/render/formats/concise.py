"""``concise``: a line a finding, ``path:line:column: CODE severity message``, as editors jump to."""

from __future__ import annotations

from collections.abc import Iterator

from checker.render.formats.placing import (
    findings_in,
    line_of,
    name_of,
    page_words,
    unchecked_in,
    why_unchecked,
)
from checker.report.records import Report

UNCHECKED = {"unreadable": "error", "not_a_determination": "warning"}


def parts(report: Report) -> Iterator[str]:
    """Write the findings, then the inputs that were not checked, with their status as the code."""
    return (f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    for placed in findings_in(report):
        place = f"{name_of(placed.letter)}:{placed.line}:{placed.column}"
        finding = placed.finding
        message = f"{page_words(placed)}{line_of(finding.message)}"
        yield f"{place}: {line_of(finding.rule)} {finding.severity} {message}"
    for letter in unchecked_in(report):
        yield f"{name_of(letter)}:1:1: {letter.status} {UNCHECKED[letter.status]} {why_unchecked(letter)}"
