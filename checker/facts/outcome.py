"""Facts on the conditions that a rationale states: outcomes, limits, and what is held against them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import Grounds, ItemFile, Quote, Reference, quote, quotes_of
from checker.casefile.conditions import Condition
from checker.casefile.criteria import Stated
from checker.casefile.features.kinds import Feature, Response
from checker.casefile.opening import Compiled
from checker.casefile.spending import least_beyond
from checker.engine import Fact
from checker.facts import kinds

_CAPS = ("at_most", "less_than")


def outcome_facts(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """An outcome for each condition of a known criterion; limits and what is spent where both are given."""
    named = sorted({broader for c in item.treatment.concepts for broader in compiled.lexicon.up(c)})
    for condition in item.conditions:
        if condition.stated is not None:
            yield from _of_condition(condition, condition.stated, item)
    if any(condition.spent is not None for condition in item.conditions):
        yield from (kinds.AskedFor(concept=concept, confidence="high") for concept in named)


def _of_condition(condition: Condition, stated: Stated, item: ItemFile) -> Iterator[Fact]:
    criterion = stated.criterion
    decision = item.item.decision or "unknown"
    reference = Reference(stated.edition, stated.section, stated)
    states = tuple(quote("rationale", item.statements[at].sentence) for at in condition.stated_in)
    shows = quotes_of(condition.features)
    cited = {resolved.edition.id for resolved in item.cited_by("reviewer") if resolved.edition}
    yield kinds.CriterionOutcome(
        criterion=criterion.id,
        criterion_kind=criterion.kind,
        outcome=condition.outcome,
        decision=decision,
        compared=bool(condition.compared_in),
        decisive=condition.decisive,
        cited=stated.edition.id in cited,
        grade=criterion.provenance.grade,
        confidence="medium",
        evidence=Grounds((*states, *shows), reference),
    )
    # What takes so many visits to show is no cap on them.
    if condition.limit is None or condition.spent is None or condition.limit.bound not in _CAPS:
        return
    compared = [item.statements[at] for at in condition.compared_in]
    yield kinds.StatedLimit(
        criterion=criterion.id,
        unit="visit" if condition.limit.unit == "visit" else "day",
        beyond=least_beyond(condition.limit),
        shown=condition.value or condition.asked,
        excepted=_is_excepted(item)
        or any(item.statements[at].marks.has("usual_only") for at in condition.stated_in),
        said_exceeded=any(statement.marks.has("exceeds") for statement in compared),
        decision=decision,
        grade=criterion.provenance.grade,
        confidence="medium",
        evidence=Grounds(states, reference),
    )
    yield kinds.Spent(
        criterion=criterion.id,
        amount=condition.spent,
        confidence="medium",
        evidence=Grounds(shows or (Quote("title", item.item.title, item.item.title_span),)),
    )


def _is_excepted(item: ItemFile) -> bool:
    """Whether the rationale claims a reason to go beyond a limit, or the letter tells of one."""
    claimed = any(
        statement.scopes.status(*at) != "negated"
        for statement in item.statements
        if not statement.claims
        for at in statement.marks.places("exception_claimed")
    )
    gained = any(
        one.change == "better" and one.of != "pain" and one.status == "asserted"
        for one in item.features.of(Response)
    )
    flared = any(one.status == "asserted" for one in item.features.of(Feature, frozenset({"flare_up"})))
    return claimed or gained or flared
