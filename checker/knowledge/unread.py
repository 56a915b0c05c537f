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
    that looks for it, one for all names of a file, or of an edition that can't be read: only when it is
    mended are they known.
    """
    causes = dict(_paths(unread))
    texts = {path: _text(Path(path)) for path in causes}
    sure: dict[Problem, None] = {}
    asked: dict[str, list[tuple[Problem, str]]] = {}
    for problem in found:
        there = (path for path, text in texts.items() if path != problem.path and _has(text, problem))
        holder = next(there, None) if problem.name else None
        if holder is None:
            sure[problem] = None
        else:
            asked.setdefault(causes[holder], []).append((problem, holder))
    return [*sure, *(_told(cause, problems) for cause, problems in asked.items())]


def _told(cause: str, problems: Sequence[tuple[Problem, str]]) -> Problem:
    first, holder = problems[0]
    names = {problem.name for problem, _ in problems}
    others, file, what = "", holder, "it"
    if len(names) > 1:
        others, file, what = f", nor {counted(len(names) - 1, 'other name')}", cause, "them"
    elif len(problems) > 1:
        others = f", nor at {counted(len(problems) - 1, 'other place')}"
    message = (
        f"{first.name} is not looked up here{others}: {file}, which has problems of its own, may have {what}"
    )
    return replace(first, code=Code.UNCHECKED, message=message)


def _paths(problems: Iterable[Problem]) -> Iterator[tuple[str, str]]:
    """The files with something that can't be read, and those that are not without their edition; and why."""
    for problem in problems:
        path = Path(problem.path)
        yield problem.path, problem.path
        if path.name == EDITION_FILE:
            yield from ((str(file), problem.path) for file in files(path.parent))


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
