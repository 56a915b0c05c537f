"""Why a rule fired, and why it did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from checker.engine.compiling import CompiledRule, Join, Pattern, Plan, RuleBase, ValueTest
from checker.engine.engines import Firing, Match, settle
from checker.engine.facts import Catalogue, Encoder, Fact, Value, value_of, values_of
from checker.engine.indexed import Memory
from checker.engine.rules import Condition, Rule
from checker.errors import EngineError

Status = Literal["true", "false", "unknown"]

# Choices of facts that a failing fact is tried with: an explanation is read by a person.
MAX_CHOICES = 1_000


@dataclass(frozen=True, slots=True)
class Because:
    """A condition that was met, the fact that met it, and the fact's values that the condition names."""

    condition: str
    alias: str
    fact: Fact
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact of the right kind that did not meet a condition: the first test it failed, and its value.

    ``passed`` is how many of the condition's tests it met before.
    """

    fact: Fact
    test: str
    value: Value
    passed: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """What became of one condition, given the facts that met the conditions before it.

    ``true``: the facts of ``met`` meet it. ``false``: there are facts of its kind and none does, see
    ``failures``. ``unknown``: there is no fact of its kind, or it refers to a
    condition that no fact met (``reason`` says which). A condition of ``unless`` that is true silences the
    choices of facts that it was true for.
    """

    condition: str
    role: Literal["when", "unless"]
    status: Status
    met: tuple[Because, ...] = ()
    failures: tuple[Failure, ...] = ()
    reason: str = ""

    @property
    def nearest(self) -> tuple[Failure, ...]:
        """The failures, those that came nearest first."""
        return tuple(sorted(self.failures, key=lambda failure: -failure.passed))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Each condition of a rule, true, false or unknown in one session, and how often the rule fires."""

    rule: Rule
    fires: int
    conditions: tuple[ConditionResult, ...]


def because(firing: Firing, catalogue: Catalogue) -> tuple[Because, ...]:
    """Explain a firing: each condition with the fact that met it."""
    return tuple(
        _because(condition, firing.bindings[condition.alias], catalogue) for condition in firing.rule.when
    )


def _because(condition: Condition, fact: Fact, catalogue: Catalogue) -> Because:
    fields = values_of(fact, condition.where, catalogue[condition.fact])
    return Because(condition.text, condition.alias, fact, fields)


def why_not(rule_base: RuleBase, scope: str, code: str, facts: Sequence[Fact]) -> Explanation:
    """Explain what each condition of a rule found in one session.

    Raises EngineError where the rule does not exist or belongs to another scope.
    """
    compiled = rule_base.rule(code)
    if compiled.rule.scope != scope:
        raise EngineError(f"rule {code} runs in scope {compiled.rule.scope}, not {scope}")
    session = _Session(facts, rule_base.catalogue)
    return Explanation(
        compiled.rule,
        sum(1 for _ in settle(compiled, facts, session.memory.matches)),
        tuple(session.results(compiled)),
    )


class _Session:
    """Facts under explanation. ``found`` are the choices of facts that meet the conditions so far."""

    def __init__(self, facts: Sequence[Fact], catalogue: Catalogue) -> None:
        self.facts = facts
        self.catalogue = catalogue
        self.memory = Memory(facts, Encoder(catalogue).rows(facts))
        self.found: list[Match] = [()]

    def results(self, compiled: CompiledRule) -> Iterator[ConditionResult]:
        """Explain each condition. The first that fails leaves the facts found before it to the rest."""
        whole = True
        for position, (condition, pattern) in enumerate(
            zip(compiled.rule.when, compiled.when.patterns, strict=True)
        ):
            result = self._result(condition, pattern, "when", compiled)
            yield result
            whole = whole and result.status == "true"
            if whole:
                self.found = self.memory.matches(
                    Plan(compiled.rule.code, compiled.when.patterns[: position + 1])
                )
        for condition, blocker in zip(compiled.rule.unless, compiled.blockers, strict=True):
            yield self._result(condition, blocker.patterns[-1], "unless", compiled)

    def _result(
        self, condition: Condition, pattern: Pattern, role: Literal["when", "unless"], compiled: CompiledRule
    ) -> ConditionResult:
        text = condition.text
        if not self.memory.of_kind(pattern.kind):
            return ConditionResult(text, role, "unknown", reason=f"there is no fact {pattern.kind}")
        for join in pattern.joins:
            if join.position >= len(self.found[0]):
                alias = compiled.when.patterns[join.position].alias
                return ConditionResult(text, role, "unknown", reason=f"no fact is settled for {alias}")
        met = {at for match in self.found for at in self.memory.extensions(pattern, match)}
        if met:
            facts = (self.facts[at] for at in sorted(met))
            reasons = tuple(_because(condition, fact, self.catalogue) for fact in facts)
            return ConditionResult(text, role, "true", met=reasons)
        failures = [self._failure(pattern, at) for at in self.memory.of_kind(pattern.kind)]
        return ConditionResult(text, role, "false", failures=tuple(failures))

    def _failure(self, pattern: Pattern, position: int) -> Failure:
        """Find the first test that a fact fails, the other facts so chosen that it gets furthest."""
        fact = self.facts[position]
        steps: tuple[ValueTest | Join, ...] = (*pattern.tests, *pattern.joins)
        chosen = self.found[:MAX_CHOICES]
        passed = max(self.memory.first_failing(pattern, position, match) for match in chosen)
        if passed == len(steps):
            return Failure(fact, "is another fact than those found before", "", passed)
        value = value_of(fact, steps[passed].field, self.catalogue[pattern.kind])
        return Failure(fact, steps[passed].text, value, passed)
