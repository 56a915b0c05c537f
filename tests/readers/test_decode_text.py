"""Bytes to text, and what is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.readers import decode_text
from checker.readers.text import decode_letter


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param("caf\u00e9 \u201cUpheld\u201d".encode(), "caf\u00e9 \u201cUpheld\u201d", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + b"Upheld", "Upheld", id="utf-8 with byte order mark"),
        pytest.param(
            codecs.BOM_UTF16_LE + "\u201cUpheld\u201d".encode("utf-16-le"),
            "\u201cUpheld\u201d",
            id="utf-16-le",
        ),
        pytest.param(
            codecs.BOM_UTF16_BE + "\u201cUpheld\u201d".encode("utf-16-be"),
            "\u201cUpheld\u201d",
            id="utf-16-be",
        ),
        pytest.param(codecs.BOM_UTF16_LE + b"A\0B", "A\ufffd", id="utf-16 cut inside a character"),
        pytest.param(codecs.BOM_UTF16_LE + b"A\0\x00\xd8B\0", "A\ufffdB", id="lone surrogate in utf-16"),
        pytest.param(
            b"a lone \xed\xa0\x80 surrogate",
            "a lone \u00ed\u00a0\u20ac surrogate",
            id="lone surrogate in utf-8",
        ),
        pytest.param(
            b"the \x93patient\x92s\x94 pain \x96 5\xb0",
            "the \u201cpatient\u2019s\u201d pain \u2013 5\u00b0",
            id="windows-1252",
        ),
        pytest.param(
            b"not assigned: \x81\x8d, for sure",
            "not assigned: \ufffd\ufffd, for sure",
            id="no such character",
        ),
        pytest.param(
            "The patient\u2019s request: \u201cUpheld".encode() + b" it\x92s",
            "The patient\u2019s request: \u201cUpheld it\u2019s",
            id="one stray byte in utf-8",
        ),
        pytest.param(
            "the word \u201cUpheld\u201d".encode()[:-1], "the word \u201cUpheld\ufffd", id="cut utf-8"
        ),
        pytest.param("patientâ€™s".encode(), "patientâ€™s", id="mojibake stays"),
        pytest.param(b"a\rb\r\nc\nd\x0be\x0cf", "a\nb\nc\nd\ne\nf", id="CR, CRLF, LF, VT, FF"),
        pytest.param("a\u0085b\u2028c\u2029d".encode(), "a\nb\nc\nd", id="NEL, LS, PS"),
        pytest.param(b"a\r\r\n\n\rb", "a\n\n\n\nb", id="line ends in a row"),
        pytest.param(
            b"\x1b]0;title\x07\x1b[2J text enough to see\x1b]52;c;eA==\x07",
            "\x1b]0;title\x07\x1b[2J text enough to see\x1b]52;c;eA==\x07",
            id="terminal sequences stay",
        ),
        pytest.param("a\u009b2J".encode(), "a\u009b2J", id="C1 control stays"),
        pytest.param(
            "Up\u200bheld \u202edleh".encode(), "Up\u200bheld \u202edleh", id="zero width and bidi stay"
        ),
        pytest.param(
            "pages \uff16\uff13-\u0666\u0668".encode(),
            "pages \uff16\uff13-\u0666\u0668",
            id="other digits stay",
        ),
    ],
)
def test_reads(data: bytes, text: str) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"Upheld\0", "it is binary, not text: it holds NUL characters", id="NUL"),
        pytest.param(b"\xe9\0\xff", "it is binary, not text: it holds NUL characters", id="NUL, not utf-8"),
        pytest.param(
            "Upheld".encode("utf-16-le"),
            "it is binary, not text: it holds NUL characters",
            id="utf-16, no mark",
        ),
        pytest.param(
            "Upheld".encode("utf-32"), "it is binary, not text: it holds NUL characters", id="utf-32"
        ),
        pytest.param(b"\x01\x02a", "it is binary, not text: it is full of control characters", id="controls"),
        pytest.param(
            b"\x89\xe9\xff\xfea",
            "it is not text in UTF-8, UTF-16 with a byte order mark, or Windows-1252",
            id="high bytes",
        ),
    ],
)
def test_refuses(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode_text(data)
    assert str(caught.value) == reason


@given(st.binary())
def test_any_bytes_give_clean_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode_text(data)
    except UnreadableError:
        return
    assert text.encode("utf-8").decode("utf-8") == text
    assert not set(text) & set("\0\r\v\f\x85\u2028\u2029")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\u2029")))
def test_text_survives_utf_8_and_utf_16(text: str) -> None:
    assert decode_text(text.encode()) == text
    assert decode_text(text.encode("utf-16")) == text


def test_form_feeds_begin_pages() -> None:
    letter = decode_letter(b"one\n\x0ctwo\r\nlines\x0c\x0cfour\n\x0c\n")
    assert letter.text == "one\n\ntwo\nlines\n\nfour\n"
    assert letter.page_starts == (0, 5, 15, 16)
    assert letter.text[letter.page_starts[3] :] == "four\n"


def test_no_form_feed_no_pages() -> None:
    assert decode_letter(b"one\ntwo").page_starts == ()
    assert decode_letter(b"one\ntwo\x0c").page_starts == ()
