"""Which phase the days of a case are in, and whether what is cited was written for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.casefile.casefile import CaseFile, ItemFile
from checker.casefile.coverage import Fit, section_fits_body
from checker.casefile.dating import MONTH, Days, PhaseFit, fit_in
from checker.casefile.opening import Compiled
from checker.casefile.resolving import Resolved
from checker.knowledge.guidelines import Edition, Section

_BEST: tuple[PhaseFit, ...] = ("inside", "unknown", "at_decision", "outside")


def edition_phase(edition: Edition, case_file: CaseFile) -> Fit:
    """Whether an edition is for pain as old as this was at the denial, else at the decision."""
    injury, when = case_file.letter.case.date_of_injury, case_file.days.denied or case_file.days.decided
    if edition.from_day is None or injury is None or when is None:
        return "unknown"
    return "no" if 0 <= (when - injury).days < edition.from_day else "yes"


def phase_fit(resolved: Resolved, item: ItemFile, case_file: CaseFile, compiled: Compiled) -> PhaseFit:
    """How the days of the case lie to what is cited: by the injury, after surgery by the operation.

    Of several sections the one that fits best counts. Unknown where the phase is not the scope of a section.
    """
    if resolved.edition is None:
        return "unknown"
    if resolved.edition.phase == "postsurgical":
        sections = _on_body_part(resolved, resolved.edition, item, compiled)
        return _after_surgery(sections, _operations(case_file, item, compiled), case_file.days)
    injury = case_file.letter.case.date_of_injury
    fits = [_since_injury(section, injury, case_file.days) for section in resolved.known_sections]
    return min(fits, key=_BEST.index, default="unknown")


def _since_injury(section: Section, injury: date | None, days: Days) -> PhaseFit:
    if section.from_day is None and section.to_day is None:
        return "unknown"
    return fit_in((section.from_day, section.to_day), injury, days)


def _after_surgery(sections: Sequence[Section], operations: Sequence[date], days: Days) -> PhaseFit:
    """By the longest period of the sections and the last operation."""
    months = [months for section in sections for months in _periods(section)]
    if not months or not operations:
        return "unknown"
    return fit_in((0, round(max(months) * MONTH)), max(operations), days)


def _periods(section: Section) -> Iterator[float]:
    """The periods after surgery, in months, for which the rows of a section allow visits."""
    for criterion in section.criteria:
        if criterion.kind == "visit_cap":
            yield from (limit.high for limit in criterion.limits if limit.unit == "month")


def _on_body_part(
    resolved: Resolved, edition: Edition, item: ItemFile, compiled: Compiled
) -> Sequence[Section]:
    """The sections cited, else those of the edition on the body part to be treated."""
    parts = item.treatment.body_parts
    return resolved.known_sections or [
        section
        for section in edition.sections
        if section_fits_body(section, parts, compiled.lexicon) == "yes"
    ]


def _operations(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> list[date]:
    """The days of operations: in sentences that tell of one that was done and give one date."""
    told = [*case_file.summary, *(statement.read for statement in item.of_kind("case", "conclusion"))]
    return [
        sentence.dates[0]
        for sentence in told
        if len(sentence.dates) == 1
        and any(
            mention.assertion in ("affirmed", "historical")
            and compiled.lexicon.concepts[mention.concept].category == "surgery"
            for mention in sentence.mentions
        )
    ]
