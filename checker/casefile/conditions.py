"""The conditions table of an item: each condition that is stated or asked, put against the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.casefile.criteria import Stated
from checker.casefile.features.kinds import Feature
from checker.knowledge.guidelines import Limit

Outcome = Literal["met", "unmet", "not_documented", "conflicting"]
Answer = Literal["true", "false", "unknown", "conflicting"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A node of a criterion's tree with its answer on the case, and for a leaf the features that it rests on.

    ``text`` is the node in words; ``join`` "all", "any", "not", "at least N of" or None for a leaf.
    """

    text: str
    answer: Answer
    join: str | None = None
    parts: tuple[Answered, ...] = ()
    features: tuple[Feature, ...] = ()

    @property
    def deciding(self) -> tuple[Answered, ...]:
        """The parts that its answer turns on: those that have it too, or all; of what is turned, that."""
        same = tuple(part for part in self.parts if part.answer == self.answer)
        return self.parts if self.join == "not" else same or self.parts

    @property
    def rests_on(self) -> tuple[Feature, ...]:
        """The features of the leaves that its answer turns on."""
        return (*self.features, *(feature for part in self.deciding for feature in part.rests_on))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its criterion (None: in the letter's own words), and what became of it.

    ``stated_in`` and ``compared_in`` are statements of the rationale counted from 0: those that state it as
    the guideline's, those that put it against the case. ``decisive``: the decision leans on it. ``asked`` is
    the condition in words, ``value`` the guideline's figure. ``proof`` is the tree, None where nothing
    computes. ``by_words``: what became of it is told by sentences that share its words, not by the tree or a
    figure. ``limit`` is the row that applies, ``spent`` the visits (done and requested) or days of use that
    are held against it.
    """

    stated: Stated | None
    asked: str
    outcome: Outcome
    value: str | None = None
    stated_in: tuple[int, ...] = ()
    compared_in: tuple[int, ...] = ()
    decisive: bool = False
    proof: Answered | None = None
    by_words: bool = False
    features: tuple[Feature, ...] = ()
    limit: Limit | None = None
    spent: int | None = None

    @property
    def name(self) -> str:
        """The criterion's id, or which statements give the condition."""
        own = f"stated in {', '.join(map(str, self.stated_in))}"
        return self.stated.criterion.id if self.stated else own
