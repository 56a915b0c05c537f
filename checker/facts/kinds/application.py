"""Facts on how the criteria are applied to the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from checker.facts.kinds.base import Count, CriterionName, Decided, Measured, Words
from checker.knowledge.provenance import Grade
from checker.letter import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCount(Measured):
    """The request's visits against a cap.

    basis: the cap is stated in the rationale, or the criterion of the cited section. prior: earlier visits;
    prior_known: the letter gives their number; prior_mentioned: it speaks of some. total: requested with
    prior. low, high: the cap. margin: its upper end less the total. limit_known: there is a cap.
    exceeds_said: the rationale says that the limit is exceeded; limit_said: and gives another; counts_over:
    and counts more than the cap in the same sentence. excepted: it gives a reason for more.
    """

    refers: ClassVar[bool] = True

    basis: Literal["stated", "cited"]
    requested: Count
    prior: Count
    prior_known: bool
    prior_mentioned: bool
    total: Count
    low: Count
    high: Count
    margin: int
    limit_known: bool
    exceeds_said: bool
    limit_said: bool
    counts_over: bool
    excepted: bool
    decision: Decision
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredCondition(Measured):
    """The diagnoses that the stated criterion's rows are for, against the case summary's.

    told: the rationale tells of one of them in the patient. own: whether the rows of the patient's own
    diagnoses have room for the visits, with those had before; open where there is none, or it can't be told.
    """

    refers: ClassVar[bool] = True

    stated: str
    diagnosed: bool
    told: bool
    summary_present: bool
    covers: bool
    rows: Count
    own: Literal["room", "no_room", "open"]
    decision: Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow(Measured):
    """Visits after an operation, in whose period they were denied, and a stated row that is not that of it.

    operation: what was done. stated: the row of another operation, or (general) the guideline that is on
    none. alike: that row is of the same operation for another diagnosis. requested; total: with earlier
    ones, prior_known: whose number is told; high: what is stated; exceeds: the total is more; exceeds_said:
    the rationale says that a limit is exceeded. own: whether the rows of the operation have room; open where
    they differ in that, or it can't be told; cap: the least of them. counted: the earlier visits are told to
    be after surgery, or there are none. gain: nothing is told against an improvement. excepted: the rationale
    gives a reason for more. grade: of the rows of the operation, the least sure.
    """

    refers: ClassVar[bool] = True

    operation: Words
    stated: Words
    general: bool
    alike: bool
    requested: Count
    total: Count
    prior_known: bool
    high: Count
    cap: Count
    exceeds: bool
    exceeds_said: bool
    own: Literal["room", "no_room", "open"]
    counted: bool
    gain: bool
    excepted: bool
    decision: Decision
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSaid(Measured):
    """The rationale says outright that the criteria are met or unmet, or that the request exceeds them."""

    met: bool
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Unapplied(Measured):
    """Conditions and figures of the guideline, none of which any sentence on the case takes up.

    tied: one of them is tied to a criterion.
    """

    case_statements: Count
    tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLacking(Measured):
    """A denial under a stated criterion, without a word on what the patient lacks or has too much of.

    told: the sentences on the case. The criteria stated don't rule the treatment out, and none that can be
    answered is other than met.
    """

    told: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPart(Measured):
    """A request for body parts all of which a criterion of the cited section excludes.

    part: the first of them, as the title has it. text: the criterion's. excepted: the rationale claims an
    exception.
    """

    refers: ClassVar[bool] = True

    criterion: CriterionName
    part: Words
    text: Words
    excepted: bool
    decision: Decided
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetCondition(Measured):
    """An approval on a criterion none of whose conditions the letter finds in the patient."""

    names: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence(Measured):
    """The reason given is what was decided of another item.

    other: the item, 0 where there is none such. borne_out: an earlier item was decided so. sole: the
    rationale gives no other reason.
    """

    other: Count
    borne_out: bool
    sole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply(Measured):
    """The quantity asked for against the units that the title's directions use up.

    excess: quantity less used.
    """

    quantity: Count
    used: Count
    days: Count
    excess: int
