"""Facts on citations: what they resolve to, whether they are in force, and whether they fit the item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, Reference, quote
from checker.casefile.claims import carried_over
from checker.casefile.coverage import (
    Fit,
    covers_treatment,
    family_of,
    fits_body,
    general_sections,
    section_fits_body,
)
from checker.casefile.opening import Compiled
from checker.casefile.resolving import CitedSection, Resolved, names_work, title_known
from checker.casefile.wording import citation_name, edition_name, page_numbers
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.mtus import mtus_coverage
from checker.facts.phases import edition_phase, phase_fit
from checker.facts.silence import false_silences
from checker.knowledge.guidelines import Edition, Section
from checker.knowledge.marks import MarkName
from checker.knowledge.phrases import fold

_DIVIDED = 3  # sections; what has fewer is cited as a whole
_SOURCE_MARKS: Mapping[kinds.NamedSource, MarkName] = {
    "ODG": "names_odg",
    "MTUS": "names_mtus",
    "ACOEM": "names_acoem",
}


def citation_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """All facts on an item's guideline lines."""
    silent = _silence_said(item)
    fits = {resolved.index: _fit(resolved, item, case_file, compiled) for resolved in item.citations}
    for resolved in item.citations:
        yield _citation(resolved, item, case_file, compiled, fits, silent)
        yield from _cited_sections(resolved, item, case_file, compiled)
    yield from mtus_coverage(case_file, item, compiled)
    yield from false_silences(case_file, item, compiled)
    yield from _sides(item)
    yield from _relied_sources(item, silent, compiled)


def _silence_said(item: ItemFile) -> bool:
    """Whether the rationale says that the MTUS does not address the treatment."""
    return any(
        statement.marks.has("silent") and statement.marks.has("guideline_name")
        for statement in item.statements
    )


def _fit(resolved: Resolved, item: ItemFile, case_file: CaseFile, compiled: Compiled) -> tuple[Fit, Fit, Fit]:
    """How a citation's edition fits body part, phase, and (by its sections) treatment."""
    edition = resolved.edition
    if edition is None:
        return "unknown", "unknown", "unknown"
    parts = item.treatment.body_parts
    sections = resolved.known_sections
    covers = [covers_treatment(section, item.treatment, compiled.lexicon) for section in sections]
    treatment: Fit = "unknown"
    if "yes" in covers:
        treatment = "yes"
    elif covers and all(fit == "no" for fit in covers) and _told_apart(resolved, edition):
        treatment = "no" if _other_kind(sections, item, compiled) else "unknown"
    read = sections or general_sections(edition, item.treatment, compiled.lexicon)
    body = fits_body(edition, parts, compiled.lexicon, read)
    if body == "unknown" and _of_other_limb(edition, item, case_file, compiled):
        body = "no"
    elif body == "no" and _is_worn_elsewhere(edition, item, case_file, compiled):
        body = "unknown"
    return body, edition_phase(edition, case_file), treatment


def _of_other_limb(edition: Edition, item: ItemFile, case_file: CaseFile, compiled: Compiled) -> bool:
    """Whether limbs are asked about that a chapter's nerves don't run to, and nothing is wrong with its part.

    The legs may be tested for a disease of the neck, where the letter tells of one.
    """
    lexicon = compiled.lexicon
    own = {region for part in edition.body_parts for region in lexicon.reached(part)}
    theirs = {lexicon.concepts[region].limb for region in own} - {None}
    wanted = {lexicon.concepts[part.concept].limb for part in item.treatment.body_parts}
    if not own or not wanted or None in wanted or wanted & theirs:
        return False
    told = (*case_file.summary, *(one.read for one in item.of_kind("case", "conclusion")))
    return not any(
        mention.assertion != "negated" and lexicon.regions(mention.concept) & own
        for sentence in told
        for mention in sentence.mentions
    )


def _is_worn_elsewhere(edition: Edition, item: ItemFile, case_file: CaseFile, compiled: Compiled) -> bool:
    """Whether a thing is worn on the limb of a chapter's part, of which the summary speaks.

    A splint of the wrist may be for an elbow.
    """
    lexicon = compiled.lexicon
    worn = {family_of(concept, lexicon) for concept in item.treatment.concepts} == {"equipment"}
    wanted = {lexicon.concepts[part.concept].limb for part in item.treatment.body_parts} - {None}
    theirs = {lexicon.concepts[part].limb for part in edition.body_parts}
    told = [part for sentence in case_file.summary for part in sentence.body_parts]
    return worn and bool(wanted & theirs) and fits_body(edition, told, lexicon) == "yes"


