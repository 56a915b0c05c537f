"""A memo in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.render.memo.content import Memo, Part, Passage, Point

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_BLOCK = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def markdown(memo: Memo) -> str:
    """The memo as CommonMark; nothing that a letter says is markup in it."""
    lines = [f"# {_plain(memo.title)}", ""]
    lines += [*(f"- **{label}:** {_plain(words)}" for label, words in memo.about), ""]
    for part in memo.parts:
        lines += [f"## {part.heading}", "", *_part(part)]
    return "\n".join([*lines, "---", "", memo.closing, ""])


def _part(part: Part) -> Iterator[str]:
    if part.note:
        yield from (part.note, "")
    for number, point in enumerate(part.points, 1):
        yield from (f"### {number}. {_plain(point.item)}: {_plain(point.message)}", "")
        yield from _point(point)
    if part.lines:
        yield from (*(f"- {_plain(line)}" for line in part.lines), "")


def _point(point: Point) -> Iterator[str]:
    for passage in (*point.letter, *([point.guideline] if point.guideline else [])):
        yield from _passage(passage)
    if point.remedy:
        yield from (f"To match: {_plain(point.remedy)}", "")
    yield from (_plain(point.origin), "")


def _passage(passage: Passage) -> Iterator[str]:
    yield from (f"{_plain(passage.where)}{':' if passage.words else ''}", "")
    if passage.words:
        yield from (f"> {_plain(passage.words)}", "")


def _plain(text: str) -> str:
    return _BLOCK.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
