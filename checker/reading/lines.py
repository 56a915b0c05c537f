"""Lines of a letter: the unit that headings and labels are found on, before any line is joined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from checker.errors import UnreadableError
from checker.knowledge.phrases import fold
from checker.spans import Span

MAX_LINES = 300_000  # twenty megabytes of common lines

_ENDS_SENTENCE = re.compile(r"[.!?][\"')\]]*$")
_INK = re.compile(r"\S")
_BOLD_WIDTH = 0.84  # characters that fit a line in bold, for one that fits in the body's type
_MANY_WORDS = 6
_HEADING_LIKENESS = 90  # percent; below that a line is not a misspelt heading


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``span`` leaves out white space at both ends."""

    span: Span
    text: str
    folded: str

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends with a full stop or the like."""
        return bool(_ENDS_SENTENCE.search(self.text))


def split_lines(text: str) -> list[Line]:
    """The lines of the text that are not blank.

    Raises UnreadableError where they are more than any letter has: each takes far more room than its words.
    """
    lines: list[Line] = []
    ink = _INK.search(text)
    while ink:
        begin = ink.start()
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        words = text[begin:end].rstrip()
        if len(lines) == MAX_LINES:
            raise UnreadableError(f"it has more than {MAX_LINES} lines")
        lines.append(Line(Span(begin, begin + len(words)), words, fold(words)))
        ink = _INK.search(text, end)
    return lines


def label_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases at the start of a line, over wrapped white space, with its colon.

    A label of many words stands without a colon too: nothing else begins with so many words of a label.
    """
    alternatives = "|".join(
        r"\s+".join(re.escape(word) for word in phrase.split())
        + (r"[ \t]*:?" if len(phrase.split()) >= _MANY_WORDS else r"[ \t]*:")
        for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"^[ \t]*(?:{alternatives})", re.IGNORECASE | re.MULTILINE)


def find_heading(lines: list[Line], phrases: Iterable[str]) -> tuple[int, str | None] | None:
    """The first line that is one of the headings: its index, and the heading meant if it is misspelt."""
    wanted = [fold(phrase) for phrase in phrases]
    for index, line in enumerate(lines):
        if line.folded.rstrip(":. ") in wanted:
            return index, None
    for index, line in enumerate(lines):
        for phrase in wanted:
            if (
                abs(len(line.folded) - len(phrase)) <= 3
                and fuzz.ratio(line.folded, phrase) >= _HEADING_LIKENESS
            ):
                return index, phrase
    return None


def paragraph_width(lines: list[Line]) -> int:
    """The width at which the letter's lines wrap: nearly all lines are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def wraps(line: Line, following: Line, width: int) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``: its first word would not have fit.

    Headers are set in bold, which takes more room: their lines wrap earlier than the body's.
    """
    first_word = following.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(first_word) > width * _BOLD_WIDTH
