"""Writes ``docs/pages/reference``, before ``mkdocs build``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from checker.engine import load_rules
from checker.facts.kinds import CATALOGUE
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from docs.generate.commands import command_pages
from docs.generate.editions import edition_pages
from docs.generate.facts import fact_pages
from docs.generate.features import feature_pages
from docs.generate.keys import key_pages
from docs.generate.problems import problem_pages
from docs.generate.rules import rule_pages
from docs.generate.statements import statement_pages

REFERENCE = Path(__file__).parent.parent / "pages" / "reference"
_MADE = "<!-- Made by python -m docs.generate: do not edit. -->"


def pages() -> Iterator[tuple[str, str]]:
    """Path below ``reference/`` and text of every generated page. Same files, same text."""
    base = load_rules(data_folder("rules"), CATALOGUE)
    editions = load_knowledge(data_folder("guidelines")).editions
    made = chain(
        rule_pages(base),
        edition_pages(editions),
        fact_pages(base),
        feature_pages(),
        command_pages(),
        problem_pages(),
        key_pages(),
        statement_pages(editions),
    )
    for path, lines in made:
        yield path, "\n".join((_MADE, "", *lines)).rstrip() + "\n"


def write(folder: Path) -> None:
    """Write all pages anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in pages():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(REFERENCE)
