"""The kinds of case features: one class each. Figures are in the unit that a class names.

A feature is what the letter says of the patient: one finding, one treatment tried, one count of visits.
What the letter doesn't say has no feature: absence is unknown. What it says not to know ("the number of
sessions was not found") has one of status ``unknown``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeVar

from pydantic.alias_generators import to_snake

from checker.letter import Side
from checker.spans import Span

Status = Literal[
    "asserted",  # the letter says so
    "inferred",  # it follows from what the letter says: a joint space of 1 mm is arthrosis
    "reported",  # somebody says so: the patient, the provider, utilization review
    "denied",  # the letter says that it isn't so
    "possible",  # suspected, to be ruled out
    "unknown",  # the letter says that it isn't known or documented
]
Place = Literal["title", "request", "summary", "rationale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What all have: concept of the vocabulary (None: none known), words, part and side, date, status.

    ``words`` and ``span`` are the letter's; ``sentence`` the whole sentence, white space folded. ``day`` is
    the date that the letter gives it, None where it gives none; ``place`` the part of the letter.
    """

    kind: ClassVar[str]

    concept: str | None
    words: str
    sentence: str
    span: Span
    place: Place
    status: Status
    body_part: str | None = None
    side: Side | None = None
    day: date | None = None

    def __init_subclass__(cls) -> None:
        cls.kind = to_snake(cls.__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Feature):
    """A diagnosis, symptom, treatment or circumstance of the patient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits(Feature):
    """A count of visits of a counted treatment. ``count`` None: some, the number unknown."""

    role: Literal["requested", "done", "authorized", "denied"]
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Feature):
    """The use of a drug or class. ``days`` is how long so far (at least), ``since`` the first day named."""

    days: int | None = None
    since: date | None = None


Kind = TypeVar("Kind", bound=Feature)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a letter as one item sees them: the summary's, then title, request and rationale's."""

    all: tuple[Feature, ...] = ()

    def of(self, kind: type[Kind], concepts: frozenset[str] | None = None) -> Iterator[Kind]:
        """Those of a kind, of these concepts where they are given."""
        for feature in self.all:
            if isinstance(feature, kind) and (concepts is None or feature.concept in concepts):
                yield feature
