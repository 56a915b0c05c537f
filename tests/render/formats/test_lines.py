"""The formats of plain lines and of JSON: concise, jsonl, github, gitlab, rdjsonl."""

from __future__ import annotations

import json
from dataclasses import replace

from jsonschema import Draft202012Validator

from checker.render.formats import FORMATS, rendered
from checker.render.formats.github import summary
from checker.report.records import json_schema, to_json
from tests.render.full import FULL
from tests.render.sample import ERROR, ITEM, LETTER, report_of

from .sample import RUN


def lines(name: str) -> list[str]:
    return rendered(name, RUN).decode().splitlines()


def test_concise_has_a_line_a_finding_and_one_a_letter_not_checked() -> None:
    said = "The letter states 10-12 visits over 8 weeks; the cited pages state 9-10 visits over 8 weeks."
    assert lines("concise") == [
        "letters/002.txt:1:1: IMR001 warning The letter has no credentials.",
        "letters/002.txt:129:1: IMR103 note The claims administrator also cites ODG.",
        "letters/002.txt:143:1: IMR402 warning page 4: 12 visits do not exceed 10-12.",
        f"letters/002.txt:141:1: IMR301 error {said}",
        "letters/002.txt:129:1: IMR103 note The claims administrator also cites ODG.",
        "letters/bound.pdf:1:1: IMR001 warning The letter has no credentials.",
        "letters/bound.pdf:129:1: IMR103 note The claims administrator also cites ODG.",
        "letters/bound.pdf:143:1: IMR402 warning page 4: 12 visits do not exceed 10-12.",
        f"letters/bound.pdf:141:1: IMR301 error {said}",
        "letters/lost.pdf:1:1: unreadable error no such file",
        "letters/news.txt:1:1: not_a_determination warning its headings are missing",
    ]


def test_jsonl_has_the_letters_of_the_report() -> None:
    assert [json.loads(line) for line in lines("jsonl")] == json.loads(to_json(RUN))["letters"]
    schema = json_schema()
    letter = {"$ref": "#/$defs/LetterRecord", "$defs": schema["$defs"]}
    for line in lines("jsonl"):
        Draft202012Validator(letter).validate(json.loads(line))


def test_github_annotates_the_gravest_first() -> None:
    shown = lines("github")
    assert [line.split()[0] for line in shown] == [
        "::error", "::error", "::error", "::error",
        "::warning", "::warning", "::warning", "::warning",
        "::notice", "::notice", "::notice",
    ]  # fmt: skip
    assert shown[0] == "::error file=letters/lost.pdf::not checked: no such file"
    assert shown[6] == (
        "::warning file=letters/bound.pdf,line=1,col=1,title=IMR001 missing-section"
        "::The letter has no credentials."
    )


def test_github_says_what_it_does_not_show() -> None:
    item = replace(ITEM, findings=(ERROR,) * 11)
    crowded = report_of(replace(LETTER, items=(item,), findings=()))
    assert list(FORMATS["github"].limits(crowded)) == ["GitHub shows 10 of 11 errors a step as annotations"]
    assert (
        list(
            FORMATS["github"].limits(
                report_of(replace(LETTER, items=(replace(ITEM, findings=(ERROR,) * 10),)))
            )
        )
        == []
    )


def test_the_summary_of_a_job_keeps_to_its_room() -> None:
    whole = summary(FULL)
    assert whole.encode() == rendered("markdown", FULL)
    cut = summary(FULL, len(whole.encode()) - 1)
    assert whole.startswith(cut.rstrip("\n"))
    assert "1 inconsistent" in cut
    assert "letters/002.txt" not in cut


def test_gitlab_has_an_issue_a_finding_each_of_its_own() -> None:
    issues = json.loads(rendered("gitlab", RUN))
    assert [(one["severity"], one["check_name"], one["location"]) for one in issues[:4]] == [
        ("major", "missing-section", {"path": "letters/002.txt", "lines": {"begin": 1}}),
        ("info", "sides-cite-differently", {"path": "letters/002.txt", "lines": {"begin": 129}}),
        ("major", "arithmetic", {"path": "letters/002.txt", "lines": {"begin": 143}}),
        ("critical", "limit-misstated", {"path": "letters/002.txt", "lines": {"begin": 141}}),
    ]
    assert len({one["fingerprint"] for one in issues}) == len(issues) == 11
    assert [(one["check_name"], one["severity"], one["description"][:13]) for one in issues[-2:]] == [
        ("unreadable", "critical", "not checked: "),
        ("not_a_determination", "major", "not checked: "),
    ]


# What GitLab asks of an issue: what its own validator does, and what its documentation says beside that.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            **{
                name: {"type": "string", "minLength": 1}
                for name in ("description", "check_name", "fingerprint")
            },
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_takes_each_issue() -> None:
    validator = Draft202012Validator(GITLAB)
    issues = json.loads(rendered("gitlab", RUN))
    validator.validate(issues)
    for name in ("description", "fingerprint", "severity", "location"):
        without = {key: value for key, value in issues[0].items() if key != name}
        assert not validator.is_valid([without])


def test_rdjsonl_has_a_diagnostic_a_finding() -> None:
    found = [json.loads(line) for line in lines("rdjsonl")]
    assert found[2] == {
        "message": "page 4: 12 visits do not exceed 10-12. Guideline: ODG Low Back.",
        "location": {"path": "letters/002.txt", "range": {"start": {"line": 143}}},
        "severity": "WARNING",
        "source": {"name": "imr-check"},
        "code": {"value": "IMR402"},
    }
    assert [(one["severity"], one["code"]["value"]) for one in found[-2:]] == [
        ("ERROR", "unreadable"),
        ("WARNING", "not_a_determination"),
    ]


def test_moved_lines_change_no_fingerprint_of_gitlab() -> None:
    def fingerprints(line: int) -> list[str]:
        evidence = tuple(
            replace(one, span=replace(one.span, line=line)) for one in ERROR.evidence if one.span is not None
        )
        moved = report_of(
            replace(LETTER, items=(replace(ITEM, findings=(replace(ERROR, evidence=evidence),)),))
        )
        return [one["fingerprint"] for one in json.loads(rendered("gitlab", moved))]

    assert fingerprints(10) == fingerprints(20)
