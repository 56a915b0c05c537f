"""Verdict and exit code agree, whatever is ignored: a rule, a check's family, or a single finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.judging.examine import Checker
from checker.readers import read_letter
from checker.report.records import ItemRecord, Report
from checker.report.views import report_of
from checker.running.tasks import letters_in
from tests.shipped import checker as shipped

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))


def run(checker: Checker, path: Path) -> Report:
    return report_of(letters_in(checker, read_letter(path), path.name, None), checker)


def items_of(report: Report) -> list[ItemRecord]:
    return [item for letter in report.letters for item in letter.items]


def ignorable(report: Report) -> set[frozenset[str]]:
    """Each rule and each finding by itself, and all together."""
    findings = [one for item in items_of(report) for one in item.findings]
    alone = {frozenset({key}) for one in findings for key in (one.rule, one.id)}
    return {
        frozenset(),
        *alone,
        frozenset(one.rule for one in findings),
        frozenset(one.id for one in findings),
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_a_rationale_is_inconsistent_where_an_error_counts_and_nothing_ignored_makes_a_match(
    path: Path,
) -> None:
    checker = shipped()
    before = items_of(run(checker, path))
    for ignored in ignorable(run(checker, path)):
        report = run(checker.ignoring(ignored), path)
        errors = 0
        for item, as_it_was in zip(items_of(report), before, strict=True):
            counting = [one for one in item.findings if one.severity == "error" and not one.suppressed]
            errors += len(counting)
            assert (item.verdict == "inconsistent") == bool(counting), ignored
            if as_it_was.verdict == "inconsistent" and not counting:
                assert item.verdict == "cannot_tell", ignored
            assert (item.verdict == "consistent") == (as_it_was.verdict == "consistent"), ignored
        assert report.summary.findings["error"] == errors


def test_a_finding_ignored_by_its_id_lets_no_other_take_its_place() -> None:
    """One defect is one finding: what stands instead of another still does when it is accepted."""
    checker = shipped()
    for path in EXAMPLES:
        before = [one.id for item in items_of(run(checker, path)) for one in item.findings]
        after = run(checker.ignoring(frozenset(before)), path)
        found = [one for item in items_of(after) for one in item.findings]
        assert [one.id for one in found] == before
        assert all(one.suppressed for one in found)
