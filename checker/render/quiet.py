"""The report for a glance or a log: a line for each item that fails."""

from __future__ import annotations

from rich.text import Text

from checker.counting import counted
from checker.render.finding import by_severity
from checker.render.layout import Lines, Page
from checker.render.overview import verdict_mark
from checker.render.words import SEVERITIES, SEVERITY_STYLES, place_of
from checker.report.records import FindingRecord, LetterRecord, Severity

_TITLE_LIMIT = 60


def quiet_letter(page: Page, letter: LetterRecord, level: Severity) -> Lines:
    """Set the items of a letter that have a finding at a level or above, under its name; else nothing."""
    lines: Lines = []
    for item in letter.items:
        if failing := _failing(item.findings, level):
            title = page.text(item.title, limit=_TITLE_LIMIT)
            head = Text.assemble(verdict_mark(page, item), "  ", title, ": ")
            lines += page.hang(f"{item.index:>3}", head.append_text(_failure(page, failing)), margin=3)
    if failing := _failing(letter.findings, level):
        lines += page.hang("all", _failure(page, failing), margin=3)
    return [*page.flow(page.name(letter.path, "bold"), indent=0), *lines] if lines else []


def _failing(findings: tuple[FindingRecord, ...], level: Severity) -> list[FindingRecord]:
    counted_in = SEVERITIES[: SEVERITIES.index(level) + 1]
    return [one for one in by_severity(findings) if one.severity in counted_in and not one.suppressed]


def _failure(page: Page, failing: list[FindingRecord]) -> Text:
    """The gravest finding with its place and rule, and how many more there are."""
    first, *others = failing
    place = next((place_of(one.span) for one in first.evidence if one.span is not None), None)
    where = f" [{place}]" if place else ""
    more = f"; and {counted(len(others), 'other finding')}" if others else ""
    return Text.assemble(
        (first.severity, SEVERITY_STYLES[first.severity]),
        ": ",
        page.text(first.message),
        where,
        page.text(f" {first.check} ({first.rule})", "dim"),
        more,
    )
