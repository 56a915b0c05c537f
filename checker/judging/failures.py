"""Why a case of a rule found something else than it says: the condition that failed, or those met."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import Grounds
from checker.engine import ConditionResult, Explanation, Fact, Rule, why_not
from checker.judging.examine import Checker, Examination, Session
from checker.judging.findings import Finding
from checker.knowledge.cases import Case
from checker.knowledge.plain_words import shown

_FEATURES_SHOWN = 12


def why_silent(checker: Checker, rule: Rule, examination: Examination) -> Iterator[str]:
    """For each part of the letter the condition on which the rule failed, and what came nearest to it."""
    for name, session in _parts(examination, rule):
        explanation = why_not(checker.rules, session.scope, rule.code, session.facts)
        failed = _failed(explanation)
        if failed is not None:
            unless = "unless " if failed.role == "unless" else ""
            yield f"{name}: {unless}{failed.condition}: {_outcome(failed)}"
            facts = [one.fact for one in failed.met or failed.nearest[:1]]
            yield from (f"{name}: {words}" for fact in facts[:1] for words in _words(fact))
    yield from _read(examination)


def why_cited(case: Case, examination: Examination) -> Iterator[str]:
    """What the reviewer's citations resolve to, or why to nothing."""
    for item in examination.items:
        for resolved in item.item.cited_by("reviewer"):
            meant = resolved.edition.id if resolved.edition else f"not resolved: {resolved.reason}"
            later = ": give a later decided" if case.letter is None and str(case.decided) in meant else ""
            words = examination.text.quote(resolved.citation.span)
            yield f'item {item.item.item.index}: cites "{words}": {meant}{later}'


def why_found(finding: Finding) -> Iterator[str]:
    """The conditions that were met, each with the words that met it."""
    for reason in finding.reasons:
        yield f"met: {reason.condition}"
        yield from _words(reason.fact)


def _failed(explanation: Explanation) -> ConditionResult | None:
    """The first condition of when that is not met, or else of unless that is."""
    when = [one for one in explanation.conditions if one.role == "when" and one.status != "true"]
    unless = [one for one in explanation.conditions if one.role == "unless" and one.status == "true"]
    return next(iter([*when, *unless]), None)


def _outcome(result: ConditionResult) -> str:
    if result.role == "unless":
        return "it is so"
    if not result.failures:
        return result.reason
    nearest = result.nearest[0]
    value = f" (it is {shown(nearest.value)})" if nearest.value != "" else ""
    others = f"; {len(result.failures) - 1} more are further off" if len(result.failures) > 1 else ""
    return f"the nearest {nearest.fact.kind} has not {nearest.test}{value}{others}"


def _parts(examination: Examination, rule: Rule) -> Iterator[tuple[str, Session]]:
    if rule.scope == "letter" and examination.session is not None:
        yield "letter", examination.session
    for item in examination.items if rule.scope != "letter" else ():
        yield f"item {item.item.item.index}", item.weighing if rule.scope == "verdict" else item.session


def _words(fact: Fact) -> Iterator[str]:
    if isinstance(fact.evidence, Grounds):
        yield from (f'{quote.role}: "{quote.text}"' for quote in fact.evidence.quotes)


def _read(examination: Examination) -> Iterator[str]:
    """What was read of the patient."""
    features = dict.fromkeys(one for item in examination.items for one in item.item.features.all)
    for feature in list(features)[:_FEATURES_SHOWN]:
        concept = f" {feature.concept}" if feature.concept else ""
        amount = f", {feature.amount}" if feature.amount else ""
        yield f'read: {feature.kind}{concept}, {feature.status}{amount}: "{feature.words}" ({feature.place})'
