"""Why an item has its verdict, in the same words wherever it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.counting import counted
from checker.render.words import aspects_of, suppression_words
from checker.report.records import FindingRecord, ItemRecord

_NEVER = "the guideline's own text, the medical records"  # which are not at hand


def reasons_of(item: ItemRecord) -> tuple[str, ...]:
    """Why an item has its verdict: what failed, or what could not be told; of a match, what was checked."""
    if item.verdict == "consistent":
        return (checked_words(item),)
    if item.verdict == "cannot_tell" and item.reasons:
        return (*item.reasons, *_let_pass(item))
    reasons = [
        reason
        for _, aspect, standing in (aspects_of(item.aspects) if item.aspects else ())
        if standing == ("fails" if item.verdict == "inconsistent" else "unknown")
        for reason in aspect.reasons
    ]
    reasons = reasons or list(item.reasons) or [finding.message for finding in _errors(item.findings)]
    return tuple(dict.fromkeys(reasons))


def _let_pass(item: ItemRecord) -> Iterator[str]:
    """Why what an open aspect rests on is suppressed, once for each rule and reason."""
    asked = aspects_of(item.aspects) if item.aspects else ()
    rests_on = {
        each for _, one, standing in asked if standing in ("nothing", "unknown") for each in one.findings
    }
    let_pass = (one for one in item.findings if one.suppressed and one.id in rests_on)
    return iter(dict.fromkeys(f"{one.rule}: {suppression_words(one)}" for one in let_pass))


def checked_words(item: ItemRecord) -> str:
    """Say which questions were answered, and what was not looked at: it stands beside every match."""
    aspects = list(aspects_of(item.aspects)) if item.aspects else []
    done = [name for name, _, standing in aspects if standing not in ("nothing", "unknown")]
    left = [name for name, _, standing in aspects if standing in ("nothing", "unknown")]
    if not aspects:
        left.append("the five questions, which this run did not ask")
    left += _left_open(item)
    left = left or [_NEVER]
    return f"checked: {', '.join(done) or 'its statements'}; not: {'; '.join(left)}"


def _left_open(item: ItemRecord) -> Iterator[str]:
    unread = sum(statement.status in ("unrecognised", "not_known") for statement in item.statements)
    if unread:
        yield f"{unread} of {counted(len(item.statements), 'sentence')}, not recognised"
    unknown = sum(condition.case == "not_documented" for condition in item.conditions)
    if unknown:
        yield f"{unknown} of {counted(len(item.conditions), 'condition')}, not documented"


def _errors(findings: Iterable[FindingRecord]) -> Iterator[FindingRecord]:
    return (one for one in findings if one.severity == "error" and not one.suppressed)
