"""``jsonl``: a letter a line, each the object that stands in ``letters`` of the report."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from checker.report.escaping import escape_json
from checker.report.records import LetterRecord, Report


def render(report: Report) -> str:
    """Write the letters in their order."""
    lines = (_adapter().dump_json(letter).decode("utf-8") for letter in report.letters)
    return "".join(f"{escape_json(line)}\n" for line in lines)


@cache
def _adapter() -> TypeAdapter[LetterRecord]:
    return TypeAdapter(LetterRecord)
