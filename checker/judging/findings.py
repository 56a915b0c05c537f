"""From firings to findings: message, evidence, confidence, fingerprint."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from checker.casefile.casefile import Grounds, Quote, Reference
from checker.engine import Because, Catalogue, Fact, Firing, because
from checker.engine.facts import value_of
from checker.engine.rules import Rule
from checker.spans import Span

Severity = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "low"]

_CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_GRADE: dict[str, Confidence] = {"A": "high", "B": "medium", "C": "low"}
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired, and all that it rests on.

    ``id`` is a fingerprint that survives moved lines. ``severity`` is the rule's, but that nothing uncertain
    is an error. ``reasons`` are the conditions with the facts that met them. A ``suppressed`` finding is kept
    and changes nothing.
    """

    id: str
    firing: Firing
    severity: Severity
    confidence: Confidence
    message: str
    evidence: tuple[Quote, ...]
    reference: Reference | None
    reasons: tuple[Because, ...]
    resolve: str
    suppressed: bool

    @property
    def rule(self) -> Rule:
        """The rule that fired."""
        return self.firing.rule


def findings_of(
    firings: Iterable[Firing], catalogue: Catalogue, ignored: Collection[str], letter_key: str
) -> tuple[Finding, ...]:
    """One finding a firing, most severe first, then in the order of the letter.

    Repeats are dropped, and one instead of which another stands: one defect is one finding. ``ignored`` holds
    codes of rules and ids of findings that are suppressed. ``letter_key`` is the case number, or the name of
    a letter that has none: part of the fingerprint.
    """
    found: dict[tuple[object, ...], Finding] = {}
    for firing in firings:
        made = _finding(firing, catalogue, ignored)
        found.setdefault((made.rule.code, made.message, made.evidence), made)
    said = _said_instead(found.values())
    kept = [
        one for one in found.values() if not any(one.rule.code in said[quote.span] for quote in one.evidence)
    ]
    return tuple(_fingerprinted(sorted(kept, key=_order), letter_key, ignored))


def _said_instead(findings: Iterable[Finding]) -> dict[Span, set[str]]:
    """By words of the letter, the codes of rules instead of whose findings on them others stand."""
    said: dict[Span, set[str]] = defaultdict(set)
    for one in findings:
        if not one.suppressed:
            for quote in one.evidence:
                said[quote.span].update(one.rule.instead_of)
    return said


def _order(finding: Finding) -> tuple[int, int, str, str]:
    begin = finding.evidence[0].span.start if finding.evidence else -1
    return (_SEVERITIES.index(finding.severity), begin, finding.rule.code, finding.message)


def _finding(firing: Firing, catalogue: Catalogue, ignored: Collection[str]) -> Finding:
    rule = firing.rule
    evidence = [quote for alias in rule.evidence for quote in _grounds(firing.bindings[alias]).quotes]
    reference = _grounds(firing.bindings[rule.guideline]).reference if rule.guideline else None
    confidence = _confidence(firing, reference)
    severity = rule.severity
    if severity == "error" and (confidence == "low" or (reference is not None and reference.grade == "C")):
        severity = "warning"
    return Finding(
        id="",
        firing=firing,
        severity=severity,
        confidence=confidence,
        message=_fill(rule.message, firing, catalogue),
        evidence=tuple(dict.fromkeys(evidence)),
        reference=reference,
        reasons=because(firing, catalogue),
        resolve=_fill(rule.resolve, firing, catalogue),
        suppressed=rule.code in ignored,
    )


def _grounds(fact: Fact) -> Grounds:
    return fact.evidence if isinstance(fact.evidence, Grounds) else Grounds()


def _confidence(firing: Firing, reference: Reference | None) -> Confidence:
    """The lowest of the facts' confidences and of the criterion's provenance."""
    levels = [_CONFIDENCES.index(_level(fact.fields.get("confidence"))) for fact in firing.bindings.values()]
    if reference is not None and reference.stated is not None:
        levels.append(_CONFIDENCES.index(_GRADE[reference.stated.criterion.provenance.grade]))
    return _CONFIDENCES[min(levels)]


def _level(value: object) -> Confidence:
    return next((level for level in _CONFIDENCES if level == value), "low")


def _fill(template: str, firing: Firing, catalogue: Catalogue) -> str:
    def value(match: re.Match[str]) -> str:
        fact = firing.bindings[match[1]]
        return str(value_of(fact, match[2], catalogue[fact.kind])).replace("_", " ")

    filled = _SLOT.sub(value, template) if "{" in template else template
    return " ".join(filled.split())


def _fingerprinted(found: Iterable[Finding], letter_key: str, ignored: Collection[str]) -> Iterable[Finding]:
    """Ids from rule, letter, quoted words, guideline section and occurrence, which moved lines keep."""
    seen: dict[str, int] = {}
    for finding in found:
        section = finding.reference.section if finding.reference else None
        quotes = [quote.text for quote in finding.evidence]
        words = "\x1f".join([finding.rule.code, letter_key, *quotes, section.title if section else ""])
        seen[words] = seen.get(words, 0) + 1
        digest = hashlib.sha256(f"{words}\x1f{seen[words]}".encode()).hexdigest()[:16]
        yield replace(finding, id=digest, suppressed=finding.suppressed or digest in ignored)
