"""The words and marks of the terminal report. Every mark stands beside its word: nothing rests on color."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checker.counting import counted
from checker.report.records import Decision, FindingRecord, Party, Severity, StatementStatus, Verdict

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
VERDICTS: tuple[Verdict, ...] = ("inconsistent", "cannot_tell", "consistent")
PARTIES: tuple[Party, ...] = ("reviewer", "claims_administrator")

PARTY_WORDS: dict[Party, str] = {"reviewer": "Reviewer", "claims_administrator": "Claims administrator"}
DECISION_WORDS: dict[Decision | None, str] = {
    "upheld": "Upheld",
    "overturned": "Overturned",
    "modified": "Modified",
    None: "not found in the letter",
}
VERDICT_WORDS: dict[Verdict, str] = {
    "consistent": "consistent",
    "inconsistent": "inconsistent",
    "cannot_tell": "cannot tell",
}
VERDICT_REST: dict[Verdict, str] = {
    "consistent": "with the guideline that it cites",
    "inconsistent": "with the guideline that it cites",
    "cannot_tell": "whether it matches the guideline that it cites",
}
STATUS_WORDS: dict[StatementStatus, str] = {
    "supported": "supported",
    "other_page": "other page",
    "other_guideline": "other guideline",
    "no_source_known": "no source known",
    "partly": "partly",
    "misstated": "misstated",
    "tightened": "tightened",
    "fused": "fused",
    "says_silent": "said silent",
    "not_known": "not known",
    "overstated": "tightened",
    "contradicted": "contradicted",
    "case_fact": "case fact",
    "conclusion": "conclusion",
    "unrecognised": "unrecognised",
}
# The grades of checker.knowledge.provenance.Provenance, in a few words.
PROVENANCE_WORDS: dict[str | None, str] = {
    "A": "provenance A, well attested",
    "B": "provenance B, not re-read in the guideline",
    "C": "provenance C, uncertain",
    None: "provenance not given",
}

# Base colors only, which each terminal theme keeps legible on its own background.
SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": ""}
VERDICT_STYLES: dict[Verdict, str] = {
    "consistent": "green",
    "inconsistent": "bold red",
    "cannot_tell": "yellow",
}
STATUS_STYLES: dict[StatementStatus, str] = {
    "supported": "green",
    "other_page": "yellow",
    "other_guideline": "red",
    "no_source_known": "red",
    "partly": "yellow",
    "misstated": "red",
    "tightened": "red",
    "fused": "red",
    "says_silent": "",
    "not_known": "yellow",
    "overstated": "red",
    "contradicted": "red",
    "case_fact": "",
    "conclusion": "",
    "unrecognised": "yellow",
}

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of signs, each one cell wide unless it says otherwise."""

    verdict: dict[Verdict, str]
    severity: dict[Severity, str]
    status: dict[StatementStatus, str]
    heavy: str
    light: str
    dot: str
    arrow: str
    ellipsis: str
    quotes: tuple[str, str]


UNICODE_MARKS = Marks(
    verdict={"consistent": "✓", "inconsistent": "✗", "cannot_tell": "?"},
    severity={"error": "✗", "warning": "!", "note": "·"},
    status={
        "supported": "✓",
        "other_page": "→",
        "other_guideline": "⇒",
        "no_source_known": "○",
        "partly": "≈",
        "misstated": "≠",
        "tightened": "↑",
        "fused": "⊕",
        "says_silent": "∅",
        "not_known": "○",
        "overstated": "↑",
        "contradicted": "✗",
        "case_fact": "·",
        "conclusion": "∴",
        "unrecognised": "?",
    },
    heavy="━",
    light="─",
    dot=" · ",
    arrow="→",
    ellipsis="…",
    quotes=("“", "”"),
)
ASCII_MARKS = Marks(
    verdict={"consistent": "+", "inconsistent": "x", "cannot_tell": "?"},
    severity={"error": "x", "warning": "!", "note": "-"},
    status={
        "supported": "+",
        "other_page": ">",
        "other_guideline": "#",
        "no_source_known": "o",
        "partly": "~",
        "misstated": "!",
        "tightened": "^",
        "fused": "&",
        "says_silent": "0",
        "not_known": "o",
        "overstated": "^",
        "contradicted": "x",
        "case_fact": "-",
        "conclusion": "=",
        "unrecognised": "?",
    },
    heavy="=",
    light="-",
    dot=", ",
    arrow="->",
    ellipsis="...",
    quotes=('"', '"'),
)


def date_words(iso: str) -> str:
    """Write ``2015-06-02`` as ``June 2, 2015``; anything else as it stands."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def finding_words(findings: tuple[FindingRecord, ...]) -> str:
    """Count ``1 error, 2 warnings`` of the findings that are not suppressed; empty where there is none."""
    found = [finding.severity for finding in findings if not finding.suppressed]
    counts = [counted(found.count(severity), severity) for severity in SEVERITIES if severity in found]
    suppressed = len(findings) - len(found)
    if suppressed:
        counts.append(f"{suppressed:,} suppressed")
    return ", ".join(counts)
