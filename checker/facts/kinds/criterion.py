"""Facts on what the rationale says a guideline holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from checker.casefile.claims import Where
from checker.casefile.figures import Relation
from checker.casefile.fit import FitWord
from checker.facts.kinds.base import Count, Measured, Words
from checker.knowledge.guidelines import CriterionKind
from checker.knowledge.provenance import Grade
from checker.knowledge.quantities import Unit

Dimension = Unit | Literal[""]
UNITS: Mapping[str, Unit] = {unit: unit for unit in get_args(Unit)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Measured):
    """A guideline statement tied to a criterion: the best tie of the sentence.

    where: the guideline that holds the criterion. relation: of the figures. fit: how much of the sentence
    it bears; differs: what it has otherwise. held: the section holds it, not only said so. loosened: all
    that it asks for is made a choice. leans: the decision leans on what the sentence adds; absent: which the
    section is known not to hold. dimension: the unit of the figure stated, empty without one. stated,
    expected: the figure of the rationale and those of the criterion. covers: the criterion is about the
    disputed treatment. excluded: the cited guideline is known not to hold it. distinctive: some guideline
    is. cited: what the reviewer cites. other_body_part, of_body_part: the edition is on another body part,
    on this one.
    """

    refers: ClassVar[bool] = True

    sentence: Count
    criterion: str
    where: Where
    relation: Relation
    fit: FitWord
    differs: str
    held: bool
    loosened: bool
    leans: bool = False
    absent: bool = False
    criterion_kind: CriterionKind
    dimension: Dimension
    stated: str
    expected: str
    covers: bool
    excluded: bool
    distinctive: bool
    section: str
    edition: str
    pages: str
    place: str
    cited: str
    cites_pages: bool
    cites_section: bool
    other_body_part: bool
    of_body_part: bool
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Tightening(Measured):
    """A qualifier that the case is held to and the guideline statement lacks."""

    qualifier: Words
    concept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WidenedExclusion(Measured):
    """An exclusion stated for a body part of the request that the cited criterion does not list."""

    refers: ClassVar[bool] = True

    part: Words
    listed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SisterText(Measured):
    """What the rationale states of the drug that is asked for, and a guideline holds of another.

    drug, sister: of which it is stated, and of which it is held. known: the cited guideline says something of
    the drug. differs: where it stands, and what is held of the drug. grade: how sure that is.
    """

    refers: ClassVar[bool] = True

    drug: Words
    sister: Words
    known: bool
    grade: Grade
    differs: str
