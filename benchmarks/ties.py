"""How often a sentence is tied to the right criterion: ``python -m benchmarks.ties [-v]``.

Every example of every criterion is tied with itself left out, given its edition: once by itself, once with
what its criterion is about as the treatment that is asked for. Printed: in how many cases the criterion, or
one that shares its claim, comes first, for each edition and in all. ``-v`` lists the others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from checker.casefile.criteria import Criteria, Stated
from checker.casefile.likeness import Likeness, Wording
from checker.casefile.opening import Compiled
from checker.casefile.ties import Said, Ties
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from checker.knowledge.phrases import fold

PARTS = 4


@dataclass(frozen=True)
class LeftOut:
    """An example, the criterion that it states, and ties that don't know it."""

    stated: Stated
    words: str
    said: Said
    ties: Ties

    def right(self, criteria: Criteria, rows: Sequence[int]) -> NDArray[np.bool_]:
        """Which of these rows it states: its criterion, and those that share a claim with it."""
        alike = criteria.twins(self.stated.criterion.id)
        return np.array([criteria.all[row].criterion.id in alike for row in rows])


def left_out(compiled: Compiled) -> Iterator[LeftOut]:
    """Every example with ties that were made without it.

    The examples of a criterion are dealt into parts; those of a part are tied by an index of all others.
    """
    criteria, everything = compiled.criteria, compiled.wordings()
    for part in range(PARTS):
        index = Likeness.of([_without(wording, part) for wording in everything])
        ties = Ties(criteria, index, compiled.knowledge.tying, compiled.lexicon)
        for stated, wording in zip(criteria.all, everything, strict=True):
            examples = zip(stated.criterion.examples, wording.examples, strict=True)
            for number, (words, terms) in enumerate(examples):
                if number % PARTS == part:
                    yield LeftOut(stated, words, compiled.said(fold(words), terms), ties)


def _without(wording: Wording, part: int) -> Wording:
    kept = [example for number, example in enumerate(wording.examples) if number % PARTS != part]
    return replace(wording, examples=kept)


@dataclass(frozen=True)
class Outcome:
    """What an example was tied to, without and with the treatment: None where it has too few words."""

    example: LeftOut
    tied: tuple[Stated | None, Stated | None]
    right: tuple[bool, bool]


def outcomes(compiled: Compiled) -> Iterator[Outcome]:
    """Each example, tied given its edition."""
    for example in left_out(compiled):
        alike = compiled.criteria.twins(example.stated.criterion.id)
        edition = (example.stated.edition.id,)
        alone, asked = (
            next(
                iter(
                    example.ties.find(example.said, example.ties.around(edition, (), about), only_cited=True)
                ),
                None,
            )
            for about in ((), example.stated.about[:1])
        )
        tied = (alone.stated if alone else None, asked.stated if asked else None)
        right = [one is not None and one.criterion.id in alike for one in tied]
        yield Outcome(example, tied, (right[0], right[1]))


def main(arguments: Sequence[str]) -> None:
    """Print the shares."""
    found = list(outcomes(Compiled(load_knowledge(data_folder("guidelines")))))
    editions = [one.example.stated.edition.id for one in found]
    total = Counter((*editions, *("in all" for _ in found)))
    print(f"{'examples':>8}  {'first':>6}  {'with the treatment':>18}")
    for name, count in total.items():
        own = [one for one, edition in zip(found, editions, strict=True) if name in (edition, "in all")]
        shares = [sum(one.right[at] for one in own) / count for at in (0, 1)]
        print(f"{count:>8}  {shares[0]:>6.1%}  {shares[1]:>18.1%}  {name}")
    if "-v" in arguments:
        for one in found:
            if not one.right[0]:
                tied = one.tied[0].criterion.id if one.tied[0] else "nothing"
                print(f"{one.example.stated.criterion.id} -> {tied}: {one.example.words}")


if __name__ == "__main__":
    main(sys.argv[1:])
