"""``markdown``: the run as GitHub's Markdown, for a pull request, a wiki or the summary of a job.

Text of letters and rules stands in code spans, where nothing is markup, a link or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.counting import counted
from checker.render.finding import by_severity
from checker.render.formats.placing import line_of, name_of, unchecked_in, why_unchecked
from checker.render.reasons import reasons_of
from checker.render.words import (
    DECISION_WORDS,
    SEVERITIES,
    UNICODE_MARKS,
    VERDICT_WORDS,
    VERDICTS,
    guideline_words,
    place_of,
    value_words,
)
from checker.report.records import FindingRecord, ItemRecord, LetterRecord, Report

_TICKS = re.compile("`+")


def parts(report: Report) -> Iterator[str]:
    """Write the counts, then each letter with its rationales and findings; suppressed ones are left out."""
    yield overview(report)
    for letter in report.letters:
        if letter.status == "checked":
            yield "".join(f"\n{block}\n" for block in _letter(letter))


def overview(report: Report) -> str:
    """Write the counts of a run, and the inputs that were not checked."""
    summary = report.summary
    verdicts = ", ".join(
        f"{UNICODE_MARKS.verdict[name]} {summary.verdicts.get(name, 0):,} {VERDICT_WORDS[name]}"
        for name in VERDICTS
    )
    findings = ", ".join(counted(summary.findings.get(name, 0), name) for name in SEVERITIES)
    rows = (
        ("Letters", f"{summary.checked:,} of {summary.letters:,} checked"),
        ("Rationales", f"{summary.items:,}: {verdicts}"),
        ("Findings", findings),
        ("Checked with", _cell(f"{report.tool.name} {report.tool.version}, {report.tool.engine}")),
        ("Knowledge", _cell(report.knowledge.version)),
    )
    blocks = ["# imr-check", _table(("Run", ""), rows)]
    left = [f"- {code(name_of(letter))}: {code(why_unchecked(letter))}" for letter in unchecked_in(report)]
    if left:
        blocks += ["## Not checked", "\n".join(left)]
    return "\n\n".join(blocks) + "\n"


def code(text: str) -> str:
    """Text as a code span on one line, whatever it holds."""
    words = line_of(text).strip() or " "
    fence = "`" * (1 + max((len(ticks) for ticks in _TICKS.findall(words)), default=0))
    pad = " " if "`" in (words[0], words[-1]) else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _cell(text: str) -> str:
    """A code span in a table, where a bar ends the cell even so."""
    return code(text).replace("|", "\\|")


def _letter(letter: LetterRecord) -> Iterator[str]:
    part = f", part {letter.part}" if letter.part is not None else ""
    yield f"## {code(name_of(letter))}{part}"
    if letter.items:
        yield _table(("Item", "Title", "Decision", "Verdict", "Why"), map(_row, letter.items))
    places = [(letter.findings, ""), *((item.findings, f"item {item.index}") for item in letter.items)]
    for findings, where in places:
        shown = [_finding(one, where) for one in by_severity(findings) if not one.suppressed]
        if shown:
            yield "\n".join(shown)


def _row(item: ItemRecord) -> tuple[str, ...]:
    verdict = f"{UNICODE_MARKS.verdict[item.verdict]} {VERDICT_WORDS[item.verdict]}"
    why = "; ".join(_cell(reason) for reason in reasons_of(item))
    return (str(item.index), _cell(item.title), DECISION_WORDS[item.decision], verdict, why)


def _finding(finding: FindingRecord, where: str) -> str:
    head = ", ".join(part for part in (f"**{finding.severity}**", where, code(finding.check)) if part)
    lines = [f"- {head} ({code(finding.rule)}): {code(finding.message)}"]
    for evidence in finding.evidence:
        place = f", {place_of(evidence.span)}" if evidence.span else ""
        lines.append(f"  - letter ({code(value_words(evidence.role))}{place}): {code(evidence.quote)}")
    if finding.guideline:
        text = f": {code(finding.guideline.text)}" if finding.guideline.text else ""
        lines.append(f"  - guideline: {code(guideline_words(finding.guideline))}{text}")
    if finding.resolve:
        lines.append(f"  - to match: {code(finding.resolve)}")
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
