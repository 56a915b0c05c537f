"""What a page is served with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.engine import Preference
from checker.errors import CheckerError
from checker.knowledge.packs import Pack, Packs
from checker.knowledge.strict_yaml import files
from checker.running.changes import NO_CHANGES, Changes


@dataclass(frozen=True, slots=True)
class Typed:
    """What an author types: a file and its name in the pack that is edited, and what it is tried on.

    ``cases``: run its own cases too. ``save``: write it where nothing is wrong with it, and run them.
    """

    left: str
    right: str
    file: str = ""
    cases: bool = False
    save: bool = False


class RefusedError(CheckerError):
    """What was sent can't be done. Its lines say why, without words of a letter."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The packs in force, what is changed or silenced of them, and what may be written where.

    ``edit`` is the pack that the playground may save into, one of ``packs``; ``keep`` the folder for letters
    and their pages. Without them nothing is stored. ``redact``: pages are without what identifies.
    """

    packs: Packs
    changes: Changes = NO_CHANGES
    ignored: frozenset[str] = frozenset()
    as_of: date | None = None
    engine: Preference = "auto"
    edit: Pack | None = None
    keep: Path | None = None
    redact: bool = False

    @property
    def loaded(self) -> Packs:
        """The packs but one to edit that has no file yet."""
        if self.edit is None or any(files(self.edit.folder)):
            return self.packs
        return Packs(*(tuple(one for one in kind if one != self.edit) for kind in self.packs))
