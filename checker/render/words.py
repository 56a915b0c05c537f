"""The words and marks of the terminal report. Every mark stands beside its word: nothing rests on color."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.casefile.wording import place_words, source_words
from checker.report.records import (
    AspectRecord,
    AspectsRecord,
    ConditionRecord,
    Decision,
    FindingRecord,
    GuidelineRecord,
    Party,
    Severity,
    SpanRecord,
    StatementStatus,
    Verdict,
)

Standing = Literal["holds", "fails", "differs", "nothing", "unknown"]
Outcome = Literal["met", "unmet", "not_documented", "conflicting"]

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
# The five questions in their order, each with its heading where there is little room.
ASPECTS: dict[str, str] = {
    "citation": "cit",
    "criteria": "crit",
    "application": "appl",
    "record": "rec",
    "decision": "dec",
}
# How an aspect stands by its value; what is not here could not be told.
_STANDINGS: dict[str, Standing] = {
    "fits": "holds",
    "match": "holds",
    "follows": "holds",
    "agrees": "holds",
    "does_not_fit": "fails",
    "do_not_match": "fails",
    "does_not_follow": "fails",
    "conflicts_decisively": "fails",
    "none": "nothing",
    "none_stated": "nothing",
    "not_compared": "nothing",
}
STANDING_WORDS: dict[Standing, str] = {
    "holds": "holds",
    "fails": "fails, and decides the verdict",
    "differs": "differs, decides nothing",
    "nothing": "nothing stated or compared",
    "unknown": "cannot be told",
}
OUTCOME_WORDS: dict[Outcome, str] = {
    "met": "met",
    "unmet": "unmet",
    "not_documented": "not documented",
    "conflicting": "conflicting",
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

STANDING_STYLES: dict[Standing, str] = {
    "holds": "green",
    "fails": "bold red",
    "differs": "yellow",
    "nothing": "",
    "unknown": "yellow",
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
    standing: dict[Standing, str]
    outcome: dict[Outcome, str]
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
    standing={"holds": "✓", "fails": "✗", "differs": "!", "nothing": "○", "unknown": "?"},
    outcome={"met": "+", "unmet": "−", "not_documented": "?", "conflicting": "!"},
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
    standing={"holds": "+", "fails": "x", "differs": "!", "nothing": "o", "unknown": "?"},
    outcome={"met": "+", "unmet": "-", "not_documented": "?", "conflicting": "!"},
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


def aspects_of(aspects: AspectsRecord) -> Iterator[tuple[str, AspectRecord, Standing]]:
    """The five questions in their order, each with its answer and how it stands."""
    for name in ASPECTS:
        aspect: AspectRecord = getattr(aspects, name)
        yield name, aspect, standing_of(name, aspect)


def standing_of(name: str, aspect: AspectRecord) -> Standing:
    """How an aspect stands. A conflict with the record decides nothing, one of the decision does."""
    if aspect.value == "conflicts":
        return "fails" if name == "decision" else "differs"
    return _STANDINGS.get(aspect.value, "unknown")


def value_words(value: str) -> str:
    """A value of the report in words: ``does_not_fit`` as "does not fit"."""
    return value.replace("_", " ")


def suppression_words(finding: FindingRecord) -> str:
    """Why a suppressed finding is."""
    why = finding.suppression
    if why is None:
        return "it is not counted"
    if why.kind != "accepted":
        return {"ignored": "its rule is ignored", "baseline": "it stands in the baseline"}[why.kind]
    until = f", until {why.expires}" if why.expires else ""
    return f"accepted by {why.author} on {why.date}{until}: {why.reason}"


def place_of(span: SpanRecord) -> str:
    """Write ``line 141`` or, of a PDF, ``page 3, line 141``."""
    return place_words(span.line, span.page)


def guideline_words(guideline: GuidelineRecord) -> str:
    """Edition, section and pages, as far as they are known, in the one form that all places have."""
    return source_words(guideline.edition, guideline.section, guideline.pages)


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def condition_words(condition: ConditionRecord) -> str:
    """A condition, with the guideline's figure where its words don't have it: "3 to 6 treatments" do.

    Nor do those of a table, "9 visits for a sprain, 24 visits after surgery": they don't say which row it is.
    """
    value = condition.value
    figures = set(_FIGURE.findall(value or ""))
    told = bool(figures) and figures <= set(_FIGURE.findall(condition.text))
    if not value or ((value in condition.text or told) and condition.text.count(value.split()[-1]) <= 1):
        return condition.text
    return f"{condition.text.rstrip('.')}: {value}"
