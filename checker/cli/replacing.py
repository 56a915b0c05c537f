"""What the folders of ``--rules`` and ``--guidelines`` stand in place of: said, or their silence misleads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checker.counting import counted

if TYPE_CHECKING:
    from checker.judging.examine import Checker


def replaced(checker: Checker, rules: Path | None, guidelines: Path | None) -> Iterator[str]:
    """Say of each folder given how much of what comes with imr-check it stands in place of."""
    if rules is not None and not _is_shipped(rules, "rules"):
        own, shipped = len(checker.rules.rules), len(list(_shipped("rules").glob("*/IMR*.yaml")))
        yield _words("--rules", rules, counted(own, "rule"), shipped)
    if guidelines is not None and not _is_shipped(guidelines, "guidelines"):
        own, shipped = len(checker.knowledge.editions), len(list(_shipped("guidelines").glob("editions/*")))
        yield _words("--guidelines", guidelines, counted(own, "edition"), shipped)


def _words(option: str, folder: Path, own: str, shipped: int) -> str:
    others = f"the {shipped:,} that come with imr-check, of which none is used"
    return f"{option} {folder}: {own} in place of {others}"


def _is_shipped(folder: Path, name: str) -> bool:
    return folder.resolve() == _shipped(name).resolve()


def _shipped(name: str) -> Path:
    from checker.knowledge.files import data_folder

    return data_folder(name)
