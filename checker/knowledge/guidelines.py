"""The shape of ``guidelines/editions``: editions, their sections, criteria and limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import ConfigDict, Field, model_validator

from checker.knowledge.needs import Need, NeedCase, Outcome
from checker.knowledge.provenance import Grade, Provenance
from checker.knowledge.quantities import Bound, Duration, Period, Range, Unit
from checker.knowledge.strict import CitedName, ConceptName, EditionName, Id, Pages, Several, Strict, Text

Source = Literal["MTUS", "ODG", "ACOEM", "OTHER"]
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
_IN_THE_PACK = {"replaces": "pack.yaml"}
EXAMPLES = 4  # sentences that state a criterion, at least
_BACKGROUND = ("info", "scope")
SPEAKS_FOR = ("indication", "prerequisite", "recommended", "first_line", "second_line", "conservative_care")
# Kinds of criteria whose figures can be of some units only: visits, over how long, and what a visit is for.
UNITS: Mapping[CriterionKind, Sequence[Unit]] = {
    "visit_cap": (
        "visit", "per_day", "per_week", "per_month", "per_year",
        *get_args(Duration), "injection", "block", "level",
    ),
    "duration_limit": get_args(Duration),
    "dose_limit": (
        "mg", "g", "mg_per_day", "g_per_day", "percent", "injection", "block", "level", *get_args(Duration),
    ),
    "frequency": (
        "per_day", "per_week", "per_month", "per_year", *get_args(Duration),
        "visit", "injection", "block", "percent",
    ),
    "age": ("year_of_age",),
}  # fmt: skip
LONG = ("week", "month", "year")  # durations that no session has: a cap on them alone counts no visits
Phase = Literal["any", "acute", "chronic", "postsurgical"]
Recommendation = Literal["recommended", "option", "conditional", "not_recommended", "info", "not_addressed"]


class Limit(Range):
    """One figure of a criterion.

    ``bound`` says what the figure limits: at most, at least, more or less than it, or a plain value. ``over``
    is how long a number of visits may be spread. ``applies_to`` names what the row is of, where a table has
    several: a condition, a treatment or drug, or the part of the body that is treated. ``approach`` is how an
    injection comes to levels of the spine. ``note`` says what the figure is of where the concepts don't.
    """

    as_in: ClassVar[str] = "{bound: at_most, unit: day, low: 7, high: 10}"

    bound: Bound
    over: Period | None = None
    applies_to: Several[ConceptName] = ()
    approach: Literal["transforaminal", "interlaminar"] | None = None
    note: Text | None = None


def _may_lack(*names: str) -> Callable[[dict[str, Any]], None]:
    """A change of a schema: these are filled in where a file lacks them."""

    def change(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]

    return change


class Criterion(Strict):
    """One typed limit or condition of a guideline section.

    ``treatments`` (with drugs and their classes) and ``body_parts`` default to what the section covers.
    ``needs`` is what a case must show for it to be met; ``then`` is what the guideline says where it is,
    ``otherwise`` where it is not. ``requires`` are conditions among them by their concepts.
    ``recommendation`` is its own stance where that differs from its section's. ``held`` is false for a claim
    that reviewers lay to the section and that it does not hold: the examples are the wrong claims.
    ``period`` says for which editions or years of a living document it stands. ``not_in`` are editions or
    sections known not to hold it: stated under one of those, it is borrowed.
    ``examples`` are sentences by which reviewers state it, ``near`` some that look like it and are not it,
    ``cases`` what letters tell of patients, with what becomes of its ``needs``.
    """

    model_config = ConfigDict(json_schema_extra=_may_lack("provenance"))

    id: Id
    kind: CriterionKind
    text: Text
    treatments: Several[ConceptName] = ()
    body_parts: Several[ConceptName] = ()
    recommendation: Recommendation | None = None
    limits: Several[Limit] = ()
    requires: Several[ConceptName] = ()
    needs: Need | None = None
    then: Outcome | None = None
    otherwise: Outcome | None = None
    held: bool = True
    period: Text | None = None
    pages: Pages | None = None
    not_in: Several[Id] = ()
    provenance: Provenance
    examples: Several[Text] = Field(min_length=EXAMPLES)
    near: Several[Text] = Field(min_length=1)
    cases: Several[NeedCase] = ()

    @model_validator(mode="after")
    def _outcome_of_something(self) -> Self:
        if self.otherwise is not None and self.needs is None:
            raise ValueError("otherwise: it says what holds where needs are not met, and needs is missing")
        if self.kind in SPEAKS_FOR and self.then == "not_recommended":
            raise ValueError(
                f"then: {self.kind} speaks for a treatment where it is met; what holds where it isn't stands "
                "under otherwise"
            )
        if self.kind in SPEAKS_FOR and self.otherwise in ("recommended", "continue"):
            raise ValueError(
                f"otherwise: {self.kind} speaks for no treatment where it isn't met; what holds where it is "
                "stands under then"
            )
        if self.cases and self.needs is None:
            raise ValueError("cases: they say whether needs are met, and needs is missing")
        return self

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
    def needs_speak_against(self) -> bool:
        """Whether a patient who has what it needs falls under what it rules out."""
        lets_through = self.then == "recommended" or self.otherwise is not None
        return self.rules_out and not (lets_through and self.then not in ("not_recommended", "stop"))

    @property
    def recommends(self) -> bool:
        """Whether it is for a treatment, outright."""
        return self.kind in ("recommended", "first_line")


class Coverage(Strict):
    """What a section is about, drugs and their classes too. ``excludes`` are known to stand elsewhere.

    ``body_parts`` empty: those of the edition. ``phase`` says for which pain it was written.
    """

    treatments: Several[ConceptName] = ()
    body_parts: Several[ConceptName] = ()
    phase: Phase = "any"
    excludes: Several[ConceptName] = ()


class Alias(Strict):
    """A pattern (RE2, lower case) by which citations name an edition, with its tests."""

    as_in: ClassVar[str] = "{pattern: harbor guide, examples: [Harbor Guide]}"

    pattern: Text
    examples: Several[Text] = Field(min_length=1)
    not_: Several[Text] = Field(default=(), alias="not")


class Section(Strict):
    """A titled part of an edition. ``pages`` is [first, last] as letters cite them, or None: unknown.

    ``from_day`` and ``to_day``: the days after the injury for which it was written, where that is its scope.
    A ``general`` section is on any body part, whatever the chapter that keeps it is on. Its ``provenance``
    holds for criteria that have none.
    """

    model_config = ConfigDict(json_schema_extra=_may_lack("provenance"))

    id: Id
    title: Text
    aliases: Several[Text] = ()
    general: bool = False
    pages: Pages | None = None
    pages_grade: Grade | None = None
    recommendation: Recommendation
    from_day: Annotated[int, Field(ge=0)] | None = None
    to_day: Annotated[int, Field(ge=0)] | None = None
    covers: Coverage
    provenance: Provenance
    criteria: Several[Criterion] = ()


class InForce(Strict):
    """When the state's schedule held this edition; ``until`` None: still, or not part of the schedule.

    ``requests_since`` and ``requests_until``: the first and last day on which a request had to be made to
    fall under it, where the day of the request decides and not that of the service.
    """

    since: date | None = None
    until: date | None = None
    requests_since: date | None = None
    requests_until: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class Edition(Strict):
    """One edition of a guideline, or one chapter where chapters are cited as works of their own.

    ``family`` is what its editions are called together, where that is not the ``id``: sentences name no year.
    ``topic`` is the canonical name in citations, ``edition`` its year, ``also_dated`` other years that
    letters print for it. ``body_parts`` empty: any. ``phase`` says for which pain it was written,
    ``from_day`` the day after the injury from which it is for that, where there is one;
    ``named_as`` are sources as which the work is named too (chapters of ACOEM that are part of the MTUS).
    ``rank`` is its place in the medical evidence search order (1 first).
    ``superseded_by`` names the editions that replaced it, ``based_on`` those whose text it took over: what
    it is not known to have changed is taken to stand in it too. ``dated`` is false for a living document
    that has to be cited with its date. ``complete``: every section title is encoded, so that another is none.
    ``pages`` are the first and last, where they are known. ``sections`` stand in ``edition.yaml`` or in the
    files beside it; there are none where the work is known by its name and dates alone. Its ``provenance``
    holds for sections that have none. Without ``aliases`` it is cited by its topic.
    """

    elsewhere: ClassVar[Mapping[str, str]] = _IN_THE_PACK

    model_config = ConfigDict(json_schema_extra=_may_lack("aliases"))

    id: Id
    family: Id | None = None
    source: Source
    title: Text
    topic: CitedName
    edition: str | None = None
    also_dated: Several[Text] = ()
    publisher: Text
    regulation: Text | None = None
    in_force: InForce = InForce.model_construct()
    superseded_by: Several[Id] = ()
    based_on: Several[Id] = ()
    rank: Annotated[int, Field(ge=1, le=6)]
    dated: bool = True
    complete: bool = False
    paged: bool = True
    pages: Pages | None = None
    body_parts: Several[ConceptName] = ()
    phase: Phase = "any"
    from_day: Annotated[int, Field(ge=1)] | None = None
    named_as: Several[Source] = ()
    aliases: Several[Alias] = Field(min_length=1)
    provenance: Provenance
    sections: Several[Section] = ()


class Continued(Strict):
    """More criteria of a ``section`` that begins in a file before."""

    section: Id
    criteria: Several[Criterion] = Field(min_length=1)


class SectionFile(Strict):
    """A file beside ``edition.yaml``: some more of its edition's sections, after what continues the last."""

    elsewhere: ClassVar[Mapping[str, str]] = _IN_THE_PACK
    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["sections"]}, {"required": ["continued"]}]}
    )

    continued: Several[Continued] = ()
    sections: Several[Section] = ()

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.continued and not self.sections:
            raise ValueError("it has neither sections nor what continues one")
        return self


class Addition(SectionFile):
    """A file of a pack: more sections of an edition of an earlier pack, after what continues some of its."""

    adds_to: EditionName
