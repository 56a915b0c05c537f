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
from checker.reading.identifying import identities
from checker.reading.read import read_parts
from checker.reading.sentences import SentenceSplitter
from checker.reading.titles import Titles
from checker.reading.treatments import RequestReader
from checker.spans import LetterText, Span
from tests.reading.letters import item, letter
from tests.shipped import knowledge, lexicon

Key = tuple[str, ...]
Files = dict[str, Any]
FILES: Files = {"letter": knowledge().form, **dict(knowledge().words)}


def read_letters(files: Files, text: str) -> object:
    """The text as a header, a summary, a title, a line of both sides and a rationale."""
    old_line = "Expert reviewer guideline: {}\n\nRationale: None.\n"
    letters = [
        letter(item("MRI: Upheld"), head=f"{text}\n\nCLINICAL CASE SUMMARY\nSeen.\n\n"),
        letter(item("MRI: Upheld"), head=f"CLINICAL CASE SUMMARY\n{text}\n\n"),
        letter(item(text)),
        letter("MRI: Upheld\n\n" + old_line.format(text)),
        letter(item("Regarding the request for a cane:", text)),
    ]
    return [read_parts(LetterText(one), files["letter"]) for one in letters]


def read_citations(files: Files, text: str) -> object:
    titles = Titles(knowledge().editions, files["citations"])
    return CitationReader(files["citations"], titles).read(LetterText(text), Span(0, len(text)), "reviewer")


def read_figures(files: Files, text: str) -> object:
    figures = FigureReader(files["figures"])
    return figures.measures(fold(text)), figures.age(fold(text))


def read_requests(files: Files, text: str) -> object:
    words = FormWords.model_construct(**{name: files[name] for name in FormWords.model_fields})
    reader = RequestReader(words, lexicon())
    return reader.treatment(text), reader.daily.units(fold(text))


def read_sentences(files: Files, text: str) -> object:
    return SentenceSplitter(files["sentences"]).split(LetterText(text), Span(0, len(text)))


def read_identifying(files: Files, text: str) -> object:
    return identities(text, files["identifying"])


READERS: dict[str, Callable[[Files, str], object]] = {
    "letter": read_letters,
    "citations": read_citations,
    "figures": read_figures,
    "identifying": read_identifying,
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


LISTS = [(key, words) for name, file in FILES.items() for key, words in lists(file, (name,))]


def reads(key: Key, text: str, words: tuple[str, ...] | None = None) -> object:
    """What is read of a text, with other words in the list at a key."""
    name, *rest = key
    files = FILES if words is None else {**FILES, name: replaced(FILES[name], tuple(rest), words)}
    return READERS[name](files, text)


@pytest.mark.parametrize(
    ("key", "word"), [(key, word) for key, words in LISTS for word in words.words], ids=str
)
def test_without_a_word_its_frame_reads_otherwise(key: Key, word: str) -> None:
    one = dict(LISTS)[key]
    text = one.as_.replace("{}", word)
    assert reads(key, text) != reads(key, text, tuple(other for other in one.words if other != word))


@pytest.mark.parametrize(
    ("key", "near"), [(key, near) for key, words in LISTS for near in words.near], ids=str
)
def test_what_is_near_reads_as_if_there_were_no_such_words(key: Key, near: str) -> None:
    assert reads(key, near) == reads(key, near, ())
