"""Facts on the rationale against the record: the summary, the title, and the rationale itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from checker.facts.kinds.base import Measured, Scopes

PersonalConflict = Literal["sex", "pronoun", "age"]
Undocumented = Literal["duration", "visits", "long_term", "finding", "treatment", "response", "vouched"]
DriftField = Literal[
    "strength", "quantity", "side", "body_part", "warranted_body_part", "visits", "treatment"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConflict(Measured):
    """A case statement against the case summary.

    form: denied (a finding negated there, recorded here), not_had (care, a test or a paper said to be missing
    there, told here), had (the reverse), contrary (a finding that rules out the one recorded, or is ruled out
    by it), visits (more than there can have been), dose (in morphine the opioids come to more), response,
    side, sex (as named, or by a pronoun) or age.
    basis: the same itself, what belies a denial of it, or something that implies it. concept, recorded: the
    words there and here. qualified: denied in some degree only. same_place: body parts agree, or neither
    names one. doubtful: the summary's words may mean another. about: the concept denied. decisive: the
    decision turns on it.
    """

    form: (
        PersonalConflict
        | Literal["denied", "contrary", "not_had", "had", "visits", "dose", "response", "side"]
    )
    basis: Literal["same", "belied", "implied"]
    concept: str
    recorded: str
    qualified: bool = False
    same_place: bool
    doubtful: bool = False
    about: str = ""
    decisive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalConflict(Measured):
    """Two statements of a rationale (finding), or two places of the summary (date), that can't both hold."""

    scopes: ClassVar[Scopes] = {"letter": {"form": ("date",)}, "rationale": {"form": ("finding",)}}

    form: Literal["finding", "date"]
    words: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndocumentedFact(Measured):
    """A case fact of the rationale that the case summary does not hold."""

    form: Undocumented
    words: str
    summary_present: bool
    summary_names_treatment: bool
    decisive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge(Measured):
    """A case statement put as an appearance. decisive: it is about the treatment's use."""

    words: str
    decisive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift(Measured):
    """Title and rationale differ in a field.

    restates: the sentence restates the request. only: the rationale never gives the title's value. original:
    the value is that of the original request. concludes: the sentence draws a conclusion. one_of: it is that
    of one of several drugs in the title.
    """

    field: DriftField
    title: str
    rationale: str
    restates: bool
    only: bool
    original: bool = False
    concludes: bool
    one_of: bool = False
