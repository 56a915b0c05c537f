"""The guideline's side: a criterion with its place, logic and provenance, for a page to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.casefile.criteria import Stated, stated_by
from checker.casefile.wording import edition_name, limit_words, need_words, source_words
from checker.knowledge.guidelines import Edition
from checker.knowledge.needs import Need
from checker.render.words import PROVENANCE_WORDS


@dataclass(frozen=True, slots=True)
class Asked:
    """What a criterion needs: a statement on the case, or several joined ("all of", "any of", "not")."""

    words: str
    parts: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A criterion in own words. ``then`` is what the guideline says where it is met, else ``otherwise``."""

    id: str
    text: str
    source: str
    limits: tuple[str, ...]
    needs: Asked | None
    then: str | None
    otherwise: str | None
    provenance: str
    doubt: str | None


class Cards:
    """The cards of all criteria, made when they are asked for, and the names of the editions by their ids."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        editions = tuple(editions)
        self.editions = {edition.id: edition_name(edition) for edition in editions}
        self._held = {one.criterion.id: one for one in stated_by(editions)}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all criteria."""
        return tuple(self._held)

    def get(self, criterion: str | None) -> Card | None:
        """The card of a criterion; None for an id that these guidelines don't have."""
        held = self._held.get(criterion or "")
        return _card(held) if held else None


def _card(held: Stated) -> Card:
    criterion, provenance = held.criterion, held.criterion.provenance
    return Card(
        id=criterion.id,
        text=criterion.text,
        source=source_words(edition_name(held.edition), held.section.title, held.pages),
        limits=tuple(limit_words(limit, limit.applies_to) for limit in criterion.limits),
        needs=_asked(criterion.needs) if criterion.needs else None,
        then=_words(criterion.then),
        otherwise=_words(criterion.otherwise),
        provenance=PROVENANCE_WORDS[provenance.grade],
        doubt=provenance.uncertainty,
    )


def _asked(need: Need) -> Asked:
    if need.statement is not None:
        return Asked(need_words(need))
    return Asked(need_words(need), tuple(_asked(part) for part in need.parts))


def _words(outcome: str | None) -> str | None:
    return outcome.replace("_", " ") if outcome else None
