"""From firings to findings: message, evidence, confidence, fingerprint."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from checker.casefile.casefile import Grounds, Quote, Reference
from checker.casefile.wording import edition_name
from checker.engine import Because, Firing, because
from checker.engine.facts import value_of
from checker.facts.kinds import CATALOGUE
from checker.report.records import (
    Confidence,
    EvidenceRecord,
    FindingRecord,
    GuidelineRecord,
    Severity,
    SpanRecord,
)
from checker.spans import LetterText, Span

_CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_GRADE: dict[str, Confidence] = {"A": "high", "B": "medium", "C": "low"}
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}")


def span_record(text: LetterText, span: Span) -> SpanRecord:
    """A span with the line, column and page where it begins."""
    place = text.place(span)
    return SpanRecord(start=span.start, end=span.end, line=place.line, column=place.column, page=place.page)


def findings_of(firings: Iterable[Firing], text: LetterText, letter_key: str) -> list[FindingRecord]:
    """One finding a firing, most severe first, then in the order of the letter. Repeats are dropped.

    ``letter_key`` is the case number, or the path where the letter has none: part of the fingerprint.
    """
    found: dict[tuple[object, ...], FindingRecord] = {}
    for firing in firings:
        made = _finding(firing, text)
        key = (made.rule, made.message, made.evidence)
        found.setdefault(key, made)
    ordered = sorted(found.values(), key=_order)
    return _fingerprinted(ordered, letter_key)


def _order(finding: FindingRecord) -> tuple[int, int, str, str]:
    span = finding.evidence[0].span if finding.evidence else None
    return (_SEVERITIES.index(finding.severity), span.start if span else -1, finding.rule, finding.message)


def _finding(firing: Firing, text: LetterText) -> FindingRecord:
    rule = firing.rule
    evidence = [quote for alias in rule.evidence for quote in _grounds(firing, alias).quotes]
    reference = _grounds(firing, rule.guideline).reference if rule.guideline else None
    confidence = _confidence(firing, reference)
    severity = rule.severity
    if severity == "error" and (confidence == "low" or _grade(reference) == "C"):
        severity = "warning"
    return FindingRecord(
        id="",
        rule=rule.code,
        check=rule.check,
        severity=severity,
        confidence=confidence,
        appeal=rule.appeal,
        message=_fill(rule.message, firing),
        evidence=tuple(_evidence(quote, text) for quote in dict.fromkeys(evidence)),
        guideline=_guideline(reference),
        because=tuple(_because(reason) for reason in because(firing, CATALOGUE)),
        resolve=_fill(rule.resolve, firing),
    )


def _because(reason: Because) -> str:
    values = ", ".join(f"{field} is {value!r}" for field, value in reason.fields.items())
    return f"{reason.condition}: {values}" if values else reason.condition


def _grounds(firing: Firing, alias: str) -> Grounds:
    evidence = firing.bindings[alias].evidence
    return evidence if isinstance(evidence, Grounds) else Grounds()


def _confidence(firing: Firing, reference: Reference | None) -> Confidence:
    levels = [_CONFIDENCES.index(_level(fact.fields.get("confidence"))) for fact in firing.bindings.values()]
    if reference is not None and reference.stated is not None:
        levels.append(_CONFIDENCES.index(_GRADE[reference.stated.criterion.provenance.grade]))
    return _CONFIDENCES[min(levels)]


def _level(value: object) -> Confidence:
    return next((level for level in _CONFIDENCES if level == value), "low")


def _grade(reference: Reference | None) -> str | None:
    if reference is None or reference.stated is None:
        return None
    return reference.stated.criterion.provenance.grade


def _evidence(quote: Quote, text: LetterText) -> EvidenceRecord:
    return EvidenceRecord(role=quote.role, quote=quote.text, span=span_record(text, quote.span))


def _guideline(reference: Reference | None) -> GuidelineRecord | None:
    if reference is None:
        return None
    edition, section, stated = reference.edition, reference.section, reference.stated
    grade = stated.criterion.provenance.grade if stated else (section or edition).provenance.grade
    return GuidelineRecord(
        id=edition.id,
        edition=edition_name(edition),
        section=section.title if section else None,
        pages=stated.pages if stated else (section.pages if section else None),
        criterion=stated.criterion.id if stated else None,
        text=stated.criterion.text if stated else None,
        provenance=grade,
    )


def _fill(template: str, firing: Firing) -> str:
    def value(match: re.Match[str]) -> str:
        fact = firing.bindings[match[1]]
        return str(value_of(fact, match[2], CATALOGUE[fact.kind])).replace("_", " ")

    return " ".join(_SLOT.sub(value, template).split())


def _fingerprinted(found: list[FindingRecord], letter_key: str) -> list[FindingRecord]:
    """Ids from rule, letter, quoted words, guideline section and occurrence, which moved lines keep."""
    seen: dict[str, int] = {}
    result = []
    for finding in found:
        section = finding.guideline.section if finding.guideline else None
        words = "\x1f".join([finding.rule, letter_key, *(e.quote for e in finding.evidence), section or ""])
        seen[words] = seen.get(words, 0) + 1
        digest = hashlib.sha256(f"{words}\x1f{seen[words]}".encode()).hexdigest()[:16]
        result.append(replace(finding, id=digest))
    return result
