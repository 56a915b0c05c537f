"""The shape of the files in ``guidelines/language`` that say how letters word what they set out.

The words are data; digits, punctuation and the order in which they stand are the readers'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from checker.knowledge.files import FileReader
from checker.knowledge.strict import Several, Strict, Text

_NOTHING = "(?!)"


def _has_place(frame: str) -> str:
    if frame.count("{}") != 1:
        raise ValueError("a frame has one {} where the words stand")
    return frame


def _no_two_alike(words: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ValueError(f"{twice[0]!r} is there twice")
    return words


class Words(Strict):
    """Words that mean the same to a reader, in lower case.

    ``as`` is a text with ``{}`` in the place of the words: with each of them there it reads as it would not
    without. ``near`` are texts in which none of them is meant, though they stand there.
    """

    as_: Annotated[Text, AfterValidator(_has_place)] = Field(alias="as")
    words: Annotated[Several[Text], AfterValidator(_no_two_alike)]
    near: Several[Text] = ()

    @property
    def pattern(self) -> str:
        """A pattern for any of the words."""
        return any_of(self.words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, over any white space between them."""
    spelt = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(_spelling(word) for word in spelt) or _NOTHING})"


def _spelling(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


class SentenceForm(Strict):
    """``sentence_form.yaml``: stops that end no sentence, and what may follow one that does."""

    abbreviations: Words
    before_number: Words
    answers: Words
    openers: Words
    joiners: Words


class EditionNumbers(Strict):
    """The words for the numbers of ACOEM's editions."""

    second: Words
    third: Words


class CitationForm(Strict):
    """``citation_form.yaml``: how guideline lines word what they cite."""

    not_cited: Words
    openings: Words
    mtus_label: Words
    mtus: Words
    non_mtus: Words
    odg: Words
    acoem: Words
    guideline: Words
    practice_guideline: Words
    page: Words
    section: Words
    leading: Words
    editions: EditionNumbers
    edition: Words
    updated: Words
    chapter: Words
    entry_after: Words
    chapter_tails: Words
    no_entries: Words
    title_tails: Words
    title_leads: Words


class FormWords(Strict):
    """The files of words."""

    citations: CitationForm
    sentences: SentenceForm


def read_form_words(reader: FileReader) -> FormWords | None:
    """The files of words; None if one of them is wrong, and what is wrong is kept."""
    citations = reader.read_all("language/citation_form.yaml", CitationForm)
    sentences = reader.read_all("language/sentence_form.yaml", SentenceForm)
    if not (citations and sentences):
        return None
    return FormWords(citations=citations[0].value, sentences=sentences[0].value)
