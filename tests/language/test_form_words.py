"""Each word of the form files is read, and what is near to it is not.

Without one word of a list, the list's frame with that word in it reads otherwise. Without all of them, what
is near to the list reads as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker.knowledge.letter_forms import FormWords, Words
from checker.knowledge.phrases import fold
from checker.knowledge.strict import Strict
from checker.reading.citations import CitationReader
from checker.reading.figures import FigureReader
from checker.reading.sentences import SentenceSplitter
from checker.reading.titles import Titles
from checker.reading.treatments import RequestReader
from checker.spans import LetterText, Span
from tests.shipped import knowledge, lexicon

Key = tuple[str, ...]


def read_sentences(words: FormWords, text: str) -> object:
    return SentenceSplitter(words.sentences).split(LetterText(text), Span(0, len(text)))


def read_citations(words: FormWords, text: str) -> object:
    titles = Titles(knowledge().editions, words.citations)
    return CitationReader(words.citations, titles).read(LetterText(text), Span(0, len(text)), "reviewer")


def read_figures(words: FormWords, text: str) -> object:
    figures = FigureReader(words.figures)
    return figures.measures(fold(text)), figures.age(fold(text))


def read_requests(words: FormWords, text: str) -> object:
    return RequestReader(words, lexicon()).treatment(text)


READERS: dict[str, Callable[[FormWords, str], object]] = {
    "citations": read_citations,
    "figures": read_figures,
    "requests": read_requests,
    "sentences": read_sentences,
}


def lists(value: object, key: Key = ()) -> Iterator[tuple[Key, Words]]:
    """All lists of words in a file or part of it."""
    if isinstance(value, Words):
        yield key, value
    elif isinstance(value, Strict):
        for name, inner in value:
            yield from lists(inner, (*key, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from lists(inner, (*key, str(index)))


def replaced(value: Any, key: Key, words: tuple[str, ...]) -> Any:
    """A file or part of it with other words in the list at a key."""
    if not key:
        return value.model_copy(update={"words": words})
    name, *rest = key
    if isinstance(value, tuple):
        changed = replaced(value[int(name)], tuple(rest), words)
        return (*value[: int(name)], changed, *value[int(name) + 1 :])
    return value.model_copy(update={name: replaced(getattr(value, name), tuple(rest), words)})


LISTS = list(lists(knowledge().words))


def reads(words: FormWords, key: Key, text: str) -> object:
    return READERS[key[0]](words, text)


@pytest.mark.parametrize(
    ("key", "word"), [(key, word) for key, words in LISTS for word in words.words], ids=str
)
def test_without_a_word_its_frame_reads_otherwise(key: Key, word: str) -> None:
    whole = knowledge().words
    one = dict(LISTS)[key]
    less = replaced(whole, key, tuple(other for other in one.words if other != word))
    text = one.as_.replace("{}", word)
    assert reads(whole, key, text) != reads(less, key, text)


@pytest.mark.parametrize(
    ("key", "near"), [(key, near) for key, words in LISTS for near in words.near], ids=str
)
def test_what_is_near_reads_as_if_there_were_no_such_words(key: Key, near: str) -> None:
    whole = knowledge().words
    assert reads(whole, key, near) == reads(replaced(whole, key, ()), key, near)
