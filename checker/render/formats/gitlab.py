"""``gitlab``: the report of GitLab's code quality widget."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from checker.render.formats.placing import Placed, findings_in, full_message, line_of, name_of
from checker.report.escaping import escape_json
from checker.report.records import Report

_SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def render(report: Report) -> str:
    """Write the findings as a JSON array."""
    issues = [_issue(placed) for placed in findings_in(report)]
    return escape_json(json.dumps(issues, indent=2, ensure_ascii=False)) + "\n"


def _issue(placed: Placed) -> dict[str, Any]:
    path = name_of(placed.letter)
    return {
        "description": full_message(placed.finding),
        "check_name": line_of(placed.finding.check),
        "fingerprint": _fingerprint(placed, path),
        "severity": _SEVERITIES[placed.finding.severity],
        "location": {"path": path, "lines": {"begin": placed.line}},
    }


def _fingerprint(placed: Placed, path: str) -> str:
    """GitLab keeps one issue a fingerprint: two files of one case must not share theirs. It has no line."""
    words = (path, str(placed.letter.part), str(placed.item and placed.item.index), placed.finding.id)
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()
