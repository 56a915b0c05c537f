"""``sarif``: SARIF 2.1.0, which GitHub code scanning, Azure DevOps and editors read.

Text goes into messages as the standard's plain text: braces are doubled there, for they are placeholders,
and nothing may look like a link. Places are lines: the offsets of a report count in a letter's text, not in
its file.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from checker.counting import counted
from checker.render.formats.listing import listed
from checker.render.formats.placing import (
    Placed,
    findings_in,
    full_message,
    line_of,
    name_of,
    text_of,
    unchecked_in,
    why_unchecked,
)
from checker.render.words import guideline_words, place_of, suppression_words, value_words
from checker.report.escaping import escape_json
from checker.report.records import FindingRecord, LetterRecord, Report, SpanRecord

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# What GitHub takes of one upload, and what it shows of that.
MOST_RESULTS, SHOWN_RESULTS, MOST_STEPS, SHOWN_STEPS = 25_000, 5_000, 10_000, 1_000
MOST_BYTES = 10 * 1024 * 1024

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
Object = dict[str, Any]


def parts(report: Report) -> Iterator[str]:
    """Write the run: a result a finding, suppressed ones with why; what was not checked as notifications."""
    rules = {one.finding.rule: one.finding for one in findings_in(report, suppressed=True)}
    codes = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": line_of(report.tool.name),
                "version": line_of(report.tool.version),
                "rules": [_rule(rules[code]) for code in codes],
                "properties": {
                    "engine": line_of(report.tool.engine),
                    "knowledge": line_of(report.knowledge.version),
                    "knowledgeSha256": line_of(report.knowledge.sha256),
                },
            }
        },
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "toolExecutionNotifications": [_notification(letter) for letter in unchecked_in(report)],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # No string of JSON has a line end: this line is the key of the run itself.
    before, key, after = json.dumps(log, indent=2, ensure_ascii=False).partition('\n      "results": ')
    yield escape_json(before) + key
    placed = findings_in(report, suppressed=True)
    yield from listed((_result(one, codes.index(one.finding.rule)) for one in placed), depth=3)
    yield escape_json(after.removeprefix("[]")) + "\n"


def limits(report: Report) -> Iterator[str]:
    """Say what GitHub would refuse of this run, or not show."""
    results = steps = 0
    for placed in findings_in(report, suppressed=True):
        results += 1
        steps = max(steps, sum(1 for _ in _steps(placed)))
    if results > MOST_RESULTS:
        yield f"GitHub refuses a SARIF file of {counted(results, 'result')}: at most {MOST_RESULTS:,}"
    elif results > SHOWN_RESULTS:
        yield f"GitHub shows {SHOWN_RESULTS:,} of {counted(results, 'result')} of a SARIF file"
    if steps > SHOWN_STEPS:
        does = "refuses" if steps > MOST_STEPS else f"shows {SHOWN_STEPS:,} steps of"
        yield f"GitHub {does} a result with {counted(steps, 'step')} of reasoning"
    if results and _compressed(report) > MOST_BYTES:
        yield f"GitHub refuses a SARIF file larger than {MOST_BYTES // 1024**2} MB when compressed"


def _compressed(report: Report) -> int:
    """The size of the file as GitHub takes it."""
    packer = zlib.compressobj(6, wbits=31)
    size = sum(len(packer.compress(part.encode("utf-8"))) for part in parts(report))
    return size + len(packer.flush())


def _rule(finding: FindingRecord) -> Object:
    return {
        "id": line_of(finding.rule),
        "name": line_of(finding.check),
        "shortDescription": _message(finding.check.replace("-", " ")),
        "properties": {"tags": [finding.appeal]},
    }


def _result(placed: Placed, rule: int) -> Object:
    finding, item = placed.finding, placed.item
    properties: Object = {"confidence": finding.confidence, "appeal": finding.appeal}
    if placed.letter.part is not None:
        properties["part"] = placed.letter.part
    if item is not None:
        properties |= {"item": item.index, "title": line_of(item.title), "verdict": item.verdict}
    result: Object = {
        "ruleId": line_of(finding.rule),
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": _message(full_message(finding)),
        "locations": [_location(placed.letter, placed.span)],
        "codeFlows": [{"threadFlows": [{"locations": list(_steps(placed))}]}],
        # What GitHub compares runs by, and the same under its own name in the standard's sense.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{line_of(finding.id)}:1",
            "imrCheckFinding/v1": line_of(finding.id),
        },
        "properties": properties,
    }
    if finding.suppressed:
        result["suppressions"] = [_suppression(finding)]
    return result


def _suppression(finding: FindingRecord) -> Object:
    return {"kind": "external", "status": "accepted", "justification": text_of(suppression_words(finding))}


def _steps(placed: Placed) -> Iterator[Object]:
    """The reasoning: the letter's words, the guideline's side, the conditions met, the conclusion."""
    letter, finding = placed.letter, placed.finding
    for evidence in finding.evidence:
        words = f"{value_words(evidence.role)}: {evidence.quote}"
        yield {"location": _location(letter, evidence.span, words, evidence.quote)}
    if finding.guideline:
        text = f": {finding.guideline.text}" if finding.guideline.text else ""
        yield _step(placed, f"guideline: {guideline_words(finding.guideline)}{text}")
    for reason in finding.because:
        yield _step(placed, f"because {reason}")
    yield _step(placed, finding.message)


def _step(placed: Placed, words: str) -> Object:
    return {"location": _location(placed.letter, placed.span, words)}


def _location(
    letter: LetterRecord, span: SpanRecord | None, words: str | None = None, snippet: str | None = None
) -> Object:
    physical: Object = {"artifactLocation": {"uri": uri_of(name_of(letter))}}
    physical["region"] = {"startLine": span.line, "startColumn": span.column} if span else {"startLine": 1}
    if snippet:
        physical["region"]["snippet"] = {"text": text_of(snippet)}
    location: Object = {"physicalLocation": physical}
    page = f"{place_of(span)}: " if span and span.page is not None else ""
    if words is not None or page:
        location["message"] = _message(f"{page}{words or ''}".removesuffix(": "))
    return location


def _notification(letter: LetterRecord) -> Object:
    return {
        "level": "error" if letter.status == "unreadable" else "warning",
        "descriptor": {"id": letter.status},
        "message": _message(f"not checked: {why_unchecked(letter)}"),
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(name_of(letter))}}}],
    }


def _message(text: str) -> Object:
    plain = line_of(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": plain or " "}


def uri_of(path: str) -> str:
    """A path as a URI reference: relative ones stay so, from wherever the consumer looks."""
    slashed = PurePath(path).as_posix()
    quoted = quote(slashed, safe="/-._~", errors="replace")
    return f"file://{quoted}" if slashed.startswith("/") else quoted
