"""The conditions that a rationale states, put against the case: which are met, which are taken up by it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from checker.casefile.answering import Kinds, Row
from checker.casefile.asking import Asker
from checker.casefile.before import Before
from checker.casefile.claims import Claim
from checker.casefile.conditions import Condition
from checker.casefile.ledger import Statement
from checker.casefile.own_limits import OwnLimits
from checker.casefile.spending import spent_of
from checker.casefile.stating import Stating
from checker.knowledge.guidelines import Criterion
from checker.knowledge.lexicon import Lexicon

# Kinds whose statements ask nothing of a patient.
_NO_CONDITION: Kinds = frozenset({"recommended", "first_line", "scope"})


class Conditions:
    """Makes the conditions table of an item. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon, stating: Stating, asker: Asker) -> None:
        self._lexicon = lexicon
        self._stating = stating
        self._asker = asker
        self._own = OwnLimits(asker, lexicon)

    def of(self, before: Before) -> tuple[Condition, ...]:
        """One condition for each criterion that is stated and can be answered, in the order stated."""
        stated: dict[str, tuple[Claim, list[Statement]]] = {}
        for statement in before.statements:
            for claim in self._stating.stated(statement):
                criterion = claim.stated.criterion
                if criterion.held and not _asks_nothing(criterion):
                    first, where = stated.get(criterion.id, (claim, []))
                    stated[criterion.id] = _last_row(first, claim), [*where, statement]
        told = [*before.recorded, *before.compared("case", "conclusion")]
        spending = spent_of(
            before.treatment, told, before.features, before.visits, self._lexicon, before.asked_on
        )
        claims = [claim for claim, _ in stated.values()]
        row = partial(Row, self._asker, self._stating, self._lexicon, before=before, spending=spending)
        made = [
            row(claim=claim, statements=where, alternative=_is_alternative(claim, claims)).condition()
            for claim, where in stated.values()
        ]
        counted = {
            claim.stated.criterion.id: (claim, statement)
            for statement in before.statements
            for claim in self._stating.counted(statement)
            if claim.stated.criterion.id not in stated
        }
        made += [
            row(claim=claim, statements=[statement], alternative=False).asked_for()
            for claim, statement in counted.values()
        ]
        found = [condition for condition in made if condition is not None]
        held = {at for one in found if one.limit is not None for at in one.stated_in}
        others = (one for one in before.statements if one.index not in held)
        return (*found, *(own for one in others if (own := self._own.condition(one, before, spending))))


def _asks_nothing(criterion: Criterion) -> bool:
    """Whether a criterion is no condition: by its kind, or a remark with nothing that a case could show."""
    remark = criterion.kind == "info" and criterion.needs is None and not criterion.limits
    return remark or criterion.kind in _NO_CONDITION


def needs_are_compared(criterion: Criterion) -> bool:
    """Whether its kind is one whose needs a case is put against."""
    return criterion.kind not in _NO_CONDITION and criterion.kind != "frequency"


def _last_row(first: Claim, other: Claim) -> Claim:
    """Of two rows of a criterion that are stated, the one that ends last: a trial is no cap on the whole."""
    rows = [one for one in (first, other) if one.limit is not None and one.relation == "agreeing"]
    same = len({(one.limit.unit, one.limit.bound) for one in rows if one.limit}) == 1
    return max(rows, key=lambda one: one.limit.high if one.limit else 0) if len(rows) > 1 and same else first


def _is_alternative(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether other indications of its section are stated beside it."""
    return any(
        other.stated.criterion.kind == "indication"
        and other.stated.section.id == claim.stated.section.id
        and other.stated.criterion.id != claim.stated.criterion.id
        for other in claims
    )
