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

from checker.knowledge.needs import Result
from checker.letter import Approach, Side
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
Paper = Literal["agreement", "database", "request", "examination"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What all have: concept of the vocabulary (None: none known), words, part and side, date, status.

    ``words`` are the letter's in lower case, ``sentence`` the whole sentence, white space folded, ``span``
    where that stands. ``day`` is the date that the letter gives it, None where it gives none; ``place`` the
    part of the letter. ``past``: it was so once, and the letter doesn't say that it still is.
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
    past: bool = False

    @property
    def amount(self) -> str | None:
        """The figure that it carries, in words; None where it carries none."""
        return None

    def __init_subclass__(cls) -> None:
        cls.kind = to_snake(cls.__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Feature):
    """A diagnosis, symptom or circumstance of the patient, ``severity`` as the letter grades it."""

    severity: Grade | None = None

    @property
    def amount(self) -> str | None:
        """Its grade."""
        return self.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Feature):
    """What an examination, image or electrodiagnostic study showed. ``figure`` as "4/5", "1 mm", "7/10"."""

    of: Literal["examination", "imaging", "electrodiagnostic", "laboratory"]
    severity: Grade | None = None
    figure: str | None = None
    level: str | None = None

    @property
    def amount(self) -> str | None:
        """Its grade, figure and level."""
        return ", ".join(filter(None, (self.severity, self.figure, self.level))) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits(Feature):
    """A count of visits of a counted treatment. ``count`` None: some, the number unknown.

    ``of_request``: those allowed are some of the ones asked for, and none before them. ``after_surgery``:
    they are told to have been after an operation.
    """

    role: Literal["requested", "done", "authorized", "denied"]
    count: int | None
    of_request: bool = False
    after_surgery: bool = False

    @property
    def amount(self) -> str | None:
        """The count and its role."""
        return None if self.count is None else f"{self.count} {self.role}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Feature):
    """How much a title asks for at once, at least and at most: hours of care a week, levels of the spine.

    ``approach`` is how an injection comes there, None where that isn't told.
    """

    unit: Literal["hour", "level"]
    low: float
    high: float
    approach: Approach | None = None

    @property
    def amount(self) -> str | None:
        """How much of what."""
        least = f"{self.low:g} to " if self.low != self.high else ""
        units = f"{self.unit}{'s' if self.high != 1 else ''}{' a week' if self.unit == 'hour' else ''}"
        return f"{least}{self.high:g} {units}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Feature):
    """The use of a drug, class or device, in a title the use that is asked for.

    ``days`` is how long so far (at least), ``since`` the first day named, of a year alone its last, and
    ``since_month`` a month without its year. ``broken``: with pauses. ``long_term``: the letter calls it so,
    or chronic.
    """

    days: int | None = None
    since: date | None = None
    since_month: int | None = None
    broken: bool = False
    current: bool = True
    long_term: bool = False

    @property
    def amount(self) -> str | None:
        """How long it has been used."""
        if self.days is not None:
            return f"{self.days} days"
        return f"since {self.since.isoformat()}" if self.since else "long-term" if self.long_term else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Feature):
    """A daily dose in mg of the drug, and for opioids the morphine equivalent in mg a day."""

    mg_a_day: float | None = None
    morphine_equivalent: float | None = None

    @property
    def amount(self) -> str | None:
        """The dose a day."""
        if self.morphine_equivalent is not None:
            return f"{self.morphine_equivalent:g} mg of morphine a day"
        return None if self.mg_a_day is None else f"{self.mg_a_day:g} mg a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opioid(Feature):
    """An opioid that is named, and its dose, of a patch that of an hour; None where it isn't told.

    ``in_use`` False: it was stopped, None: it isn't told whether it is taken now.
    """

    low: float | None = None
    high: float | None = None
    unit: Literal["mg a day", "mcg an hour"] = "mg a day"
    in_use: bool | None = True

    @property
    def amount(self) -> str | None:
        """The dose."""
        if self.low is None or self.high is None:
            return None
        least = f"{self.low:g} to " if self.low != self.high else ""
        return f"{least}{self.high:g} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Morphine(Feature):
    """What all opioids that the letter names come to in mg of oral morphine a day, by all tables in use.

    ``high`` None: that of one of them isn't known. ``parts`` are the doses that count, ``sure`` those that
    surely do.
    """

    low: float
    high: float | None
    parts: tuple[Opioid, ...]
    sure: tuple[Opioid, ...] = ()

    def rests_on(self, *, within: bool) -> tuple[Opioid, ...]:
        """The doses that show that the sum is within a limit, or beyond it."""
        return self.parts if within else self.sure

    @property
    def amount(self) -> str | None:
        """The sum."""
        if self.high is None:
            return f"at least {self.low:.0f} mg of morphine a day"
        least = f"{self.low:.0f} to " if round(self.low) != round(self.high) else ""
        return f"{least}{self.high:.0f} mg of morphine a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Age(Feature):
    """Age in years."""

    years: int

    @property
    def amount(self) -> str | None:
        """The age."""
        return f"{self.years} years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried(Feature):
    """A treatment that was given. ``days`` or ``visits`` is how much of it, ``result`` what came of it."""

    days: int | None = None
    visits: int | None = None
    result: Result | None = None

    @property
    def amount(self) -> str | None:
        """How much, and what came of it."""
        length = None if self.days is None else f"{self.days} days"
        number = None if self.visits is None else f"{self.visits} visits"
        return ", ".join(filter(None, (length, number, self.result))) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Feature):
    """A change under treatment of pain, function, medication or work. ``percent`` and ``days`` of relief.

    ``using``: how it is with the treatment that is spoken of. ``care``: the drug or treatment
    before it that alone its sentence names.
    """

    of: Literal["pain", "function", "medication", "work", "overall"]
    change: Literal["better", "same", "worse", "persists"]
    percent: float | None = None
    days: int | None = None
    using: bool = False
    care: str | None = None

    @property
    def amount(self) -> str | None:
        """What changed how, by how much, for how long."""
        share = None if self.percent is None else f"{self.percent:g} %"
        length = None if self.days is None else f"{self.days} days"
        return ", ".join(filter(None, (f"{self.of} {self.change}", share, length)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Feature):
    """A surgery, injection or other procedure, done or planned."""

    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed(Feature):
    """The time to the decision in days from the injury, a surgery or the onset of symptoms (``since``)."""

    since: Literal["injury", "surgery", "onset"]
    days: int

    @property
    def amount(self) -> str | None:
        """How long."""
        return f"{self.days} days since {self.since}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStatus(Feature):
    """Whether the patient works."""

    working: Literal["full", "modified", "off"]

    @property
    def amount(self) -> str | None:
        """How far."""
        return self.working


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented(Feature):
    """A test or plan, such as a urine drug screen or an MRI, or a ``paper`` that is no concept."""

    paper: Paper | None = None


Kind = TypeVar("Kind", bound=Feature)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a letter as one item sees them: the summary's, then the title's and the rationale's."""

    all: tuple[Feature, ...] = ()

    def of(self, kind: type[Kind], concepts: frozenset[str] | None = None) -> Iterator[Kind]:
        """Those of a kind, of these concepts where they are given."""
        for feature in self.all:
            if isinstance(feature, kind) and (concepts is None or feature.concept in concepts):
                yield feature
