"""Limits on a treatment in a letter's own words: visits or a length of use, whatever criterion is known."""

from __future__ import annotations

from checker.casefile.asking import Asker
from checker.casefile.before import Before
from checker.casefile.conditions import Condition
from checker.casefile.figures import guideline_figures, stands_before
from checker.casefile.ledger import Statement
from checker.casefile.rows import NO_DIAGNOSIS
from checker.casefile.spending import Spending
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import in_days
from checker.letter import Measure

_OF_TIME: tuple[MarkName, ...] = ("limiting", "ceiling", "short_term")  # words by which a time is a limit
_SAID: tuple[MarkName, ...] = (
    "guideline_name",
    *_OF_TIME,
)  # what stands before a figure that is the guideline's


class OwnLimits:
    """Reads them. One instance serves all letters."""

    def __init__(self, asker: Asker, lexicon: Lexicon) -> None:
        self._asker = asker
        self._lexicon = lexicon

    def condition(self, statement: Statement, before: Before, spending: Spending) -> Condition | None:
        """The limit that a sentence on the guideline gives, against what was had and is asked for."""
        known = any(claim.relation != "no_figure" for claim in statement.claims)  # and says what it limits
        earlier = statement.marks.has("decided_before", "reported")  # on which an earlier decision relied
        if statement.kind != "guideline" or statement.source is None or known or earlier:
            return None
        measure = _measure(statement)
        if measure is None or not self._is_of(statement, before):
            return None
        limit = Limit.model_validate(
            {"bound": "at_most", "unit": measure.unit, "low": measure.low, "high": measure.high}
        )
        against = spending.against(limit)
        if against is None or (against.spent is None and against.outcome != "conflicting"):
            return None
        return Condition(
            stated=None,
            asked=statement.sentence.text,
            outcome=against.outcome,
            value=measure.words,
            stated_in=(statement.index,),
            compared_in=against.compared,
            decisive=bool(against.compared),
            features=against.features,
            limit=limit,
            spent=against.spent,
        )

    def _is_of(self, statement: Statement, before: Before) -> bool:
        """Whether it is of the treatment asked for, and of a diagnosis that the letter gives."""
        kinds = {one.concept: self._lexicon.concepts[one.concept].kind for one in statement.mentions}
        care = {name for name, kind in kinds.items() if kind in ("treatment", "drug", "drug_class")}
        if care and care.isdisjoint(self._lexicon.kin_of(before.treatment.concepts)):
            return False
        of = frozenset(name for name, kind in kinds.items() if kind == "condition") - NO_DIAGNOSIS
        told = [*before.recorded, *before.compared("case")]
        return not of or any(one.status == "asserted" for one in self._asker.found(of, told, frozenset()))


def _measure(statement: Statement) -> Measure | None:
    """The most visits that it gives, or the one time that it gives as a limit."""
    read, marks = statement.read, statement.marks
    said = [end for name in _SAID for _, end in marks.places(name)]
    figures = [
        one
        for one in guideline_figures(read)
        if min(said, default=one.end) <= one.start and not stands_before(read, one, "floor")
    ]
    visits = [one for one in figures if one.unit == "visit"]
    if visits:
        begins = len(visits) == 1 and marks.has("to_begin_with")
        return None if begins else max(visits, key=lambda one: one.high)
    times = [one for one in figures if in_days(one.unit, 1) is not None]
    return times[0] if len(times) == 1 and marks.has(*_OF_TIME) else None
