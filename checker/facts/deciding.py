"""Whether a refusal turns on what one of its sentences denies."""

from __future__ import annotations

from checker.casefile.casefile import ItemFile
from checker.casefile.ledger import Statement
from checker.knowledge.lexicon import Lexicon


def decides(statement: Statement, denied: str | None, item: ItemFile, lexicon: Lexicon) -> bool:
    """Whether a refusal turns on a denial: it concludes there or right after, or has no other ground.

    A ground that denies what is evidence of the same concept is no other one.
    """
    if item.item.decision != "upheld":
        return False
    shown = lexicon.implied(denied) if denied else frozenset[str]()
    near = item.statements[statement.index : statement.index + 2]
    return any(one.polarity == "not_necessary" for one in near) or not any(
        one is not statement
        and one.scopes.negates
        and one.polarity == "none"
        and not any(shown & lexicon.implied(mention.concept) for mention in one.mentions)
        for one in item.of_kind("case", "conclusion")
    )
