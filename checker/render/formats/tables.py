"""The run as three plain tables: its rationales, its findings, its conditions. One row type each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import Any

from checker.render.formats.placing import Placed, findings_of, line_of, name_of
from checker.render.reasons import reasons_of
from checker.render.words import ASPECTS, condition_words, guideline_words, suppression_words
from checker.report.records import ConditionRecord, ItemRecord, LetterRecord, Report

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterColumns:
    """What every row begins with. ``status`` tells what was not checked, and is never to be left out."""

    path: str
    part: int | None
    status: str
    case_number: str | None
    decision_date: str | None
    item: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RationaleRow(LetterColumns):
    """A rationale; or an input that was not checked, whose ``why`` is its error."""

    title: str | None = None
    decision: str | None = None
    category: str | None = None
    body_parts: str | None = None
    drugs: str | None = None
    verdict: str | None = None
    why: str | None = None
    citation: str | None = None
    criteria: str | None = None
    application: str | None = None
    record: str | None = None
    decision_word: str | None = None
    statements: int | None = None
    recognised: float | None = None
    errors: int | None = None
    warnings: int | None = None
    notes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow(LetterColumns):
    """A finding, of a whole letter where ``item`` is empty; or an input that was not checked."""

    title: str | None = None
    verdict: str | None = None
    id: str | None = None
    rule: str | None = None
    check: str | None = None
    severity: str | None = None
    confidence: str | None = None
    appeal: str | None = None
    suppressed: bool | None = None
    suppression: str | None = None
    message: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    quote: str | None = None
    guideline: str | None = None
    guideline_text: str | None = None
    provenance: str | None = None
    resolve: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow(LetterColumns):
    """A condition that is stated or asked, and what the case says. Statements are counted from 0."""

    title: str
    criterion: str | None
    condition: str
    stated_in: str
    case: str
    case_quotes: str
    compared_in: str
    decisive: bool


def columns_of(row: type[LetterColumns]) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(field.name for field in fields(row))


def cells_of(row: LetterColumns) -> tuple[Cell, ...]:
    """A row's cells in the order of its columns."""
    return astuple(row)


def rationale_rows(report: Report) -> Iterator[RationaleRow]:
    """A row a rationale, and one an input that was not checked."""
    for letter in report.letters:
        if letter.status != "checked":
            yield RationaleRow(**_letter(letter), why=_text(letter.error))
        for item in letter.items:
            yield _rationale(letter, item)


def finding_rows(report: Report) -> Iterator[FindingRow]:
    """A row a finding, suppressed ones too, and one an input that was not checked."""
    for letter in report.letters:
        if letter.status != "checked":
            yield FindingRow(**_letter(letter), message=_text(letter.error) or "")
        for placed in findings_of(letter, suppressed=True):
            yield _finding(placed)


def condition_rows(report: Report) -> Iterator[ConditionRow]:
    """A row a condition."""
    for letter in report.letters:
        for item in letter.items:
            for condition in item.conditions:
                yield _condition(letter, item, condition)


def _letter(letter: LetterRecord, item: ItemRecord | None = None) -> dict[str, Any]:
    return {
        "path": name_of(letter),
        "part": letter.part,
        "status": letter.status,
        "case_number": _text(letter.case.case_number),
        "decision_date": _text(letter.case.decision_date),
        "item": item.index if item else None,
    }


def _rationale(letter: LetterRecord, item: ItemRecord) -> RationaleRow:
    severities = [one.severity for one in item.findings if not one.suppressed]
    drugs = (" ".join(filter(None, (drug.name, drug.strength))) for drug in item.treatment.drugs)
    answers: dict[str, Any] = {
        "decision_word" if name == "decision" else name: _text(getattr(item.aspects, name).value)
        for name in ASPECTS
        if item.aspects
    }
    return RationaleRow(
        **_letter(letter, item),
        title=_text(item.title),
        decision=item.decision,
        category=_text(item.treatment.category),
        body_parts=_text("; ".join(item.treatment.body_parts)),
        drugs=_text("; ".join(drugs)),
        verdict=item.verdict,
        why=_text("; ".join(reasons_of(item))),
        **answers,
        statements=len(item.statements),
        recognised=item.recognised,
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        notes=severities.count("note"),
    )


def _finding(placed: Placed) -> FindingRow:
    finding, item, span = placed.finding, placed.item, placed.span
    guideline = finding.guideline
    return FindingRow(
        **_letter(placed.letter, item),
        title=_text(item.title) if item else None,
        verdict=item.verdict if item else None,
        id=_text(finding.id),
        rule=_text(finding.rule),
        check=_text(finding.check),
        severity=finding.severity,
        confidence=finding.confidence,
        appeal=finding.appeal,
        suppressed=finding.suppressed,
        suppression=line_of(suppression_words(finding)) if finding.suppressed else None,
        message=line_of(finding.message),
        line=span.line if span else None,
        column=span.column if span else None,
        page=span.page if span else None,
        quote=_text(finding.evidence[0].quote) if finding.evidence else None,
        guideline=line_of(guideline_words(guideline)) if guideline else None,
        guideline_text=_text(guideline.text) if guideline else None,
        provenance=guideline.provenance if guideline else None,
        resolve=_text(finding.resolve),
    )


def _condition(letter: LetterRecord, item: ItemRecord, condition: ConditionRecord) -> ConditionRow:
    return ConditionRow(
        **_letter(letter, item),
        title=line_of(item.title),
        criterion=_text(condition.criterion),
        condition=line_of(condition_words(condition)),
        stated_in=" ".join(map(str, condition.stated_in)),
        case=condition.case,
        case_quotes=line_of("; ".join(one.quote for one in condition.case_quotes)),
        compared_in=" ".join(map(str, condition.compared_in)),
        decisive=condition.decisive,
    )


def _text(text: str | None) -> str | None:
    return None if text is None else line_of(text)
