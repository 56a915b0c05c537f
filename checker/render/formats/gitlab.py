"""``gitlab``: the report of GitLab's code quality widget."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from checker.render.formats.listing import listed
from checker.render.formats.placing import Placed, findings_in, full_message, line_of, name_of
from checker.report.records import Report

_SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def parts(report: Report) -> Iterator[str]:
    """Write the findings as a JSON array."""
    yield from listed(map(_issue, findings_in(report)))
    yield "\n"


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
