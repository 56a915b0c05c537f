"""One criterion against the case: by its figures, what the rationale says of it, its tree, and the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.casefile.asking import Asker, Told, answer_of, status_of
from checker.casefile.before import Before
from checker.casefile.claims import Claim
from checker.casefile.conditions import Answer, Answered, Condition, Outcome
from checker.casefile.features import kinds
from checker.casefile.figured import holds, limit_in_days, too_recent
from checker.casefile.figures import is_figure_of
from checker.casefile.ledger import Statement
from checker.casefile.sought import CARE
from checker.casefile.spending import Against, Spending, counted_in
from checker.casefile.stating import Stating
from checker.knowledge.guidelines import Criterion, CriterionKind, Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.needs import Need
from checker.knowledge.quantities import FROM_BELOW

Kinds = frozenset[CriterionKind]

# Those that rule a treatment out: asking for it doesn't meet them.
_RULED_OUT: Kinds = frozenset({"not_recommended", "compound_rule"})
_LIMITED: Kinds = frozenset({"visit_cap", "duration_limit"})
_MOST = ("at_most", "less_than")
_SHORT: Kinds = frozenset({"short_term", "duration_limit"})
# Where the rationale doesn't take them up, the letter is silent on them: so a reader of 63 letters finds in
# 9 of 10 cases. On an indication only where another of its section is stated: it is one of several then. One
# that stands alone is met or not in every other case, in words that aren't known here.
_SILENT: Kinds = frozenset(
    {"prerequisite", "second_line", "documentation", "short_term", "dose_limit", "trial_then_continue"}
)
# What has to have gone on before.
_BEFOREHAND: Kinds = frozenset({"conservative_care", "indication", "prerequisite"})
_OUTCOMES: dict[Answer, Outcome] = {
    "true": "met",
    "false": "unmet",
    "unknown": "not_documented",
    "conflicting": "conflicting",
}


class Row:
    """One criterion against the case: the first way to answer it that has an answer gives the condition."""

    def __init__(
        self,
        asker: Asker,
        stating: Stating,
        lexicon: Lexicon,
        claim: Claim,
        statements: Sequence[Statement],
        before: Before,
        spending: Spending,
        alternative: bool,
    ) -> None:
        self._lexicon, self._asker, self._stating = lexicon, asker, stating
        self._claim, self._criterion = claim, claim.stated.criterion
        self._statements = statements
        self._before, self._spending = before, spending
        self._alternative = alternative

    def condition(self) -> Condition | None:
        """The condition, or None where nothing answers it."""
        kind = self._criterion.kind
        if asked := self.asked_for():
            return asked
        if kind in _RULED_OUT and self._criterion.needs is None:
            return self._ruled_out()
        if kind == "exclusion":
            return self._excluded() or self._too_late() or self._by_proof()
        if self._criterion.needs_speak_against:
            return self._by_proof()
        if kind in _LIMITED and self._criterion.limits:
            return self._limited()
        if kind == "short_term" and self._criterion.limits and (limited := self._limited()):
            return limited
        if kind == "dose_limit" and (dosed := self._unless_otherwise(self._dosed())):
            return dosed
        if kind in _SHORT and (against := self._spending.long_use()):
            return self._made(against)
        if kind == "frequency":
            return self._frequency()
        return self._unless_otherwise(self._aged() or self._recent()) or self._answered()

    def _ruled_out(self) -> Condition | None:
        """A treatment that the guideline rules out, whatever the patient has, is asked for."""
        if self._criterion.kind == "compound_rule":
            return self._asked_against() if len(self._before.treatment.drugs) > 1 else None
        named = self._asker.named(self._criterion.text)
        conditions = {one for one in named if self._lexicon.concepts[one].kind == "condition"}
        forms = (form for one in self._before.treatment.concepts for form in self._lexicon.same_name(one))
        asked = frozenset[str]().union(*map(self._lexicon.up, forms))
        others = named - conditions
        if conditions or (others and others.isdisjoint(asked)):
            return None
        return None if self._stating.is_qualified(self._criterion) else self._asked_against()

    def _asked_against(self) -> Condition | None:
        refused = self._before.decision == "upheld"
        return self._outcome("unmet", decisive=refused) if self._claim.covers else None

    def _excluded(self) -> Condition | None:
        """An exclusion of body parts against those that are treated."""
        wanted, excluded = self._before.parts, self._criterion.body_parts
        if self._criterion.needs is not None or not wanted or not excluded:
            return None
        return self._outcome("unmet" if self._lexicon.meet(wanted, excluded) else "met")

    def _by_proof(self) -> Condition | None:
        """What rules a treatment out, by what the case has of it alone."""
        proof = self._proof(self._before.parts)
        if proof is None or proof.answer not in ("true", "false"):
            return None
        met = (proof.answer == "true") != self._criterion.needs_speak_against
        return self._outcome("met" if met else "unmet", proof.rests_on, proof=proof)

    def _too_late(self) -> Condition | None:
        """A time since the injury after which it is excluded, against that of the case."""
        for limit in self._criterion.limits if self._stating.is_since_injury(self._criterion) else ():
            days = limit_in_days(limit)
            for one in self._before.features.of(kinds.Elapsed):
                if days is not None and days.bound in _MOST and one.since == "injury":
                    return self._outcome("met" if holds(one.days, days) else "unmet", (one,))
        return None

    def _limited(self) -> Condition | None:
        """Visits or days against the row; of another diagnosis only what a refusal finds beyond it."""
        limit = self._row()
        against = self._spending.against(limit) if limit else None
        if limit is None or against is None:
            return None
        beyond = self._before.decision == "upheld" and against.outcome == "unmet" and bool(against.compared)
        return self._made(against, limit) if beyond or self._of_patient(limit) else None

    def asked_for(self) -> Condition | None:
        """What is asked for at once against a row that the rationale gives.

        None where a denial doesn't say that it is more, nor is it: that it is within is no ground.
        """
        figures = [measure for statement in self._statements for measure in statement.measures]
        for row in self._criterion.limits if self._criterion.needs is None else ():
            given = counted_in(row) == "amount" and any(is_figure_of(row, one) for one in figures)
            against = self._spending.asked_against(row) if given else None
            if made := self._unless_idle(against, row):
                return made
        return None

    def _unless_idle(self, against: Against | None, limit: Limit) -> Condition | None:
        """What a limit makes of an amount, but where that keeps to it and the denial doesn't speak of it."""
        if against is None:
            return None
        idle = self._before.decision == "upheld" and not against.compared and against.outcome == "met"
        return None if idle else self._made(against, limit)

    def _dosed(self) -> Condition | None:
        """A dose a day, in morphine: the greatest that the letter tells of, else the sum of its opioids."""
        rows = [limit for limit in self._criterion.limits if limit.unit == "mg_per_day"]
        doses = [
            (dose.morphine_equivalent, dose)
            for dose in self._before.features.of(kinds.Dose)
            if dose.morphine_equivalent is not None and dose.status == "asserted"
        ]
        if len(rows) != 1 or not self._stating.is_in_morphine(self._criterion):
            return None
        if not doses:
            return self._unless_idle(self._spending.dosed_against(rows[0]), rows[0])
        most, dose = max(doses, key=lambda one: one[0])
        return self._outcome("met" if holds(most, rows[0]) else "unmet", (dose,))

    def _frequency(self) -> Condition | None:
        """So many a week, against what the request says; a course that fades has several."""
        rows = [limit for limit in self._criterion.limits if limit.unit == "per_week"]
        if len(rows) != 1:
            return None
        asked = self._before.per_week
        if asked is None:
            return self._outcome("not_documented")
        return self._outcome("unmet" if asked > rows[0].high else "met")

    def _aged(self) -> Condition | None:
        """An age that is asked for, against the patient's."""
        for limit in self._criterion.limits if self._criterion.kind == "age" else ():
            for age in self._before.features.of(kinds.Age):
                return self._outcome("met" if holds(age.years, limit) else "unmet", (age,))
        return None

    def _unless_otherwise(self, measured: Condition | None) -> Condition | None:
        """A condition, but where a figure fails that is one of several ways and another is open."""
        needs = self._criterion.needs
        if measured is None or measured.outcome != "unmet" or needs is None or not needs.any:
            return measured
        proof = self._proof(self._before.parts)
        return measured if proof is not None and proof.answer == "false" else None

    def _recent(self) -> Condition | None:
        """A time that has to have passed, where the injury is more recent."""
        for limit in self._criterion.limits if self._criterion.kind in _BEFOREHAND else ():
            if limit.bound in FROM_BELOW:
                short = too_recent(limit, self._before.features)
                if short:
                    return self._outcome("unmet", short)
        return None

    def _answered(self) -> Condition | None:
        """What the rationale says where it takes the criterion up; else what the tree and the record say."""
        wanted = self._wanted()
        parts = self._before.parts
        said = list(self._taken_up(wanted, parts))
        recorded = self._asker.found(wanted, self._before.recorded, parts) if wanted else []
        statuses = {feature.status for _, feature in said if self._bears(feature)} - {"possible"}
        features = (*(feature for _, feature in said), *recorded)
        compared = tuple(dict.fromkeys(index for index, _ in said))
        proof = self._proof(parts)
        outcome = self._by_what_is_said(statuses, said, recorded, proof)
        if outcome == "unmet" and self._leaves_open(proof):
            outcome = "not_documented"
        if outcome is None and proof is not None and proof.answer != "unknown":
            outcome = _OUTCOMES[proof.answer]
        if outcome is None and statuses == {"asserted"} and self._is_borne_out(said, recorded):
            outcome = "met"
        if outcome is None and not said and self._criterion.kind != "info":
            if not recorded and (trial := self._trial()):
                return trial
            outcome = self._by_the_record(list(filter(self._bears, recorded)))
        if outcome is None:
            return None
        if outcome == "met" and proof is not None and proof.answer == "conflicting":
            proof = self._proof_of_record()
        made = self._outcome(outcome, features, compared, proof=proof, decisive=bool(compared))
        return replace(made, by_words=proof is None or _OUTCOMES[proof.answer] != outcome)

    def _by_what_is_said(
        self,
        statuses: set[kinds.Status],
        said: Sequence[tuple[int, kinds.Condition]],
        recorded: Sequence[kinds.Condition],
        proof: Answered | None,
    ) -> Outcome | None:
        """What the rationale says of a criterion, where it says one thing: it misses it, or denies it.

        Nothing, where the tree is met by just that, as by what is not to be.
        """
        if proof is not None and proof.answer == "true":
            met_by = {feature.span for feature in proof.rests_on}
            if any(feature.span in met_by for _, feature in said):
                return None
        missed = "unknown" in statuses and statuses <= {"asserted", "unknown"}
        if not missed and statuses != {"denied"}:
            return None
        if not missed and answer_of(recorded) in ("false", "unknown"):
            return "unmet"
        shown = proof is None or proof.answer in ("true", "conflicting")
        if shown and self._stands_recorded(said, recorded):
            alone = self._proof_of_record()
            return "met" if alone and alone.answer == "true" else "conflicting"
        return "not_documented" if missed and (proof is None or proof.answer != "true") else None

    def _stands_recorded(
        self, said: Sequence[tuple[int, kinds.Condition]], recorded: Sequence[kinds.Condition]
    ) -> bool:
        """Whether what is denied or missed stands in the record: by its own name, care by that of a kind."""
        denied = {feature.concept for _, feature in said if feature.status in ("denied", "unknown")}
        asserted = {one.concept for one in recorded if one.status == "asserted" and one.concept is not None}
        care = [one for one in asserted if self._lexicon.concepts[one].kind in CARE]
        return not denied.isdisjoint(asserted.union(*map(self._lexicon.up, care)))

    def _leaves_open(self, proof: Answered | None) -> bool:
        """Whether one of several grounds is denied in an approval, which may rest on another."""
        several = proof is not None and proof.join not in (None, "all") and proof.answer == "unknown"
        return several and self._before.decision != "upheld"

    def _is_borne_out(
        self, said: Sequence[tuple[int, kinds.Condition]], recorded: Sequence[kinds.Condition]
    ) -> bool:
        """Whether what an approval says of a criterion, by a name of its own, the summary says too."""
        named = {feature.concept for _, feature in said if feature.concept is not None}
        if self._before.decision != "overturned" or not named or answer_of(recorded) != "true":
            return False
        return named.isdisjoint(self._asked_not_to_be())

    def _bears(self, feature: kinds.Condition) -> bool:
        """Whether a feature is not the denial of what the tree asks not to be: that misses nothing."""
        if feature.status != "denied" or feature.concept is None:
            return True
        return self._asked_not_to_be().isdisjoint(self._lexicon.down(feature.concept))

    def _asked_not_to_be(self) -> frozenset[str]:
        """What the tree names as what is not to be, with its kinds."""
        placed = self._criterion.needs.placed() if self._criterion.needs else ()
        denied = [need for path, need in placed if path.count("not") % 2]
        return frozenset().union(*(self._asker.named(words) for need in denied for words in need.names))

    def _by_the_record(self, recorded: Sequence[kinds.Condition]) -> Outcome | None:
        """What the summary makes of a criterion that the rationale doesn't take up: denied, or silent."""
        if answer_of(recorded) == "false":
            return "unmet"
        kind = self._criterion.kind
        silent = kind in _SILENT or (kind == "indication" and self._alternative)
        return "not_documented" if silent and not recorded and self._before.decision == "upheld" else None

    def _trial(self) -> Condition | None:
        """So many visits to begin with, against a request for the first ones."""
        row = self._row() if self._criterion.kind == "trial_then_continue" else None
        first = row is not None and row.unit == "visit" and self._spending.is_first
        against = self._spending.against(row) if row and first else None
        return self._made(against, row) if against else None

    def _proof(self, parts: frozenset[str]) -> Answered | None:
        told = [*self._before.recorded, *self._before.compared("case")]
        needs = self._criterion.needs
        if needs is None or self._is_itself(needs):
            return None
        return self._asker.ask(needs, told, parts, self._before.features)

    def _is_itself(self, needs: Need) -> bool:
        """Whether a tree asks for papers on what is requested alone, of which any letter speaks."""
        own = self._lexicon.kin_of(self._before.treatment.concepts)
        told = [need.statement for need in needs.statements() if need.statement]
        named = [self._asker.named(words) for subject, words in told if subject == "documented"]
        return len(named) == len(told) and all(names and names <= own for names in named)

    def _proof_of_record(self) -> Answered | None:
        """What the tree comes to by the record alone."""
        needs, own = self._criterion.needs, self._before
        return self._asker.ask(needs, own.recorded, own.parts, own.features) if needs else None

    def _taken_up(
        self, wanted: frozenset[str], parts: frozenset[str]
    ) -> Iterator[tuple[int, kinds.Condition]]:
        """What sentences on the case say of a criterion: of what it names, or else in its words."""
        for one in self._before.compared("case", "conclusion"):
            assert one.index is not None
            statement = self._before.statements[one.index]
            found = self._asker.found(wanted, [one], parts) if wanted else []
            # "The drug is not medically necessary" denies nothing of the patient.
            concludes = statement.polarity == "not_necessary"
            yield from (
                (one.index, feature) for feature in found if not (concludes and feature.status == "denied")
            )
            worded = statement.kind == "case" and not found
            if worded and self._stating.takes_up(self._claim.stated, one.read, self._before.treatment):
                yield one.index, _sentence(one)

    def _wanted(self) -> frozenset[str]:
        """What the criterion asks for, by its concepts, without the treatment itself."""
        criterion = self._criterion
        named = frozenset(criterion.requires).union(*map(self._asker.named, _words(criterion)))
        return named - self._lexicon.kin_of(self._before.treatment.concepts) - set(self._claim.stated.about)

    def _row(self) -> Limit | None:
        """The row that a sentence gives; else the only one that there is."""
        if self._claim.limit is not None and self._claim.relation == "agreeing":
            return self._of_course(self._claim.limit)
        rows = {(r.unit, r.low, r.high): r for r in self._criterion.limits if r.bound != "at_least"}
        return next(iter(rows.values())) if len(rows) == 1 else None

    def _of_course(self, limit: Limit) -> Limit:
        """The row itself, or where that is of the first visits and others may have been had, the last one."""
        own = limit.unit, limit.bound, limit.applies_to
        rows = [row for row in self._criterion.limits if (row.unit, row.bound, row.applies_to) == own]
        return (
            limit if limit.unit != "visit" or self._spending.is_first else max(rows, key=lambda row: row.high)
        )

    def _of_patient(self, limit: Limit) -> bool:
        """Whether the patient has the condition, or had the treatment, that a row is of."""
        asked = self._lexicon.kin_of(self._before.treatment.concepts)
        of = frozenset(
            one
            for one in limit.applies_to
            if self._lexicon.concepts[one].kind != "body_part" and one not in asked
        )
        told = [*self._before.recorded, *self._before.compared("case")]
        return not of or any(
            feature.status == "asserted" for feature in self._asker.found(of, told, frozenset())
        )

    def _made(self, against: Against, limit: Limit | None = None) -> Condition:
        made = self._outcome(
            against.outcome, against.features, against.compared, decisive=bool(against.compared)
        )
        return _limited(made, limit, against.spent) if limit else made

    def _outcome(
        self,
        outcome: Outcome,
        features: Sequence[kinds.Feature] = (),
        compared: tuple[int, ...] = (),
        *,
        proof: Answered | None = None,
        decisive: bool = False,
    ) -> Condition:
        return Condition(
            stated=self._claim.stated,
            asked=self._criterion.text,
            outcome=outcome,
            stated_in=tuple(dict.fromkeys(statement.index for statement in self._statements)),
            compared_in=compared,
            decisive=decisive,
            proof=proof,
            features=tuple(features),
        )


def _limited(condition: Condition, limit: Limit, spent: int | None) -> Condition:
    """A condition with the row that applies, and what is held against it."""
    value = f"{limit.low:g}-{limit.high:g}" if limit.low != limit.high else f"{limit.high:g}"
    if counted_in(limit) == "dose":
        return replace(condition, value=f"{value} mg of morphine a day", limit=limit, spent=spent)
    many = "" if value == "1" else "s"
    period = f" a {limit.over.unit}" if limit.over and counted_in(limit) == "amount" else ""
    return replace(condition, value=f"{value} {limit.unit}{many}{period}", limit=limit, spent=spent)


def _sentence(one: Told) -> kinds.Condition:
    """A whole sentence as what it says of a criterion whose words it has."""
    sentence = one.read.sentence
    return kinds.Condition(
        concept=None,
        words=sentence.folded,
        sentence=sentence.text,
        span=sentence.span,
        place=one.place,
        status=status_of(one.read),
    )


def _words(criterion: Criterion) -> Iterator[str]:
    """The words of what a criterion asks: those of its tree, or its text."""
    if criterion.needs is None:
        yield criterion.text
        return
    for need in criterion.needs.statements():
        yield from need.names
