"""A JSON array written an element at a time: as ``json.dumps`` indents it, without ever holding it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from checker.report.escaping import escape_json


def listed(elements: Iterable[Any], depth: int = 0) -> Iterator[str]:
    """The array as it stands ``depth`` levels deep, what is unseen in it escaped."""
    indent = "  " * depth
    before = "["
    for element in elements:
        # No string of JSON has a line end: each begins a line.
        text = json.dumps(element, indent=2, ensure_ascii=False).replace("\n", f"\n  {indent}")
        yield f"{before}\n  {indent}{escape_json(text)}"
        before = ","
    yield "[]" if before == "[" else f"\n{indent}]"
