"""How an edition, a section or a criterion is described in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.casefile.wording import limit_words, need_words, page_numbers
from checker.cli.config import Config
from checker.counting import counted
from checker.knowledge.guidelines import Criterion, Edition, Section
from checker.knowledge.needs import Need
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.provenance import Provenance

_SHOWN = 5  # ids that begin as one that is not there


def columns(edition: Edition) -> tuple[str, ...]:
    """What the list of editions has of one."""
    criteria = sum(len(section.criteria) for section in edition.sections)
    counts = counted(len(edition.sections), "section"), counted(criteria, "criterion")
    return edition.id, in_force_words(edition), *counts, edition.provenance.grade, edition_title(edition)


def edition_title(edition: Edition) -> str:
    """Its source and title."""
    return f"{edition.source} {edition.title}"


def in_force_words(edition: Edition) -> str:
    """When the state's schedule held it."""
    since, until = edition.in_force.since, edition.in_force.until
    if since is None and until is None:
        return "not in the schedule"
    return f"{since or '?'} to {until or 'now'}"


def ids_of(editions: Iterable[Edition]) -> Iterator[str]:
    """The ids of editions, and of what they hold."""
    for edition in editions:
        yield edition.id
        for section in edition.sections:
            yield from (section.id, *(criterion.id for criterion in section.criteria))


def not_called(name: str, editions: Sequence[Edition]) -> str:
    """Say that nothing is called so, and what is like it or begins so."""
    begun = [one for one in ids_of(editions) if one.lower().startswith(name.lower())][:_SHOWN]
    begins = f" (some that begin so: {', '.join(begun)})" if begun else " (see imr-check guideline list)"
    meant = did_you_mean(name, ids_of(editions)) or begins
    return f"no edition, section or criterion is called {name!r}{meant}"


def described(edition: Edition, wanted: str, config: Config) -> Iterator[str]:
    """Describe an edition, or what of it has the id wanted. Nothing where nothing has it."""
    whole = wanted == edition.id
    if whole:
        yield from _edition(edition)
    for section in edition.sections:
        criteria = [one for one in section.criteria if whole or wanted in (section.id, one.id)]
        if not (whole or wanted == section.id or criteria):
            continue
        if not whole:
            yield f"{edition.id} {edition_title(edition)}"
        yield from _section(section)
        for criterion in criteria:
            yield from _criterion(criterion, section, config.changed_by("criterion", criterion.id))


def _edition(edition: Edition) -> Iterator[str]:
    yield f"{edition.id} {edition_title(edition)}"
    yield f"  topic       {edition.topic}; edition {edition.edition or 'not dated'}; {edition.publisher}"
    yield f"  regulation  {edition.regulation or 'none'}"
    yield f"  in force    {in_force_words(edition)}; rank {edition.rank} in the search order"
    if edition.superseded_by:
        yield f"  superseded  by {', '.join(edition.superseded_by)}"
    yield f"  scope       {', '.join(edition.body_parts) or 'any body part'}; pain: {edition.phase}"
    complete = "all titles are encoded" if edition.complete else "not all titles are encoded"
    yield f"  sections    {len(edition.sections)}, {complete}"
    yield from _provenance(edition.provenance, "  ")


def _section(section: Section) -> Iterator[str]:
    pages = page_numbers(section.pages)
    pages = f"pages {pages}" if pages else ""
    grade = f" (grade {section.pages_grade})" if section.pages and section.pages_grade else ""
    standing = "; ".join(filter(None, (f"{pages}{grade}", section.recommendation.replace("_", " "))))
    yield f"  {section.id} {section.title}: {standing}"
    covers = section.covers
    excludes = f"; not {', '.join(covers.excludes)}" if covers.excludes else ""
    general = ", for any body part" if section.general else ""
    yield f"    covers      {', '.join(covers.treatments) or 'any treatment'}{excludes}{general}"
    yield from _provenance(section.provenance, "    ")


def _criterion(criterion: Criterion, section: Section, changed: str | None) -> Iterator[str]:
    yield f"    {criterion.id} {criterion.kind}: {criterion.text}"
    if pages := page_numbers(criterion.pages or section.pages):
        yield f"      pages       {pages}"
    for limit in criterion.limits:
        yield f"      limit       {limit_words(limit, limit.applies_to)}"
    if changed is not None:
        yield f"      changed     its limits, by {changed}"
    if criterion.needs is not None:
        yield from _needs(criterion.needs, "      needs       ")
    if criterion.then:
        yield f"      then        {criterion.then.replace('_', ' ')}"
    if criterion.otherwise:
        yield f"      otherwise   {criterion.otherwise.replace('_', ' ')}"
    if criterion.requires:
        yield f"      requires    {', '.join(criterion.requires)}"
    if criterion.not_in:
        yield f"      not in      {', '.join(criterion.not_in)}"
    yield from _provenance(criterion.provenance, "      ")


def _needs(need: Need, head: str) -> Iterator[str]:
    """The tree of what it needs, each part below what joins it."""
    yield f"{head}{need_words(need)}"
    for part in need.parts:
        yield from _needs(part, " " * (len(head) + 2))


def _provenance(provenance: Provenance, indent: str) -> Iterator[str]:
    sources = "; ".join((*provenance.sources, *(f"letter {letter}" for letter in provenance.letters)))
    doubt = f"; uncertain: {provenance.uncertainty}" if provenance.uncertainty else ""
    yield f"{indent}provenance  {provenance.grade}: {sources or 'no source named'}{doubt}"
    for reading in provenance.readings:
        agrees = "agrees" if reading.agrees else "differs"
        yield f"{indent}read        {agrees}: {reading.by}, {reading.date}, in {reading.source}"
