"""Sentences with spans: the unit of the statement ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.knowledge.phrases import fold
from checker.letter import Sentence
from checker.spans import LetterText, Span

_CANDIDATE = re.compile(r"(?<![.!?])[.!?]+[\"'”’)\]]*(?=\s|[A-Z][a-z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[/\"“])(?:p|pp|pg|pgs|no|nos|dr|drs|mr|mrs|ms|st|vs|v|e\.g|i\.e|etc|approx|inc|fig|ch|chap|sec|sect"
    r"|vol|ed|eds|al|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|c|r|u\.s|a\.m|p\.m|[a-z]|m\.d|d\.o|ph\.d)$",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"(?:^|[\s(:;,])\(?\d{1,2}$")
_LISTED = re.compile(r"(?:^|[,;:.]\s+)\(?\d{1,2}$")
_REFERENCE = re.compile(r"\b(?:pp?|pgs?|nos?|ch|chap|secs?|sect|figs?|vol)\.\s+\d{1,2}$", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"(?:^|\s)nos?$", re.IGNORECASE)
_WRAPPED = re.compile(r"(?<=\w)- *\n\s*(?=(?!and|or|to\b)\w)")  # a word or range broken after its hyphen
_STARTS_SENTENCE = re.compile(r"[\"'“‘(\[•\-*]*\s*[A-Z0-9\"“(•]")


def split_sentences(text: LetterText, block: Span) -> list[Sentence]:
    """The sentences of a block. White space between them belongs to none; every other character to one."""
    return [
        Sentence(span, words, fold(words))
        for span in _spans(text.text, block)
        if (words := " ".join(_WRAPPED.sub("-", text.text[span.start : span.end]).split()))
    ]


def _spans(text: str, block: Span) -> Iterator[Span]:
    start = _skip(text, block.start, block.end)
    for match in _CANDIDATE.finditer(text, block.start, block.end):
        if match.start() < start or not _is_end(text, start, match, block.end):
            continue
        yield Span(start, match.end())
        start = _skip(text, match.end(), block.end)
    end = block.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _is_end(text: str, start: int, match: re.Match[str], stop: int) -> bool:
    before = text[max(start, match.start() - 12) : match.start()]
    following = _skip(text, match.end(), stop)
    if following >= stop:
        return True
    if text[match.start()] == ".":
        if _ENUMERATOR.search(before) and match.start() - start <= 4:
            return False
        if _ENUMERATOR.search(before) and not text[following].isupper():
            return False
        if _LISTED.search(before) and not _REFERENCE.search(before):
            return False
        answer = _NUMBER_SIGN.search(before) and not text[following].isdigit()
        if _ABBREVIATION.search(before) and not answer and not _one_letter_word_ends(before, text, following):
            return False
    return bool(_STARTS_SENTENCE.match(text, following))


def _one_letter_word_ends(before: str, text: str, following: int) -> bool:
    """Whether a single capital before the stop ends a sentence ("hepatitis C. The") and is no initial."""
    return bool(re.search(r"[a-z] [A-Z]$", before)) and bool(
        re.match(r"(?:The|This|In|There|It|As|A|No|However|Therefore)\b", text[following : following + 12])
    )


def _skip(text: str, position: int, stop: int) -> int:
    while position < stop and text[position].isspace():
        position += 1
    return position
