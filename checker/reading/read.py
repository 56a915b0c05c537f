"""Reading a letter, whole: text in, letter model out. Nothing is judged here."""

from __future__ import annotations

from checker.knowledge.language import LetterForm
from checker.letter import Letter
from checker.reading.case import read_case
from checker.reading.form import read_layout
from checker.spans import LetterText


def read_letter(text: LetterText, form: LetterForm) -> Letter:
    """The letter's parts, items and case facts, each with its span."""
    layout = read_layout(text, form)
    return Letter(
        text=text,
        case=read_case(layout, form),
        credentials=layout.credentials,
        summary=layout.summary,
        issues=layout.issues,
        items=layout.items,
        missing=layout.missing,
        misspelt_headings=layout.misspelt,
    )
