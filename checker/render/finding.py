"""Findings on the terminal: the letter's words beside the guideline's, and what would make them match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.text import Text

from checker.counting import counted
from checker.render.layout import Lines, Page
from checker.render.words import (
    PROVENANCE_WORDS,
    SEVERITIES,
    SEVERITY_STYLES,
    guideline_words,
    place_of,
    suppression_words,
)
from checker.report.records import EvidenceRecord, FindingRecord, GuidelineRecord

_QUOTE_LIMIT = 800


def findings_section(page: Page, findings: tuple[FindingRecord, ...]) -> Lines:
    """Set the findings, the gravest first. Notes are folded away, suppressed ones shown in verbose only."""
    lines: Lines = []
    for finding in by_severity(findings):
        if is_shown(page, finding):
            lines += [*([Text(), Text()] if lines else []), *_finding(page, finding)]
    return lines


def is_shown(page: Page, finding: FindingRecord) -> bool:
    """Whether a finding is set out: a note where notes are asked for, a suppressed one in verbose."""
    return (page.verbose or not finding.suppressed) and (page.notes or finding.severity != "note")


def folded(page: Page, findings: Iterable[FindingRecord]) -> Lines:
    """Count, on one line a letter, what is not set out: the notes by their checks, and what is suppressed."""
    hidden = [finding for finding in findings if not is_shown(page, finding)]
    notes = [finding for finding in hidden if not finding.suppressed]
    parts = []
    if notes:
        checks = Counter(page.text(finding.check).plain for finding in notes)
        named = ", ".join(f"{check} {count}" if count > 1 else check for check, count in checks.items())
        parts.append(f"{page.marks.severity['note']} {counted(len(notes), 'note')} (--show notes): {named}")
    if suppressed := len(hidden) - len(notes):
        parts.append(f"{counted(suppressed, 'finding')} suppressed (--verbose)")
    return page.flow(Text("; ".join(parts))) if parts else []


def by_severity(findings: Iterable[FindingRecord]) -> list[FindingRecord]:
    """Sort the findings, the gravest first, otherwise in their order."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def severity_mark(page: Page, finding: FindingRecord) -> Text:
    """Give the sign and word of a finding's severity."""
    mark = page.marks.severity[finding.severity]
    return Text(f"{mark} {finding.severity}", style=SEVERITY_STYLES[finding.severity])


def _finding(page: Page, finding: FindingRecord) -> Lines:
    lines = page.hang(severity_mark(page, finding), page.text(finding.message, "bold"))
    if finding.suppressed:
        lines += page.hang("", page.text(f"suppressed: {suppression_words(finding)}"))
    sides = _sides(page, finding)
    if sides:
        lines += [Text(), *sides]
    if finding.resolve:
        lines += [Text(), *page.hang("To match:", page.text(finding.resolve))]
    if page.verbose and finding.because:
        reasons = [page.text(reason) for reason in finding.because]
        lines += [Text(), *page.hang("Because", *reasons)]
    return [*lines, Text(), *page.hang("", _origin(page, finding))]


def _sides(page: Page, finding: FindingRecord) -> Lines:
    """Set the letter's words and the guideline's: in two columns, or one below the other."""
    letter = [_evidence(page, evidence) for evidence in finding.evidence]
    if finding.guideline is None:
        return _stacked(page, letter)
    letter = letter or [("Letter", Text("there are no words to quote"))]
    guideline = _guideline(page, finding.guideline)
    if page.wide:
        return page.beside(letter, guideline)
    return [*_stacked(page, letter), Text(), *page.hang("Guideline", *guideline)]


def _stacked(page: Page, letter: list[tuple[str, Text]]) -> Lines:
    lines: Lines = []
    for label, quote in letter:
        lines += [Text(), *page.hang(label, quote)]
    return lines[1:]


def _evidence(page: Page, evidence: EvidenceRecord) -> tuple[str, Text]:
    """Give the label and the quoted words of a piece of evidence."""
    role = page.text(evidence.role, limit=60).plain
    label = "Letter" if evidence.span is None else f"Letter, {place_of(evidence.span)}"
    return (f"{label} ({role})" if role else label), page.quote(evidence.quote, limit=_QUOTE_LIMIT)


def _guideline(page: Page, guideline: GuidelineRecord) -> list[Text]:
    """Give edition, section and page, the criterion and how sure it is. Its text is no quotation."""
    named = f"criterion {guideline.criterion}" if guideline.criterion else guideline.id
    own_words = ", in own words" if guideline.text else ""
    origin = f"{named}{own_words}; {PROVENANCE_WORDS[guideline.provenance]}"
    return [
        page.text(guideline_words(guideline)),
        *([page.text(guideline.text, limit=_QUOTE_LIMIT)] if guideline.text else []),
        page.text(origin, "dim"),
    ]


def _origin(page: Page, finding: FindingRecord) -> Text:
    parts = [_code(page, finding).plain, f"confidence {finding.confidence}", finding.appeal]
    if page.verbose:
        parts.append(f"id {page.text(finding.id).plain}")
    return Text(page.marks.dot.join(parts), style="dim")


def _code(page: Page, finding: FindingRecord) -> Text:
    return page.text(f"{finding.check} ({finding.rule})", "dim")
