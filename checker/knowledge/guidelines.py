"""The shape of ``guidelines/editions``: editions, their sections, criteria and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, ValidationInfo, field_validator, model_validator

from checker.knowledge.provenance import Grade, Provenance
from checker.knowledge.strict import ConceptId, Figure, Id, Pages, Several, Strict, Text

Source = Literal["MTUS", "ODG", "ACOEM", "OTHER"]
Unit = Literal[
    "visit",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "per_day",
    "per_week",
    "per_month",
    "per_year",
    "percent",
    "mg",
    "g",
    "mg_per_day",
    "g_per_day",
    "injection",
    "block",
    "level",
    "year_of_age",
    "millimetre",
]
CriterionKind = Literal[
    "duration_limit",
    "visit_cap",
    "dose_limit",
    "frequency",
    "conservative_care",
    "prerequisite",
    "indication",
    "exclusion",
    "not_recommended",
    "recommended",
    "first_line",
    "second_line",
    "short_term",
    "trial_then_continue",
    "documentation",
    "adjunct_only",
    "compound_rule",
    "age",
    "scope",
    "info",
]
_BACKGROUND = ("info", "scope")
_WHOLE = 100  # percent
Duration = Literal["hour", "day", "week", "month", "year"]
# Kinds of criteria whose figures can be of some units only: visits, over how long, and what a visit is for.
UNITS: Mapping[CriterionKind, Sequence[Unit]] = {
    "visit_cap": (
        "visit", "per_day", "per_week", "per_month", "per_year",
        *get_args(Duration), "injection", "block", "level",
    ),
    "duration_limit": get_args(Duration),
    "age": ("year_of_age",),
}  # fmt: skip
Phase = Literal["any", "acute", "chronic", "postsurgical"]
Recommendation = Literal["recommended", "option", "conditional", "not_recommended", "info", "not_addressed"]


class Range(Strict):
    """A figure with its unit. ``low`` equals ``high`` unless the guideline gives a range."""

    unit: Unit
    low: Figure
    high: Figure

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        if self.unit == "percent" and self.high > _WHOLE:
            raise ValueError(f"{self.high:g} percent is more than the whole, {_WHOLE}")
        return self


class Period(Range):
    """How long something goes on."""

    unit: Duration


class Limit(Range):
    """One figure of a criterion.

    ``bound`` says what the figure limits: at most, at least, or a plain value. ``over`` is how long a number
    of visits may be spread. ``applies_to`` names what the row is of, where a table has several: a condition,
    a treatment or drug, or the part of the body that is treated.
    """

    bound: Literal["at_most", "at_least", "value"]
    over: Period | None = None
    applies_to: Several[ConceptId] = ()


class Wording(Strict):
    """One way in which reviewers state a criterion: words that all stand in one sentence, in any order.

    Each word pattern is RE2 syntax, matched against the sentence in lower case with white space folded.
    ``@concept`` stands for any term of that concept or of one below it. Figures are not part of a wording:
    they are measured in the sentence and compared with the criterion's limits. ``examples`` must match
    and ``not`` must not: both are tests.
    """

    all: Several[Text] = Field(min_length=1, max_length=6)
    none: Several[Text] = ()
    examples: Several[Text] = Field(min_length=1)
    not_: Several[Text] = Field(default=(), alias="not")


class Criterion(Strict):
    """One typed limit or condition of a guideline section.

    ``treatments`` (with drugs and their classes) and ``body_parts`` default to what the section covers.
    ``requires`` are conditions that the case must show for the criterion to be met. ``not_in`` are editions
    or sections known not to hold
    it: stated under one of those, it is borrowed. ``said_as`` is empty where no letter is expected to state
    it: background that people read, which no sentence is recognised by.
    """

    id: Id
    kind: CriterionKind
    text: Text
    treatments: Several[ConceptId] = ()
    body_parts: Several[ConceptId] = ()
    limits: Several[Limit] = ()
    requires: Several[ConceptId] = ()
    pages: Pages | None = None
    not_in: Several[Id] = ()
    provenance: Provenance
    said_as: Several[Wording]

    @field_validator("said_as")
    @classmethod
    def _can_be_recognised(cls, wordings: tuple[Wording, ...], info: ValidationInfo) -> tuple[Wording, ...]:
        if not wordings and info.data.get("kind", "info") not in _BACKGROUND:
            raise ValueError(f"may be empty only where the kind is one of {', '.join(_BACKGROUND)}")
        return wordings

    @property
    def limits_something(self) -> bool:
        """Whether its figures are limits, and don't only say what the text is about."""
        return self.kind not in _BACKGROUND

    @property
    def asks_of_patient(self) -> bool:
        """Whether a patient's condition meets it or not."""
        return self.kind in ("indication", "prerequisite")

    @property
    def rules_out(self) -> bool:
        """Whether it is against a treatment."""
        return self.kind in ("exclusion", "not_recommended")

    @property
    def recommends(self) -> bool:
        """Whether it is for a treatment, outright."""
        return self.kind in ("recommended", "first_line")


class Coverage(Strict):
    """What a section is about, drugs and their classes too. ``excludes`` are known to stand elsewhere."""

    treatments: Several[ConceptId] = ()
    excludes: Several[ConceptId] = ()


class Alias(Strict):
    """A pattern (RE2, lower case) by which citations name an edition, with its tests."""

    pattern: Text
    examples: Several[Text] = Field(min_length=1)
    not_: Several[Text] = Field(default=(), alias="not")


class Section(Strict):
    """A titled part of an edition. ``pages`` is [first, last] as letters cite them, or None: unknown."""

    id: Id
    title: Text
    aliases: Several[Text] = ()
    pages: Pages | None = None
    pages_grade: Grade | None = None
    recommendation: Recommendation
    covers: Coverage
    provenance: Provenance
    criteria: Several[Criterion] = ()


class InForce(Strict):
    """When the state's schedule held this edition; ``until`` None: still, or not part of the schedule."""

    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class Edition(Strict):
    """One edition of a guideline, or one chapter where chapters are cited as works of their own.

    ``topic`` is the canonical name in citations. ``body_parts`` empty: any. ``phase`` says for which pain
    it was written, ``from_day`` the day after the injury from which it is for that, where there is one;
    ``named_as`` are sources as which the work is named too (chapters of ACOEM that are part of the MTUS).
    ``rank`` is its place in the medical evidence search order (1 first).
    ``superseded_by`` names the editions that replaced it, ``based_on`` those whose text it took over: what
    it is not known to have changed is taken to stand in it too. ``dated`` is false for a living document
    that has to be cited with its date. ``complete``: every section title is encoded, so that another is none.
    ``pages`` are the first and last, where they are known. ``sections`` stand in ``edition.yaml`` or in the
    files beside it.
    """

    id: Id
    source: Source
    title: Text
    topic: Text
    edition: str | None = None
    publisher: Text
    regulation: Text | None = None
    in_force: InForce
    superseded_by: Several[Id] = ()
    based_on: Several[Id] = ()
    rank: Annotated[int, Field(ge=1, le=6)]
    dated: bool = True
    complete: bool = False
    paged: bool = True
    pages: Pages | None = None
    body_parts: Several[ConceptId] = ()
    phase: Phase = "any"
    from_day: Annotated[int, Field(ge=1)] | None = None
    named_as: Several[Source] = ()
    aliases: Several[Alias] = Field(min_length=1)
    provenance: Provenance
    sections: Several[Section] = ()


class SectionFile(Strict):
    """A file beside ``edition.yaml``: some more of its edition's sections."""

    sections: Several[Section] = Field(min_length=1)
