"""The facts that a verdict's session is given: what was found of an item, and what was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from checker.casefile.casefile import Grounds, ItemFile, quote
from checker.casefile.fit import said_of
from checker.casefile.ledger import Statement, Status
from checker.casefile.wording import edition_name
from checker.engine import Checks, Fact
from checker.facts import kinds
from checker.judging.findings import Finding

_BEARS = ("supported", "partly", "other_page")
_MISFITS: Mapping[Status, kinds.MisfitStatus] = {one: one for one in get_args(kinds.MisfitStatus)}
_ASPECTS: Mapping[str, kinds.Turns] = {aspect: aspect for aspect in get_args(kinds.Turns)}


def verdict_facts(
    item: ItemFile,
    findings: Iterable[Finding],
    ledger: Sequence[Status],
    checks: Checks,
    *,
    summarized: bool,
) -> Iterator[Fact]:
    """All that the rules of scope ``verdict`` see.

    ``ledger`` is what became of each statement. ``summarized``: the letter has a case summary.
    """
    yield _rationale(item, summarized)
    yield from _ruled_out(item)
    for statement, status in zip(item.statements, ledger, strict=True):
        # What meets a criterion that is stated too strictly meets the guideline's.
        met = status == "tightened" and item.item.decision == "overturned"
        if statement.kind == "guideline" and status in _MISFITS and not met:
            yield kinds.Misfit(
                status=_MISFITS[status],
                differs=(statement.fit and statement.fit.differs) or status,
                confidence="medium",
                evidence=Grounds((quote("rationale", statement.sentence),)),
            )
    for finding in findings:
        yield kinds.Found(
            id=finding.id,
            rule=finding.rule.code,
            check=finding.rule.check,
            aspect=_ASPECTS[checks.aspect_of(finding.rule.check) or ""],
            leaves_open=finding.rule.leaves_open or "",
            severity=finding.severity,
            suppressed=finding.suppressed,
            message=_told(finding),
            confidence=finding.confidence,
            evidence=Grounds(finding.evidence),
        )
    for resolved in item.cited_by("reviewer"):
        if resolved.edition is None and resolved.citation.source != "NONE":
            yield kinds.UnknownSource(
                name=resolved.citation.topic or resolved.citation.source,
                why=resolved.reason or "",
                confidence="high",
            )


def _rationale(item: ItemFile, summarized: bool) -> Fact:
    reviewer = item.cited_by("reviewer")
    editions = [resolved.edition for resolved in reviewer if resolved.edition is not None]
    borne = [one for one in item.of_kind("guideline") if one.status in _BEARS and one.claims]
    sure = [one for one in borne if _is_sure(one)]
    treatment = item.treatment
    taken_up = (one.case for one in item.comparisons)
    held_against = (index for condition in item.conditions for index in condition.compared_in)
    return kinds.Rationale(
        decision=item.item.decision or "unknown",
        present=item.item.rationale is not None,
        treatment_known=treatment.recognised,
        unknown="" if treatment.recognised else ", ".join(treatment.unrecognised) or item.item.title,
        line=bool(reviewer),
        cites=any(resolved.citation.source != "NONE" for resolved in reviewer),
        resolved=len(editions),
        names="; ".join(dict.fromkeys(edition_name(edition) for edition in editions)),
        guideline_statements=sum(1 for _ in item.of_kind("guideline")),
        borne=len(sure),
        uncertain=len(borne) - len(sure),
        compared=len({*taken_up, *held_against}),
        summarized=summarized,
        confidence="high",
        evidence=Grounds(tuple(quote("rationale", one.sentence) for one in sure)),
    )


def _told(finding: Finding) -> str:
    """What an aspect that a finding holds open says of it: what is let pass is named, not taken back."""
    if not finding.suppressed:
        return finding.message
    article = "an" if finding.severity == "error" else "a"
    return f"{article} {finding.severity} of {finding.rule.code} is suppressed"


def _ruled_out(item: ItemFile) -> Iterator[Fact]:
    """What is stated, borne out and against the treatment or a use of it, but for long use alone."""
    for statement in item.of_kind("guideline"):
        for claim in statement.claims[:1]:
            against = claim.stated.criterion.kind == "not_recommended" and claim.covers
            borne = statement.status in _BEARS and _is_sure(statement)
            if against and borne and not statement.marks.has("not_for_long"):
                yield kinds.RuledOut(
                    asked=claim.stated.criterion.text.rstrip("."),
                    stands=said_of(claim.stated),
                    confidence="high",
                    evidence=Grounds((quote("rationale", statement.sentence),)),
                )


def _is_sure(statement: Statement) -> bool:
    return any(claim.stated.criterion.provenance.grade != "C" for claim in statement.claims[:1])
