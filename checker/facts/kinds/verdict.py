"""Facts on what was found and read of an item: all that the aspects of its verdict are settled by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from checker.facts.kinds.base import CheckName, Count, Decided, Measured, RuleName, Scopes, Words

MisfitStatus = Literal["misstated", "tightened", "fused", "other_guideline"]
Turns = Literal["citation", "criteria", "application", "record", "decision", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Measured):
    """A finding, by its id.

    aspect: the one that an error of its check turns. leaves_open: the one that its rule makes doubtful.
    Either is empty where there is none.
    """

    scopes: ClassVar[Scopes] = {"verdict": {}}

    id: Words
    rule: RuleName
    check: CheckName
    aspect: Turns
    leaves_open: Literal["criteria", "application", ""] = ""
    severity: Literal["error", "warning", "note"]
    suppressed: bool
    message: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationale(Measured):
    """What was read of an item.

    present: it has a rationale. treatment_known: the vocabulary has all of the treatment, else unknown names
    what it lacks. line: there is a reviewer's guideline line; cites: it names a source; resolved: how many
    of its sources are known editions, as names. Of the guideline statements, borne: the cited guideline
    bears them out, as far as is known for sure; uncertain: as far as is believed. compared: sentences on this
    patient that take up what is stated of the guideline. summarized: the letter has a case summary.
    """

    scopes: ClassVar[Scopes] = {"verdict": {}}
    once: ClassVar[bool] = True

    decision: Decided
    present: bool
    treatment_known: bool
    unknown: str
    line: bool
    cites: bool
    resolved: Count
    names: str
    guideline_statements: Count
    borne: Count
    uncertain: Count
    compared: Count
    summarized: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut(Measured):
    """A criterion that is stated and borne out, by which the treatment, or a use of it, is not recommended.

    asked: what it holds, in words; stands: the edition and section where it does.
    """

    scopes: ClassVar[Scopes] = {"verdict": {}}

    asked: Words
    stands: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownSource(Measured):
    """A source that the reviewer cites and that is no known edition, and why."""

    scopes: ClassVar[Scopes] = {"verdict": {}}

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit(Measured):
    """A sentence on the guideline that what is cited does not bear out as it stands.

    status: what became of it in the ledger. differs: what it has otherwise.
    """

    scopes: ClassVar[Scopes] = {"verdict": {}}

    status: MisfitStatus
    differs: Words
