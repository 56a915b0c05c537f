"""Characters that a reader can't see: escaped in JSON and in names, and nothing lost."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.report.escaping import escape_json, escape_line

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
HOSTILE = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('\x7f\x9b\u202e\u2028\\"\n\t')))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ('"4 mg, “as needed” – é 漢 \U0001f600"', '"4 mg, “as needed” – é 漢 \U0001f600"'),
        ('"\x7f\x9b\u202e\u2066\u061c"', r'"\u007f\u009b\u202e\u2066\u061c"'),
        ('"a\u2028b\u200bc\ufeff"', r'"a\u2028b\u200bc\ufeff"'),
        ('"\U000e0041"', r'"\udb40\udc41"'),  # beyond the first plane: JSON's pair
        ('{\n  "a": "\\n"\n}', '{\n  "a": "\\n"\n}'),
    ],
)
def test_json(text: str, escaped: str) -> None:
    assert escape_json(text) == escaped
    assert json.loads(escaped) == json.loads(text)


@given(HOSTILE)
def test_json_keeps_its_content_and_shows_all_of_it(text: str) -> None:
    escaped = escape_json(json.dumps({"key": text}, ensure_ascii=False))
    assert json.loads(escaped) == {"key": text}
    assert UNSEEN.search(escaped) is None


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Größe 漢.txt", "Größe 漢.txt"),
        (r"C:\letters\a.txt", r"C:\letters\a.txt"),
        ("a\nimr-check: b.txt: fine", r"a\nimr-check: b.txt: fine"),
        ("a\r\v\f\x85\u2028b\tc", r"a\r\x0b\x0c\x85\u2028b\tc"),
        ("\x1b[2J\x9b\u202e\U000e0041\udcff", r"\x1b[2J\x9b\u202e\U000e0041\udcff"),
    ],
)
def test_a_name_stays_one_line(text: str, escaped: str) -> None:
    assert escape_line(text) == escaped


@given(st.text())
def test_a_name_shows_all_of_it(text: str) -> None:
    escaped = escape_line(text)
    assert UNSEEN.search(escaped) is None
    assert len(escaped.splitlines()) <= 1
    escaped.encode("utf-8")
