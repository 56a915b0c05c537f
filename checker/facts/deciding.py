"""Whether a refusal turns on what one of its sentences denies."""

from __future__ import annotations

from checker.casefile.casefile import ItemFile
from checker.casefile.ledger import Statement
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName

_GROUNDS: tuple[MarkName, ...] = ("exceeds", "used_long", "criteria_unmet", "dependent", "unspecified")


def decides(statement: Statement, denied: str | None, item: ItemFile, lexicon: Lexicon) -> bool:
    """Whether a refusal turns on a denial: it concludes there or soon after, or has no other ground.

    Soon after is where no sentence between denies anything or gives a ground of another kind. A ground that
    denies what is evidence of the same concept is no other one.
    """
    if item.item.decision != "upheld":
        return False
    shown = lexicon.implied(denied) if denied else frozenset[str]()
    return _concluded_after(statement, item) or not any(
        one is not statement
        and one.scopes.negates
        and one.polarity == "none"
        and not any(shown & lexicon.implied(mention.concept) for mention in one.mentions)
        for one in item.of_kind("case", "conclusion")
    )


def _concluded_after(statement: Statement, item: ItemFile) -> bool:
    """Whether the conclusion against the treatment comes before any other ground."""
    for one in item.statements[statement.index :]:
        if one.polarity == "not_necessary":
            return True
        if one is not statement and (one.scopes.negates or one.marks.has(*_GROUNDS)):
            return False
    return False
