"""The criteria that a sentence states, each seen from what the reviewer cites, with its figures compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from checker.casefile.criteria import Stated
from checker.casefile.figures import Relation, compare, is_figure_of
from checker.casefile.resolving import Resolved, same_title
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure
from checker.reading.marked import MarkedSentence

Where = Literal["cited", "same_guideline", "other_guideline"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A criterion that a sentence states, and how its figures compare.

    ``measure`` is the figure stated, ``limit`` the criterion's figure that it was compared with, one of
    ``rows``. ``covers``: the criterion is about the treatment that is asked for.
    """

    stated: Stated
    where: Where
    relation: Relation
    measure: Measure | None
    limit: Limit | None
    covers: bool
    rows: tuple[Limit, ...] = ()


def claim_of(
    stated: Stated,
    where: Where,
    covers: bool,
    read: MarkedSentence,
    figures: Iterable[Measure],
    lexicon: Lexicon,
) -> Claim:
    """A criterion with the figures of a sentence: agreement with any of its rows is agreement."""
    conflict: Claim | None = None
    agreeing: Claim | None = None
    for measure in figures:
        found = compare(read, measure, stated.criterion.limits, lexicon)
        if found is None:
            continue
        relation: Relation = "agreeing" if found.agrees else "conflicting"
        claim = Claim(stated, where, relation, measure, found.row, covers, found.rows)
        if found.agrees:
            agreeing = agreeing or claim
        else:
            conflict = conflict or claim
    return agreeing or conflict or Claim(stated, where, "no_figure", None, None, covers)


def other_row(claim: Claim, lexicon: Lexicon) -> Claim | None:
    """The row of another diagnosis in the same section that has the figure which a claim's has not."""
    measure = claim.measure
    if measure is None or claim.relation != "conflicting":
        return None
    for criterion in claim.stated.section.criteria:
        if criterion.kind != claim.stated.criterion.kind:
            continue
        for limit in criterion.limits:
            of_diagnosis = limit.applies_to and all(
                lexicon.concepts[name].kind == "condition" for name in limit.applies_to
            )
            if of_diagnosis and is_figure_of(limit, measure):
                stated = replace(claim.stated, criterion=criterion)
                return replace(claim, stated=stated, relation="agreeing", limit=limit, rows=(limit,))
    return None


def where_stands(stated: Stated, citations: Sequence[Resolved]) -> Where:
    """Where a criterion stands, seen from the reviewer's citations.

    An edition's criteria are taken as carried over into the editions that grew from it, section by section;
    how sure that is, is for :func:`carried_over` to say.
    """
    editions = [r for r in citations if r.citation.by == "reviewer" and r.edition is not None]
    for resolved in editions:
        if resolved.edition is stated.edition and _cited_here(stated, resolved):
            return "cited"
        if carried_over(stated, resolved) and any(
            same_title(section, stated.section) for section in resolved.known_sections
        ):
            return "cited"
    if any(r.edition is stated.edition for r in editions):
        return "same_guideline"
    return "other_guideline"


def carried_over(stated: Stated, resolved: Resolved) -> bool:
    """Whether a criterion is of what the cited edition grew from, not seen restated from that one.

    That is an earlier edition of the same guideline, or the work that the edition is based on.
    """
    edition = resolved.edition
    if edition is None:
        return False
    earlier = edition.id in stated.edition.superseded_by and edition.topic == stated.edition.topic
    return earlier or stated.edition.id in edition.based_on


def _cited_here(stated: Stated, resolved: Resolved) -> bool:
    pages = resolved.citation.pages
    if pages and stated.pages:
        return any(stated.pages[0] <= last and first <= stated.pages[1] for first, last in pages)
    sections = resolved.known_sections
    if not resolved.citation.sections and not pages:
        return True
    return any(section.id == stated.section.id for section in sections) or (
        not sections and not pages and stated.section.covers.treatments == ()
    )
