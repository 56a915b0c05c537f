"""The report on a terminal, at any width from 46 columns on, with or without color.

No other module of the report touches rich than this package's.
"""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.text import Text

from checker.counting import counted
from checker.render.finding import findings_section, folded
from checker.render.item import is_panel_shown, item_panel
from checker.render.layout import Lines, Page, Verbosity
from checker.render.overview import TITLE_LIMIT, legend, letter_line, rationale_rows
from checker.render.quiet import quiet_letter
from checker.render.words import (
    SEVERITIES,
    SEVERITY_STYLES,
    VERDICT_STYLES,
    VERDICT_WORDS,
    VERDICTS,
    date_words,
)
from checker.report.records import CaseRecord, LetterRecord, Report, Severity, SummaryRecord

_NAMED = 10  # inputs named in the summary that could not be checked


def render_terminal(
    report: Report,
    console: Console,
    *,
    verbosity: Verbosity = "normal",
    notes: bool = False,
    fail_level: Severity = "error",
) -> None:
    """Print a report.

    First a line a letter and a row a rationale; then each item in which something is found: answers,
    conditions, findings, ledger. ``quiet`` gives a line for each item with a finding at ``fail_level`` or
    above, and one of summary; ``verbose`` every item and all that is known of it: conditions met,
    fingerprints, places of statements, suppressed findings. Notes are set out in verbose or where ``notes``
    asks for them, else counted. The width and encoding are the console's.
    """
    page = Page(console, verbosity, notes=notes)
    quiet = verbosity == "quiet"
    if not quiet:
        page.print(legend(page, report))
    before = ""
    for number, letter in enumerate(report.letters, start=1):
        checked = letter.status == "checked"
        if not checked:
            lines = _unchecked(page, letter)
        elif quiet:
            lines = quiet_letter(page, letter, fail_level)
        else:
            lines = _letter(page, letter, number, len(report.letters))
        if lines:
            alike = checked == (before == "checked")
            close = not before or (alike and (quiet or not checked))
            page.print(lines if close else [Text(), *lines])
            before = letter.status
    summary = _quiet_summary(page, report) if quiet else _summary(page, report)
    page.print([Text(), *summary] if before else summary)


def _unchecked(page: Page, letter: LetterRecord) -> Lines:
    if letter.status == "unreadable":
        head = Text(f"{page.marks.severity['error']} not checked", style=SEVERITY_STYLES["error"])
        reason = letter.error or "it could not be read"
    else:
        head = Text(f"{page.marks.severity['note']} not checked")
        reason = letter.error or "it is no IMR determination letter"
    words = Text.assemble(head, "  ", page.name(letter.path, "bold"), ": ", page.text(reason))
    return page.flow(words, indent=0)


def _letter(page: Page, letter: LetterRecord, number: int, of: int) -> Lines:
    name = "Letter" if of == 1 else f"Letter {number:,} of {of:,}"
    lines = [*page.rule(name, page.marks.heavy), Text(), *letter_line(page, letter)]
    if letter.items:
        lines += [Text(), *rationale_rows(page, letter.items)]
    everything = (*letter.findings, *(each for item in letter.items for each in item.findings))
    if hidden := folded(page, everything):
        lines += [Text(), *hidden]
    if page.verbose:
        lines += [Text(), *_case(page, letter.case)]
        lines += page.hang("SHA-256", page.text(letter.sha256)) if letter.sha256 else []
    for item in letter.items:
        if is_panel_shown(page, item):
            lines += [Text(), *item_panel(page, item, len(letter.items))]
    findings = findings_section(page, letter.findings)
    if findings:
        lines += [Text(), *page.rule("The whole letter", page.marks.light), Text(), *findings]
    return lines


def _case(page: Page, case: CaseRecord) -> Lines:
    """Set the facts of the case, and in one row those that the letter does not state."""
    rows = (
        ("Case number", case.case_number),
        ("Decision date", case.decision_date and date_words(case.decision_date)),
        ("Date of injury", case.date_of_injury and date_words(case.date_of_injury)),
        ("Denial date", case.ur_denial_date and date_words(case.ur_denial_date)),
        ("Patient", _patient_words(case)),
        ("Reviewer", ", ".join(case.specialties)),
        ("Licensed in", ", ".join(case.states)),
    )
    lines: Lines = []
    for label, words in rows:
        if words:
            lines += page.hang(label, page.text(words, limit=TITLE_LIMIT))
    missing = [label.lower() for label, words in rows if not words]
    return lines + page.hang("Not stated", Text(", ".join(missing))) if missing else lines


