"""The verdict on a rationale. Silence is never ``consistent``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.casefile.casefile import ItemFile
from checker.judging.findings import Finding

Verdict = Literal["consistent", "inconsistent", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and why: what is wrong, or what could not be told. Nothing where all is well."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def judge(item: ItemFile, findings: Sequence[Finding]) -> Judgement:
    """Inconsistent where a finding is an error; consistent if a statement is tied to the cited guideline.

    Never consistent is what is said of a treatment that is not recognised: the guideline may not be on it.
    A suppressed error turns nothing, and can't be taken back either: what it says was not weighed.
    """
    errors = [finding for finding in findings if finding.severity == "error"]
    against = [finding.message for finding in errors if not finding.suppressed]
    if against:
        return Judgement("inconsistent", tuple(dict.fromkeys(against)))
    if errors:
        suppressed = dict.fromkeys(finding.rule.code for finding in errors)
        return Judgement("cannot_tell", tuple(f"an error of {code} is suppressed" for code in suppressed))
    supported = any(statement.status == "supported" for statement in item.statements)
    if supported and item.treatment.recognised:
        return Judgement("consistent")
    return Judgement("cannot_tell", tuple(dict.fromkeys(_reasons(item, findings))))


def _reasons(item: ItemFile, findings: Iterable[Finding]) -> Iterable[str]:
    if item.item.rationale is None:
        yield "the item has no rationale"
        return
    for finding in findings:
        if finding.rule.check == "dependent-decision" and not finding.suppressed:
            yield finding.message
    if not item.treatment.recognised:
        unknown = ", ".join(item.treatment.unrecognised) or item.item.title
        yield f"the vocabulary knows no such treatment: {unknown}"
    reviewer = item.cited_by("reviewer")
    if not reviewer:
        yield "the item has no reviewer's guideline line"
    for resolved in reviewer:
        if resolved.edition is None:
            yield f"{resolved.citation.topic or resolved.citation.source}: {resolved.reason}"
    if any(resolved.edition is not None for resolved in reviewer):
        if not any(statement.kind == "guideline" for statement in item.statements):
            yield "no sentence says what the guideline holds"
        elif not any(statement.status == "supported" for statement in item.statements):
            yield "no guideline statement could be tied to a known criterion of the cited guideline"
