"""Spans and places, and what the index of lines costs."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.spans import LetterText, Place, Span


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_span_is_a_range(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not a range"):
        Span(start, end)


def test_the_quote_is_the_words_white_space_folded() -> None:
    assert LetterText("one\n  two three").quote(Span(0, 9)) == "one two"


def test_line_column_and_page_count_from_one() -> None:
    text = LetterText("ab\n\ncd", (0, 3))
    places = [text.place(Span(at, 6)) for at in range(7)]
    assert places == [
        Place(1, 1, 1),
        Place(1, 2, 1),
        Place(1, 3, 1),
        Place(2, 1, 2),
        Place(3, 1, 2),
        Place(3, 2, 2),
        Place(3, 3, 2),
    ]
    assert LetterText("ab").place(Span(0, 1)).page is None


def test_the_line_of_a_page_is_that_of_its_print() -> None:
    text = LetterText("ab\n\n  cd\ne\n \nf\n", (0, 9), lines_of_page=True)
    letters = [at for at, sign in enumerate(text.text) if sign.isalpha()]
    marks = {text.text[at]: text.place(Span(at, at)) for at in letters}
    assert marks == {
        "a": Place(1, 1, 1),
        "b": Place(1, 2, 1),
        "c": Place(2, 3, 1),  # the blank line before it counts for nothing, nor does white space
        "d": Place(2, 4, 1),
        "e": Place(1, 1, 2),  # the first line of the next page
        "f": Place(2, 1, 2),
    }
    # What is on no line of print is at the line above, on an empty page at its beginning.
    assert text.place(Span(3, 3)) == Place(1, 1, 1)
    assert text.place(Span(len(text.text), len(text.text))) == Place(2, 1, 2)
    assert LetterText("a\n\n", (0, 2, 3), lines_of_page=True).place(Span(3, 3)) == Place(1, 1, 3)


@given(st.lists(st.text("a \n", max_size=6), min_size=1, max_size=6), st.data())
def test_no_place_is_on_a_line_that_its_page_does_not_have(pages: list[str], data: st.DataObject) -> None:
    starts = tuple(sum(len(page) + 1 for page in pages[:number]) for number in range(len(pages)))
    text = LetterText("\n".join(pages), starts, lines_of_page=True)
    at = data.draw(st.integers(0, len(text.text)))
    place = text.place(Span(at, at))
    assert place.page is not None
    printed = [line for line in pages[place.page - 1].split("\n") if line.strip()]
    assert 1 <= place.line <= max(len(printed), 1)


@given(st.lists(st.tuples(st.sampled_from("a\n"), st.integers(1, 5000)), max_size=8), st.data())
def test_places_are_what_counting_gives(runs: list[tuple[str, int]], data: st.DataObject) -> None:
    text = "".join(character * length for character, length in runs)
    at = data.draw(st.integers(0, len(text)))
    before = text[:at]
    assert LetterText(text).place(Span(at, at)) == Place(
        before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1, None
    )


@pytest.mark.parametrize("text", ["\n" * 4_000_000, "a" * 4_000_000], ids=["line breaks", "one line"])
def test_the_index_of_lines_is_small(text: str) -> None:
    tracemalloc.start()
    letter = LetterText(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"index of lines: {peak} bytes for {len(text)} characters")
    assert peak < len(text) / 50
    assert letter.place(Span(len(text), len(text))).line == text.count("\n") + 1


def test_a_part_has_the_places_of_the_whole() -> None:
    whole = LetterText("one\ntwo\n\nthree four\nfive", ())
    part = whole.part(Span(9, 24))
    assert part.text == "three four\nfive"
    for begin, end in ((0, 5), (6, 10), (11, 15)):
        assert part.place(Span(begin, end)) == whole.place(Span(begin + 9, end + 9))
    assert whole.part(Span(0, 24)) is whole


def test_a_part_has_the_pages_of_the_whole() -> None:
    whole = LetterText("one\n\ntwo\nthree\n\nfour\nfive", (0, 9, 21), lines_of_page=True)
    for start in (5, 9, 16):
        part = whole.part(Span(start, len(whole.text)))
        for begin in range(len(part.text)):
            assert part.place(Span(begin, begin + 1)) == whole.place(Span(start + begin, start + begin + 1))
