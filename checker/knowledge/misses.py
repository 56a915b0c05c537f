"""Sentences of the guidelines that come with imr-check that are known not to be tied as they should."""

from __future__ import annotations

from pathlib import Path

from checker.errors import KnowledgeError
from checker.knowledge.files import FileReader, Placed
from checker.knowledge.strict import Id, Several, Strict, Text

MISSES_FILE = "known_misses.yaml"


class Miss(Strict):
    """An example ``of`` a criterion that is not tied to it, or a near miss that is, and what happens."""

    of: Id
    sentence: Text
    becomes: Text


class Misses(Strict):
    """``known_misses.yaml``. It hides nothing: one that is mended, or misses otherwise, is told as well."""

    misses: Several[Miss] = ()


def known_misses(folder: Path) -> list[Placed[Miss]]:
    """Those of a base, each with its place. Raises KnowledgeError with all that is wrong with the file."""
    reader = FileReader(folder)
    there = (folder / MISSES_FILE).exists()
    found = [
        Placed(miss, file.document, ("misses", index))
        for file in (reader.read_all(MISSES_FILE, Misses) if there else ())
        for index, miss in enumerate(file.value.misses)
    ]
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return found
