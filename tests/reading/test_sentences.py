"""Sentences: where they end, and that their spans lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.letter import Sentence
from checker.spans import LetterText, Span
from tests.shipped import sentences

CASES = {
    "abbreviations": (
        "Dr. Alder saw him, i.e. twice. He left.",
        ["Dr. Alder saw him, i.e. twice.", "He left."],
    ),
    "decimals": ("Take 2.5 mg daily. Stop after.", ["Take 2.5 mg daily.", "Stop after."]),
    "versus": ("Weigh L4-5 vs. L5-S1. Yes.", ["Weigh L4-5 vs. L5-S1.", "Yes."]),
    "a page inside": ("See p. 63 of the guide. It says no.", ["See p. 63 of the guide.", "It says no."]),
    "a page at the end": ("See p. 63. It says no.", ["See p. 63.", "It says no."]),
    "pages and a section": (
        "See pp. 63-66, ch. 8, sec. 3. Then.",
        ["See pp. 63-66, ch. 8, sec. 3.", "Then."],
    ),
    "number sign": ("Item no. 5 is denied.", ["Item no. 5 is denied."]),
    "number sign before words": ("The no. of visits is 4.", ["The no. of visits is 4."]),
    "no as an answer": (
        "Was it tried? No. The request fails.",
        ["Was it tried?", "No.", "The request fails."],
    ),
    "a list in a line": (
        "Reasons: 1. Pain. 2. Loss of function. 3. Fever.",
        ["Reasons: 1. Pain.", "2. Loss of function.", "3. Fever."],
    ),
    "a list over lines": (
        "1. Pain is there.\n2. Function is poor.",
        ["1. Pain is there.", "2. Function is poor."],
    ),
    "wrapped lines": (
        "The request\nis not\nnecessary. Next\n\npage.",
        ["The request is not necessary.", "Next page."],
    ),
    "a wrapped list": (
        "(1) Pain that\nlasts. (2) Loss\nof function.",
        ["(1) Pain that lasts.", "(2) Loss of function."],
    ),
    "straight quotes": ('It says "not recommended." The rest.', ['It says "not recommended."', "The rest."]),
    "curly quotes": ("It says “not recommended.” The rest.", ["It says “not recommended.”", "The rest."]),
    "no space between": (
        "Pain is severe (7/10).The worker rests.",
        ["Pain is severe (7/10).", "The worker rests."],
    ),
    "questions and cries": ("What now? Nothing! Good.", ["What now?", "Nothing!", "Good."]),
    "dots": ("Some relief... Then none.", ["Some relief...", "Then none."]),
    "a capital that ends": (
        "He has hepatitis C. The liver is well.",
        ["He has hepatitis C.", "The liver is well."],
    ),
    "an initial": ("Seen by J. Alder today.", ["Seen by J. Alder today."]),
    "no stop at the end": ("It ends. Without stop", ["It ends.", "Without stop"]),
    "nothing": ("  \n ", []),
}


def split(text: str, start: int = 0) -> list[Sentence]:
    return sentences().split(LetterText(text), Span(start, len(text)))


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_block_is_split_at_the_ends_of_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split(text)] == expected


def test_a_sentence_has_its_span_words_and_folded_form() -> None:
    text = "Before. The “Request”\n  fails. After."
    assert sentences().split(LetterText(text), Span(8, 31)) == [
        Sentence(Span(8, 30), "The “Request” fails.", 'the "request" fails.')
    ]


words = st.sampled_from(
    [
        "The",
        "request",
        "p.",
        "63.",
        "No.",
        "1.",
        "2.5",
        "e.g.",
        "fails.",
        "Why?",
        '"Yes."',
        "(3)",
        "C.",
        "\n",
        "…",
    ]
)
texts = st.one_of(st.text(max_size=80), st.lists(words, max_size=20).map(" ".join))


@given(texts, st.integers(0, 10), st.integers(0, 10))
def test_every_character_that_prints_belongs_to_one_sentence(text: str, before: int, after: int) -> None:
    block = Span(min(before, len(text)), max(min(before, len(text)), len(text) - after))
    spans = [sentence.span for sentence in sentences().split(LetterText(text), block)]
    held = [place for span in spans for place in range(span.start, span.end)]
    assert held == sorted(set(held))
    assert all(block.start <= place < block.end for place in held)
    printing = [place for place in range(block.start, block.end) if not text[place].isspace()]
    assert [place for place in held if not text[place].isspace()] == printing


@given(texts)
def test_a_sentence_begins_and_ends_in_ink_and_quotes_the_letter(text: str) -> None:
    for sentence in split(text):
        printed = text[sentence.span.start : sentence.span.end]
        assert printed == printed.strip()
        assert sentence.text == " ".join(printed.split()) != ""
