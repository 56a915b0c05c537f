"""The report on a terminal, at any width from 46 columns on, with or without color.

No other module of the report touches rich than this one and its ``terminal_*`` parts.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from checker.counting import counted
from checker.render.finding import brief_finding, findings_section, severity_mark
from checker.render.item import TITLE_LIMIT, item_panel, verdict_mark
from checker.render.layout import INDENT, Lines, Page, Verbosity
from checker.render.words import (
    SEVERITIES,
    SEVERITY_STYLES,
    VERDICT_STYLES,
    VERDICT_WORDS,
    VERDICTS,
    date_words,
    finding_words,
)
from checker.report.records import CaseRecord, FindingRecord, ItemRecord, LetterRecord, Report, SummaryRecord

_NAMED = 10  # inputs named in the summary that could not be checked
_VERDICT_WIDTH = 16
_QUIET_WIDTH = 120
_QUIET_INDENT = 6
_QUIET_TITLE = 12


def render_terminal(report: Report, console: Console, *, verbosity: Verbosity = "normal") -> None:
    """Print a report.

    ``quiet`` gives a line an item, the errors and one line of summary; ``normal`` everything but what
    ``verbose`` adds: conditions met, fingerprints, criteria of statements, the share recognised, suppressed
    findings, and notes in full. The width and encoding are the console's.
    """
    page = Page(console, verbosity)
    quiet = verbosity == "quiet"
    before = None
    for number, letter in enumerate(report.letters, start=1):
        if letter.status != "checked":
            lines = _unchecked(page, letter)
        elif quiet:
            lines = _quiet_letter(page, letter)
        else:
            lines = _letter(page, letter, number, len(report.letters))
        one_line = before is not None and letter.status != "checked" and before != "checked"
        page.print(lines if before is None or one_line else [Text(), *lines])
        before = letter.status
    summary = _quiet_summary(page, report) if quiet else _summary(page, report)
    page.print([Text(), *summary] if report.letters else summary)


def _unchecked(page: Page, letter: LetterRecord) -> Lines:
    if letter.status == "unreadable":
        head = Text(f"{page.marks.severity['error']} not checked", style=SEVERITY_STYLES["error"])
        reason = letter.error or "it could not be read"
    else:
        head = Text(f"{page.marks.severity['note']} not checked")
        reason = letter.error or "it is no IMR determination letter"
    words = Text.assemble(head, "  ", page.name(letter.path, "bold"), ": ", page.text(reason))
    return page.flow(words, indent=0)


def _quiet_letter(page: Page, letter: LetterRecord) -> Lines:
    lines = page.flow(page.name(letter.path, "bold"), indent=0)
    counts = [finding_words(item.findings) or "no findings" for item in letter.items]
    room = max(map(len, counts), default=0)
    for item, words in zip(letter.items, counts, strict=True):
        lines += [*_quiet_item(page, item, words, room), *_quiet_errors(page, item.findings)]
    if not letter.items:
        lines += page.flow(Text("no items found"))
    if letter.findings:
        lines += page.flow(Text(f"The whole letter: {finding_words(letter.findings)}"))
        lines += _quiet_errors(page, letter.findings)
    return lines


def _quiet_item(page: Page, item: ItemRecord, counts: str, counts_room: int) -> Lines:
    """Set an item on one line; ``counts_room`` is the width of the letter's longest counts of findings."""
    verdict = page.fit(verdict_mark(page, item), _VERDICT_WIDTH)
    head = Text.assemble(" " * INDENT, f"{item.index:>2}  ", verdict)
    title = page.text(item.title, limit=TITLE_LIMIT)
    room = min(page.width, _QUIET_WIDTH) - head.cell_len - counts_room - 2
    if room < _QUIET_TITLE:  # a narrow console
        return page.hang(f"{item.index:>2}", Text.assemble(verdict, counts), title, margin=2)
    return [Text.assemble(head, page.fit(title, room), "  ", counts)]


def _quiet_errors(page: Page, findings: tuple[FindingRecord, ...]) -> Lines:
    lines: Lines = []
    for finding in findings:
        if finding.severity == "error" and not finding.suppressed:
            words = brief_finding(page, finding)
            lines += page.hang(severity_mark(page, finding), words, indent=_QUIET_INDENT, margin=7)
    return lines


def _letter(page: Page, letter: LetterRecord, number: int, of: int) -> Lines:
    name = "Letter" if of == 1 else f"Letter {number:,} of {of:,}"
    lines = [
        *page.rule(name, page.marks.heavy),
        Text(),
        *page.flow(page.name(letter.path, "bold")),
        Text(),
        *_case(page, letter.case),
    ]
    if page.verbose and letter.sha256:
        lines += page.hang("SHA-256", page.text(letter.sha256))
    if not letter.items:
        lines += page.hang("Items", Text("none found"))
    for item in letter.items:
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
    ]


def _letters_words(report: Report) -> str:
    states = [letter.status for letter in report.letters]
    parts = [f"{report.summary.checked:,} of {report.summary.letters:,} checked"]
    if others := states.count("not_a_determination"):
        parts.append(f"{others:,} no determination")
    if unreadable := states.count("unreadable"):
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
    unread = [letter for letter in report.letters if letter.status == "unreadable"]
    notice = Text("NO: not every input could be checked", style=SEVERITY_STYLES["error"])
    lines = page.hang("Complete", notice)
    lines += page.hang("", *(page.name(letter.path) for letter in unread[:_NAMED]))
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
