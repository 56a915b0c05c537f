"""Facts on therapy after an operation: a row stated, against those of what was operated."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, Reference, quote, quotes_of
from checker.casefile.claims import Claim
from checker.casefile.features.kinds import Response, Visits
from checker.casefile.features.visits import is_after_surgery
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.casefile.operated import Operated, Row, is_of_surgery
from checker.casefile.wording import edition_name
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.visits import Earlier, is_excepted, room_in

_KINDS = ("visit_cap", "trial_then_continue")


def operation_facts(
    case_file: CaseFile, item: ItemFile, compiled: Compiled, earlier: Earlier
) -> Iterator[Fact]:
    """The first row stated that is of another operation, or of no operation at all."""
    requested = item.treatment.visits
    operated = Operated(case_file, item, compiled)
    own = operated.own() if requested is not None and item.item.decision is not None else []
    stated = _other_row(item, compiled, operated, [row for row, _ in own]) if own else None
    if requested is None or item.item.decision is None or stated is None:
        return
    claim, statement, row = stated
    nearest, done = own[0]
    caps = [limit for each, _ in own for limit in each.stated.criterion.limits if limit.unit == "visit"]
    high = int(claim.measure.high) if claim.measure else 0
    responses = list(item.features.of(Response))
    yield kinds.OperationRow(
        operation=compiled.lexicon.concepts[done.concept or ""].name,
        stated=claim.stated.criterion.text if row else edition_name(claim.stated.edition),
        general=row is None,
        alike=row is not None and operated.is_named(row),
        requested=requested,
        total=requested + earlier.count,
        prior_known=earlier.known,
        high=high,
        cap=int(min(cap.high for cap in caps)),
        exceeds=requested + earlier.count > high,
        exceeds_said=any(
            one.marks.has("exceeds", "goes_beyond") for one in item.of_kind("case", "conclusion")
        ),
        own=room_in(caps, item, earlier),
        counted=earlier.count == 0 or _is_counted(item, earlier),
        gain=all(one.change == "better" and one.status == "asserted" for one in responses),
        excepted=is_excepted(item),
        decision=item.item.decision,
        grade=max(each.stated.criterion.provenance.grade for each, _ in own),
        confidence="medium",
        evidence=Grounds(
            (quote("rationale", statement.sentence), *_distinct((*quotes_of([done]), *earlier.quotes))),
            Reference(nearest.stated.edition, nearest.stated.section, nearest.stated),
        ),
    )


def _other_row(
    item: ItemFile, compiled: Compiled, operated: Operated, own: Collection[Row]
) -> tuple[Claim, Statement, Row | None] | None:
    """The first row stated that is none of the patient's, where none of these is stated.

    It is None where the claim is of a guideline that is not on therapy after surgery.
    """
    if any(_gives(statement, own) for statement in item.statements):
        return None
    for statement in item.of_kind("guideline"):
        claims = _agreeing(statement)
        claim = next(iter(statement.claims), None)
        if claim is None or claim not in claims or statement.marks.has("reported"):
            continue
        if not claim.covers or claim.stated.criterion.kind not in _KINDS:
            continue
        rows = [row for one in claims if (row := operated.row(one.stated))]
        row = operated.row(claim.stated)
        if row and not any(operated.is_named(one) and operated.is_met(one) for one in rows):
            return claim, statement, row
        if not row and not operated.is_gone_by and not _is_after_surgery(claim, compiled):
            return claim, statement, None
    return None


def _agreeing(statement: Statement) -> list[Claim]:
    """The criteria with whose visits a sentence agrees."""
    claims = (one for one in statement.claims if one.relation == "agreeing")
    return [one for one in claims if one.measure is not None and one.measure.unit == "visit"]


def _gives(statement: Statement, own: Collection[Row]) -> bool:
    """Whether a sentence gives one of these rows: as the guideline's, or its figure for its operation."""
    limits = [(row, limit) for row in own for limit in row.stated.criterion.limits if limit.unit == "visit"]
    named = {mention.concept for mention in statement.mentions}
    ids = {one.stated.criterion.id for one in _agreeing(statement)}
    return any(
        row.stated.criterion.id in ids
        or (
            (statement.kind == "guideline" or not row.operations.isdisjoint(named))
            and any(one.unit == "visit" and one.high == limit.high for one in statement.measures)
        )
        for row, limit in limits
    )


def _is_after_surgery(claim: Claim, compiled: Compiled) -> bool:
    """Whether a criterion, or the row of its table that is stated, is on what follows an operation."""
    limit, words = claim.limit, claim.stated.criterion.text
    of: frozenset[str] = frozenset()
    if limit and (limit.applies_to or limit.note):
        of, words = frozenset(limit.applies_to), limit.note or ""
    return claim.stated.edition.phase == "postsurgical" or any(
        is_of_surgery(one, compiled.lexicon) for one in of | compiled.asker.named(words)
    )


def _is_counted(item: ItemFile, earlier: Earlier) -> bool:
    """Whether the earlier visits are told to have been after surgery."""
    return any(
        one.role == "done" and one.count == earlier.count and is_after_surgery(one, item.features)
        for one in item.features.of(Visits)
    )


def _distinct(quotes: Collection[Quote]) -> Iterator[Quote]:
    yield from {one.span: one for one in quotes}.values()
