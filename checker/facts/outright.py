"""Whether what became of a condition goes against the decision, with nothing in the rationale beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from checker.casefile.asking import Told
from checker.casefile.casefile import ItemFile
from checker.casefile.conditions import Answer, Condition
from checker.casefile.criteria import Stated, stated_by
from checker.casefile.features.kinds import Feature, Features, Response
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.casefile.sought import DRUGS
from checker.casefile.sources import ON_GUIDELINES
from checker.casefile.stating import QUALIFYING
from checker.facts.lacking import GROUNDS, RULES_OUT
from checker.knowledge.guidelines import Criterion, CriterionKind

# Kinds by which a guideline lets some patients have a treatment.
_LETS_HAVE: frozenset[CriterionKind] = frozenset(
    {
        "recommended", "first_line", "second_line", "indication", "prerequisite", "conservative_care",
        "short_term", "adjunct_only", "trial_then_continue",
    }
)  # fmt: skip
_ASKS_NOTHING: frozenset[CriterionKind] = frozenset({"recommended", "first_line", "scope", "info"})


class Outright:
    """The rationale of one item, as far as it lets a decision stand against a condition."""

    def __init__(self, item: ItemFile, compiled: Compiled) -> None:
        self._item, self._compiled = item, compiled
        self._own = compiled.lexicon.kin_of(item.treatment.concepts)

    def against(self, condition: Condition) -> bool:
        """Whether a condition that is borne out came out as the decision can't have it."""
        stated, states = condition.stated, [self._item.statements[at] for at in condition.stated_in]
        if stated is None or not any(bears_out(one, stated) for one in states):
            return False
        if self._item.item.decision == "upheld":
            return condition.outcome == "met" and self._is_all_met
        if condition.limit:
            return False
        barred = self._item.item.decision == "overturned" and condition.outcome == "unmet"
        return barred and not self._is_let_round and self._is_barred(stated, states)

    def _is_barred(self, stated: Stated, states: list[Statement]) -> bool:
        """Whether what is approved is ruled out without a condition, or found not to meet one."""
        criterion = stated.criterion
        others = [one for one in self._item.of_kind("guideline") if one not in states]
        if criterion.needs is not None:
            choice = bool(criterion.needs.all) and any(one.marks.has("either_said") for one in states)
            return not (choice or is_one_of_several(stated)) and self._said(stated) == "false"
        if criterion.kind == "compound_rule":
            return self._holds_ruled_out(stated) and all(
                one.claims[0].stated.edition is stated.edition
                if one.claims
                else not one.marks.has(*QUALIFYING)
                for one in others
            )
        plain = criterion.kind == "not_recommended" and any(_is_unqualified(one) for one in states)
        beside = {one.kind for one in _held_beside(stated)}
        return plain and _LETS_HAVE.isdisjoint(beside) and not any(map(_speaks_for, others))

    @cached_property
    def _is_let_round(self) -> bool:
        """Whether an exception is claimed, or the guideline drawn on beside what it is said to hold."""
        return any(
            one.marks.has("exception_claimed", "way_round")
            or (one.kind != "guideline" and _draws_on_guideline(one))
            for one in self._item.statements
        )

    def _holds_ruled_out(self, stated: Stated) -> bool:
        """Whether the guideline rules out, in all compounds, a drug that the one asked for is made of."""
        lexicon, asker = self._compiled.lexicon, self._compiled.asker
        made_of = [
            frozenset().union(*(lexicon.up(form) for form in lexicon.same_name(one)))
            for one in self._item.treatment.concepts
        ]
        ruled_out = (
            asker.named(one.text)
            for one in _held_beside(stated)
            if one.kind == "not_recommended" and one.needs is None and one.provenance.grade != "C"
        )
        return any(named and named <= forms for named in ruled_out for forms in made_of)

    def _said(self, stated: Stated) -> Answer:
        """What the rationale by itself makes of what a criterion needs."""
        own, needs = self._item, stated.criterion.needs
        told = [
            Told(one.read, "rationale", one.index)
            for one in own.of_kind("case")
            if not one.marks.has("decided_before", "reported")
        ]
        features = Features(tuple(one for one in own.features.all if one.place == "rationale"))
        parts = frozenset(part.concept for part in own.treatment.body_parts)
        return self._compiled.asker.ask(needs, told, parts, features).answer if needs else "unknown"

    @cached_property
    def _is_all_met(self) -> bool:
        """Whether a denial finds all that it states of the guideline met, and gives no other ground."""
        own = self._item
        if any(one.marks.has(*GROUNDS) for one in own.statements):
            return False
        if not all(map(self._only_concludes, own.of_kind("conclusion", "other"))):
            return False
        if any(one.outcome != "met" for one in own.conditions):
            return False
        met = [
            one
            for one in own.conditions
            if one.stated
            and (_is_counted(one) or self._said(one.stated) == "true")
            and not any(self._asks_more(own.statements[at], one.stated) for at in one.stated_in)
        ]
        stated = {at for one in met for at in one.stated_in}
        shown = {each.span for one in met for each in _shown_by(one)}
        return all(
            one.index in stated or _asks_nothing(one)
            if one.kind == "guideline"
            else not one.scopes.negates and one.sentence.span in shown
            for one in own.of_kind("guideline", "case")
        )

    def _only_concludes(self, statement: Statement) -> bool:
        """Whether a sentence denies the treatment or speaks of it alone, and says nothing that may be why."""
        others = (one.concept for one in statement.mentions if one.concept not in self._own)
        return (
            (statement.kind == "other" or statement.polarity == "not_necessary")
            and not statement.marks.has("reason_given", "excepting")
            and all(self._compiled.lexicon.concepts[one].kind == "body_part" for one in others)
        )

    def _asks_more(self, statement: Statement, stated: Stated) -> bool:
        """Whether a sentence asks for what the needs don't name, and the rationale has no gain in."""
        lexicon, needs = self._compiled.lexicon, stated.criterion.needs
        told = [one for one in self._item.features.of(Response) if one.place == "rationale"]
        gained = {one.of for one in told if one.change == "better" and one.status == "asserted"}
        if statement.marks.has("function_named") and "function" not in gained:
            return True
        names = (name for need in needs.statements() for name in need.names) if needs else ()
        wanted = self._own.union(*map(self._compiled.asker.named, names))
        more = (
            lexicon.concepts[one.concept].kind
            for one in statement.mentions
            if wanted.isdisjoint(lexicon.up(one.concept) | lexicon.down(one.concept))
        )
        return any(kind != "body_part" and (kind not in DRUGS or "medication" not in gained) for kind in more)


