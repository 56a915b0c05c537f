"""Lines: what is blank, where the others stand, which of them go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.reading.lines import MAX_LINES, Line, find_heading, paragraph_width, split_lines, wraps
from checker.spans import Span


def test_blank_lines_are_left_out_and_places_kept() -> None:
    assert split_lines("\n  One “two” \n\t\n\nThree.\n") == [
        Line(Span(3, 12), "One “two”", 'one "two"'),
        Line(Span(17, 23), "Three.", "three."),
    ]
    assert split_lines(" \n\n \t") == []


@given(st.text(alphabet=["a", " ", "\n", "\t", "\x0b", "\u2028", "é"], max_size=60))
def test_lines_hold_all_that_prints_and_break_at_line_feeds_alone(text: str) -> None:
    lines = split_lines(text)
    assert [line.text for line in lines] == [raw.strip() for raw in text.split("\n") if raw.strip()]
    assert [text[line.span.start : line.span.end] for line in lines] == [line.text for line in lines]


def test_twenty_million_blank_lines_are_no_lines() -> None:
    assert split_lines("\n" * 2_000_000 + "a" + " \n" * 2_000_000) == [
        Line(Span(2_000_000, 2_000_001), "a", "a")
    ]


def test_more_lines_than_any_letter_has_are_an_error() -> None:
    assert len(split_lines("a\n" * MAX_LINES)) == MAX_LINES
    with pytest.raises(UnreadableError, match=f"it has more than {MAX_LINES} lines"):
        split_lines("a\n" * (MAX_LINES + 1))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Clinical Case Summary:", (0, None)),
        ("CLINICAL  CASE SUMMARY", (0, None)),
        ("CLINCAL CASE SUMMARY", (0, "clinical case summary")),
        ("CLINICAL CASE SUMMARY of it", None),
        ("CASE SUMMARY", None),
    ],
)
def test_a_heading_is_a_line_of_its_own(line: str, expected: tuple[int, str | None] | None) -> None:
    assert find_heading(split_lines(line), ["clinical case summary"]) == expected


def test_a_heading_that_is_right_goes_before_one_that_is_misspelt() -> None:
    assert find_heading(split_lines("Case sumary\nCase summary"), ["case summary"]) == (1, None)


def test_a_line_wraps_where_the_next_word_had_no_room() -> None:
    full, short, following = split_lines("a" * 80 + "\n" + "a" * 60 + "\nwords of the next")
    assert (wraps(full, following, 100), wraps(short, following, 100)) == (True, False)
    # 84 characters of bold fit a line of 100: with a space and "words", 79 are over that and 78 are not.
    lines = split_lines("a" * 79 + "\n" + "a" * 78)
    assert [wraps(line, following, 100) for line in lines] == [True, False]


def test_the_width_is_what_nearly_all_lines_keep_to() -> None:
    assert paragraph_width(split_lines("aaaa\n" * 19 + "a" * 50)) == 50
    assert paragraph_width(split_lines("aaaa\n" * 20 + "a" * 50)) == 4
    assert paragraph_width([]) == 0
