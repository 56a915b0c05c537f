"""From rules to plans: what an engine matches.

Each rule becomes one plan of its ``when`` conditions and one blocker for each ``unless`` condition: the
same conditions with that one added. Engines match plans, which are conjunctions only; which firings a
blocker takes back is decided afterwards, from the facts that both bind (see :mod:`checker.engine.engines`),
because negation inside of durable-rules depends on the order of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import TypeAdapter

from checker.engine.checking import catalogue_faults, rule_faults
from checker.engine.checks import NO_CHECKS, Checks
from checker.engine.facts import Catalogue, Encoded, encode
from checker.engine.rules import Condition, Operator, Rule, comparison_text, reference
from checker.errors import EngineError, KnowledgeError
from checker.problems import Code, Problem


class ValueTest(NamedTuple):
    """A comparison of a fact's field with a constant. ``text`` is the test as explanations show it."""

    field: str
    operator: Operator
    value: Encoded
    text: str


class Join(NamedTuple):
    """A comparison of a fact's field with a field of the fact at an earlier ``position`` of the plan."""

    field: str
    operator: Operator
    position: int
    other: str
    text: str


class Pattern(NamedTuple):
    """One condition: first the tests that need no other fact, then the joins.

    ``key`` is the equality by which facts can be looked up, a join where there is one.
    """

    alias: str
    kind: str
    tests: tuple[ValueTest, ...]
    joins: tuple[Join, ...]
    key: ValueTest | Join | None


class Plan(NamedTuple):
    """A conjunction of patterns, of the rule called ``code``."""

    code: str
    patterns: tuple[Pattern, ...]

    def __hash__(self) -> int:
        """That of the code: to go through all patterns, for each plan in each session, takes its time."""
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule and its plans. Each blocker has the patterns of ``when`` and one more."""

    rule: Rule
    when: Plan
    blockers: tuple[Plan, ...]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All plans that an engine has to match."""
        return (self.when, *self.blockers)


@dataclass(frozen=True, slots=True)
class RuleBase:
    """Rules in the order of their codes, compiled for a fact catalogue. Can be pickled."""

    catalogue: Catalogue
    compiled: tuple[CompiledRule, ...]
    checks: Checks = NO_CHECKS

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules as they stand in their files."""
        return tuple(compiled.rule for compiled in self.compiled)

    def by_scope(self) -> dict[str, list[CompiledRule]]:
        """Return the rules of each kind of session that has any."""
        scopes: dict[str, list[CompiledRule]] = {}
        for compiled in self.compiled:
            scopes.setdefault(compiled.rule.scope, []).append(compiled)
        return scopes

    def rule(self, code: str) -> CompiledRule:
        """Return the rule of this code. Raises EngineError where there is none."""
        for compiled in self.compiled:
            if compiled.rule.code == code:
                return compiled
        raise EngineError(f"no rule {code}")

    def only(self, code: str) -> RuleBase:
        """Return a rule base of one rule."""
        return RuleBase(self.catalogue, (self.rule(code),), self.checks)

    def family_of(self, rule: Rule) -> str:
        """The family of a rule's check: the folder that the rule stands in. Empty for a check not listed."""
        family = self.checks.family_of(rule.check)
        return family.name if family is not None else ""

    def to_json(self) -> str:
        """Write the rules for a cache: :func:`restore_rules` does not check them again."""
        return _CACHED.dump_json((self.checks, self.rules), by_alias=True, exclude_unset=True).decode()


_CACHED = TypeAdapter(tuple[Checks, tuple[Rule, ...]])


def compile_rules(rules: Iterable[Rule], catalogue: Catalogue, checks: Checks) -> RuleBase:
    """Check and compile rules that did not come from files (those: :func:`load_rules`).

    Raises KnowledgeError with all problems. Their ``path`` is the rule's code, their place unknown.
    """
    rules = tuple(rules)
    problems = [
        Problem(Code.VALUE, "fact catalogue", 0, 0, message) for message in catalogue_faults(catalogue)
    ]
    for rule in rules:
        problems += [
            Problem(fault.code, rule.code, 0, 0, ".".join(map(str, fault.key)) + ": " + fault.message)
            for fault in rule_faults(rule, catalogue, checks)
        ]
    problems += [
        Problem(Code.TAKEN, rules[index].code, 0, 0, message) for index, _, message in repeated(rules)
    ]
    if problems:
        raise KnowledgeError(problems)
    return compile_checked(rules, catalogue, checks)


def restore_rules(cached: str, catalogue: Catalogue) -> RuleBase:
    """Compile what :meth:`RuleBase.to_json` wrote. The caller answers for the catalogue being the same."""
    checks, rules = _CACHED.validate_json(cached)
    return compile_checked(rules, catalogue, checks)


def repeated(rules: Sequence[Rule]) -> list[tuple[int, str, str]]:
    """Rules whose code or name an earlier rule has: index, field, message."""
    found: list[tuple[int, str, str]] = []
    for field in ("code", "name"):
        seen: dict[str, str] = {}
        for index, rule in enumerate(rules):
            value: str = getattr(rule, field)
            if value in seen:
                found.append((index, field, f"{field} {value} is taken by {seen[value]}"))
            seen.setdefault(value, rule.code)
    return found


def compile_checked(rules: Iterable[Rule], catalogue: Catalogue, checks: Checks) -> RuleBase:
    """Compile rules in which nothing is wrong."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    return RuleBase(catalogue, tuple(_compile(rule, catalogue) for rule in ordered), checks)


def _compile(rule: Rule, catalogue: Catalogue) -> CompiledRule:
    positions: dict[str, int] = {}
    patterns: list[Pattern] = []
    for condition in rule.when:
        patterns.append(_pattern(condition, positions, catalogue))
        positions[condition.alias] = len(positions)
    blockers = [
        Plan(rule.code, (*patterns, _pattern(condition, positions, catalogue))) for condition in rule.unless
    ]
    return CompiledRule(rule, Plan(rule.code, tuple(patterns)), tuple(blockers))


def _pattern(condition: Condition, positions: Mapping[str, int], catalogue: Catalogue) -> Pattern:
    types = catalogue[condition.fact].fields
    tests: list[ValueTest] = []
    joins: list[Join] = []
    for field, operator, value in condition.comparisons():
        text = comparison_text(field, operator, value)
        joined = reference(value)
        if joined:
            joins.append(Join(field, operator, positions[joined[0]], joined[1], text))
        else:
            tests.append(ValueTest(field, operator, encode(value, types[field]), text))
    comparisons: list[ValueTest | Join] = [*joins, *tests]
    key = next((one for one in comparisons if one.operator == "eq"), None)
    return Pattern(condition.alias, condition.fact, tuple(tests), tuple(joins), key)
