"""The letters that a report is on, read again for what shows their text beside it."""

from __future__ import annotations

from pathlib import Path

from checker.errors import UnreadableError
from checker.judging.examine import sha256_of
from checker.knowledge.language import LetterForm
from checker.readers import find_member, letter_from, read_letter
from checker.readers.files import is_taken
from checker.reading.binding import find_letters
from checker.reading.form import prepared
from checker.report.records import LetterRecord


def text_of(letter: LetterRecord, form: LetterForm) -> str | None:
    """The text that a letter's spans are places of; None where its file is gone or another by now."""
    path = Path(letter.path)
    if letter.sha256 is None or not is_taken(path):  # a saved run's standard input is another by now
        return None
    try:
        inside = find_member(letter.path)
        bound = prepared(letter_from(*inside) if inside else read_letter(path))
    except (UnreadableError, OSError, ValueError):
        return None
    for span in find_letters(bound, form):
        text = prepared(bound.part(span)).text
        if sha256_of(text) == letter.sha256:
            return text
    return None
