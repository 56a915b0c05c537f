"""``github``: annotations of a GitHub workflow run, and the summary of its job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.counting import counted
from checker.render.formats import markdown
from checker.render.formats.placing import (
    Placed,
    findings_in,
    full_message,
    line_of,
    name_of,
    page_words,
    unchecked_in,
    why_unchecked,
)
from checker.render.words import SEVERITIES
from checker.report.records import Report

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_SHOWN = 10  # annotations of a kind that GitHub shows a step
SUMMARY_BYTES = 1024 * 1024  # that a step may add to the summary of its job


def parts(report: Report) -> Iterator[str]:
    """Write a command a finding, the gravest first: of each kind GitHub shows the first ten."""
    return (f"{line}\n" for line in _commands(report))


def limits(report: Report) -> Iterator[str]:
    """Say how much of the findings GitHub won't show."""
    kinds = Counter(placed.finding.severity for placed in findings_in(report))
    kinds["error"] += sum(1 for _ in unchecked_in(report))
    for severity in SEVERITIES:
        if kinds[severity] > _SHOWN:
            yield f"GitHub shows {_SHOWN} of {counted(kinds[severity], severity)} a step as annotations"


def summary(report: Report, room: int = SUMMARY_BYTES) -> str:
    """The summary of the job: all of the run, or its counts alone where that is more than the room left."""
    made: list[str] = []
    for part in markdown.parts(report):
        made.append(part)
        room -= len(part.encode("utf-8"))
        if room < 0:
            return markdown.overview(report)
    return "".join(made)


def _commands(report: Report) -> Iterator[str]:
    for letter in unchecked_in(report):
        yield f"::error file={_property(name_of(letter))}::{_data(f'not checked: {why_unchecked(letter)}')}"
    for severity in SEVERITIES:
        yield from (_command(one) for one in findings_in(report) if one.finding.severity == severity)


def _command(placed: Placed) -> str:
    finding = placed.finding
    properties = {
        "file": name_of(placed.letter),
        "line": str(placed.line),
        "col": str(placed.column),
        "title": f"{line_of(finding.rule)} {line_of(finding.check)}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(page_words(placed) + full_message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
