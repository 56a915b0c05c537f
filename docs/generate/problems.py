"""The page of the codes that ``validate`` gives."""

from __future__ import annotations

from collections.abc import Iterator

from checker.problems import Code
from docs.generate.markdown import code, heading, plain, table

_GROUPS = {
    "V1": "The file",
    "V2": "Its shape",
    "V3": "What it names",
    "V4": "What guidelines hold",
    "V5": "Examples and words",
    "V6": "What rules ask",
    "W7": "Worth a look",
}


def problem_pages() -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of all codes."""
    lines = [
        *heading(1, "Codes of validate"),
        "`imr-check rule validate`, `imr-check guideline validate` and each command that reads the files say "
        "`path:line:column: CODE message`. A code stays what it is. What begins with V stops the command, "
        "with exit code 2; what begins with W is said by `guideline validate` alone, of files that are named "
        "or packs that are added, and stops nothing.",
        "",
    ]
    for begins, words in _GROUPS.items():
        rows = [(code(one.code), plain(one.words)) for one in Code if one.code.startswith(begins)]
        lines += [*heading(2, words), *table(("Code", "What is wrong"), rows)]
    yield "codes.md", lines
