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
from checker.report.records import Report, json_parts


def _nothing() -> None:
    return None


def _no_limits(_: Report) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a report is written in it, the library that it takes, and the limits of its consumer.

    ``parts`` gives what is written in parts, about a letter each, so that a large run is never held.
    ``require`` raises FormatError where that library is missing; ``limits`` says what of this run the
    consumer would refuse or not show.
    """

    parts: Callable[[Report], Iterator[str] | Iterator[bytes]]
    require: Callable[[], None] = _nothing
    limits: Callable[[Report], Iterator[str]] = _no_limits


FORMATS: Mapping[str, Format] = {
    "concise": Format(concise.parts),
    "json": Format(json_parts),
    "jsonl": Format(jsonl.parts),
    "sarif": Format(sarif.parts, limits=sarif.limits),
    "junit": Format(junit.parts),
    "github": Format(github.parts, limits=github.limits),
    "gitlab": Format(gitlab.parts),
    "rdjsonl": Format(rdjsonl.parts),
    "markdown": Format(markdown.parts),
    "csv": Format(csv.parts),
    "xlsx": Format(xlsx.parts, xlsx.require),
    "parquet": Format(parquet.parts, parquet.require),
}


def rendered(name: str, report: Report) -> bytes:
    """The report in a format, as bytes."""
    return b"".join(parts_of(name, report))


def parts_of(name: str, report: Report) -> Iterator[bytes]:
    """The same in parts."""
    return (part if isinstance(part, bytes) else part.encode("utf-8") for part in FORMATS[name].parts(report))
