"""Facts on how the criteria are applied to the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Reference, quote
from checker.casefile.claims import Claim
from checker.casefile.criteria import Stated, stated_by
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.facts.excluded_part import excluded_part_facts
from checker.facts.lacking import lacking_facts
from checker.facts.operations import operation_facts
from checker.facts.visits import Earlier, earlier_visits, is_excepted, room_in, visit_facts
from checker.knowledge.guidelines import Limit
from checker.letter import Mention


def application_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """Criteria against the case: visits, diagnoses, criteria said to be met, criteria left unapplied."""
    earlier = earlier_visits(case_file, item, compiled.lexicon)
    yield from visit_facts(item, compiled, earlier)
    yield from _required_conditions(case_file, item, compiled, earlier)
    yield from operation_facts(case_file, item, compiled, earlier)
    yield from _criteria_said(item, compiled)
    yield from _unapplied(item, compiled)
    yield from _unmet_conditions(case_file, item, compiled)
    yield from _dependence(case_file, item, compiled)
    yield from lacking_facts(item, compiled.lexicon)
    yield from excluded_part_facts(item, compiled)


def _required_conditions(
    case_file: CaseFile, item: ItemFile, compiled: Compiled, earlier: Earlier
) -> Iterator[Fact]:
    """The diagnoses that stated rows are for, and whether the summary has any of them."""
    recorded = _recorded(case_file, compiled)
    needed: dict[str, Statement] = {}
    claims: list[Claim] = []
    for statement in item.of_kind("guideline"):
        for claim in statement.claims:
            rows = _rows_named(claim, statement, compiled)
            for concept in rows:
                needed.setdefault(concept, statement)
            claims += [claim] if rows else []
    if not needed or not case_file.summary:
        return
    diagnosed = [concept for concept in needed if concept in recorded]
    first = next(iter(needed.values()))
    names = ", ".join(compiled.lexicon.concepts[concept].name for concept in needed)
    shown = _of_the_cited(claims, item).stated
    told = _affirmed((mention for one in item.of_kind("case") for mention in one.mentions), compiled)
    yield kinds.RequiredCondition(
        stated=names,
        diagnosed=bool(diagnosed),
        told=not told.isdisjoint(needed),
        summary_present=True,
        covers=any(claim.covers for claim in claims),
        rows=len(needed),
        own=room_in(_own_caps(shown, recorded, item, compiled), item, earlier),
        decision=item.item.decision or "unknown",
        confidence="medium",
        evidence=Grounds(
            (quote("rationale", first.sentence),), Reference(shown.edition, shown.section, shown)
        ),
    )


def _own_caps(shown: Stated, recorded: set[str], item: ItemFile, compiled: Compiled) -> Iterator[Limit]:
    """The rows of visits that an edition has for what the summary records, of the treatment asked for."""
    for stated in stated_by([shown.edition]):
        if compiled.criteria.related(stated, item.treatment.concepts):
            rows = (limit for limit in stated.criterion.limits if limit.unit == "visit")
            yield from (limit for limit in rows if not recorded.isdisjoint(limit.applies_to))


def _rows_named(claim: Claim, statement: Statement, compiled: Compiled) -> list[str]:
    """The conditions of a criterion's rows that a sentence names, in the order of the rows."""
    named = _with_kinds({mention.concept for mention in statement.mentions}, compiled)
    rows = dict.fromkeys(concept for limit in claim.stated.criterion.limits for concept in limit.applies_to)
    return [
        concept
        for concept in rows
        if concept in named and compiled.lexicon.concepts[concept].kind == "condition"
    ]


def _of_the_cited(claims: list[Claim], item: ItemFile) -> Claim:
    """The first claim on what the cited edition itself holds; else the first."""
    editions = [resolved.edition for resolved in item.cited_by("reviewer")]
    return next((claim for claim in claims if claim.stated.edition in editions), claims[0])


def _recorded(case_file: CaseFile, compiled: Compiled) -> set[str]:
    """Conditions that the summary affirms, and what they are evidence of."""
    return _affirmed((mention for summary in case_file.summary for mention in summary.mentions), compiled)


def _affirmed(mentions: Iterable[Mention], compiled: Compiled) -> set[str]:
    return {
        implied
        for mention in mentions
        if mention.assertion in ("affirmed", "historical")
        and compiled.lexicon.concepts[mention.concept].kind == "condition"
        for implied in compiled.lexicon.implied(mention.concept)
    }


def _with_kinds(concepts: set[str], compiled: Compiled) -> set[str]:
    return {broader for concept in concepts for broader in compiled.lexicon.up(concept)}


