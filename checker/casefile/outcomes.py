"""The conditions that a rationale states, put against the case: which are met, which are taken up by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.casefile.asking import Asker, Told, answer_of
from checker.casefile.conditions import Answer, Condition, Outcome
from checker.casefile.criteria import Stated
from checker.casefile.features.kinds import Feature
from checker.casefile.ledger import Statement
from checker.casefile.spending import Spending, spent_of
from checker.knowledge.guidelines import CriterionKind, Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Treatment
from checker.reading.marked import MarkedSentence

# Kinds whose statements ask nothing of a patient, or nothing that is measured here.
_NO_CONDITION: frozenset[CriterionKind] = frozenset(
    {
        "info",
        "recommended",
        "first_line",
        "not_recommended",
        "exclusion",
        "scope",
        "compound_rule",
        "frequency",
    }
)
# What has to be on record where it was done: silence on it is an answer, as it is not on a diagnosis, whose
# words may be others than are known here.
_ON_RECORD: frozenset[CriterionKind] = frozenset({"prerequisite", "second_line", "documentation"})
_OUTCOMES: dict[Answer, Outcome] = {
    "true": "met",
    "false": "unmet",
    "unknown": "not_documented",
    "conflicting": "conflicting",
}


class Conditions:
    """Makes the conditions table of an item. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asker = Asker(lexicon)

    def of(
        self,
        treatment: Treatment,
        statements: Sequence[Statement],
        summary: Sequence[MarkedSentence],
        decided: date | None,
    ) -> tuple[Condition, ...]:
        """One condition for each criterion that is the best tie of a sentence, in the order stated."""
        stated: dict[str, list[Statement]] = {}
        for statement in statements:
            for claim in statement.claims[:1]:
                criterion = claim.stated.criterion
                if criterion.held and criterion.kind not in _NO_CONDITION:
                    stated.setdefault(criterion.id, []).append(statement)
        recorded = [Told(read, "summary") for read in summary if not read.marks.has("decided_before")]
        case = [
            _told(statement)
            for statement in statements
            if statement.kind == "case" and not statement.marks.has("decided_before", "reported")
        ]
        drawn = [_told(statement) for statement in statements if statement.kind == "conclusion"]
        spending = spent_of(treatment, [*recorded, *case, *drawn], self._lexicon, decided)
        made = (
            self._condition(stating[0].claims[0].stated, stating, treatment, [*recorded, *case], spending)
            for stating in stated.values()
        )
        return tuple(condition for condition in made if condition is not None)

    def _condition(
        self,
        stated: Stated,
        stating: Sequence[Statement],
        treatment: Treatment,
        told: Sequence[Told],
        spending: Spending,
    ) -> Condition | None:
        where = tuple(statement.index for statement in stating)
        if stated.criterion.kind in ("visit_cap", "duration_limit"):
            limit = _only_row(stated, stating)
            if limit is None or not self._of_patient(limit, told):
                return None
            return _of_limit(stated, where, limit, spending)
        return self._of_needs(stated, where, treatment, told)

    def _of_needs(
        self, stated: Stated, where: tuple[int, ...], treatment: Treatment, told: Sequence[Told]
    ) -> Condition | None:
        """A criterion against what is told of all that it names; None where that tells nothing."""
        criterion = stated.criterion
        parts = frozenset(part.concept for part in treatment.body_parts)
        proof = self._asker.ask(criterion.needs, told, parts) if criterion.needs else None
        wanted = self._wanted(stated, treatment)
        found = tuple(self._asker.found(wanted, told, parts)) if wanted else ()
        numbers = {one.read.sentence.span: one.index for one in told if one.index is not None}
        taken_up = [feature for feature in found if feature.span in numbers]
        answer = proof.answer if proof else "unknown"
        if proof is None and {feature.status for feature in taken_up} <= {"denied", "unknown"}:
            answer = answer_of(taken_up)
        if answer == "unknown" and not self._is_silence(criterion.kind, found):
            return None
        compared = tuple(sorted({numbers[feature.span] for feature in taken_up}))
        return Condition(
            stated=stated,
            asked=criterion.text,
            outcome=_OUTCOMES[answer],
            stated_in=where,
            compared_in=compared,
            decisive=bool(compared),
            proof=proof,
            features=found,
        )

    def _is_silence(self, kind: CriterionKind, found: Sequence[Feature]) -> bool:
        """Whether the letter has nothing, not only nothing that can be read: it says so, or would have it."""
        statuses = {feature.status for feature in found}
        return statuses == {"unknown"} or (not statuses and kind in _ON_RECORD)

    def _of_patient(self, limit: Limit, told: Sequence[Told]) -> bool:
        """Whether the patient has what a row is of, where it is of a condition."""
        of = frozenset(c for c in limit.applies_to if self._lexicon.concepts[c].kind == "condition")
        return not of or any(
            feature.status == "asserted" for feature in self._asker.found(of, told, frozenset())
        )

    def _wanted(self, stated: Stated, treatment: Treatment) -> frozenset[str]:
        """What a criterion asks for, by its concepts, without the treatment itself."""
        criterion = stated.criterion
        words = [criterion.text]
        if criterion.needs:
            words = [
                w for need in criterion.needs.statements() for w in _words(need.statement, need.shown_by)
            ]
        named = frozenset(criterion.requires).union(*map(self._asker.named, words))
        return named - self._lexicon.kin_of(treatment.concepts) - set(stated.about)


def _told(statement: Statement) -> Told:
    return Told(statement.read, "rationale", statement.index)


def _words(statement: tuple[str, str] | None, shown_by: Sequence[str]) -> Iterator[str]:
    if statement:
        yield statement[1]
    yield from shown_by


def _of_limit(stated: Stated, where: tuple[int, ...], limit: Limit, spending: Spending) -> Condition | None:
    """A limit against what was had and is asked for; None where the letter doesn't give that."""
    against = spending.against(limit)
    if against is None:
        return None
    outcome, features, compared, spent = against
    value = f"{limit.low:g}-{limit.high:g}" if limit.low != limit.high else f"{limit.high:g}"
    return Condition(
        stated=stated,
        asked=stated.criterion.text,
        outcome=outcome,
        value=f"{value} {limit.unit}s",
        limit=limit,
        spent=spent,
        stated_in=where,
        compared_in=compared,
        decisive=bool(compared),
        features=features,
    )


def _only_row(stated: Stated, stating: Sequence[Statement]) -> Limit | None:
    """The row that a sentence gives; else the only one that there is."""
    for statement in stating:
        claim = statement.claims[0]
        if claim.limit is not None and claim.relation == "agreeing":
            return claim.limit
    rows = {(row.unit, row.low, row.high): row for row in stated.criterion.limits if row.bound != "at_least"}
    return next(iter(rows.values())) if len(rows) == 1 else None
