"""What the MTUS in force holds on a treatment: what a source of lower rank would bypass."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Reference
from checker.casefile.coverage import fits_body
from checker.casefile.dating import governs
from checker.casefile.opening import Compiled
from checker.casefile.wording import edition_name
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.phases import edition_phase
from checker.knowledge.guidelines import Edition, Section


def mtus_coverage(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The best section of the MTUS in force on the treatment: what a lower source would bypass.

    Where that is of another guideline, the best of the chapter on the body part follows.
    """
    ranked: list[tuple[int, Edition, Section]] = []
    for edition, section, exact in compiled.coverage.of(item.treatment):
        body = fits_body(edition, item.treatment.body_parts, compiled.lexicon)
        if not _may_apply(edition, case_file) or body == "no" or (edition.body_parts and body != "yes"):
            continue
        rank = (0 if exact else 2) + (0 if edition_phase(edition, case_file) != "no" else 1)
        ranked.append((rank, edition, section))
    best = min(ranked, key=_rank, default=None)
    chapter = min((one for one in ranked if one[1].phase == "acute"), key=_rank, default=None)
    if best is not None:
        yield _covering(*best, first=True)
    if chapter is not None and chapter is not best:
        yield _covering(*chapter, first=False)


def _rank(ranked: tuple[int, Edition, Section]) -> int:
    return ranked[0]


def _covering(rank: int, edition: Edition, section: Section, *, first: bool) -> Fact:
    return kinds.MtusCoverage(
        first=first,
        edition=edition_name(edition),
        section=section.title,
        exact=rank < 2,
        phase=edition.phase,
        phase_fits=rank % 2 == 0,
        grade=section.provenance.grade,
        confidence="medium",
        evidence=Grounds((), Reference(edition, section)),
    )


def _may_apply(edition: Edition, case_file: CaseFile) -> bool:
    """Whether the request falls under the edition; without a day, whether it ever was in the schedule."""
    if case_file.days.decided is None:
        return edition.in_force.since is not None
    return governs(edition, case_file.days)
