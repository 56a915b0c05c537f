"""Whether a decision leans on what a sentence adds to its criterion."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import ItemFile
from checker.casefile.fit import Added
from checker.casefile.ledger import Statement
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure
from checker.reading.measures import same_dimension, same_value

_BESIDE = 40  # characters after a figure within which stands what it is of


def leans(item: ItemFile, statement: Statement, lexicon: Lexicon) -> bool:
    """Whether the decision leans on what a sentence on the guideline adds.

    A refusal leans on a word that makes the whole stricter where the case is what comes next, and on what is
    asked for besides where it is missed or found short. An approval leans on that where it is found.
    """
    added = statement.fit.added if statement.fit else None
    if added is None:
        return False
    if added.overall:
        later = (one.kind for one in item.statements[statement.index + 1 :] if one.kind != "other")
        return item.item.decision == "upheld" and next(later, "guideline") != "guideline"
    return any(_takes_up(one, statement, added, item, lexicon) for one in item.of_kind("case", "conclusion"))


def _takes_up(one: Statement, statement: Statement, added: Added, item: ItemFile, lexicon: Lexicon) -> bool:
    """Whether a sentence takes up what another adds, for the decision."""
    figure = next((each for each in statement.measures if each.start == added.start), None)
    denies = one.scopes.negates or one.polarity == "not_necessary"
    decides = denies == (item.item.decision == "upheld")
    if figure is not None and any(_same(each, figure) for each in one.measures):
        return decides
    of = set(_of(statement, added, lexicon))
    if not any(of & lexicon.kin(mention.concept) for mention in one.mentions):
        return False
    short = figure is not None and any(same_dimension(each.unit, figure.unit) for each in one.measures)
    return decides or short


def _of(statement: Statement, added: Added, lexicon: Lexicon) -> Iterator[str]:
    """The concept that is added, or that a figure which is added is of."""
    for mention in statement.mentions:
        if added.start <= mention.start <= added.end + _BESIDE:
            yield from lexicon.kin(mention.concept)
            return


def _same(measure: Measure, other: Measure) -> bool:
    return bool(same_value(measure, other.unit, other.low, other.high))
