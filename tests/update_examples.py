"""The expected report of each example letter: ``python -m tests.update_examples`` writes them anew.

The letters are texts; one of them is there as a PDF too, made from its text. The whole report of a letter is
expected, every message, quote, span, criterion and condition. Read the difference before you keep it: the
files are a record of what is right, not of what the program does.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from checker import check_file
from tests.readers.letter_files import pdf, stream, text_stream

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORTS = Path(__file__).parent / "reports"
AS_PDF = EXAMPLES / "wrong-chapter.pdf"
_LINES_PER_PAGE = 36
_INNER = re.compile(r"([\[{])\n\s+([^\[\]{}]*?)\n\s+([\]}])")


def letters() -> list[Path]:
    """The example letters, in order of name."""
    return sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".pdf"))


def expected_path(letter: Path) -> Path:
    """Where the expected report of a letter stands."""
    return REPORTS / f"{letter.name.replace('.txt', '')}.json"


def report_of(letter: Path) -> dict[str, Any]:
    """A letter's whole report."""
    return {**asdict(check_file(letter).letters[0]), "path": letter.name}


def written(report: dict[str, Any]) -> str:
    """The report as JSON, with what holds no list or object on one line."""
    text = json.dumps(report, indent=1, ensure_ascii=False)
    return _INNER.sub(lambda match: f"{match[1]}{' '.join(match[2].split())}{match[3]}", text) + "\n"


def pdf_of(letter: Path) -> bytes:
    """A PDF of a letter's text, line by line."""
    shown = [re.sub(r"([\\()])", r"\\\1", line) for line in letter.read_text(encoding="utf-8").splitlines()]
    starts = range(0, len(shown), _LINES_PER_PAGE)
    return pdf(*(stream(text_stream(shown[start : start + _LINES_PER_PAGE])) for start in starts))


def main() -> None:
    """Write the PDF and every expected report, and name those that changed."""
    AS_PDF.write_bytes(pdf_of(AS_PDF.with_suffix(".txt")))
    for letter in letters():
        path = expected_path(letter)
        new = written(report_of(letter))
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            path.write_text(new, encoding="utf-8")
            print(path.relative_to(EXAMPLES.parent))


if __name__ == "__main__":
    main()