def _shown_by(condition: Condition) -> tuple[Feature, ...]:
    """What of the case a condition rests on: what is held against a limit, or what answers its tree."""
    if condition.limit:
        return condition.features
    return condition.proof.rests_on if condition.proof else ()


def _is_counted(condition: Condition) -> bool:
    """Whether the rationale itself tells how much of a limit is spent."""
    return condition.limit is not None and any(one.place == "rationale" for one in condition.features)


def is_one_of_several(stated: Stated) -> bool:
    """Whether a criterion is one of the guideline's indications for a treatment."""
    return stated.criterion.kind == "indication" and any(
        one.kind == "indication" for one in _held_beside(stated)
    )


def _held_beside(stated: Stated) -> Iterator[Criterion]:
    """What else the guideline holds on what a criterion is on."""
    about = set(stated.about)
    for one in stated_by([stated.edition]):
        criterion = one.criterion
        if criterion is not stated.criterion and criterion.held and not about.isdisjoint(one.about):
            yield criterion


def bears_out(statement: Statement, stated: Stated) -> bool:
    """Whether a sentence states a criterion before all others, as the guideline has it."""
    return statement.status == "supported" and statement.claims[0].stated.criterion is stated.criterion


def _denies(statement: Statement) -> bool:
    return statement.scopes.negates or statement.marks.has("advised_against")


def _draws_on_guideline(statement: Statement) -> bool:
    """Whether a sentence on the case names a guideline for the treatment, beyond that it is met."""
    return statement.marks.has(*ON_GUIDELINES) and not (
        _denies(statement) or statement.marks.has("criteria_met")
    )


def _is_unqualified(statement: Statement) -> bool:
    """Whether a sentence is against a treatment in all cases."""
    return statement.status == "supported" and _denies(statement) and not statement.marks.has(*QUALIFYING)


def _speaks_for(statement: Statement) -> bool:
    """Whether a sentence on the guideline may be for a treatment."""
    if statement.status == "says_silent":
        return False
    if statement.claims:
        return statement.claims[0].stated.criterion.kind not in RULES_OUT
    return not _denies(statement) or statement.marks.has(*QUALIFYING)


def _asks_nothing(statement: Statement) -> bool:
    """Whether a sentence on the guideline asks for nothing, or only says that it is met or not."""
    if statement.claims:
        return statement.claims[0].stated.criterion.kind in _ASKS_NOTHING
    return statement.status == "says_silent" or not (statement.mentions or statement.measures)
