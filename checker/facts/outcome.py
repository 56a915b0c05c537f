"""Facts on the conditions that a rationale states: outcomes, limits, and what is held against them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from checker.casefile.asking import status_of
from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, Reference, quote, quotes_of
from checker.casefile.conditions import Condition
from checker.casefile.criteria import Stated
from checker.casefile.features.kinds import Feature, Response
from checker.casefile.figures import clause_at
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.casefile.resolving import editions_cited
from checker.casefile.spending import counted_in, dose_said, least_beyond
from checker.casefile.worded import DENIALS
from checker.engine import Fact
from checker.facts import kinds
from checker.facts.lacking import RULES_OUT
from checker.facts.outright import Outright, bears_out, is_one_of_several
from checker.facts.plainly import Plainly
from checker.knowledge.guidelines import Limit
from checker.knowledge.marks import MarkName

_EXCEEDS: tuple[MarkName, ...] = ("exceeds", "dose_above")
_AT_ONCE = ("amount", "dose")
_CAPS = ("at_most", "less_than")
_DENIES: tuple[MarkName, ...] = (*DENIALS, "undocumented", "not_on_record")
_FLARE = frozenset({"flare_up"})
_AFTER_SURGERY = frozenset({"post_surgical_state"})
_GAIN = frozenset({"functional_improvement"})


def outcome_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """An outcome for each condition of a known criterion; limits and what is spent where both are given."""
    named = sorted({broader for c in item.treatment.concepts for broader in compiled.lexicon.up(c)})
    denials = [one for one in item.of_kind("case") if _denies_whole(one)]
    plainly = Plainly(case_file.summary, compiled.lexicon)
    outright = Outright(item, compiled)
    for condition in item.conditions:
        if condition.stated is not None:
            yield _outcome(condition, condition.stated, item, denials, plainly, outright)
        yield from _limit(condition, item)
    if any(condition.spent is not None for condition in item.conditions):
        yield from (kinds.AskedFor(concept=concept, confidence="high") for concept in named)


def _outcome(
    condition: Condition,
    stated: Stated,
    item: ItemFile,
    denials: Sequence[Statement],
    plainly: Plainly,
    outright: Outright,
) -> Fact:
    criterion = stated.criterion
    denial = next((one for one in denials if _met_before(one, condition, item)), None)
    cited = {edition.id for edition in editions_cited(item.citations)}
    return kinds.CriterionOutcome(
        criterion=criterion.id,
        criterion_kind=criterion.kind,
        outcome=condition.outcome,
        decision=item.item.decision or "unknown",
        compared=bool(condition.compared_in),
        missed=any(_misses(item.statements[at], condition) for at in condition.compared_in),
        decisive=condition.decisive,
        cited=stated.edition.id in cited,
        denied_whole=denial is not None,
        choice=_asks_for_any(condition),
        alternatives=_has_alternatives(condition),
        plainly=condition.proof is not None
        and plainly.met(condition.proof, [item.statements[at] for at in condition.stated_in]),
        proven=not condition.by_words,
        borne_out=any(bears_out(item.statements[at], stated) for at in condition.stated_in),
        one_of_several=is_one_of_several(stated),
        rules_out=criterion.kind in RULES_OUT,
        outright=outright.against(condition),
        grade=criterion.provenance.grade,
        confidence="medium",
        evidence=Grounds(
            (
                *_states(condition, item),
                *([quote("rationale", denial.sentence)] if denial else ()),
                *quotes_of(_rests_on(condition, denied=denial is not None)),
            ),
            Reference(stated.edition, stated.section, stated),
        ),
    )


def _rests_on(condition: Condition, *, denied: bool) -> tuple[Feature, ...]:
    """What of the case decides a condition: of one that is denied or passed over, what its tree rests on."""
    shown = () if denied else condition.features
    return shown or (condition.proof.rests_on if condition.proof else ())


def _denies_whole(statement: Statement) -> bool:
    """Whether a clause on the case denies what was stated before, and names nothing itself."""
    marks = statement.marks
    back = marks.place("points_back")
    if back is None or marks.has("reported", "but_for"):
        return False
    start, end = clause_at(statement.read, back[0])
    named = any(start <= one.start < end for one in statement.mentions)
    denied = any(start <= at < end for name in _DENIES for at, _ in marks.places(name))
    return denied and not named and status_of(statement.read) in ("denied", "unknown")


def _misses(statement: Statement, condition: Condition) -> bool:
    """Whether a sentence denies or misses something of a condition, and is not what meets it."""
    met_by = {one.span for one in condition.proof.rests_on} if condition.proof else set()
    denies = statement.marks.has(*_DENIES) and status_of(statement.read) in ("denied", "unknown")
    return denies and statement.sentence.span not in met_by


def _met_before(denial: Statement, condition: Condition, item: ItemFile) -> bool:
    """Whether a condition's tree is met, as is each other one that is stated before a denial.

    Of none of several things being so it is enough that one is, where only this condition asks for any.
    """
    before = [one for one in item.conditions if one.stated_in and max(one.stated_in) < denial.index]
    proved = condition.proof is not None and condition.proof.answer == "true" and condition in before
    choices = [one for one in before if _asks_for_any(one)]
    if denial.marks.has("none_of_them") and choices == [condition]:
        return proved
    return proved and all(one.outcome == "met" or _is_one_of(condition, one) for one in before)


def _asks_for_any(condition: Condition) -> bool:
    """Whether a condition is met by any one of several things."""
    needs = condition.stated.criterion.needs if condition.stated else None
    return needs is not None and bool(needs.any)


def _has_alternatives(condition: Condition) -> bool:
    """Whether something that a condition asks for is met by any one of several things."""
    needs = condition.stated.criterion.needs if condition.stated else None
    return needs is not None and any(need.any for _, need in needs.placed())


def _is_one_of(condition: Condition, other: Condition) -> bool:
    """Whether what another condition limits is one of several things of which this asks for any."""
    if condition.stated is None or other.stated is None:
        return False
    own, limits = condition.stated.criterion.limits, other.stated.criterion.limits
    return _asks_for_any(condition) and bool(limits) and all(one in own for one in limits)


def _states(condition: Condition, item: ItemFile) -> tuple[Quote, ...]:
    return tuple(quote("rationale", item.statements[at].sentence) for at in condition.stated_in)


def _limit(condition: Condition, item: ItemFile) -> Iterator[Fact]:
    """A limit and what is spent of it. What takes so many visits to show is no cap on them."""
    limit, stated = condition.limit, condition.stated
    if limit is None or limit.bound not in _CAPS:
        return
    # What the letter itself gives as the guideline's is as sure as the letter.
    known = stated if stated is not None and stated.criterion.provenance.grade != "C" else None
    criterion = condition.name
    states = [item.statements[at] for at in condition.stated_in]
    unit = counted_in(limit)
    flared = any(one.status == "asserted" for one in item.features.of(Feature, _FLARE))
    of_case = item.of_kind("case", "conclusion")
    loose = unit not in _AT_ONCE and any(statement.marks.has("usual_only") for statement in states)
    yield kinds.StatedLimit(
        criterion=criterion,
        unit=unit,
        # What is usual may be gone beyond, not be doubled without a word.
        beyond=math.ceil(2 * limit.high) if loose else least_beyond(limit),
        shown=condition.value or condition.asked,
        excepted=_is_more_owned(item, limit) if unit in _AT_ONCE else flared or _is_excepted(item, states),
        flared=flared,
        gained=unit == "visit" and _is_gained(item, states),
        said_exceeded=any(item.statements[at].marks.has(*_EXCEEDS) for at in condition.compared_in),
        said_kept=unit == "dose" and any(dose_said(one.read) == "within" for one in of_case),
        uncertain=condition.outcome == "conflicting",
        decision=item.item.decision or "unknown",
        grade=known.criterion.provenance.grade if known else "B",
        confidence="medium",
        evidence=Grounds(
            _states(condition, item), Reference(known.edition, known.section, known) if known else None
        ),
    )
    if condition.spent is None:
        return
    shows = quotes_of(condition.features)
    yield kinds.Spent(
        criterion=criterion,
        amount=condition.spent,
        shown=next(filter(None, (one.amount for one in condition.features)), str(condition.spent)),
        confidence="medium",
        evidence=Grounds(shows or (Quote("title", item.item.title, item.item.title_span),)),
    )


def _is_excepted(item: ItemFile, states: Sequence[Statement]) -> bool:
    """Whether the letter gives a reason to go beyond a limit that is not what the limit is for already."""
    claimed = not any(_names(one, _AFTER_SURGERY) for one in states) and any(
        statement.scopes.status(*at) != "negated"
        for statement in item.statements
        if not statement.claims
        for at in statement.marks.places("exception_claimed")
    )
    others = (one for one in item.of_kind("guideline") if one not in states)
    return claimed or any(map(_lets_go_on, others))


def _is_more_owned(item: ItemFile, limit: Limit) -> bool:
    """Whether the rationale takes it up that more is asked for, or that more opioids are taken."""
    if counted_in(limit) != "dose":
        return _is_owned(item, limit)
    of_case = item.of_kind("case", "conclusion")
    said = [(dose_said(one.read), one.marks.has("excess_owned")) for one in of_case]
    return any(dose == "above" or (owned and dose is None) for dose, owned in said)


def _is_owned(item: ItemFile, limit: Limit) -> bool:
    """Whether the rationale takes it up that more is asked for than a limit allows, beside giving that."""
    gives = [s for s in item.of_kind("guideline") if any(one.unit == limit.unit for one in s.measures)]
    others = (one for one in item.statements if one not in gives)
    return any(one.marks.has("exceeds", "excess_owned") for one in others)


def _lets_go_on(statement: Statement) -> bool:
    """Whether a sentence gives what of the guideline lets care go on and sets no limit of its own."""
    return any(
        claim.covers
        and claim.stated.criterion.kind == "trial_then_continue"
        and not claim.stated.criterion.limits
        for claim in statement.claims
    )


def _is_gained(item: ItemFile, states: Sequence[Statement]) -> bool:
    """Whether the rationale has function better, on which the visits as it states them don't depend."""
    if any(_names(one, _GAIN) for one in (*states, *item.of_kind("guideline"))):
        return False
    return any(
        one.change == "better" and one.of != "pain" and one.status == "asserted" and one.place == "rationale"
        for one in item.features.of(Response)
    )


def _names(statement: Statement, concepts: frozenset[str]) -> bool:
    return any(mention.concept in concepts for mention in statement.mentions)
