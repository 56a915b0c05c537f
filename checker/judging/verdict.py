"""The verdict on a rationale. Silence is never ``consistent``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.casefile.casefile import AnalysedItem
from checker.judging.findings import Found
from checker.report.records import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and, where nothing could be told or a word is needed, why."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def judge(item: AnalysedItem, found: Iterable[Found], dependent: bool) -> Judgement:
    """Inconsistent if a finding says so; consistent if a statement is tied to the cited guideline.

    ``dependent``: the rationale rests on the decision of another item alone, which the letter bears out; it
    claims no guideline, so there is none that it could fail to match.
    """
    against = [one.finding for one in found if one.decides_verdict and not one.finding.suppressed]
    if against:
        return Judgement("inconsistent", tuple(dict.fromkeys(finding.message for finding in against)))
    if any(statement.status == "supported" for statement in item.statements):
        return Judgement("consistent")
    if dependent:
        return Judgement("consistent", ("rests on the decision of another item, which the letter bears out",))
    return Judgement("cannot_tell", tuple(_reasons(item)))


def _reasons(item: AnalysedItem) -> Iterable[str]:
    if item.item.rationale is None:
        yield "the item has no rationale"
        return
    reviewer = item.cited_by("reviewer")
    if not reviewer:
        yield "the item has no reviewer's guideline line"
    for resolved in reviewer:
        if resolved.edition is None:
            yield f"{resolved.citation.topic or resolved.citation.source}: {resolved.reason}"
    if any(resolved.edition is not None for resolved in reviewer):
        if not any(statement.kind == "guideline" for statement in item.statements):
            yield "no sentence says what the guideline holds"
        else:
            yield "no guideline statement could be tied to a known criterion of the cited guideline"
