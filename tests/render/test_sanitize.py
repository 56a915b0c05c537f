"""What untrusted text may bring to a sink."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.render.sanitize import clean, clean_line

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b[]\\P;0mA\x07\x9b\x9c\x9d\u202e\u200b\r\n\t"))
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zanaflex 4 mg, “as needed” – 63–65 µg é 漢", "Zanaflex 4 mg, “as needed” – 63–65 µg é 漢"),
        ("[/bold] [mg] [link=http://x]y[/link] :warning: <script>", None),
        ("\x1b[31mUpheld\x1b[0m", "Upheld"),
        ("\x1b[2J\x1b[1;1HUpheld", "Upheld"),
        ("\x9b2JUpheld", "Upheld"),
        ("\x1b]0;title\x07Upheld", "Upheld"),
        ("\x1b]8;;http://evil\x1b\\Upheld\x1b]8;;\x1b\\", "Upheld"),
        ("\x1b]52;c;aGVsbG8=\x9cUpheld", "Upheld"),
        ("\x9d52;c;aGVsbG8=\x9cUpheld", "Upheld"),
        ("\x1bP1$r0m\x1b\\\x1b_apc\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\Upheld", "Upheld"),
        ("\x1b(0\x1b#8\x1bc\x1b=\x1b7Upheld", "Upheld"),
        ("\x1b]0;an opening without an end, Upheld", "]0;an opening without an end, Upheld"),
        ("\x1b]0;ends before\nthe next line\x07", "]0;ends before\nthe next line"),
        ("\x1b[\x1b[31mm", "[m"),
        ("Upheld\x1b", "Upheld"),
        ("Up\u200bhe\u200cl\u200d\u2060\ufeff\u00add", "Upheld"),
        ("\u202eUpheld\u202c \u2066x\u2069 \u200e\u200f\u061cy", "Upheld x y"),
        ("a\x00b\x08c\x7fd\x80e", "abcde"),
        ("tag\U000e0041\ufe0f", "tag"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ti", "a\nb\nc\nd\ne\nf\ng\nh\ti"),
        ("\ud83d x \udc80", "\ufffd x \ufffd"),
        ("", ""),
    ],
)
def test_clean(text: str, expected: str | None) -> None:
    assert clean(text) == (text if expected is None else expected)


def test_clean_line_has_no_line_end_and_keeps_other_blanks() -> None:
    assert clean_line("a  b\r\nc\td\u2028e") == "a  b c d e"


@given(HOSTILE)
def test_what_is_left_can_be_seen(text: str) -> None:
    left = clean(text)
    assert {unicodedata.category(sign) for sign in left if sign not in "\n\t"} & {
        "Cc",
        "Cs",
        "Zl",
        "Zp",
    } == set()
    assert not any("\u202a" <= sign <= "\u202e" or "\u2060" <= sign <= "\u206f" for sign in left)
    assert left.encode("utf-8").decode("utf-8") == left
    assert clean(left) == left
    assert "\n" not in clean_line(text)
    assert "\t" not in clean_line(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x10FF)))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert clean(text) == text
