"""Markdown from plain text: tables, links and lists that show what the text says, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# What Markdown or HTML would take as more than a character.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|&])")
_ID = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """A text in one line as it reads, no sign of it taken for a mark."""
    return _escaped(" ".join(text.split()))


def code(text: object) -> str:
    """A name or value in the type of code."""
    shown = " ".join(str(text).split())
    return f"<code>{plain(shown)}</code>" if set("`|") & set(shown) else f"`{shown}`" if shown else ""


def docstring(text: str) -> str:
    """What a docstring says, its names in the type of code."""
    parts = " ".join(text.split()).split("``")
    return "".join(code(part) if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(line: str) -> str:
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", line)


def quoted(text: str) -> str:
    """Words of a letter."""
    return f"“{plain(text)}”"


def link(text: str, target: str) -> str:
    """A link to another page; the text is Markdown."""
    return f"[{text}]({target})"


def anchor(identifier: str) -> str:
    """What a datum's id is called in addresses: ``CP09.musc.cyclo`` is ``cp09-musc-cyclo``."""
    return _ID.sub("-", identifier.lower()).strip("-")


def heading(level: int, text: str, identifier: str | None = None) -> list[str]:
    """A heading, with a fixed address on the page where it has an id."""
    name = f" {{#{anchor(identifier)}}}" if identifier else ""
    return [f"{'#' * level} {text}{name}", ""]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, or nothing where it has no rows. Cells are Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines, ""] if lines else []


def bullets(lines: Iterable[str]) -> list[str]:
    """A list, or nothing where it has no lines."""
    found = [f"- {line}" for line in lines]
    return [*found, ""] if found else []


def listed(facts: Iterable[tuple[str, str]]) -> list[str]:
    """A list of names and what stands under each."""
    return bullets(f"**{name}:** {value}" for name, value in facts)


def fence(language: str, text: str) -> list[str]:
    """A block of code."""
    return [f"```{language}", *text.rstrip().splitlines(), "```", ""]
