"""Denials without a word on what the patient lacks, or has too much of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from checker.casefile.casefile import Grounds, ItemFile, quote
from checker.casefile.comparing import Comparison
from checker.casefile.ledger import Statement
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.guidelines import CriterionKind
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import Unit

RULES_OUT: frozenset[CriterionKind] = frozenset({"not_recommended", "compound_rule", "exclusion"})
# Words by which a sentence gives a ground against the treatment without a denial.
GROUNDS: tuple[MarkName, ...] = (
    "exceeds", "used_long", "dependent", "unspecified", "not_on_record", "undocumented",
)  # fmt: skip
_UNITS = frozenset({"duration", *get_args(Unit)})


def lacking_facts(item: ItemFile, lexicon: Lexicon) -> Iterator[Fact]:
    """That a denial under criteria finds nothing lacking, where it does not."""
    stated = [one for one in item.of_kind("guideline") if one.claims]
    told = list(item.of_kind("case"))
    ruled_out = any(one.claims[0].stated.criterion.kind in RULES_OUT for one in stated)
    if item.item.decision != "upheld" or not stated or ruled_out:
        return
    within = {at for one in item.conditions if one.limit for at in one.compared_in}
    beyond = (one for one in item.comparisons if one.case not in within)
    if any(one.outcome != "met" for one in item.conditions) or any(map(_by_figure, beyond)):
        return
    if any(one.polarity == "necessary" for one in item.statements):
        return  # the decision word is what is wrong then
    if not any(_lacks(one, lexicon) for one in item.of_kind("case", "conclusion", "other")):
        yield kinds.NothingLacking(
            told=len(told),
            confidence="medium",
            evidence=Grounds(tuple(quote("rationale", one.sentence) for one in (*stated[:2], *told[:3]))),
        )


def _by_figure(comparison: Comparison) -> bool:
    """Whether a figure of the case stands against one of the guideline: it may be too much."""
    return not _UNITS.isdisjoint(comparison.by)


def _lacks(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether a sentence says what is not so, or too much. A conclusion denies the treatment itself."""
    found = (one.concept for one in statement.mentions if one.assertion == "affirmed")
    if statement.marks.has(*GROUNDS) or any(map(lexicon.ruled_out, found)):  # intact menisci are not torn
        return True
    if statement.polarity == "not_necessary":
        denied = (one.concept for one in statement.mentions if one.assertion == "negated")
        return any(lexicon.concepts[one].kind == "condition" for one in denied)
    return statement.scopes.negates
