"""``junit``: a suite a letter, a case a rationale: inconsistent is failed, what none can tell skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from checker.render.finding import by_severity
from checker.render.formats.placing import full_message, line_of, name_of, text_of, why_unchecked
from checker.render.reasons import reasons_of
from checker.render.words import VERDICT_WORDS, aspects_of, place_of
from checker.report.records import FindingRecord, ItemRecord, LetterRecord, Report

_COUNTS = ("tests", "failures", "errors", "skipped")


def parts(report: Report) -> Iterator[bytes]:
    """Write the run as XML. What was not checked is a case with an error: no one is to take it for passed."""
    sums = Counter[str]()
    for letter in report.letters:
        suite = _suite(letter)
        sums.update({name: int(suite.get(name, "0")) for name in _COUNTS})
    counts = {name: str(sums[name]) for name in _COUNTS}
    root = ET.Element("testsuites", {"name": line_of(report.tool.name), **counts, "time": "0"})
    suites = ET.SubElement(root, "suites") if len(report.letters) else None
    ET.indent(root)
    around = bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    before, _, after = around.partition(b"<suites />")
    yield before
    if suites is not None:
        between = b""
        for letter in report.letters:
            suite = _suite(letter)
            ET.indent(suite, level=1)
            yield between + bytes(ET.tostring(suite, encoding="utf-8"))
            between = b"\n  "
    yield after + b"\n"


def _suite(letter: LetterRecord) -> ET.Element:
    part = "" if letter.part is None else f" (part {letter.part})"
    path = name_of(letter)
    cases = [_case(path, item) for item in letter.items]
    if letter.status != "checked":
        case = ET.Element("testcase", {"classname": path, "name": "the letter", "file": path, "time": "0"})
        ET.SubElement(case, "error", {"type": letter.status, "message": why_unchecked(letter)})
        cases.append(case)
    counts = {
        "tests": str(len(cases)),
        **{
            name: str(sum(case.find(tag) is not None for case in cases))
            for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
        },
    }
    suite = ET.Element("testsuite", {"name": f"{path}{part}", **counts, "time": "0"})
    suite.extend(cases)
    if out := _listed(letter.findings):
        ET.SubElement(suite, "system-out").text = out
    return suite


def _case(path: str, item: ItemRecord) -> ET.Element:
    name = f"{item.index}. {line_of(item.title)}"
    attributes = {"classname": path, "name": name, "file": path, "time": "0"}
    if item.span:
        attributes["line"] = str(item.span.line)
    case = ET.Element("testcase", attributes)
    why = "; ".join(map(line_of, reasons_of(item))) or VERDICT_WORDS[item.verdict]
    listed = _listed(item.findings)
    if item.verdict == "inconsistent":
        failure = ET.SubElement(case, "failure", {"type": _failing(item), "message": why})
        failure.text = listed
    elif item.verdict == "cannot_tell":
        ET.SubElement(case, "skipped", {"message": why})
    if listed and item.verdict != "inconsistent":
        ET.SubElement(case, "system-out").text = listed
    return case


def _failing(item: ItemRecord) -> str:
    """The aspects that are against it."""
    if item.aspects is None:
        return item.verdict
    failing = [
        f"{name} {line_of(one.value)}" for name, one, stands in aspects_of(item.aspects) if stands == "fails"
    ]
    return ", ".join(failing) or item.verdict


def _listed(findings: tuple[FindingRecord, ...]) -> str:
    return "\n".join(_entry(finding) for finding in by_severity(findings) if not finding.suppressed)


def _entry(finding: FindingRecord) -> str:
    lines = [f"{finding.severity} {line_of(finding.rule)} {line_of(finding.check)}: {full_message(finding)}"]
    for evidence in finding.evidence:
        place = f"{place_of(evidence.span)}: " if evidence.span else ""
        lines.append(f"  {place}{text_of(evidence.quote)}")
    return "\n".join(lines)
