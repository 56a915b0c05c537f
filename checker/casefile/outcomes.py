"""The conditions that a rationale states, put against the case: which are met, which are taken up by it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.casefile.answering import Before, Kinds, Row
from checker.casefile.asking import Asker
from checker.casefile.claims import Claim
from checker.casefile.conditions import Condition
from checker.casefile.ledger import Statement
from checker.casefile.spending import spent_of
from checker.casefile.stating import Stating
from checker.knowledge.lexicon import Lexicon

# Kinds whose statements ask nothing of a patient.
_NO_CONDITION: Kinds = frozenset({"recommended", "first_line", "scope"})


class Conditions:
    """Makes the conditions table of an item. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon, stating: Stating) -> None:
        self._lexicon = lexicon
        self._stating = stating
        self._asker = Asker(lexicon)

    def of(self, before: Before) -> tuple[Condition, ...]:
        """One condition for each criterion that is stated and can be answered, in the order stated."""
        stated: dict[str, tuple[Claim, list[Statement]]] = {}
        for statement in before.statements:
            for claim in self._stating.stated(statement):
                criterion = claim.stated.criterion
                if criterion.held and criterion.kind not in _NO_CONDITION:
                    stated.setdefault(criterion.id, (claim, []))[1].append(statement)
        told = [*before.recorded, *before.compared("case", "conclusion")]
        spending = spent_of(
            before.treatment, told, before.features, before.visits, self._lexicon, before.asked_on
        )
        claims = [claim for claim, _ in stated.values()]
        made = (
            Row(
                self._asker,
                self._stating,
                self._lexicon,
                claim,
                where,
                before,
                spending,
                _is_alternative(claim, claims),
            ).condition()
            for claim, where in stated.values()
        )
        return tuple(condition for condition in made if condition is not None)


def _is_alternative(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether other indications of its section are stated beside it."""
    return any(
        other.stated.criterion.kind == "indication"
        and other.stated.section.id == claim.stated.section.id
        and other.stated.criterion.id != claim.stated.criterion.id
        for other in claims
    )
