"""The example letters: each gives the report that stands beside it, and together they show what there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker import check_file, check_text
from checker.cli.main import main
from checker.engine import load_rules
from checker.facts.kinds import CATALOGUE
from checker.knowledge.files import data_folder
from tests.update_examples import (
    AS_PDF,
    EXAMPLES,
    REPORTS,
    expected_path,
    letters,
    pdf_of,
    report_of,
    written,
)

CLEAN = EXAMPLES / "consistent-therapy.txt"
VERDICTS = {"consistent", "inconsistent", "cannot_tell"}


def _expected(letter: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(expected_path(letter).read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("letter", letters(), ids=lambda path: path.name)
def test_a_letter_gives_its_expected_report(letter: Path) -> None:
    assert written(report_of(letter)) == expected_path(letter).read_text(encoding="utf-8")


def test_every_expected_report_has_its_letter() -> None:
    assert {path.name for path in REPORTS.glob("*.json")} == {expected_path(path).name for path in letters()}


def test_together_they_show_every_verdict() -> None:
    assert {item["verdict"] for letter in letters() for item in _expected(letter)["items"]} == VERDICTS


def test_together_they_show_every_family_of_checks() -> None:
    base = load_rules(data_folder("rules"), CATALOGUE)
    family = {rule.code: base.family_of(rule) for rule in base.rules}
    shown = set()
    for letter in letters():
        report = _expected(letter)
        for finding in (*report["findings"], *(f for item in report["items"] for f in item["findings"])):
            shown.add(family[finding["rule"]])
    found = {base.family_of(rule) for rule in base.rules if rule.scope != "verdict"}
    assert shown == found


def test_together_they_show_an_aspect_for_and_against_each_question() -> None:
    base = load_rules(data_folder("rules"), CATALOGUE)
    items = [item for letter in letters() for item in _expected(letter)["items"]]
    for aspect in base.checks.aspects:
        shown = {item["aspects"][aspect.name]["value"] for item in items}
        assert shown & set(aspect.in_favour)
        if aspect.name != "application":  # that is shown in the cases of its rules
            assert shown & set(aspect.against)


def test_the_checks_that_the_readme_names_are_shown() -> None:
    shown = {
        finding["check"]
        for letter in letters()
        for item in _expected(letter)["items"]
        for finding in item["findings"]
    }
    assert shown >= {
        "limit-misstated",
        "section-does-not-cover-treatment",
        "edition-not-in-force",
        "search-order",
        "borrowed-criterion",
        "decision-contradicts-rationale",
        "item-drift",
        "contradicted-by-summary",
        "arithmetic",
        "dependent-decision",
    }


def test_the_clean_letter_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CLEAN)]) == 0
    assert [item["verdict"] for item in _expected(CLEAN)["items"]] == ["consistent", "consistent"]


def test_a_letter_with_an_error_fails_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    letter = str(EXAMPLES / "muscle-relaxants.txt")
    assert main([letter]) == 1
    assert main([letter, "--fail-level", "never"]) == 0


def test_the_pdf_is_that_of_the_text() -> None:
    assert AS_PDF.read_bytes() == pdf_of(AS_PDF.with_suffix(".txt"))


def test_the_pdf_gives_the_report_of_its_text() -> None:
    report, text = _expected(AS_PDF), _expected(AS_PDF.with_suffix(".txt"))
    assert _without_places(report) == _without_places(text)
    spans = [item["span"] for item in report["items"]]
    # The twentieth line of print on the first page; the second page begins with the other item.
    assert [(span["page"], span["line"], span["column"]) for span in spans] == [(1, 20, 1), (2, 1, 1)]


def _without_places(part: Any) -> Any:
    """A report without what the form of the file gives: where its words stand, and its name."""
    if isinstance(part, list):
        return [_without_places(each) for each in part]
    if isinstance(part, dict):
        return {k: _without_places(v) for k, v in part.items() if k not in ("span", "path", "sha256", "id")}
    return part


def test_a_text_gives_the_report_of_its_file() -> None:
    path = EXAMPLES / "denied-finding.txt"
    by_file = check_file(path).letters[0]
    by_text = check_text(path.read_text(encoding="utf-8"), name=str(path)).letters[0]
    assert by_text.items == by_file.items
