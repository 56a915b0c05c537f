"""Each ordinary word is needed: without it, it is read as a drug misspelt."""

from __future__ import annotations

import pytest

from checker.knowledge.lexicon import Lexicon
from tests.shipped import knowledge, lexicon

WORDS = knowledge().ordinary_words


@pytest.fixture(scope="module")
def without() -> Lexicon:
    """The vocabulary without any ordinary word."""
    return Lexicon(knowledge().concepts)


@pytest.mark.parametrize("word", WORDS)
def test_an_ordinary_word_is_no_drug(without: Lexicon, word: str) -> None:
    sentence = f"he spoke of {word} today"
    assert without.find_misspelt(sentence, [])
    assert lexicon().find_misspelt(sentence, []) == []
