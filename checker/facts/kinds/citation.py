"""Facts on guideline lines: what they cite, whether it is in force, and whether it fits the item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from checker.casefile.coverage import Fit
from checker.casefile.dating import PhaseFit, Standing
from checker.casefile.resolving import TitleKnown
from checker.engine import FactField
from checker.facts.kinds.base import Count, Measured
from checker.knowledge.guidelines import Phase
from checker.knowledge.provenance import Grade
from checker.letter import CitedSource, Label, Party

Rank = Annotated[int, FactField("integer", least=1, most=9)]
PagesFit = Literal["inside", "outside", "unknown"]
NamedSource = Literal["ODG", "MTUS", "ACOEM"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Measured):
    """One source in a guideline line.

    label: how the line labels it. dated: it is an edition, not a living document. rank: its place in the
    medical evidence search order, 9 for no source. paged: its pages can be cited. divided: it has sections
    to name, for all that is known. standing: in force at the decision or the denial; superseded or not yet in
    force at both; never an edition. current: what was in force in its place. dates: when it was in force.
    fits_diagnosis: it is on a body part that summary or rationale name, where the request names none.
    phase: the pain that its edition was written for. fits_phase: whether that is as old as this at the
    denial. section_phase: how denial and decision lie to the days for which the cited sections were written.
    another_fits: another citation of the same source fits the body part. another_covers: another of the MTUS
    covers the treatment. silence_said: the rationale says that the MTUS does not address the treatment. used,
    others_used: a statement is tied to it, to others.
    side_has_mtus: its side cites the MTUS.
    """

    refers: ClassVar[bool] = True

    id: Count
    by: Party
    source: CitedSource
    label: Label
    name: str
    edition_named: bool
    dated: bool
    resolved: bool
    rank: Rank
    paged: bool
    divided: bool
    sections_cited: Count
    pages_cited: Count
    standing: Standing
    current: str
    dates: str
    fits_body: Fit
    fits_diagnosis: Fit
    fits_phase: Fit
    phase: Phase
    section_phase: PhaseFit
    fits_treatment: Fit
    another_fits: bool
    another_covers: bool
    silence_said: bool
    used: bool
    others_used: bool
    named_in_rationale: bool
    side_has_mtus: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSection(Measured):
    """A section named in a citation, or met by its pages (named: false).

    citation: the id of the citation. known: by its title, by other words (alias), a number in place of a
    title, or no. complete: every section title of the edition is encoded. covers: the treatment. pages: those
    cited against those of the section.
    """

    refers: ClassVar[bool] = True

    citation: Count
    by: Party
    name: str
    known: TitleKnown
    complete: bool
    covers: Fit
    pages: PagesFit
    pages_cited: str
    section_pages: str
    named: bool
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class MtusCoverage(Measured):
    """A section of the MTUS in force that covers the treatment and the body part.

    first: the best of all, else the best of the chapter on the body part. exact: it names the treatment
    itself. phase: the pain that its edition was written for.
    """

    refers: ClassVar[bool] = True

    first: bool
    edition: str
    section: str
    exact: bool
    phase: Phase
    phase_fits: bool
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseSilence(Measured):
    """A sentence that has the MTUS, or a guideline of it, silent on a treatment that this section names.

    sure: it is said of that guideline and of the treatment as such; not with a reserve, in brackets, or of
    what the treatment is for. What is said of a detail of the treatment, such as the number of visits, gives
    no such fact.
    """

    refers: ClassVar[bool] = True

    sure: bool
    edition: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides(Measured):
    """The two sides' citations compared. share: they have a topic in common."""

    share: bool
    reviewer: str
    claims_administrator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliedSource(Measured):
    """A source that the rationale relies on by name in a guideline statement.

    cited: the reviewer's line has it. line_cites: the line cites anything.
    """

    source: NamedSource
    cited: bool
    line_cites: bool
