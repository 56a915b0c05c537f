"""Small changes of a rule that its tests and cases have to notice: what they don't, they don't show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.engine import Catalogue, Condition, Fact, Rule, Scope, example_facts, make_engine
from checker.engine.checking import rule_faults
from checker.engine.compiling import compile_checked
from checker.engine.rules import Comparison, Operator, comparison_text, is_reference
from checker.judging.cases import examine_case
from checker.judging.examine import Checker
from checker.judging.findings import findings_of

_NEAR: Mapping[Operator, Sequence[Operator]] = {
    "eq": ("ne",),
    "ne": ("eq",),
    "lt": ("le", "gt"),
    "le": ("lt", "ge"),
    "gt": ("ge", "lt"),
    "ge": ("gt", "le"),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change, and that change in words."""

    rule: Rule
    words: str


@dataclass(frozen=True, slots=True)
class Mutated:
    """What became of the mutants of one rule."""

    code: str
    made: int
    survivors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Session:
    """Facts, and what the rule makes of them: how often it fires, or in a case what it says."""

    facts: Sequence[Fact]
    case: bool


def mutate(checker: Checker, code: str) -> Mutated:
    """Change one rule in each way, and see which changes no test and no case of it notices."""
    rule = checker.rules.rule(code).rule
    sessions = [_Session(example_facts(test), case=False) for test in rule.tests]
    for case in rule.cases:
        examination = examine_case(checker, code, case)
        sessions += [
            _Session(session.facts, case=True)
            for session in examination.sessions
            if session.scope == rule.scope
        ]
    found = _outcome(checker, rule, sessions)
    mutants = list(mutants_of(checker, rule))
    survivors = [one.words for one in mutants if _outcome(checker, one.rule, sessions) == found]
    return Mutated(code, len(mutants), tuple(survivors))


def _outcome(checker: Checker, rule: Rule, sessions: Sequence[_Session]) -> list[object]:
    base = compile_checked([rule], checker.rules.catalogue, checker.rules.checks)
    engine = make_engine(base, "indexed")
    made: list[object] = []
    for session in sessions:
        firings = engine.run(rule.scope, session.facts)
        if session.case:
            findings = findings_of(firings, base.catalogue, (), "")
            made.append([(one.message, tuple(quote.text for quote in one.evidence)) for one in findings])
        else:
            made.append(len(firings))
    return made


def mutants_of(checker: Checker, rule: Rule) -> Iterator[Mutant]:
    """The rule with one test turned, moved or left out, or one condition; none that would not load."""
    for mutant in _changed(rule, checker.rules.catalogue):
        if not any(fault.key[:1] in (("when",), ("unless",)) for fault in _faults(mutant.rule, checker)):
            yield mutant


def _faults(rule: Rule, checker: Checker) -> Iterator[Any]:
    return rule_faults(rule, checker.rules.catalogue, checker.rules.checks)


def _changed(rule: Rule, catalogue: Catalogue) -> Iterator[Mutant]:
    for part in ("when", "unless"):
        conditions: tuple[Condition, ...] = getattr(rule, part)
        for index, condition in enumerate(conditions):
            place = f"{part} {condition.alias}"
            for changed, words in _conditions(condition, catalogue, rule.scope):
                kept = (*conditions[:index], changed, *conditions[index + 1 :])
                yield Mutant(rule.model_copy(update={part: kept}), f"{place}: {words}")
            if part == "unless":
                kept = (*conditions[:index], *conditions[index + 1 :])
                yield Mutant(rule.model_copy(update={part: kept}), f"{place}: left out")


def _conditions(condition: Condition, catalogue: Catalogue, scope: Scope) -> Iterator[tuple[Condition, str]]:
    comparisons = condition.comparisons()
    for index, (field, operator, value) in enumerate(comparisons):
        text = comparison_text(field, operator, value)
        others = [*comparisons[:index], *comparisons[index + 1 :]]
        yield _with(condition, others), f"without {text}"
        near = [(field, other, value) for other in _NEAR[operator]]
        near += [(field, operator, other) for other in _moved(value, field, condition, catalogue, scope)]
        for test in near:
            made = [*comparisons[:index], test, *comparisons[index + 1 :]]
            yield _with(condition, made), f"{comparison_text(*test)} in place of {text}"


def _moved(value: Any, field: str, condition: Condition, catalogue: Catalogue, scope: Scope) -> Sequence[Any]:
    """Other values: one more and one less, or the next of a closed set, as a unit is."""
    if isinstance(value, bool) or is_reference(value):
        return ()  # the operator turns it
    if isinstance(value, int | float):
        return (value - 1, value + 1)
    values = catalogue[condition.fact].field_in(scope, field).values
    return (values[(values.index(value) + 1) % len(values)],) if value in values else ()


def _with(condition: Condition, comparisons: Sequence[tuple[str, Operator, Any]]) -> Condition:
    where: dict[str, Comparison] = {}
    for field, operator, value in comparisons:
        tests = where.setdefault(field, {})
        assert isinstance(tests, dict)
        tests[operator] = value
    return condition.model_copy(update={"where": where})
