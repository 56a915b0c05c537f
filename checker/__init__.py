"""imr-check: whether each rationale of an IMR final determination matches the guideline that it cites.

    >>> import checker
    >>> report = checker.check_file("letter.pdf")
    >>> [(item.title, item.verdict) for item in report.letters[0].items]

:func:`check_file` and :func:`check_text` return a :class:`Report`, the same as ``imr-check --format json``
prints (:func:`to_json`). The names in ``__all__`` are the public API; all else may change.
"""
# ruff: noqa: PLC0415 - imported late: importing the package, as the command line does, loads nothing

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError, EngineError, KnowledgeError, UnreadableError

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from checker.judging.examine import Checker
    from checker.report.records import (
        CaseRecord,
        CitationRecord,
        EvidenceRecord,
        FindingRecord,
        GuidelineRecord,
        ItemRecord,
        LetterRecord,
        Report,
        SpanRecord,
        StatementRecord,
        from_json,
        to_json,
    )
    from checker.spans import LetterText

__all__ = [
    "CaseRecord",
    "CheckerError",
    "CitationRecord",
    "EngineError",
    "EvidenceRecord",
    "FindingRecord",
    "GuidelineRecord",
    "ItemRecord",
    "KnowledgeError",
    "LetterRecord",
    "Report",
    "SpanRecord",
    "StatementRecord",
    "UnreadableError",
    "check_file",
    "check_text",
    "from_json",
    "to_json",
]


def check_file(path: str | PathLike[str], *, as_of: date | None = None) -> Report:
    """Check one file, a text, PDF or DOCX: a letter, or several bound together.

    ``as_of`` replaces the date of the decision.

    Raises UnreadableError where the file can't be read as a letter. A file that can be read but is no IMR
    determination gives a report whose letter has the status ``not_a_determination``.
    """
    from pathlib import Path

    from checker.readers import path_name, read_letter

    return _report(read_letter(Path(path)), path_name(path), as_of)


def check_text(text: str, *, name: str = "text", as_of: date | None = None) -> Report:
    r"""Check a letter given as text, as a text file is. ``name`` stands for its path in the report.

    Raises UnreadableError for a letter over a limit. Spans count in the text with line ends of every kind
    made ``\n`` and without characters that print nothing.
    """
    from checker.readers import letter_of, path_name

    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate has no place in a report
    return _report(letter_of(whole), path_name(name), as_of)


def _report(text: LetterText, name: str, as_of: date | None) -> Report:
    from checker.report.views import report_of
    from checker.running.tasks import letters_in

    checker = _checker()
    return report_of(letters_in(checker, text, name, as_of), checker)


@lru_cache(maxsize=1)
def _checker() -> Checker:
    from checker.running.setup import make_checker

    return make_checker()


def __getattr__(name: str) -> Any:
    """Load the report's models when one is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from checker.report import records

    return getattr(records, name)
