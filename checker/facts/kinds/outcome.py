"""Facts on what became of the conditions that a rationale states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from checker.casefile.conditions import Outcome
from checker.facts.kinds.base import ConceptName, Count, CriterionName, Decided, Measured, Words
from checker.knowledge.guidelines import CriterionKind
from checker.knowledge.provenance import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionOutcome(Measured):
    """A stated criterion put against the case.

    compared: a sentence on the case takes it up. missed: such a sentence denies something of it, or has it
    undocumented, and is not what meets it. decisive: the decision leans on it. cited: the edition that
    holds it is cited by the reviewer. denied_whole: a sentence on the case denies all that is stated, by no
    name of its own ("none of these"), though each that can be answered is met. choice: any one of several
    things meets it. alternatives: something of it is met by any one of several. plainly: what meets it stands
    in the summary, in sentences that say no more of it, and by names that stand in the statement. proven:
    a figure or the tree of the criterion shows it, not only sentences that share its words. borne_out: a
    sentence states it before all else, as the guideline has it. one_of_several: it is one way among
    others by which the guideline has the treatment. rules_out: it is against the treatment of who meets
    it. outright: the guideline bears out that it is so, and nothing in the rationale lets the decision
    stand against it.
    """

    refers: ClassVar[bool] = True

    criterion: CriterionName
    criterion_kind: CriterionKind
    outcome: Outcome
    decision: Decided
    compared: bool
    missed: bool = False
    decisive: bool
    cited: bool
    denied_whole: bool = False
    choice: bool = False
    alternatives: bool = False
    plainly: bool = False
    proven: bool = True
    borne_out: bool = True
    one_of_several: bool = False
    rules_out: bool = False
    outright: bool = False
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLimit(Measured):
    """A limit that the rationale states on how much of the treatment: visits, days of use, or an amount.

    criterion: the known one, or where in the letter it is stated. unit: an amount is what is asked for at
    once, hours of care a week or levels of the spine, a dose what opioids come to in morphine. beyond: the
    least that exceeds it; of visits and days that hold for most cases, twice as much. shown: the row in
    words. said_exceeded, said_kept: the rationale says so, the second of a dose alone.
    excepted: the letter gives what may justify more (exceptional factors, a flare-up, surgery), or takes up
    that an amount is more. flared: it tells of a flare-up. gained: the rationale has it that function is
    better, on which the visits as stated don't depend. uncertain: the letter counts in ways of which one
    keeps to the limit and another doesn't, or tells of pauses.
    """

    refers: ClassVar[bool] = True

    criterion: CriterionName
    unit: Literal["visit", "day", "amount", "dose"]
    beyond: Count
    shown: Words
    said_exceeded: bool
    said_kept: bool = False
    excepted: bool
    flared: bool = False
    gained: bool = False
    uncertain: bool = False
    decision: Decided
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent(Measured):
    """How much of the treatment the letter gives: days of use so far, visits done with those requested.

    Or what it asks for at once. criterion: the stated one that it is held against. shown: it in words.
    """

    criterion: CriterionName
    amount: Count
    shown: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor(Measured):
    """A concept that the disputed treatment is, or is a kind of."""

    concept: ConceptName