def _told_apart(resolved: Resolved, edition: Edition) -> bool:
    """Whether known sections are cited, by more than the name of the whole work, which one may share."""
    named = [cited.sections for cited in resolved.sections if not names_work(edition, cited.name)]
    return bool(named) and all(named)


def _other_kind(sections: Sequence[Section], item: ItemFile, compiled: Compiled) -> bool:
    """Whether sections are on another kind of treatment or on other drugs, not just a neighbouring entry."""
    own = {family_of(concept, compiled.lexicon) for concept in item.treatment.concepts}
    theirs = {
        family_of(concept, compiled.lexicon) for section in sections for concept in section.covers.treatments
    }
    return not own & theirs or own <= {"drug", "topical"}


def _citation(
    resolved: Resolved,
    item: ItemFile,
    case_file: CaseFile,
    compiled: Compiled,
    fits: dict[int, tuple[Fit, Fit, Fit]],
    silent: bool,
) -> Fact:
    citation, edition = resolved.citation, resolved.edition
    body, phase, treatment = fits[resolved.index]
    others = [
        other
        for other in item.cited_by(citation.by)
        if other.index != resolved.index and other.edition is not None
    ]
    return kinds.Citation(
        id=resolved.index,
        by=citation.by,
        source=citation.source,
        label=citation.labelled,
        name=citation_name(citation, edition),
        edition_named=citation.edition is not None,
        dated=edition.dated if edition else citation.source == "MTUS",
        resolved=edition is not None,
        rank=edition.rank if edition else {"MTUS": 1, "NONE": 9}.get(citation.source, 2),
        paged=bool(edition and edition.paged),
        divided=edition is None or len(edition.sections) >= _DIVIDED,
        sections_cited=len(citation.sections),
        pages_cited=len(citation.pages),
        standing=resolved.standing,
        current=_current(resolved),
        dates=_dates(edition),
        fits_body=body,
        fits_diagnosis=_fits_diagnosis(edition, item, case_file, compiled),
        fits_phase=phase,
        phase=edition.phase if edition else "any",
        section_phase=phase_fit(resolved, item, case_file, compiled),
        fits_treatment=treatment,
        another_fits=any(
            fits[other.index][0] == "yes" and other.citation.source == citation.source for other in others
        ),
        another_covers=any(
            fits[other.index][2] == "yes" and other.edition and other.edition.rank == 1 for other in others
        ),
        silence_said=silent,
        used=_used(resolved, item),
        others_used=any(_used(other, item) for other in others) or _any_tied(item),
        named_in_rationale=_named(citation.source, item),
        side_has_mtus=any(r.citation.source == "MTUS" for r in item.cited_by(citation.by)),
        confidence="high",
        evidence=Grounds((_line(resolved, case_file),), Reference(edition) if edition else None),
    )


def _fits_diagnosis(edition: Edition | None, item: ItemFile, case_file: CaseFile, compiled: Compiled) -> Fit:
    """Whether a chapter is on a body part that the letter speaks of, where the request names none."""
    if edition is None or item.treatment.body_parts:
        return "unknown"
    told = (*case_file.summary, *(statement.read for statement in item.statements))
    parts = [part for sentence in told for part in sentence.body_parts]
    return fits_body(edition, parts, compiled.lexicon)


def _current(resolved: Resolved) -> str:
    """The editions in force that replaced this one, as far as they are encoded."""
    names = dict.fromkeys(edition_name(edition) for edition in resolved.current)
    return " or ".join(names) or "the edition in force on that day"


def _dates(edition: Edition | None) -> str:
    """Since when and until when an edition was in force."""
    if edition is None or edition.in_force.since is None:
        return "never in force"
    force = edition.in_force
    until = f" to {force.until}" if force.until else ""
    requests = f", for requests from {force.requests_since}" if force.requests_since else ""
    return f"in force from {force.since}{until}{requests}"


def _line(resolved: Resolved, case_file: CaseFile) -> Quote:
    role = (
        "reviewer's guideline line"
        if resolved.citation.by == "reviewer"
        else "claims administrator's guideline line"
    )
    return Quote(role, case_file.letter.text.quote(resolved.citation.span), resolved.citation.span)


