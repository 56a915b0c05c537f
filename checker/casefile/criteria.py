"""The criteria of all editions, each with the section and edition that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from checker.knowledge.guidelines import Criterion, Edition, Section
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.twins import Twins


@dataclass(frozen=True, slots=True)
class Stated:
    """A criterion with the section and edition that hold it."""

    edition: Edition
    section: Section
    criterion: Criterion

    @property
    def pages(self) -> tuple[int, int] | None:
        """The criterion's own pages, else its section's."""
        return self.criterion.pages or self.section.pages

    def is_of_another(self, sources: frozenset[str]) -> bool:
        """Whether these families of guidelines are some, and the edition is of none of them."""
        return bool(sources) and sources.isdisjoint({self.edition.source, *self.edition.named_as})

    @property
    def about(self) -> tuple[str, ...]:
        """The treatments that the criterion is about: its own, else its section's. Empty: any."""
        return self.criterion.treatments or self.section.covers.treatments


class OnCriterion(Protocol):
    """What is on one criterion, as a tie or a claim."""

    @property
    def stated(self) -> Stated:
        """The criterion."""


On = TypeVar("On", bound=OnCriterion)


def with_others(first: Sequence[On], more: Iterable[On]) -> list[On]:
    """These, and those of more that are on other criteria."""
    had = {one.stated.criterion.id for one in first}
    return [*first, *(one for one in more if one.stated.criterion.id not in had)]


def stated_by(editions: Iterable[Edition]) -> Iterator[Stated]:
    """The criteria of editions, in the order of the files."""
    for edition in editions:
        for section in edition.sections:
            for criterion in section.criteria:
                yield Stated(edition, section, criterion)


class Criteria:
    """All criteria, in the order of the files, and which of them share a claim."""

    def __init__(self, editions: Iterable[Edition], twins: Iterable[Twins], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.all = tuple(stated_by(editions))
        self.by_id = {stated.criterion.id: stated for stated in self.all}
        self.excluding = tuple(stated for stated in self.all if stated.criterion.not_in)
        self.row = {stated.criterion.id: row for row, stated in enumerate(self.all)}
        self._twins: dict[str, set[str]] = {}
        for group in twins:
            for name in group.ids:
                self._twins.setdefault(name, set()).update(group.ids)

    def twins(self, criterion: str) -> frozenset[str]:
        """The ids of criteria that share a claim with this one, itself among them."""
        return frozenset(self._twins.get(criterion, ())) | {criterion}

    def relation(self, stated: Stated, treatments: Iterable[str]) -> int:
        """1 where a criterion is about any of the treatments, a broader one or a kind of one; -1 where not.

        0 where it is about any treatment, or none is given.
        """
        return self.relations([stated], treatments)[0]

    def relations(self, criteria: Iterable[Stated], treatments: Iterable[str]) -> list[int]:
        """The relation of each of several criteria to the treatments."""
        kin = self._lexicon.kin_of(treatments)
        abouts = (stated.about for stated in criteria)
        return [0 if not (kin and about) else -1 if kin.isdisjoint(about) else 1 for about in abouts]

    def related(self, stated: Stated, treatments: Iterable[str]) -> bool:
        """Whether a criterion is about any of the treatments, a broader one, or a kind of one."""
        return not stated.about or self.relation(stated, treatments) > 0