def _patient_words(case: CaseRecord) -> str:
    if case.age is None:
        return case.sex or ""
    return f"{case.age}-year-old {case.sex}" if case.sex else f"{case.age} years old"


def _summary(page: Page, report: Report) -> Lines:
    summary = report.summary
    tool = f"{report.tool.name} {report.tool.version}, engine {report.tool.engine}"
    knowledge = report.knowledge.version
    if page.verbose:
        knowledge += f", SHA-256 {report.knowledge.sha256}"
    added = [pack for pack in report.knowledge.packs if pack.name != report.tool.name]
    packs = "; ".join(" ".join([pack.name, pack.version or "", f"({pack.kind})"]) for pack in added)
    return [
        *page.rule("Summary", page.marks.heavy),
        Text(),
        *page.hang("Letters", Text(_letters_words(report))),
        *page.hang("Items", Text(f"{summary.items:,}")),
        *page.hang("Verdicts", _verdict_counts(page, summary)),
        *page.hang("Findings", _finding_counts(page, summary)),
        *_completeness(page, report),
        Text(),
        *page.hang("Checked with", page.text(tool)),
        *page.hang("Knowledge", page.text(knowledge)),
        *(page.hang("Packs", page.text(packs)) if packs else ()),
        *(
            page.hang("Changed", page.text("; ".join(report.knowledge.changes)))
            if report.knowledge.changes
            else ()
        ),
    ]


def _letters_words(report: Report) -> str:
    states = Counter(letter.status for letter in report.letters if letter.status != "checked")
    parts = [f"{report.summary.checked:,} of {report.summary.letters:,} checked"]
    if others := states["not_a_determination"]:
        parts.append(f"{others:,} no determination")
    if unreadable := states["unreadable"]:
        parts.append(f"{unreadable:,} unreadable")
    return ", ".join(parts)


def _verdict_counts(page: Page, summary: SummaryRecord) -> Text:
    counts = []
    for verdict in VERDICTS:
        count = summary.verdicts.get(verdict, 0)
        words = f"{page.marks.verdict[verdict]} {count:,} {VERDICT_WORDS[verdict]}"
        counts.append(Text(words, style=VERDICT_STYLES[verdict] if count else ""))
    return Text("   ").join(counts)


def _finding_counts(page: Page, summary: SummaryRecord) -> Text:
    counts = []
    for severity in SEVERITIES:
        count = summary.findings.get(severity, 0)
        words = f"{page.marks.severity[severity]} {counted(count, severity)}"
        counts.append(Text(words, style=SEVERITY_STYLES[severity] if count else ""))
    return Text("   ").join(counts)


def _completeness(page: Page, report: Report) -> Lines:
    if report.complete:
        return page.hang("Complete", Text("yes"))
    unread = [letter.path for letter in report.letters if letter.status == "unreadable"]
    notice = Text("NO: not every input could be checked", style=SEVERITY_STYLES["error"])
    lines = page.hang("Complete", notice)
    lines += page.hang("", *map(page.name, unread[:_NAMED]))
    if len(unread) > _NAMED:
        lines += page.hang("", Text(f"and {len(unread) - _NAMED:,} more"))
    return lines


def _quiet_summary(page: Page, report: Report) -> Lines:
    summary = report.summary
    verdicts = [f"{summary.verdicts.get(verdict, 0):,} {VERDICT_WORDS[verdict]}" for verdict in VERDICTS]
    findings = [counted(summary.findings.get(severity, 0), severity) for severity in SEVERITIES]
    words = Text(
        f"{_letters_words(report)}; {counted(summary.items, 'item')}: {', '.join(verdicts)}; "
        f"{', '.join(findings)}; "
    )
    complete = Text("complete") if report.complete else Text("NOT COMPLETE", style=SEVERITY_STYLES["error"])
    return page.flow(words.append_text(complete), indent=0)
