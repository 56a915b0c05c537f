"""What a criterion asks of a case: a tree of all, any, not and so many of, over plain statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import Field, model_validator

from checker.knowledge.quantities import Bound, Duration, Range, Unit
from checker.knowledge.strict import Several, Strict, Text

Subject = Literal[
    "condition",  # of the patient, or of the care so far
    "symptom",
    "finding",  # of an examination, a test or a course
    "imaging",
    "tried",  # a treatment
    "response",  # to a treatment
    "drug",
    "dose",
    "procedure",
    "visits",
    "levels",
    "duration",
    "timing",
    "age",
    "body_part",
    "documented",
    "plan",  # what is to be done, and what was agreed
    "purpose",  # what for
    "status",  # at work, in the course of a claim
    "context",
]
Outcome = Literal["recommended", "not_recommended", "continue", "stop", "refer"]
Result = Literal["helped", "partly", "failed"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
_SUBJECT_NAMES = frozenset(SUBJECTS)
BOUNDS: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "less_than")
# The units of the figures of some subjects; those of others have what is measured.
_TIMES: tuple[Unit, ...] = get_args(Duration)
_COUNTS: tuple[Unit, ...] = ("visit", "injection", "block")
UNITS_OF: Mapping[Subject, Sequence[Unit]] = {
    "age": ("year_of_age", "year"),
    "duration": _TIMES,
    "timing": _TIMES,
    "tried": (*_TIMES, *_COUNTS),
    "response": ("percent", *_TIMES),
    "dose": ("mg", "g", "mg_per_day", "g_per_day"),
    "visits": (*_COUNTS, "per_day", "per_week", "per_month", "per_year"),
    "levels": ("level", "count"),
}
_JOINS = ("all", "any", "not", "at_least_of")
_LISTS = {"all": "all", "any": "any", "at_least_of": "of"}  # of what is joined, each by its key
_HEADS = (*_JOINS, *SUBJECTS)


class NeedCase(Strict):
    """What a letter ``told`` of a patient, and what becomes of the needs: ``answer``.

    ``days_since_injury`` is the time from the injury to the decision, ``decided`` its day, where they matter.
    """

    told: Text
    days_since_injury: Annotated[int, Field(ge=0)] | None = None
    decided: date | None = None
    answer: Literal["met", "unmet", "not_documented", "conflicting"]


class Need(Strict):
    """One statement on a case, or several joined.

    Joined: ``all``, ``any``, ``not``, or ``at_least_of`` so many ``of`` a list. A statement has one subject
    with its words, as ``condition: radiculopathy``, and what may go with it: ``shown_by`` (one of these shows
    it), a figure with its bound, the ``result`` of what was tried and that in ``detail``, instances
    (``such_as``).
    """

    as_in: ClassVar[str] = "{all: [{condition: radiculopathy}, {tried: NSAID, result: failed}]}"

    all: Several[Need] = ()
    any: Several[Need] = ()
    not_: Need | None = Field(default=None, alias="not")
    at_least_of: Annotated[int, Field(ge=1)] | None = None
    of: Several[Need] = ()
    condition: Text | None = None
    symptom: Text | None = None
    finding: Text | None = None
    imaging: Text | None = None
    tried: Text | None = None
    response: Text | None = None
    drug: Text | None = None
    dose: Text | None = None
    procedure: Text | None = None
    visits: Text | None = None
    levels: Text | None = None
    duration: Text | None = None
    timing: Text | None = None
    age: Text | None = None
    body_part: Text | None = None
    documented: Text | None = None
    plan: Text | None = None
    purpose: Text | None = None
    status: Text | None = None
    context: Text | None = None
    shown_by: Several[Text] = ()
    at_least: Range | None = None
    more_than: Range | None = None
    at_most: Range | None = None
    less_than: Range | None = None
    result: Result | None = None
    detail: Text | None = None
    such_as: Several[Text] = ()

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        given = self.given
        if len(given) == 1 and given < _SUBJECT_NAMES:  # most of them
            return self
        heads = [name for name in _HEADS if name in given]
        if not heads:
            raise ValueError(f"it asks for nothing: one of {', '.join(_HEADS)}")
        if len(heads) > 1:
            apart = "each is one of its own"
            if listed := _LISTS.get(heads[0]):
                apart = f"put {heads[1]} under {listed}, as '- {heads[1]}: …'"
            raise ValueError(f"{heads[1]}: it and {heads[0]} stand in one statement: {apart}")
        beside = given - {heads[0], "of" if heads == ["at_least_of"] else heads[0]}
        if heads[0] in _JOINS and beside:
            raise ValueError(f"{', '.join(sorted(beside))} can't stand beside {heads[0]}")
        if "of" in given and self.at_least_of is None:
            raise ValueError("of is a list, and at_least_of says how many of it: that is missing")
        if (self.at_least_of or 0) > len(self.of):
            raise ValueError(f"at_least_of is {self.at_least_of}, and the list under of has {len(self.of)}")
        if "result" in given and self.tried is None:
            instead = f"write {{tried: …, result: {self.result}}}"
            raise ValueError(f"result is of what was tried, not of {heads[0]}: {instead}")
        if "detail" in given and self.result is None:
            raise ValueError("detail is of a result")
        return self

    @property
    def given(self) -> frozenset[str]:
        """The keys that it has, as its file names them."""
        own = self.__dict__
        return frozenset([name.rstrip("_") for name in self.model_fields_set if own[name]])

    @property
    def figures(self) -> Mapping[Bound, Range]:
        """Its figures by their bounds."""
        return {bound: figure for bound in BOUNDS if (figure := getattr(self, bound)) is not None}

    @property
    def parts(self) -> tuple[Need, ...]:
        """What it joins, or nothing where it is a statement."""
        return self.all or self.any or self.of or ((self.not_,) if self.not_ else ())

    @property
    def statement(self) -> tuple[Subject, str] | None:
        """Its subject and words, or None where it joins others."""
        return next(((name, words) for name in SUBJECTS if (words := getattr(self, name))), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The words of what a statement names, by what it is shown, and its instances."""
        own = (self.statement[1],) if self.statement else ()
        return (*own, *self.shown_by, *self.such_as)

    def placed(self) -> Iterator[tuple[tuple[str | int, ...], Need]]:
        """Itself and all that is in it, each with its place below this one's."""
        yield (), self
        for field in ("all", "any", "of"):
            for index, part in enumerate(getattr(self, field)):
                yield from (((field, index, *below), need) for below, need in part.placed())
        if self.not_ is not None:
            yield from ((("not", *below), need) for below, need in self.not_.placed())

    @property
    def turned(self) -> Need | None:
        """It with its group joined the other way, any for all; None where it has no group of several."""
        field, other = ("all", "any") if self.all else ("any", "all")
        parts: tuple[Need, ...] = getattr(self, field)
        return self.model_copy(update={field: (), other: parts}) if len(parts) > 1 else None

    def with_part(self, place: tuple[str | int, ...], part: Need) -> Need:
        """The tree with another part at a place that ``placed`` gives."""
        if not place:
            return part
        if self.not_ is not None:
            return self.model_copy(update={"not_": self.not_.with_part(place[1:], part)})
        field, index, *below = str(place[0]), int(place[1]), *place[2:]
        parts: list[Need] = list(getattr(self, field))
        parts[index] = parts[index].with_part(tuple(below), part)
        return self.model_copy(update={field: tuple(parts)})

    def statements(self) -> Iterator[Need]:
        """The statements in it, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.statements()
