"""A small report: one letter with an inconsistent item, and the parts to build others from."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from checker.render.layout import Verbosity
from checker.render.terminal import render_terminal
from checker.report.records import (
    CaseRecord,
    CitationRecord,
    EvidenceRecord,
    FindingRecord,
    GuidelineRecord,
    ItemRecord,
    KnowledgeRecord,
    LetterRecord,
    Report,
    Severity,
    SpanRecord,
    StatementKind,
    StatementRecord,
    StatementStatus,
    SummaryRecord,
    ToolRecord,
    TreatmentRecord,
)


def span(line: int, page: int | None = None) -> SpanRecord:
    return SpanRecord(start=0, end=1, line=line, column=1, page=page)


def statement(
    text: str,
    status: StatementStatus = "supported",
    kind: StatementKind = "guideline",
    *,
    line: int = 139,
    criterion: str | None = None,
) -> StatementRecord:
    return StatementRecord(kind=kind, text=text, status=status, criterion=criterion, span=span(line))


ERROR = FindingRecord(
    id="f-301",
    rule="IMR301",
    check="limit-misstated",
    severity="error",
    confidence="high",
    appeal="fact-error",
    message="The letter states 10-12 visits over 8 weeks; the cited pages state 9-10 visits over 8 weeks.",
    evidence=(
        EvidenceRecord(
            role="rationale",
            quote="Guidelines recommend 10-12 visits over 8 weeks for the lumbar spine.",
            span=span(141),
        ),
        EvidenceRecord(role="title", quote="Physical Therapy, 12 sessions", span=span(126)),
    ),
    guideline=GuidelineRecord(
        id="MTUS-CP-2009",
        edition="MTUS Chronic Pain Medical Treatment Guidelines, 2009",
        section="Physical Medicine",
        pages=(98, 99),
        criterion="CP09.pm.myalgia",
        text="9 to 10 visits over 8 weeks for myalgia and myositis",
        provenance="A",
    ),
    because=("claim c: relation = conflicting", "criterion k: id = c.criterion"),
    resolve="State 9-10 visits over 8 weeks, or cite the guideline that holds 10-12 visits.",
)
WARNING = FindingRecord(
    id="f-402",
    rule="IMR402",
    check="arithmetic",
    severity="warning",
    confidence="medium",
    appeal="fact-error",
    message="12 visits do not exceed 10-12.",
    evidence=(
        EvidenceRecord(
            role="rationale",
            quote="the request for 12 physical therapy sessions would exceed recommendations",
            span=span(143, page=4),
        ),
    ),
)
NOTE = FindingRecord(
    id="f-103",
    rule="IMR103",
    check="sides-cite-differently",
    severity="note",
    confidence="high",
    appeal="quality",
    message="The claims administrator also cites ODG.",
    evidence=(EvidenceRecord(role="citation", quote="Official Disability Guidelines", span=span(129)),),
)
SECTION = FindingRecord(
    id="f-001",
    rule="IMR001",
    check="missing-section",
    severity="warning",
    confidence="high",
    appeal="quality",
    message="The letter has no credentials.",
)
ITEM = ItemRecord(
    index=1,
    title="Physical Therapy, 12 sessions",
    decision="upheld",
    treatment=TreatmentRecord(category="physical_therapy", body_parts=("lumbar spine",), visits=12),
    citations=(
        CitationRecord(
            by="claims_administrator",
            source="ODG",
            topic="Pain (Chronic)",
            resolution="it gives no year",
            span=span(129),
        ),
        CitationRecord(
            by="reviewer",
            source="MTUS",
            topic="Chronic Pain Treatment Guidelines",
            sections=("Physical Medicine",),
            pages=((98, 99),),
            guideline="MTUS-CP-2009",
            span=span(133),
        ),
    ),
    statements=(
        statement(
            "Guidelines state that physical therapy is recommended for short term relief "
            "during the early phase.",
            criterion="CP09.pm.early",
        ),
        statement("Guidelines recommend 10-12 visits over 8 weeks.", "no_source_known", line=141),
        statement("The patient has completed 2 weeks.", "case_fact", "case", line=142),
        statement("The request is not medically necessary.", "conclusion", "conclusion", line=144),
    ),
    recognised=0.75,
    verdict="inconsistent",
    findings=(NOTE, WARNING, ERROR),
    span=span(126),
)
LETTER = LetterRecord(
    path="letters/002.txt",
    sha256="ab" * 32,
    status="checked",
    case=CaseRecord(
        case_number="CM15-0079236",
        decision_date="2015-06-02",
        age=63,
        sex="male",
        specialties=("Emergency Medicine",),
        states=("New York", "Pennsylvania"),
    ),
    items=(ITEM,),
    findings=(SECTION,),
)
REPORT = Report(
    tool=ToolRecord(version="0.1.0", engine="durable_rules 2.0.28"),
    knowledge=KnowledgeRecord(version="2026.11", sha256="cd" * 32),
    complete=True,
    letters=(LETTER,),
    summary=SummaryRecord(
        letters=1,
        checked=1,
        items=1,
        verdicts={"consistent": 0, "inconsistent": 1, "cannot_tell": 0},
        findings={"error": 1, "warning": 2, "note": 1},
    ),
)


def report_of(*letters: LetterRecord, complete: bool = True) -> Report:
    """The report with these letters; its counts are those of the one letter."""
    return replace(REPORT, letters=letters, complete=complete)


def printed(
    report: Report,
    width: int = 80,
    verbosity: Verbosity = "normal",
    encoding: str = "utf-8",
    *,
    notes: bool = False,
    fail_level: Severity = "error",
) -> str:
    """What is printed on a console of that width and encoding without color."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    console = Console(file=stream, width=width, no_color=True)
    render_terminal(report, console, verbosity=verbosity, notes=notes, fail_level=fail_level)
    stream.flush()
    stream.seek(0)
    return stream.read()


def section(text: str, first: str, last: str | None = None) -> str:
    """The lines from the one that begins with ``first`` up to the one that begins with ``last``."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.lstrip().startswith(first))
    ends = (number for number, line in enumerate(lines) if number > start and last and line.startswith(last))
    return "\n".join(lines[start : next(ends, None)]).rstrip()


def with_item(item: ItemRecord) -> Report:
    return report_of(replace(LETTER, items=(item,)))
