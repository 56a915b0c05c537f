"""Criteria that make one claim in several places, and ids that were given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field, RootModel

from checker.knowledge.editions import EditionFolder
from checker.knowledge.files import Placed
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict import Id, Several, Strict, Text
from checker.problems import Code, Problem


class Twins(Strict):
    """Criteria of several editions or chapters that share a ``claim``, in whole or in part.

    A criterion may stand in several groups: what two groups share is no claim of both.
    """

    claim: Text
    ids: Several[Id] = Field(min_length=2)


class TwinsFile(Strict):
    """``twins.yaml``."""

    twins: Several[Twins]


class NewIds(RootModel[dict[Id, Several[Id]]]):
    """``aliases_of_ids.yaml``: old ids of criteria that were split, merged or renamed, with the new ones."""


def twin_problems(
    twins: Iterable[Placed[TwinsFile]], renamed: Iterable[Placed[NewIds]], editions: Iterable[EditionFolder]
) -> Iterator[Problem]:
    """Twins and new ids that no criterion has, and old ones that a criterion still has."""
    known = {
        criterion.id
        for folder in editions
        for section in folder.sections
        for criterion in section.value.criteria
    }

    def unknown(place: Placed[TwinsFile] | Placed[NewIds], key: tuple[str | int, ...], name: str) -> Problem:
        return place.problem(Code.UNKNOWN, key, f"there is no criterion {name}{did_you_mean(name, known)}")

    for file in twins:
        for number, group in enumerate(file.value.twins):
            for index, name in enumerate(group.ids):
                if name not in known:
                    yield unknown(file, ("twins", number, "ids", index), name)
                if name in group.ids[:index]:
                    yield file.problem(Code.TAKEN, ("twins", number, "ids", index), f"{name} is there twice")
    for names in renamed:
        for old, new in names.value.root.items():
            yield from (
                unknown(names, (old, index), name) for index, name in enumerate(new) if name not in known
            )
            if old in known and old not in new:
                yield names.problem(Code.TAKEN, (old,), f"a criterion is called {old} still")
