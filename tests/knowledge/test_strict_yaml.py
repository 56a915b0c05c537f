"""YAML that can't surprise: each refusal at its place, all of a file together."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.knowledge.strict_yaml import MAX_BYTES, MAX_DEPTH, Document, files, parse, read
from checker.problems import Code, Problem
from tests.problems import uncoded

COMPARED = "a value can't begin with {}: write {}, or put text in quotes"
FOLDED = "behind | or > nothing stands on the line: put the text in quotes, or below, indented"
TABLE = "a table can't stand here: each row of it is an item, '- {…}'"


def problems(source: str | bytes) -> list[str]:
    found = parse("f.yaml", source.encode() if isinstance(source, str) else source)
    assert isinstance(found, list), found.data
    return [uncoded(problem) for problem in found]


def data(source: str) -> Any:
    found = parse("f.yaml", source.encode())
    assert isinstance(found, Document), found
    return found.data


def test_plain_values() -> None:
    assert data("a: 1\nb: [x, 2.5, true, null]\nc: {d: 'e'}\n") == {
        "a": 1,
        "b": ["x", 2.5, True, None],
        "c": {"d": "e"},
    }
    assert data("") is None


def test_a_key_is_text_whatever_it_looks_like() -> None:
    assert data("1: a\ntrue: b\n<<: {c: d}\n") == {"1": "a", "true": "b", "<<": {"c": "d"}}


@pytest.mark.parametrize(
    "text",
    [
        "1:30",
        "190:20:30",
        "1:30.5",
        "1" + ":59" * 100_000,
        "1_000",
        "<<",
        "=",
        "09",
        "yes",
        "No",
        "on",
        "off",
    ],
)
def test_what_is_no_number_in_yaml_1_2_is_text(text: str) -> None:
    assert data(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("-3", -3), ("0.5", 0.5), ("1" * 40, int("1" * 40)), ("2009-07-18", date(2009, 7, 18))],
)
def test_what_is_a_number_or_a_date(text: str, value: object) -> None:
    assert data(f"a: {text}\n") == {"a": value}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["f.yaml:3:1: the key a is there twice"]),
        ("a: {b: 1, b: 2}\n", ["f.yaml:1:11: the key b is there twice"]),
        (
            "a: &x 1\nb: *x\n",
            [
                "f.yaml:1:4: anchors and aliases are not allowed",
                "f.yaml:2:4: anchors and aliases are not allowed",
            ],
        ),
        (
            "a: !!python/object:os.system x\n",
            ["f.yaml:1:4: tags are not allowed: put text that begins with ! in quotes"],
        ),
        ("a: !mine x\n", ["f.yaml:1:4: tags are not allowed: put text that begins with ! in quotes"]),
        ("a: !!binary aGk=\n", ["f.yaml:1:4: tags are not allowed: put text that begins with ! in quotes"]),
        ("[a]: 1\n", ["f.yaml:1:1: a key must be plain text"]),
        ("a: !!int 1\n", ["f.yaml:1:4: tags are not allowed: put text that begins with ! in quotes"]),
        ("a: ! x\n", ["f.yaml:1:4: tags are not allowed: put text that begins with ! in quotes"]),
        ("a: [1\n", ["f.yaml:1:4: the list that '[' opens isn't closed, or a comma is missing"]),
        ("a: {b: 1\n", ["f.yaml:1:4: what '{' opens isn't closed, or a comma is missing"]),
        ("a: 1\n--- b\n", ["f.yaml:2:1: a second document: a file holds one"]),
        ("a: 1\n...\nb: 1\n", ["f.yaml:3:1: a second document: a file holds one"]),
        ("a: 2014-02-30\n", ["f.yaml:1:4: 2014-02-30 is no date"]),
        ("a: 2014-01-01 00:00:00 +99:99\n", ["f.yaml:1:4: 2014-01-01 00:00:00 +99:99 is no date"]),
        ("a: b: c\n", ["f.yaml:1:5: a second ': ' on the line: put the value in quotes"]),
        (
            "a: 1\n b: 2\n",
            ["f.yaml:2:3: wrong indentation: b begins deeper than what it should stand beside"],
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            ["f.yaml:3:2: wrong indentation, or something stands behind a closed quote or bracket"],
        ),
        (
            "- a\nb: c\n",
            ["f.yaml:2:1: wrong indentation, or an item of the list without '- '; the list begins on line 1"],
        ),
        ("a: [1,,2]\n", ["f.yaml:1:7: a value is missing here"]),
        ("a: - b\n", ["f.yaml:1:4: a list begins on a line of its own"]),
        ("a: 1\nb\nc: 2\n", ["f.yaml:2:1: a key without ': ' behind it"]),
        ("a: 1\nb: 'x\nc: 2\n", ["f.yaml:2:4: the quote that opens here isn't closed"]),
        ('a: "\\d"\n', ["f.yaml:1:5: no such escape in double quotes: use single quotes"]),
        ("a:\n\tb: 1\n", ["f.yaml:2:1: a tab can't be used for indentation: use spaces"]),
        ("a:\n  b: 1\n\tc: 2\n", ["f.yaml:3:1: a tab can't be used for indentation: use spaces"]),
        ("a: >\n\tb\n", ["f.yaml:2:1: a tab can't be used for indentation: use spaces"]),
        ("a: {b: >10}\n", [f"f.yaml:1:8: {COMPARED.format('>', '{gt: 10}')}"]),
        ("a: {b: >= 2.5}\n", [f"f.yaml:1:8: {COMPARED.format('>=', '{ge: 2.5}')}"]),
        ("a: {b: >5, c: @d}\n", [f"f.yaml:1:8: {COMPARED.format('>', '{gt: 5}')}"]),
        ("a: {b: 5, c: @d > 5}\n", ["f.yaml:1:14: a value can't begin with @: put it in quotes"]),
        ("a: > 10\n", [f"f.yaml:1:6: {COMPARED.format('>', '{gt: 10}')}"]),
        ("a: > b\n", [f"f.yaml:1:6: {FOLDED}"]),
        ("a: |b\n", [f"f.yaml:1:5: {FOLDED}"]),
        ("a:\n  | b | 5 |\n", [f"f.yaml:2:5: {TABLE}"]),
        ("a:\n- | b | 5 |\n", [f"f.yaml:2:5: {TABLE}"]),
        *(
            (f"a: 1\n{bullet} b\nc: 2\n", ["f.yaml:2:1: an item of a list begins with '- '"])
            for bullet in ("•", "○", "1.", "2)")
        ),
        ("a: 1\n* b\nc: 2\n", ["f.yaml:2:2: an item of a list begins with '- '"]),
        ("a: @b\n", ["f.yaml:1:4: a value can't begin with @: put it in quotes"]),
        ("a: %b\n", ["f.yaml:1:4: a value can't begin with %: put it in quotes"]),
        ("a: 012\n", ["f.yaml:1:4: a number can't begin with 0: put it in quotes if it is text"]),
        ("a: 0x1F\n", ["f.yaml:1:4: a number can't begin with 0: put it in quotes if it is text"]),
        (f"a: {'1' * 41}\n", ["f.yaml:1:4: a number of more than 40 digits"]),
        (b"a: caf\xe9\n", ["f.yaml:1:7: not UTF-8: save the file in that encoding"]),
        (b"\xff\xfea", ["f.yaml:1:1: not UTF-8: save the file in that encoding"]),
        (b"a: 1\nb: \x00\n", ["f.yaml:2:4: the control character U+0000 is not allowed"]),
        ("a: x\x1by\n", ["f.yaml:1:5: the control character U+001B is not allowed"]),
        ("a: x\x85y\n", ["f.yaml:1:5: the control character U+0085 is not allowed"]),
        ("# in a\u202e comment\na: 1\n", ["f.yaml:1:7: the invisible character U+202E is not allowed"]),
        (
            "a: x\u200by\nb: x\U000e0041\n",
            [
                "f.yaml:1:5: the invisible character U+200B is not allowed",
                "f.yaml:2:5: the invisible character U+E0041 is not allowed",
            ],
        ),
        ('a: 1\nb: "x\\u00ady"\n', ["f.yaml:2:4: the invisible character U+00AD is not allowed"]),
        ('a: "\\a"\n', ["f.yaml:1:4: the control character U+0007 is not allowed"]),
        ('"x\\u2066": 1\n', ["f.yaml:1:1: the invisible character U+2066 is not allowed"]),
        ("\ufeff\ufeffa: 1\n", ["f.yaml:1:2: the invisible character U+FEFF is not allowed"]),
    ],
)
def test_what_is_refused_and_where(source: str | bytes, expected: list[str]) -> None:
    assert problems(source) == expected


def test_white_space_and_marks_of_letters_are_text() -> None:
    assert data("\ufeffa: |\n  x\ty\u00a0z\r\n  é e\u0301\n") == {"a": "x\ty\u00a0z\né e\u0301\n"}


@pytest.mark.parametrize("character", [chr(code) for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)], ids=ascii)
def test_any_character_gives_data_or_problems(character: str) -> None:
    found = parse("f.yaml", f"a: 'x{character}y'\n".encode())
    assert isinstance(found, Document) == (character in "\t\n\r")


def test_all_problems_of_a_file_come_together() -> None:
    assert problems("a: 1\na: 2\nb: 2014-13-01\nc: {d: 1, d: 2}\n") == [
        "f.yaml:2:1: the key a is there twice",
        "f.yaml:3:4: 2014-13-01 is no date",
        "f.yaml:4:11: the key d is there twice",
    ]


def test_depth_is_bounded() -> None:
    deepest = "[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH
    assert data(deepest) is not None
    assert problems("[" + deepest + "]") == [f"f.yaml:1:{MAX_DEPTH + 2}: nested deeper than {MAX_DEPTH}"]
    assert [problem.split(": ")[1] for problem in problems("[" * 100_000)] == ["nested too deep"]


def test_size_is_bounded() -> None:
    assert isinstance(parse("f.yaml", b"#" * MAX_BYTES), Document)
    assert problems(b"#" * (MAX_BYTES + 1)) == [f"f.yaml:0:0: larger than {MAX_BYTES} bytes"]


def test_the_size_is_looked_at_before_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of holes
    assert read(path) == [Problem(Code.TOO_LARGE, str(path), 0, 0, f"larger than {MAX_BYTES} bytes")]


def test_only_a_regular_file_is_read(tmp_path: Path) -> None:
    pipe, folder, gone = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "c.yaml"
    os.mkfifo(pipe)
    folder.mkdir()
    gone.symlink_to("nowhere")
    assert [read(path) for path in (pipe, folder, gone, Path("/dev/null"))] == [
        [Problem(Code.UNREAD, str(pipe), 0, 0, "not a regular file")],
        [Problem(Code.UNREAD, str(folder), 0, 0, "not a regular file")],
        [Problem(Code.UNREAD, str(gone), 0, 0, "No such file or directory")],
        [Problem(Code.UNREAD, "/dev/null", 0, 0, "not a regular file")],
    ]
    assert list(files(tmp_path)) == [pipe, gone]


def test_a_file_is_parsed_as_its_bytes_are(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("a: 1\n")
    document = read(tmp_path / "f.yaml")
    assert isinstance(document, Document)
    assert (document.path, document.data) == (str(tmp_path / "f.yaml"), {"a": 1})


def test_an_alias_bomb_is_refused_unexpanded() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30))]
    found = problems("\n".join(lines))
    assert {problem.split(": ")[1] for problem in found} == {"anchors and aliases are not allowed"}
    assert len(found) == 30 + 29 * 9


def test_a_problem_stands_at_the_nearest_value_above() -> None:
    document = parse("f.yaml", b"a:\n  - b: 1\n")
    assert isinstance(document, Document)
    assert [
        str(document.problem(Code.TYPE, key, "m"))
        for key in [("a", 0, "b"), ("a", 0, "c", 3), ("a", 9), ("z",), ()]
    ] == [
        "f.yaml:2:8: V203 m",
        "f.yaml:2:5: V203 m",
        "f.yaml:1:1: V203 m",
        "f.yaml:1:1: V203 m",
        "f.yaml:1:1: V203 m",
    ]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"a:\n  b:\n    c: 1\n", (2, 3)),
        (b"a:\n  b:\n    - 1\n", (2, 3)),
        (b"a:\n  b: {c: 1}\n", (2, 6)),
        (b"a:\n  b:\n    [1]\n", (3, 5)),
        (b"a:\n  b: |\n    c\n", (2, 6)),
    ],
)
def test_a_block_stands_where_its_key_does(source: bytes, place: tuple[int, int]) -> None:
    document = parse("f.yaml", source)
    assert isinstance(document, Document)
    assert document.place(("a", "b")) == place


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=60), st.text(alphabet="ab:-[]{}&*!|>'\"#\n ,?%@`0", max_size=40).map(str.encode)
    )
)
def test_any_bytes_give_data_or_problems(source: bytes) -> None:
    found = parse("f.yaml", source)
    assert isinstance(found, Document) or (found and all(problem.path == "f.yaml" for problem in found))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a:\n \u00a0b: 1\n", "a.yaml:2:2: V104 U+00A0 looks like a space and is none: use spaces"),
        ("a:\n- b\n-\u3000c\n", "a.yaml:3:2: V104 U+3000 looks like a space and is none: use spaces"),
        ("a: \u2018b\u2019\n", "a.yaml:1:4: V109 curly quotes are part of the text: use ' or none"),
        ("a: \u201cb\u201d\n", "a.yaml:1:4: V109 curly quotes are part of the text: use ' or none"),
        ("a: 10 mg #30\n", "a.yaml:1:4: V109 what stands behind ' #' is a comment: put the text in quotes"),
        ("a:\n  - b\n  -c\nd: 1\n", "a.yaml:3:3: V105 a '-' of a list without a space behind it"),
    ],
)
def test_what_a_word_processor_makes_of_a_file(text: str, told: str) -> None:
    problems = parse("a.yaml", text.encode())
    assert isinstance(problems, list)
    assert [str(problem) for problem in problems] == [told]


@pytest.mark.parametrize(
    "text", ["a: '\u2018b\u2019'", "a: b \u201cc\u201d d", "a: b\u00a0c", "a: \u201cb\u201d c"]
)
def test_curly_quotes_and_wide_spaces_inside_of_a_text_are_text(text: str) -> None:
    assert not isinstance(parse("a.yaml", text.encode()), list)


def test_an_empty_file_is_told_at_its_beginning() -> None:
    document = parse("a.yaml", b"# nothing\n")
    assert not isinstance(document, list)
    assert document.place(()) == (1, 1)


@pytest.mark.parametrize(
    "text", ["a: '10 mg #30'\n", "a: b # 30 of them\n", "a: >-\n  10 mg #30\n", "a: b#30\n"]
)
def test_what_is_no_text_cut_by_a_comment(text: str) -> None:
    assert isinstance(parse("a.yaml", text.encode()), Document)


def test_an_item_without_its_dash_is_told_at_its_line() -> None:
    said = "this goes on with line 2: put '- ' before it, or all of a text of several sentences in quotes"
    assert problems("a:\n- One is here.\n  Two is here.\n- Three.\n") == [f"f.yaml:3:3: {said}"]
    assert data("a:\n- 'One is here.\n  Two is here.'\n- Three goes\n  On.\n") == {
        "a": ["One is here. Two is here.", "Three goes On."]
    }
