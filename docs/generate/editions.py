"""A page for each edition: its sections and criteria, how sure they are; and what waits for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.casefile.wording import edition_name, limit_words, page_numbers
from checker.counting import counted
from checker.knowledge.guidelines import Criterion, Edition, InForce, Section
from checker.knowledge.needs import Need
from checker.knowledge.provenance import Provenance
from docs.generate.markdown import anchor, bullets, code, heading, link, listed, plain, quoted, table

_JOINED = {"all": "all of these", "any": "any of these", "not_": "not this"}


def edition_pages(editions: Sequence[Edition]) -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of each edition, of their list, and of what waits for a reader."""
    yield "editions/index.md", _list(editions)
    yield "review.md", _waiting(editions)
    for edition in editions:
        yield f"editions/{edition.id}.md", _edition(edition)


def _criteria(edition: Edition) -> list[Criterion]:
    return [criterion for section in edition.sections for criterion in section.criteria]


def _list(editions: Sequence[Edition]) -> list[str]:
    rows = []
    for edition in editions:
        grades = [one.provenance.grade for one in _criteria(edition)]
        counts = (str(grades.count(grade)) for grade in ("A", "B", "C"))
        name = link(plain(edition_name(edition)), f"{edition.id}.md")
        rows.append(
            (name, code(edition.id), _in_force(edition.in_force), str(len(edition.sections)), *counts)
        )
    return [
        *heading(1, "Editions"),
        "What is encoded of each edition: sections, and criteria by [grade](../../limits.md#grades). All in "
        "own words; the text of the guidelines is not here.",
        "",
        *table(("Edition", "Id", "In force", "Sections", "A", "B", "C"), rows),
    ]


def _in_force(when: InForce) -> str:
    if when.since is None and when.until is None:
        return "not in the schedule"
    return f"{when.since or '?'} to {when.until or 'now'}"


def _edition(edition: Edition) -> list[str]:
    rows = [
        ("Id", code(edition.id)),
        ("Source", f"{edition.source}, place {edition.rank} in the search for evidence"),
        ("Topic", plain(edition.topic)),
        ("Publisher", plain(edition.publisher)),
        ("Regulation", plain(edition.regulation or "none")),
        ("In force", _in_force(edition.in_force)),
        ("Superseded by", ", ".join(link(code(one), f"{one}.md") for one in edition.superseded_by) or "none"),
        ("Takes over from", ", ".join(link(code(one), f"{one}.md") for one in edition.based_on) or "none"),
        ("Body parts", ", ".join(map(code, edition.body_parts)) or "any"),
        ("Pain", edition.phase),
        ("Section titles", "all are encoded" if edition.complete else "not all are encoded"),
        ("Provenance", _provenance(edition.provenance)),
        ("Example of a citation", quoted(edition.aliases[0].examples[0])),
    ]
    waits = sum(one.provenance.waits for one in _criteria(edition))
    counts = f"{counted(len(edition.sections), 'section')}, {counted(len(_criteria(edition)), 'criterion')}"
    to_read = (
        link(f"{counted(waits, 'criterion')} to be read", f"../review.md#{anchor(edition.id)}")
        if waits
        else ""
    )
    lines = [
        *heading(1, plain(edition_name(edition))),
        ". ".join(filter(None, (counts, to_read))) + ". ([All editions](index.md))",
        "",
        *listed(rows),
    ]
    for section in edition.sections:
        lines += _section(section)
    return lines


def _provenance(provenance: Provenance) -> str:
    sources = "; ".join((*provenance.sources, *(f"letter {letter}" for letter in provenance.letters)))
    read = (f"read by {one.by} on {one.date} in {one.source}" for one in provenance.readings)
    said = "; ".join(filter(None, (sources, *read))) or "no source named"
    doubt = f" **Uncertain:** {plain(provenance.uncertainty)}." if provenance.uncertainty else ""
    return f"{provenance.grade}: {plain(said)}.{doubt}"