def _used(resolved: Resolved, item: ItemFile) -> bool:
    """Whether any statement is tied to what this citation cites."""
    return any(
        claim.where == "cited"
        and (claim.stated.edition is resolved.edition or carried_over(claim.stated, resolved))
        for statement in item.statements
        for claim in statement.claims
    )


def _any_tied(item: ItemFile) -> bool:
    return any(statement.claims for statement in item.statements)


def _named(source: str, item: ItemFile) -> bool:
    marks = [mark for name, mark in _SOURCE_MARKS.items() if name == source]
    return any(statement.marks.has(*marks) for statement in item.statements)


def _cited_sections(
    resolved: Resolved, item: ItemFile, case_file: CaseFile, compiled: Compiled
) -> Iterator[Fact]:
    edition = resolved.edition
    if edition is None:
        return
    named = bool(resolved.citation.sections)
    for cited in resolved.sections:
        section, fit = _best_fit(cited, item, compiled)
        if section and section_fits_body(section, item.treatment.body_parts, compiled.lexicon) == "no":
            fit = "no"
        if not named and fit != "yes":
            continue
        pages = _pages(cited.sections)
        yield kinds.CitedSection(
            citation=resolved.index,
            by=resolved.citation.by,
            name=cited.name,
            known=title_known(cited.name, section),
            complete=edition.complete,
            covers=fit,
            pages=_pages_fit(resolved, pages) if len(resolved.sections) == 1 or not named else "unknown",
            pages_cited=page_numbers(*resolved.citation.pages),
            section_pages=page_numbers(pages),
            named=named,
            grade=(section.pages_grade or section.provenance.grade) if section else "C",
            confidence="high" if named else "medium",
            evidence=Grounds((_line(resolved, case_file),), Reference(edition, section)),
        )


def _best_fit(cited: CitedSection, item: ItemFile, compiled: Compiled) -> tuple[Section | None, Fit]:
    """Of the sections that share a title, the one that covers the treatment, else the first."""
    fits = [(s, covers_treatment(s, item.treatment, compiled.lexicon)) for s in cited.sections]
    return next((pair for pair in fits if pair[1] == "yes"), fits[0] if fits else (None, "unknown"))


def _pages(sections: Sequence[Section]) -> tuple[int, int] | None:
    """First and last page of the sections that a title names: a heading's run over all its entries."""
    known = [section.pages for section in sections if section.pages]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def _pages_fit(resolved: Resolved, whole: tuple[int, int] | None) -> kinds.PagesFit:
    pages = resolved.citation.pages
    if not pages or whole is None:
        return "unknown"
    first, last = whole
    near = [(low, high) for low, high in pages if low <= last and first <= high]
    if near and all(first <= low and high <= last for low, high in near):
        return "inside"
    return "outside" if near or resolved.citation.sections else "unknown"


def _sides(item: ItemFile) -> Iterator[Fact]:
    reviewer = [r for r in item.cited_by("reviewer") if r.citation.source != "NONE"]
    claims = [r for r in item.cited_by("claims_administrator") if r.citation.source != "NONE"]
    if reviewer and claims:
        yield kinds.Sides(
            share=bool({_topic(r) for r in reviewer} & {_topic(r) for r in claims}),
            reviewer=_names(reviewer),
            claims_administrator=_names(claims),
            confidence="high",
        )


def _names(citations: Sequence[Resolved]) -> str:
    return "; ".join(dict.fromkeys(citation_name(r.citation, r.edition) for r in citations))


def _topic(resolved: Resolved) -> str:
    if resolved.edition is not None:
        return resolved.edition.id
    return (
        f"{resolved.citation.source} {fold(resolved.citation.topic or '')} {resolved.citation.edition or ''}"
    )


def _relied_sources(item: ItemFile, silent: bool, compiled: Compiled) -> Iterator[Fact]:
    """Sources that guideline statements name, and whether the reviewer's line cites them."""
    cited = {r.citation.source for r in item.cited_by("reviewer")}
    seen: set[str] = set()
    for statement in item.of_kind("guideline"):
        if statement.marks.has("silent"):
            continue
        for source, mark in _SOURCE_MARKS.items():
            if source in seen or not statement.marks.has(mark):
                continue
            seen.add(source)
            yield kinds.ReliedSource(
                source=source,
                cited=source in cited
                or any(source in e.named_as for e in compiled.knowledge.editions if e.source in cited),
                line_cites=bool(cited - {"NONE"}),
                confidence="high" if not silent else "medium",
                evidence=Grounds((quote("rationale", statement.sentence),)),
            )
