"""The expected report beside each example letter: ``python -m tests.update_examples`` writes them anew.

The letters are texts; one of them is there as a PDF too, made from its text. What is expected of a letter is
a part of its report that a reader can take in: verdicts, findings and what became of each sentence. Read the
difference before you keep it: the files are a record of what is right, not of what the program does.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from checker import check_file
from checker.report.records import FindingRecord, ItemRecord
from tests.readers.letter_files import pdf, stream, text_stream

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_PDF = EXAMPLES / "wrong-chapter.pdf"
_LINES_PER_PAGE = 36
_WORDS_SHOWN = 7
_INNER_LIST = re.compile(r'\[\n\s+("[^\[\]{}\n]*"(?:,\n\s+"[^\[\]{}\n]*")*)\n\s+\]')


def letters() -> list[Path]:
    """The example letters, in order of name."""
    return sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".pdf"))


def expected_path(letter: Path) -> Path:
    """Where the expected report of a letter stands."""
    return letter.with_name(f"{letter.name.replace('.txt', '')}.expected.json")


def summary_of(letter: Path) -> dict[str, Any]:
    """The part of a letter's report that is compared."""
    record = check_file(letter).letters[0]
    return {
        "letter": letter.name,
        "status": record.status,
        "findings": [_finding(finding) for finding in record.findings],
        "items": [_item(item) for item in record.items],
    }


def written(summary: dict[str, Any]) -> str:
    """The summary as JSON, a list of words on one line."""
    text = json.dumps(summary, indent=2, ensure_ascii=False)
    return _INNER_LIST.sub(lambda match: f"[{' '.join(match[1].split())}]", text) + "\n"


def pdf_of(letter: Path) -> bytes:
    """A PDF of a letter's text, line by line."""
    shown = [re.sub(r"([\\()])", r"\\\1", line) for line in letter.read_text(encoding="utf-8").splitlines()]
    starts = range(0, len(shown), _LINES_PER_PAGE)
    return pdf(*(stream(text_stream(shown[start : start + _LINES_PER_PAGE])) for start in starts))


def _item(item: ItemRecord) -> dict[str, Any]:
    return {
        "item": item.index,
        "title": item.title,
        "decision": item.decision,
        "verdict": item.verdict,
        "reasons": list(item.reasons),
        "statements": [[s.status, _first_words(s.text)] for s in item.statements],
        "findings": [_finding(finding) for finding in item.findings],
    }


def _finding(finding: FindingRecord) -> list[str]:
    return [finding.check, finding.severity, finding.rule]


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS_SHOWN]) + (" …" if len(words) > _WORDS_SHOWN else "")


def main() -> None:
    """Write the PDF and every expected report, and name those that changed."""
    AS_PDF.write_bytes(pdf_of(AS_PDF.with_suffix(".txt")))
    for letter in letters():
        path = expected_path(letter)
        new = written(summary_of(letter))
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            path.write_text(new, encoding="utf-8")
            print(path.relative_to(EXAMPLES.parent))


if __name__ == "__main__":
    main()
