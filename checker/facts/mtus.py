"""What the MTUS in force holds on a treatment: what a source of lower rank would bypass."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Reference
from checker.casefile.coverage import Fit, fits_body, section_fits_body
from checker.casefile.dating import governs
from checker.casefile.features.kinds import Procedure
from checker.casefile.opening import Compiled
from checker.casefile.wording import edition_name
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.phases import edition_phase
from checker.knowledge.guidelines import Edition, Section
from checker.knowledge.phrases import fold

_AFTER_SURGERY = "postoperative_therapy"
_BEST: tuple[Fit, ...] = ("yes", "unknown", "no")


@dataclass(frozen=True, slots=True)
class Covering:
    """A section that covers the treatment, and how well it fits: the least ``rank`` first.

    ``exact``: it lists the treatment itself. ``body``: whether the body part is that of its edition.
    """

    edition: Edition
    section: Section
    exact: bool
    body: Fit
    phase: Fit
    rank: tuple[int, ...]


def mtus_coverage(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """The best section of the MTUS in force on the treatment: what a lower source would bypass.

    Where that is of another guideline, the best of the chapter on the body part follows.
    """
    found = coverings(case_file, item, compiled)
    best = next(iter(found), None)
    chapter = next((one for one in found if one.edition.phase == "acute"), None)
    if best is not None:
        yield _fact(best, first=True)
    if chapter is not None and chapter is not best:
        yield _fact(chapter, first=False)


def coverings(
    case_file: CaseFile, item: ItemFile, compiled: Compiled, chapters: Collection[str] = ()
) -> list[Covering]:
    """The sections of the MTUS in force that cover the treatment, the nearest first.

    Of ``chapters``, editions that are meant by name, those too whose body part only may be the one treated.
    """
    return sorted(_coverings(case_file, item, compiled, chapters), key=lambda one: one.rank)


def _coverings(
    case_file: CaseFile, item: ItemFile, compiled: Compiled, chapters: Collection[str]
) -> Iterator[Covering]:
    parts, lexicon = item.treatment.body_parts, compiled.lexicon
    operated = _operated(item, compiled)
    for edition, section, exact in compiled.coverage.of(item.treatment):
        if not _may_apply(edition, case_file):
            continue
        body, titled = fits_body(edition, parts, lexicon), section_fits_body(section, parts, lexicon)
        if "no" in (body, titled):
            continue
        elsewhere = edition.body_parts and body != "yes" and edition.id not in chapters
        if elsewhere or (edition.phase == "postsurgical" and not operated):
            continue
        phase = edition_phase(edition, case_file)
        named = lexicon.kin_of(hit.concept for hit in lexicon.find(fold(section.title)))
        rank = (
            not exact,
            _BEST.index(phase),
            "yes" not in (body, titled),
            named.isdisjoint(item.treatment.concepts),
            len(section.covers.treatments),  # a section on little else is nearer than one on much
        )
        yield Covering(edition, section, exact, body, phase, rank)


def _operated(item: ItemFile, compiled: Compiled) -> bool:
    """Whether the treatment follows an operation, as far as request and letter tell."""
    concepts = compiled.lexicon.concepts
    return _AFTER_SURGERY in item.treatment.concepts or any(
        not one.planned and one.concept is not None and concepts[one.concept].category == "surgery"
        for one in item.features.of(Procedure)
    )


def _fact(covering: Covering, *, first: bool) -> Fact:
    edition, section = covering.edition, covering.section
    return kinds.MtusCoverage(
        first=first,
        edition=edition_name(edition),
        section=section.title,
        exact=covering.exact,
        phase=edition.phase,
        phase_fits=covering.phase != "no",
        grade=section.provenance.grade,
        confidence="medium",
        evidence=Grounds((), Reference(edition, section)),
    )


def _may_apply(edition: Edition, case_file: CaseFile) -> bool:
    """Whether the request falls under the edition; without a day, whether it ever was in the schedule."""
    if case_file.days.decided is None:
        return edition.in_force.since is not None
    return governs(edition, case_file.days)
