"""The run in the formats of other tools: one module a format, each a pure function of the report.

What letters and rules say goes into every format so that it is text there and nothing else. The report itself
(``json``) and its letters (``jsonl``) keep all of it, as escapes; the others leave out what can't be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checker.render.formats import (
    concise,
    csv,
    github,
    gitlab,
    jsonl,
    junit,
    markdown,
    parquet,
    rdjsonl,
    sarif,
    xlsx,
)
from checker.report.records import Report, to_json


def _nothing() -> None:
    return None


def _no_limits(_: Report) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a report is written in it, the library that it takes, and the limits of its consumer.

    ``require`` raises FormatError where that library is missing; ``limits`` says what of this run the
    consumer would refuse or not show.
    """

    render: Callable[[Report], str | bytes]
    require: Callable[[], None] = _nothing
    limits: Callable[[Report], Iterator[str]] = _no_limits


FORMATS: Mapping[str, Format] = {
    "concise": Format(concise.render),
    "json": Format(to_json),
    "jsonl": Format(jsonl.render),
    "sarif": Format(sarif.render, limits=sarif.limits),
    "junit": Format(junit.render),
    "github": Format(github.render, limits=github.limits),
    "gitlab": Format(gitlab.render),
    "rdjsonl": Format(rdjsonl.render),
    "markdown": Format(markdown.render),
    "csv": Format(csv.render),
    "xlsx": Format(xlsx.render, xlsx.require),
    "parquet": Format(parquet.render, parquet.require),
}


def rendered(name: str, report: Report) -> bytes:
    """The report in a format, as bytes."""
    made = FORMATS[name].render(report)
    return made if isinstance(made, bytes) else made.encode("utf-8")
