"""Criteria that make one claim in several places, and ids that were given up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

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


def groups_of(files: Iterable[Placed[TwinsFile]], gone: Collection[str]) -> tuple[Twins, ...]:
    """The groups of files without the criteria that are gone, as long as two are left."""
    left = (
        group.model_copy(update={"ids": tuple(name for name in group.ids if name not in gone)})
        for file in files
        for group in file.value.twins
    )
    return tuple(group for group in left if len(group.ids) > 1)


def new_ids_of(files: Iterable[Placed[NewIds]], gone: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The new ids of old ones, without those that are gone."""
    return {
        old: left
        for file in files
        for old, new in file.value.root.items()
        if (left := tuple(name for name in new if name not in gone))
    }


def twin_problems(
    twins: Iterable[Placed[TwinsFile]],
    renamed: Iterable[Placed[NewIds]],
    editions: Iterable[EditionFolder],
    gone: Collection[str] = (),
) -> Iterator[Problem]:
    """Twins and new ids that no criterion has or had, and old ones that a criterion still has."""
    known = {
        criterion.id
        for folder in editions
        for section in folder.sections
        for criterion in section.value.criteria
    }

    def unknown(place: Placed[TwinsFile] | Placed[NewIds], key: tuple[str | int, ...], name: str) -> Problem:
        message = f"there is no criterion {name}{did_you_mean(name, known)}"
        return place.problem(Code.UNKNOWN, key, message, name)

    for file in twins:
        for number, group in enumerate(file.value.twins):
            for index, name in enumerate(group.ids):
                if name not in known and name not in gone:
                    yield unknown(file, ("twins", number, "ids", index), name)
                if name in group.ids[:index]:
                    yield file.problem(Code.TAKEN, ("twins", number, "ids", index), f"{name} is there twice")
    for names in renamed:
        for old, new in names.value.root.items():
            yield from (
                unknown(names, (old, index), name)
                for index, name in enumerate(new)
                if name not in known and name not in gone
            )
            if old in known and old not in new:
                yield names.problem(Code.TAKEN, (old,), f"a criterion is called {old} still")
