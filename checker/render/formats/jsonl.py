"""``jsonl``: a letter a line, each the object that stands in ``letters`` of the report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.report.escaping import escape_json
from checker.report.records import Report, letter_adapter


def parts(report: Report) -> Iterator[str]:
    """Write the letters in their order."""
    lines = (letter_adapter().dump_json(letter).decode("utf-8") for letter in report.letters)
    return (f"{escape_json(line)}\n" for line in lines)
