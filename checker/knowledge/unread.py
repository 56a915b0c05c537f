"""What was looked for and not found, beside files that can't be read: it may stand in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from checker.counting import counted
from checker.knowledge.editions import EDITION_FILE
from checker.knowledge.regular_file import read_regular
from checker.knowledge.strict_yaml import MAX_BYTES, files
from checker.problems import Code, Problem

_IDS = (Code.UNKNOWN, Code.PACK)  # what looks for an id; other problems look for a word


def unchecked(found: Iterable[Problem], unread: Sequence[Problem]) -> list[Problem]:
    """Problems that were found beside files that can't be read for what is ``unread`` of them.

    Where such a file may have the name that was looked for, a warning stands in the place of the first
    that looks for it: only when the file is mended is it known.
    """
    texts = {path: _text(Path(path)) for path in dict.fromkeys(_paths(unread))}
    sure: dict[Problem, None] = {}
    asked: dict[tuple[str, str], list[Problem]] = {}
    for problem in found:
        there = (path for path, text in texts.items() if path != problem.path and _has(text, problem))
        holder = next(there, None) if problem.name else None
        if holder is None:
            sure[problem] = None
        else:
            asked.setdefault((problem.name, holder), []).append(problem)
    return [*sure, *(_told(name, path, problems) for (name, path), problems in asked.items())]


def _told(name: str, path: str, problems: Sequence[Problem]) -> Problem:
    others = f", nor at {counted(len(problems) - 1, 'other place')}" if len(problems) > 1 else ""
    message = f"{name} is not looked up here{others}: {path}, which can't be read, may have it"
    return replace(problems[0], code=Code.UNCHECKED, message=message)


def _paths(problems: Iterable[Problem]) -> Iterator[str]:
    """The files with something that can't be read, and those that are not without their edition."""
    for problem in problems:
        path = Path(problem.path)
        yield problem.path
        if path.name == EDITION_FILE:
            yield from map(str, files(path.parent))


def _text(path: Path) -> str | None:
    """What stands in a file, None where that can't be told: it may be anything."""
    try:
        return read_regular(path, MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return None


def _has(text: str | None, problem: Problem) -> bool:
    """Whether a file has the name that a problem looks for: as an id, or a word anywhere."""
    before = r"\bid\W+" if problem.code in _IDS else r"(?<![\w.-])"
    pattern = rf"{before}{re.escape(problem.name)}(?![\w-]|\.\w)"
    return text is None or re.search(pattern, text, re.IGNORECASE) is not None
