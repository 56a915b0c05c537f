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
Grade = Literal["none", "minimal", "mild", "moderate", "severe"]


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
    """A diagnosis, symptom or circumstance of the patient, ``severity`` as the letter grades it."""

    severity: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Feature):
    """What an examination, image or electrodiagnostic study showed. ``figure`` as "4/5", "1 mm", "7/10"."""

    of: Literal["examination", "imaging", "electrodiagnostic", "laboratory"]
    severity: Grade | None = None
    figure: str | None = None
    level: str | None = None


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
    current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Feature):
    """A daily dose in mg of the drug, and for opioids the morphine equivalent in mg a day."""

    mg_a_day: float | None = None
    morphine_equivalent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Age(Feature):
    """Age in years."""

    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried(Feature):
    """A treatment that was given. ``days`` or ``visits`` is how much of it, ``result`` what came of it."""

    days: int | None = None
    visits: int | None = None
    result: Literal["helped", "partly", "failed"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Feature):
    """A change under treatment of pain, function, medication or work. ``percent`` and ``days`` of relief."""

    of: Literal["pain", "function", "medication", "work", "overall"]
    change: Literal["better", "same", "worse"]
    percent: float | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Feature):
    """A surgery, injection or other procedure, done or planned."""

    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed(Feature):
    """The time in days to the decision since the ``since``: the injury, a surgery, the onset of symptoms."""

    since: Literal["injury", "surgery", "onset"]
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStatus(Feature):
    """Whether the patient works."""

    working: Literal["full", "modified", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented(Feature):
    """A paper, test or plan: urine drug screen, pain agreement, home exercise, plan of treatment."""


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
