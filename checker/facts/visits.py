"""Facts on the number of visits: the request, earlier visits, and the cap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, Reference, quote, quotes_of
from checker.casefile.claims import Claim
from checker.casefile.criteria import Stated
from checker.casefile.features.kinds import Response, Tried, Visits
from checker.casefile.figures import is_figure_of
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many visits of its treatment an item had before those requested.

    ``known``: the letter gives their number, and one alone; ``mentioned``: it speaks of some, or some of
    those requested were allowed.
    """

    count: int
    known: bool
    mentioned: bool
    quotes: tuple[Quote, ...] = ()


def earlier_visits(case_file: CaseFile, item: ItemFile, lexicon: Lexicon) -> Earlier:
    """Those that were had, or, where the letter doesn't tell how many, that were allowed before.

    Not those allowed of the ones asked for.
    """
    kin = lexicon.kin_of(item.treatment.concepts)
    told = item.visits.features if item.visits else ()
    sure = [one for one in told if one.status == "asserted" and not one.of_request]
    before = [one for one in sure if one.role in ("done", "authorized")]
    for role in ("done", "authorized"):
        counts = [one for one in before if one.role == role and one.count]
        most = max(counts, key=lambda one: one.count or 0, default=None)
        if most is not None and most.count is not None:
            apart = {one.count for one in counts if one.place == "summary"}  # of one course, or of two
            return Earlier(most.count, len(apart) < 2, True, quotes_of([most]))
    allowed = item.authorized is not None
    none = [one for one in before if one.count == 0]
    if none:
        return Earlier(0, True, allowed, quotes_of(none[:1]))
    named = any(
        not kin.isdisjoint(m.concept for m in read.mentions) and not read.marks.has("care_planned")
        for read in case_file.summary
    )
    tried = any(one.status == "asserted" for one in item.features.of(Tried, kin))
    return Earlier(0, False, named or tried or allowed or any(one.role != "requested" for one in told))


def visit_facts(item: ItemFile, compiled: Compiled, earlier: Earlier) -> Iterator[Fact]:
    """The request's visits, with earlier ones, against the cap stated or else that of the cited section.

    What is asked for by the hour is limited so too.
    """
    requested = item.treatment.visits
    if requested is None or item.item.decision is None or item.treatment.amount is not None:
        return
    exceeds = next((s for s in item.of_kind("case", "conclusion") if s.marks.has("exceeds")), None)
    cap = _stated_cap(item) or _cited_cap(item, compiled)
    if cap is None and exceeds is None:
        return
    limit, stated, statement = cap or (None, None, None)
    quotes = [quote("rationale", s.sentence) for s in (statement, exceeds) if s is not None]
    if not quotes:
        quotes = [Quote("title", item.item.title, item.item.title_span)]
    yield kinds.VisitCount(
        basis="stated" if statement else "cited",
        requested=requested,
        prior=earlier.count,
        prior_known=earlier.known,
        prior_mentioned=earlier.mentioned,
        total=requested + earlier.count,
        low=int(limit.low) if limit else 0,
        high=int(limit.high) if limit else 0,
        margin=int(limit.high) - requested - earlier.count if limit else 0,
        limit_known=limit is not None,
        exceeds_said=exceeds is not None,
        limit_said=exceeds is not None
        and (
            _gives_limit(item, exceeds, {requested, earlier.count, *([int(limit.high)] if limit else ())})
            or (limit is None and _rows_given(item))
        ),
        counts_over=exceeds is not None
        and limit is not None
        and any(m.unit == "visit" and m.high > limit.high for m in exceeds.measures),
        excepted=is_excepted(item),
        decision=item.item.decision,
        grade=stated.criterion.provenance.grade if stated else "C",
        confidence="medium",
        evidence=Grounds(
            (*quotes, *(one for one in earlier.quotes if one.span not in {each.span for each in quotes})),
            Reference(stated.edition, stated.section, stated) if stated else None,
        ),
    )


def room_in(caps: Iterable[Limit], item: ItemFile, earlier: Earlier) -> Literal["room", "no_room", "open"]:
    """Whether the request's visits, with earlier ones, fit into caps: open where these differ in that."""
    highs = [limit.high for limit in caps]
    requested = item.treatment.visits
    if requested is None or not highs:
        return "open"
    total = requested + earlier.count
    if total > max(highs):
        return "no_room"
    counted = earlier.known or not earlier.mentioned
    return "room" if counted and total <= min(highs) else "open"


def is_excepted(item: ItemFile) -> bool:
    """Whether the rationale gives a reason for going beyond a limit."""
    own = (one for one in item.statements if one.fit is None)
    return any(one.marks.has("exception_made") and not one.scopes.negates for one in own)


def _gives_limit(item: ItemFile, statement: Statement, known: Collection[int]) -> bool:
    """Whether a sentence on a limit that is exceeded gives one that is not known, beside what it counts."""
    counted = {one.count for one in item.features.of(Visits) if one.span == statement.sentence.span}
    given = (int(measure.high) for measure in statement.measures if measure.unit == "visit")
    return any(one not in counted and one not in known for one in given)


def _rows_given(item: ItemFile) -> bool:
    """Whether the rationale gives numbers of visits as the guideline's, of whatever rows."""
    return any(measure.unit == "visit" for one in item.of_kind("guideline") for measure in one.measures)


def _stated_cap(item: ItemFile) -> tuple[Limit, Stated, Statement] | None:
    """The one cap on visits that the rationale states. Rows with different caps: which applies is open."""
    gained = _is_gain_told(item)
    caps = [
        (_cap_of(claim.measure, claim, statement if gained else None), claim.stated, statement)
        for statement in item.of_kind("guideline")
        for claim in statement.claims
        if claim.measure is not None
        and claim.measure.unit == "visit"
        and claim.stated.criterion.kind != "info"
        and claim.relation != "conflicting"
    ]
    return caps[0] if len({limit.high for limit, _, _ in caps}) == 1 else None


def _cap_of(measure: Measure, claim: Claim, total_in: Statement | None) -> Limit:
    """The cap that a figure gives; of a trial and a total of one course in one sentence, the total."""
    rows = [
        row
        for row in claim.stated.criterion.limits
        if claim.limit and row.applies_to == claim.limit.applies_to
    ]
    others = total_in.measures if total_in else ()
    stages = [one for one in others if any(is_figure_of(row, one) for row in rows)]
    most = max((measure, *stages), key=lambda one: one.high if one.unit == "visit" else 0)
    return Limit(bound="value", unit="visit", low=most.low, high=most.high)


def _is_gain_told(item: ItemFile) -> bool:
    """Whether the rationale has the patient better, and in nothing otherwise."""
    told = [one for one in item.features.of(Response) if one.place == "rationale"]
    return bool(told) and all(one.change == "better" and one.status == "asserted" for one in told)


def _cited_cap(item: ItemFile, compiled: Compiled) -> tuple[Limit, Stated, None] | None:
    """The only cap on visits that the cited sections hold, where the rationale names none."""
    caps = [
        (limit, Stated(resolved.edition, section, criterion), None)
        for resolved in item.cited_by("reviewer")
        if resolved.edition is not None
        for section in resolved.known_sections
        for criterion in section.criteria
        if criterion.kind == "visit_cap"
        and compiled.criteria.related(Stated(resolved.edition, section, criterion), item.treatment.concepts)
        for limit in criterion.limits
        if limit.unit == "visit"
    ]
    return caps[0] if len({(limit.low, limit.high) for limit, _, _ in caps}) == 1 else None
