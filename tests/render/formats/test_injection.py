"""Hostile words of letters, files and rules are words in every format, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import cmarkgfm
import openpyxl
import pyarrow.parquet
import pytest

from checker.render.formats import FORMATS, rendered
from checker.report.escaping import UNSEEN
from checker.report.records import Report
from tests.render.formats.test_sarif import schema
from tests.render.test_terminal_hostile import hostile_report

CORPUS = {
    "terminal": "\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\ \x1b[2J \x9b31m \x07 \x00 \x7f",
    "bidi": "\u202edlehpU\u202c zero\u200bwidth \u2066x\u2069 \ufeff",
    "lines": "one\r\n::error file=x::forged\n::add-mask::x\u2028two\x85three\vfour\x0cfive\ttabbed",
    "command": "::error file=x,line=1::forged %0A::warning::%25",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt; \"'",
    "xml": "]]> <![CDATA[ x ]]> &xxe; <!DOCTYPE a> \ufffe \uffff \x0b",
    "markdown": "` `` ``` [link](http://evil) ![i](http://evil) | cell | **b** @user #1 http://e www.a.b\\",
    "fence": "```\n# heading\n> quote\n- item\n| a | b |\n",
    "formula": '=HYPERLINK("http://evil","x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "wide": "\uff1d1+1",
    "spaced": " \t=1+1",
    "sarif": "[text](http://evil) {0} {{1}} [a](1)",
    "excel": "_x0041_ _x0000_ 0123 1e9 true http://evil mailto:a@b",
    "json": '\\u202e \\" } ] , "a": 1 \\',
}  # fmt: skip
VISIBLE = re.compile(f"[{UNSEEN}\u2028\u2029\x85\v\f]")


def report(words: str) -> Report:
    """The run with these words in every field that takes any, and made valid as a saved run is."""
    return replace(hostile_report(words), summary=hostile_report("x").summary)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def of_lines(data: bytes) -> list[str]:
    text = data.decode("utf-8")
    assert not VISIBLE.search(text)
    assert "\r" not in text
    return text.split("\n")


def of_concise(data: bytes) -> object:
    return [re.fullmatch(r".+:\d+:\d+: .+|", line) is not None for line in of_lines(data)]


def of_github(data: bytes) -> object:
    heads = []
    for line in of_lines(data)[:-1]:
        command = re.fullmatch(r"::(error|warning|notice)(?: ([^:]*))?::(.*)", line)
        assert command, line
        # As the runner undoes it.
        said = command[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        assert "\n" not in said
        heads.append((command[1], [one.partition("=")[0] for one in command[2].split(",")]))
    return heads


def of_sarif(data: bytes) -> object:
    log = json.loads(data)
    schema().validate(log)
    for text in texts(log["runs"][0]["results"]):
        assert not VISIBLE.search(text)
    for result in log["runs"][0]["results"]:
        message = result["message"]["text"]
        assert not re.search(r"\[[^\]]*\]\(", message)
        assert not re.search(r"(?<!\{)\{(?:\{\{)*\d+\}", message)
    return shape(log)


def of_json(data: bytes) -> object:
    value = json.loads(data)
    assert not any(VISIBLE.search(text) for text in texts(value))
    return shape(value)


def of_json_lines(data: bytes) -> object:
    return [of_json(line.encode()) for line in of_lines(data)[:-1]]


def of_report(data: bytes) -> object:
    """The report keeps everything, as escapes."""
    text = data.decode("utf-8")
    assert not VISIBLE.search(text)
    return shape(json.loads(text))


def of_letters(data: bytes) -> object:
    return [of_report(line.encode()) for line in data.decode("utf-8").split("\n")[:-1]]


def of_junit(data: bytes) -> object:
    root = ET.fromstring(data)
    for element in root.iter():
        assert not any(VISIBLE.search(text) for text in (element.text or "", *element.attrib.values()))
    return [(element.tag, sorted(element.keys())) for element in root.iter()]


def of_markdown(data: bytes) -> object:
    html = cmarkgfm.github_flavored_markdown_to_html(data.decode("utf-8"))
    plain = re.sub(r"<code>[^<]*</code>", "<code></code>", html)
    assert not re.search(
        r"<(?!/?(?:h1|h2|table|thead|tbody|tr|th|td|ul|li|strong|code)\b)",
        html.replace("<p>", "").replace("</p>", ""),
    )
    assert "@" not in plain
    return plain


def of_csv(data: bytes) -> object:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    for cell in (cell for row in rows for cell in row):
        assert not VISIBLE.search(cell)
        assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)
    return [len(row) for row in rows]


def of_xlsx(data: bytes) -> object:
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = []
    for row in (row for sheet in book for row in sheet.iter_rows()):
        for cell in row:
            assert cell.hyperlink is None
            assert not isinstance(cell.value, str) or not VISIBLE.search(cell.value)
        kinds.append([cell.data_type if cell.data_type != "f" else "formula" for cell in row])
    return kinds


def of_parquet(data: bytes) -> object:
    rows = pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()
    assert not any(VISIBLE.search(text) for text in texts(rows))
    return shape(rows)


def shape(value: Any) -> object:
    """The structure of a value: keys and kinds, without what its texts say."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value).__name__


READERS: dict[str, Callable[[bytes], object]] = {
    "concise": of_concise,
    "json": of_report,
    "jsonl": of_letters,
    "sarif": of_sarif,
    "junit": of_junit,
    "github": of_github,
    "gitlab": of_json,
    "rdjsonl": of_json_lines,
    "markdown": of_markdown,
    "csv": of_csv,
    "xlsx": of_xlsx,
    "parquet": of_parquet,
}


@pytest.mark.parametrize("words", CORPUS.values(), ids=CORPUS)
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_words_change_nothing_but_words(name: str, words: str) -> None:
    read = READERS[name]
    assert read(rendered(name, report(words))) == read(rendered(name, report("harmless")))
