"""YAML that can't surprise: each refusal at its place, all of a file together."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.knowledge.strict_yaml import MAX_BYTES, MAX_DEPTH, Document, parse


def problems(source: str | bytes) -> list[str]:
    found = parse("f.yaml", source.encode() if isinstance(source, str) else source)
    assert isinstance(found, list), found.data
    return [str(problem) for problem in found]


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
    ("source", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["f.yaml:3:1: duplicate key 'a'"]),
        ("a: {b: 1, b: 2}\n", ["f.yaml:1:11: duplicate key 'b'"]),
        (
            "a: &x 1\nb: *x\n",
            [
                "f.yaml:1:4: anchors and aliases are not allowed",
                "f.yaml:2:4: anchors and aliases are not allowed",
            ],
        ),
        (
            "a: !!python/object:os.system x\n",
            ["f.yaml:1:4: tag tag:yaml.org,2002:python/object:os.system is not allowed"],
        ),
        ("a: !mine x\n", ["f.yaml:1:4: tag !mine is not allowed"]),
        ("a: !!binary aGk=\n", ["f.yaml:1:4: tag tag:yaml.org,2002:binary is not allowed"]),
        ("[a]: 1\n", ["f.yaml:1:1: a key must be plain text"]),
        ("a: [1\n", ["f.yaml:2:1: did not find expected ',' or ']'"]),
        ("a: 1\n--- b\n", ["f.yaml:2:1: but found another document"]),
        ("a: 2014-02-30\n", ["f.yaml:1:4: day is out of range for month"]),
        ("a: b: c\n", ["f.yaml:1:5: mapping values are not allowed in this context"]),
        (b"a: caf\xe9\n", ["f.yaml:0:0: not UTF-8: byte 6"]),
        (b"\xff\xfea", ["f.yaml:0:0: not UTF-8: byte 0"]),
        (b"a: \x00\n", ["f.yaml:0:0: unacceptable character #x0000: control characters are not allowed"]),
    ],
)
def test_what_is_refused_and_where(source: str | bytes, expected: list[str]) -> None:
    assert problems(source) == expected


def test_all_problems_of_a_file_come_together() -> None:
    assert problems("a: 1\na: 2\nb: !x 3\nc: {d: 1, d: 2}\n") == [
        "f.yaml:2:1: duplicate key 'a'",
        "f.yaml:3:4: tag !x is not allowed",
        "f.yaml:4:11: duplicate key 'd'",
    ]


def test_depth_is_bounded() -> None:
    deepest = "[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH
    assert data(deepest) is not None
    assert problems("[" + deepest + "]") == [f"f.yaml:1:{MAX_DEPTH + 2}: nested deeper than {MAX_DEPTH}"]
    assert problems("[" * 100_000) != []


def test_size_is_bounded() -> None:
    assert isinstance(parse("f.yaml", b"#" * MAX_BYTES), Document)
    assert problems(b"#" * (MAX_BYTES + 1)) == [f"f.yaml:0:0: larger than {MAX_BYTES} bytes"]


def test_an_alias_bomb_ends_at_once() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30))]
    begin = time.perf_counter()
    assert "anchors and aliases are not allowed" in problems("\n".join(lines))[0]
    assert time.perf_counter() - begin < 1


def test_a_problem_stands_at_the_nearest_value_above() -> None:
    document = parse("f.yaml", b"a:\n  - b: 1\n")
    assert isinstance(document, Document)
    assert [
        str(document.problem(key, "m")) for key in [("a", 0, "b"), ("a", 0, "c", 3), ("a", 9), ("z",), ()]
    ] == [
        "f.yaml:2:8: m",
        "f.yaml:2:5: m",
        "f.yaml:2:3: m",
        "f.yaml:1:1: m",
        "f.yaml:1:1: m",
    ]


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=60), st.text(alphabet="ab:-[]{}&*!|>'\"#\n ,?%@`0", max_size=40).map(str.encode)
    )
)
def test_any_bytes_give_data_or_problems(source: bytes) -> None:
    found = parse("f.yaml", source)
    assert isinstance(found, Document) or (found and all(problem.path == "f.yaml" for problem in found))