def _criteria_said(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    for statement in item.of_kind("case", "conclusion"):
        place = _criteria_place(statement, "criteria_met")
        met = place is not None and statement.scopes.status(*place) != "negated"
        exceeds = _admits_excess(statement) and not is_excepted(item)
        unmet = exceeds or _criteria_place(statement, "criteria_unmet") is not None
        if met == unmet or item.item.decision is None or statement.marks.has("reported"):
            continue
        if met and (statement.polarity == "not_necessary" or statement.marks.has("not_outright_met")):
            continue
        if unmet and statement.marks.has("not_own_unmet"):
            continue
        if unmet and not exceeds and not statement.marks.has("speaks_of_criteria"):
            continue
        yield kinds.CriteriaSaid(
            met=met,
            decision=item.item.decision,
            confidence="medium",
            evidence=Grounds((quote("rationale", statement.sentence),)),
        )


def _admits_excess(statement: Statement) -> bool:
    """Whether the request is said to go beyond the guideline."""
    place = statement.marks.place("exceeds")
    return place is not None and statement.scopes.status(*place) == "affirmed"


def _criteria_place(
    statement: Statement, name: Literal["criteria_met", "criteria_unmet"]
) -> tuple[int, int] | None:
    """Where criteria are said to be met or not, if they aren't those that speak against the treatment."""
    place = statement.marks.place(name)
    return place if place and not statement.marks.inside(place, "exclusion") else None


def _unapplied(item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """Conditions and figures of the guideline, if no sentence on the case takes up any of what is stated."""
    if item.comparisons:
        return
    asking = [one for one in item.of_kind("guideline") if _asks(one, compiled)]
    told = [one for one in item.of_kind("case") if not one.marks.has("reported")]
    if asking:
        yield kinds.Unapplied(
            case_statements=len(told),
            tied=any(statement.claims for statement in asking),
            confidence="medium",
            evidence=Grounds(tuple(quote("rationale", one.sentence) for one in (*asking[:3], *told[:3]))),
        )


def _asks(statement: Statement, compiled: Compiled) -> bool:
    """Whether a guideline statement has a condition or figure that a case could be put against.

    What is not recommended at all asks for nothing.
    """
    stated = {claim.stated.criterion.kind for claim in statement.claims[:1]}
    if "not_recommended" in stated and not statement.marks.has("not_for_long"):
        return False
    named = [mention.concept for mention in statement.mentions]
    return bool(statement.measures) or any(
        compiled.lexicon.concepts[concept].kind == "condition" or concept == "conservative_care"
        for concept in named
    )


def _unmet_conditions(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """An approval on criteria none of whose conditions the letter finds in the patient."""
    if item.item.decision != "overturned" or not case_file.summary:
        return
    found = _recorded(case_file, compiled) | _affirmed(
        (mention for statement in item.of_kind("case", "conclusion") for mention in statement.mentions),
        compiled,
    )
    unmet: dict[str, Statement] = {}
    met = {one.name for one in item.conditions if one.outcome == "met"}
    for statement in item.of_kind("guideline"):
        for claim in statement.claims:
            needed = claim.stated.criterion.requires
            if claim.where != "cited" or not claim.covers or not claim.stated.criterion.asks_of_patient:
                continue
            if claim.stated.criterion.id in met:
                return
            shown = {sign for concept in needed for sign in compiled.lexicon.concepts[concept].implies}
            if found & {*needed, *shown} or any(
                _worded(concept, case_file, item, compiled) for concept in needed
            ):
                return
            unmet.update(dict.fromkeys(needed, statement))
    if unmet:
        names = sorted(compiled.lexicon.concepts[concept].name for concept in unmet)
        statements = dict.fromkeys(unmet.values())
        yield kinds.UnmetCondition(
            names=", ".join(names),
            confidence="medium",
            evidence=Grounds(tuple(quote("rationale", statement.sentence) for statement in statements)),
        )


def _worded(concept: str, case_file: CaseFile, item: ItemFile, compiled: Compiled) -> bool:
    """Whether one sentence on the patient has all words of a condition's name, however far apart."""
    stems = [word[:5] for word in compiled.lexicon.concepts[concept].name.split()]
    told = [*case_file.summary, *(statement.read for statement in item.of_kind("case", "conclusion"))]
    return any(all(stem in one.sentence.folded for stem in stems) and not one.scopes.negates for one in told)


def _dependence(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """A reason that is another item's decision, and whether the letter bears it out."""
    own = set(item.treatment.concepts)
    others = [other for other in case_file.items if other.item.index != item.item.index]
    elsewhere = {concept for other in others for concept in other.treatment.concepts}
    for statement in item.statements:
        named = {mention.concept for mention in statement.mentions}
        own_alone = (
            named & own
            and not named & (elsewhere - own)
            and not statement.marks.has("of_surgery", "of_procedure", "of_operation")
        )
        if not statement.marks.has("dependent") or own_alone:
            continue
        others = [
            other
            for other in case_file.items
            if other.item.index != item.item.index
            and other.item.decision == "upheld"
            and (
                set(other.treatment.concepts) & {m.concept for m in statement.mentions}
                or (other.treatment.category == "surgery" and statement.marks.has("of_surgery"))
                or (
                    other.treatment.category in ("surgery", "injection")
                    and statement.marks.has("of_procedure")
                )
            )
        ]
        yield kinds.Dependence(
            other=others[0].item.index if others else 0,
            borne_out=bool(others),
            sole=not any(
                s.kind == "guideline" or (s.kind == "case" and s is not statement) for s in item.statements
            ),
            confidence="high",
            evidence=Grounds((quote("rationale", statement.sentence),)),
        )
        return
