"""Sentences with spans: the unit of the statement ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.knowledge.letter_forms import SentenceForm
from checker.knowledge.phrases import fold
from checker.letter import Sentence
from checker.spans import LetterText, Span

_CANDIDATE = re.compile(r"(?<![.!?])[.!?]+[\"'”’)\]]*(?=\s|[A-Z][a-z])")
_ENUMERATOR = re.compile(r"(?:^|[\s(:;,])\(?\d{1,2}$")
_LISTED = re.compile(r"(?:^|[,;:.]\s+)\(?\d{1,2}$")
_SINGLE_CAPITAL = re.compile(r"[a-z] [A-Z]$")
_STARTS_SENTENCE = re.compile(r"[\"'“‘(\[•\-*]*\s*[A-Z0-9\"“(•]")
_BEFORE = 12  # characters before a stop that tell what it ends


class SentenceSplitter:
    """Splits blocks of a letter. One instance serves all letters."""

    def __init__(self, form: SentenceForm) -> None:
        self._abbreviation = re.compile(
            rf"(?:^|[\s(\[/\"“])(?:{form.abbreviations.pattern}|[a-z])$", re.IGNORECASE
        )
        self._reference = re.compile(rf"\b{form.before_number.pattern}\.\s+\d{{1,2}}$", re.IGNORECASE)
        self._answer = re.compile(rf"(?:^|\s){form.answers.pattern}$", re.IGNORECASE)
        self._opener = re.compile(rf"{form.openers.pattern}\b")
        # A word or range broken after its hyphen.
        self._wrapped = re.compile(rf"(?<=\w)- *\n\s*(?=(?!{form.joiners.pattern}\b)\w)")

    def split(self, text: LetterText, block: Span) -> list[Sentence]:
        """The sentences of a block. White space between them is in none; every other character in one."""
        return [
            Sentence(span, words, fold(words))
            for span in self._spans(text.text, block)
            if (words := " ".join(self._wrapped.sub("-", text.text[span.start : span.end]).split()))
        ]

    def _spans(self, text: str, block: Span) -> Iterator[Span]:
        start = _skip(text, block.start, block.end)
        for match in _CANDIDATE.finditer(text, block.start, block.end):
            if match.start() < start or not self._is_end(text, start, match, block.end):
                continue
            yield Span(start, match.end())
            start = _skip(text, match.end(), block.end)
        end = block.end
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(start, end)

    def _is_end(self, text: str, start: int, match: re.Match[str], stop: int) -> bool:
        before = text[max(start, match.start() - _BEFORE) : match.start()]
        following = _skip(text, match.end(), stop)
        if following >= stop:
            return True
        if text[match.start()] == ".":
            if _ENUMERATOR.search(before) and match.start() - start <= 4:
                return False
            if _ENUMERATOR.search(before) and not text[following].isupper():
                return False
            if _LISTED.search(before) and not self._reference.search(before):
                return False
            answer = self._answer.search(before) and not text[following].isdigit()
            # A single capital may end a sentence ("hepatitis C. The") and be no initial.
            ends = _SINGLE_CAPITAL.search(before) and self._opener.match(text, following)
            if self._abbreviation.search(before) and not answer and not ends:
                return False
        return bool(_STARTS_SENTENCE.match(text, following))


def _skip(text: str, position: int, stop: int) -> int:
    while position < stop and text[position].isspace():
        position += 1
    return position
