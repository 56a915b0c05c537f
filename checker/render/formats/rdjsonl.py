"""``rdjsonl``: the Reviewdog Diagnostic Format, a finding a line.

Its columns count bytes of the line, which a report doesn't have: places are lines alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from checker.render.formats.placing import (
    findings_in,
    full_message,
    line_of,
    name_of,
    page_words,
    unchecked_in,
    why_unchecked,
)
from checker.report.escaping import escape_json
from checker.report.records import Report

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def parts(report: Report) -> Iterator[str]:
    """Write the findings, then the inputs that were not checked."""
    lines = (json.dumps(one, ensure_ascii=False) for one in _diagnostics(report))
    return (f"{escape_json(line)}\n" for line in lines)


def _diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    source = {"name": line_of(report.tool.name)}
    for placed in findings_in(report):
        yield {
            "message": page_words(placed) + full_message(placed.finding),
            "location": {"path": name_of(placed.letter), "range": {"start": {"line": placed.line}}},
            "severity": _SEVERITIES[placed.finding.severity],
            "source": source,
            "code": {"value": line_of(placed.finding.rule)},
        }
    for letter in unchecked_in(report):
        yield {
            "message": f"not checked: {why_unchecked(letter)}",
            "location": {"path": name_of(letter)},
            "severity": "ERROR" if letter.status == "unreadable" else "WARNING",
            "source": source,
            "code": {"value": letter.status},
        }
