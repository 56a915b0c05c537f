"""One defect is one finding: where a rule says so, its finding stands instead of another's."""

from __future__ import annotations

import pytest

from checker.casefile.casefile import Grounds, Quote
from checker.engine import Firing
from checker.facts import kinds
from checker.facts.kinds import CATALOGUE
from checker.judging.findings import findings_of
from checker.spans import Span
from tests.shipped import rule_base

HEDGED = rule_base().rule("IMR518").rule
INSTEAD = rule_base().rule("IMR519").rule.model_copy(update={"instead_of": ("IMR518",)})


def hedge(start: int) -> kinds.Hedge:
    words = Quote("rationale", "It appears so.", Span(start, start + 14))
    return kinds.Hedge(words="it appears", decisive=True, confidence="high", evidence=Grounds((words,)))


@pytest.mark.parametrize(
    ("start", "ignored", "expected"),
    [
        (0, frozenset(), ["IMR519"]),
        (100, frozenset(), ["IMR518", "IMR519"]),
        (0, frozenset(["IMR519"]), ["IMR518", "IMR519"]),
    ],
    ids=["the same words", "other words", "it is suppressed itself"],
)
def test_a_finding_stands_instead_of_another(
    start: int, ignored: frozenset[str], expected: list[str]
) -> None:
    alias = HEDGED.when[0].alias
    firings = [Firing(HEDGED, {alias: hedge(0)}), Firing(INSTEAD, {INSTEAD.when[0].alias: hedge(start)})]
    found = findings_of(firings, CATALOGUE, ignored, "letter")
    assert sorted(one.rule.code for one in found) == expected
