"""``imr-check memo``: what stands against a letter, to file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker.cli.letters import examine_one
from checker.errors import CheckerError
from checker.judging.examine import Checker
from checker.render.formats.extras import library
from checker.render.memo.content import Purpose, memo_of
from checker.report.redacting import name_of
from checker.report.views import report_of
from checker.running.tasks import letter_of
from checker.spans import LetterText

_NEEDED = {"docx": ("docx", "python-docx"), "pdf": ("reportlab", "reportlab")}


class MemoError(CheckerError):
    """There is no memo on this text, or none in this form."""


def refuse_missing(form: str) -> None:
    """Raise FormatError where the library of a form is not installed."""
    if form in _NEEDED:
        library(*_NEEDED[form], form, "memo")


def memo_bytes(
    checker: Checker,
    text: LetterText,
    name: str,
    as_of: date | None,
    purpose: Purpose,
    form: str,
    *,
    redact: bool = False,
) -> bytes:
    """The memo on a letter in a form. Raises MemoError for a text that is no determination."""
    letter = letter_of(checker, examine_one(checker, text, name, as_of), name, redact=redact)
    if letter.status != "checked":
        raise MemoError(f"{name}: {letter.error}")
    letter = replace(letter, path=name_of(name)) if redact else letter
    memo = memo_of(letter, report_of([letter], checker), purpose)
    if form == "docx":
        from checker.render.memo.docx import docx

        return docx(memo)
    if form == "pdf":
        from checker.render.memo.pdf import pdf

        return pdf(memo)
    from checker.render.memo.markdown import markdown

    return markdown(memo).encode("utf-8")