def _section(section: Section) -> list[str]:
    covers = section.covers
    without = f"; not {', '.join(map(code, covers.excludes))}" if covers.excludes else ""
    pages = page_numbers(section.pages) or "unknown"
    grade = f" (grade {section.pages_grade})" if section.pages and section.pages_grade else ""
    facts = [
        f"pages {pages}{grade}; {section.recommendation.replace('_', ' ')}",
        f"covers {', '.join(map(code, covers.treatments)) or 'any treatment'}{without}"
        + (", for any body part" if section.general else ""),
    ]
    if section.aliases:
        facts.append(f"also cited as {', '.join(map(plain, section.aliases))}")
    facts.append(_provenance(section.provenance))
    lines = [*heading(2, plain(section.title), section.id), code(section.id), "", *bullets(facts)]
    for criterion in section.criteria:
        lines += _criterion(criterion)
    return lines


def _criterion(criterion: Criterion) -> list[str]:
    says = (
        plain(criterion.text)
        if criterion.held
        else f"the section is known **not** to hold: {plain(criterion.text)}"
    )
    facts = [plain(limit_words(limit, limit.applies_to)) for limit in criterion.limits]
    if criterion.pages:
        facts.append(f"pages {page_numbers(criterion.pages)}")
    if criterion.then:
        otherwise = f"; otherwise {code(criterion.otherwise)}" if criterion.otherwise else ""
        facts.append(f"then {code(criterion.then)}{otherwise}")
    if criterion.not_in:
        facts.append(f"not in {', '.join(map(code, criterion.not_in))}")
    facts += [
        _provenance(criterion.provenance),
        f"stated by such as {quoted(criterion.examples[0])}; not by {quoted(criterion.near[0])}",
    ]
    lines = [
        *heading(3, code(criterion.id), criterion.id),
        f"{code(criterion.kind)} {says}",
        "",
        *bullets(facts),
    ]
    if criterion.needs:
        lines = [*lines[:-1], *_need(criterion.needs, "- asks for "), ""]
    return lines


def _need(need: Need, begin: str) -> list[str]:
    """What a case must show, a line a statement, parts below what joins them."""
    below = " " * (len(begin) - len(begin.lstrip()) + 4) + "- "
    if need.parts:
        words = next(
            (said for name, said in _JOINED.items() if getattr(need, name)),
            f"at least {need.at_least_of} of these",
        )
        return [f"{begin}{words}", *(line for part in need.parts for line in _need(part, below))]
    data = need.model_dump(exclude_defaults=True, by_alias=True, mode="json")
    return [begin + "; ".join(f"{code(name)} {plain(_words(value))}" for name, value in data.items())]


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(inner)}" for name, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _waiting(editions: Sequence[Edition]) -> list[str]:
    groups = [(edition, [one for one in _criteria(edition) if one.provenance.waits]) for edition in editions]
    total = sum(len(criteria) for _, criteria in groups)
    lines = [
        *heading(1, "Criteria to be read"),
        f"{counted(total, 'criterion')} of grade C, or never looked up, wait for a person who has the "
        "guideline at hand. What settles one: open the place and see whether it says so. "
        "`imr-check guideline review ID` asks, and writes the answer, reader, day and source to its file.",
        "",
    ]
    for edition, criteria in groups:
        if criteria:
            lines += heading(2, plain(edition_name(edition)), edition.id)
            lines += table(("Criterion", "Grade", "Page", "Says", "In doubt"), _rows(edition, criteria))
    return lines


def _rows(edition: Edition, criteria: Sequence[Criterion]) -> Iterator[tuple[str, ...]]:
    pages = {one.id: one.pages or section.pages for section in edition.sections for one in section.criteria}
    for one in criteria:
        address = f"editions/{edition.id}.md#{anchor(one.id)}"
        says = plain(one.text) if one.held else f"**not:** {plain(one.text)}"
        doubt = plain(one.provenance.uncertainty or "not looked up")
        name = link(code(one.id), address)
        yield name, one.provenance.grade, page_numbers(pages[one.id]) or "unknown", says, doubt
