"""``gitlab``: the report of GitLab's code quality widget."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import Any

from checker.render.formats.listing import listed
from checker.render.formats.placing import (
    Placed,
    findings_in,
    full_message,
    line_of,
    name_of,
    unchecked_in,
    why_unchecked,
)
from checker.report.records import LetterRecord, Report

_SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}


def parts(report: Report) -> Iterator[str]:
    """Write the findings as a JSON array, then the inputs that were not checked."""
    yield from listed(chain(map(_issue, findings_in(report)), map(_unchecked, unchecked_in(report))))
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
    return _digest(path, str(placed.letter.part), str(placed.item and placed.item.index), placed.finding.id)


def _unchecked(letter: LetterRecord) -> dict[str, Any]:
    path = name_of(letter)
    return {
        "description": f"not checked: {why_unchecked(letter)}",
        "check_name": letter.status,
        "fingerprint": _digest(path, str(letter.part), letter.status),
        "severity": "critical" if letter.status == "unreadable" else "major",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _digest(*words: str) -> str:
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()
