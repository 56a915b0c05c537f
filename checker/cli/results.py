"""Where the results of a run go: ``--format NAME[=FILE]``, as often as it is given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.options import Color
from checker.cli.output import Look, fail, print_report, report_parts, warn, write_bytes, write_parts
from checker.errors import CheckerError

if TYPE_CHECKING:
    from checker.knowledge.knowledge import Knowledge
    from checker.report.records import Report

TERMINAL, TEXT, JSON, HTML = "terminal", "text", "json", "html"
_GITHUB, _SUMMARY = "github", "GITHUB_STEP_SUMMARY"


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file that it goes to; None: standard output."""

    name: str
    file: Path | None = None


def targets_of(given: Iterable[str] | None, journal: Path | None = None) -> tuple[Target, ...]:
    """The formats asked for; without any, ``terminal``. What can't be written is refused before the run."""
    targets = tuple(map(_target, given or (TERMINAL,)))
    if sum(target.file is None for target in targets) > 1:
        fail("--format: one format at most goes to standard output: name a file, as in json=run.json")
    files = [os.path.realpath(target.file) for target in targets if target.file is not None]
    for file in files:
        if files.count(file) > 1:
            fail(f"--format: two formats go to {file}")
    if journal is not None and os.path.realpath(journal) in files:
        fail(f"--format: {journal} is the journal of --resume")
    return targets


def deliver(
    report: Report, targets: Iterable[Target], look: Look, knowledge: Callable[[], Knowledge]
) -> bool:
    """Write a report in each format, files first. Says what fails, and whether all was written.

    ``knowledge`` gives what the run was checked with, for a format that shows the guidelines.
    """
    done = True
    for target in sorted(targets, key=lambda target: target.file is None):
        try:
            _deliver(report, target, look, knowledge)
        except CheckerError as error:
            if target.file is None:
                raise
            for line in error.lines:
                warn(line)
            done = False
    return done


def _target(given: str) -> Target:
    name, named, file = given.partition("=")
    if named and not file:
        fail(f"--format: {given} names no file")
    path = Path(file) if file not in {"", "-"} else None
    if name not in {TERMINAL, TEXT, JSON, HTML}:
        from checker.knowledge.plain_words import did_you_mean
        from checker.render.formats import FORMATS

        if name not in FORMATS:
            names = (TERMINAL, TEXT, *FORMATS, HTML)
            meant = did_you_mean(name, names) or f" (there are {', '.join(names)})"
            fail(f"--format: no format is called {name!r}{meant}")
        FORMATS[name].require()
    if path is not None:
        from checker.cli.whole import refuse_unwritable

        refuse_unwritable(path)
    return Target(name, path)


def _deliver(report: Report, target: Target, look: Look, knowledge: Callable[[], Knowledge]) -> None:
    if target.name == TERMINAL and target.file is None:
        print_report(report, look)
        return
    if target.name == HTML:
        from checker.cli.pages import only_page, write_pages

        if target.file is None:
            write_bytes(only_page(report, knowledge()))
        else:
            write_pages(report, knowledge(), target.file)
        return
    parts = _made(report, target.name, look)
    if target.file is None:
        write_parts(parts)
    else:
        from checker.cli.whole import write_whole_parts

        write_whole_parts(target.file, parts)
    if target.name == _GITHUB and os.environ.get(_SUMMARY):
        _summarize(report, Path(os.environ[_SUMMARY]))


def _made(report: Report, name: str, look: Look) -> Iterator[bytes]:
    if name in {TERMINAL, TEXT}:
        # In a file there is no terminal whose color and width could count.
        plain = Color.never if name == TEXT else look.color
        return report_parts(report, replace(look, color=plain))
    if name == JSON:
        from checker.report.records import json_parts

        return (part.encode("utf-8") for part in json_parts(report))
    from checker.render.formats import FORMATS, parts_of

    for limit in FORMATS[name].limits(report):
        warn(limit)
    return parts_of(name, report)


def _summarize(report: Report, path: Path) -> None:
    """Add to the summary of a GitHub job, which other steps may have begun."""
    from checker.render.formats.github import SUMMARY_BYTES, summary

    try:
        with path.open("ab") as file:
            room = SUMMARY_BYTES - file.tell()
            words = summary(report, room).encode("utf-8")
            if len(words) > room:
                warn("the summary of this GitHub job is full: nothing was added to it")
            else:
                file.write(words)
    except OSError as error:
        warn(f"the summary of this GitHub job can't be written: {error.strerror}")
