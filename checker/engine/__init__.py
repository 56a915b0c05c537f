"""The rule engine: rules and facts in, firings out.

:func:`load_rules` reads and checks the rule base, :func:`make_engine` makes an engine for it,
``engine.run(scope, facts)`` returns the firings. :func:`why_not` explains the rules that stayed silent.
"""

from __future__ import annotations

from checker.engine.checks import Aspect, Check, Checks, Family
from checker.engine.choosing import Preference, make_engine
from checker.engine.compiling import CompiledRule, RuleBase, compile_rules, restore_rules
from checker.engine.engines import Engine, Firing
from checker.engine.examples import ConditionCoverage, FailedTest, coverage, example_facts, run_rule_tests
from checker.engine.explaining import (
    Because,
    ConditionResult,
    Explanation,
    Failure,
    because,
    why_not,
)
from checker.engine.facts import Catalogue, Fact, FactField, FactKind, FieldType, Scope, Value, WrittenFact
from checker.engine.loading import checks_path, load_checks, load_rules, read_rule
from checker.engine.rules import Condition, Rule, RuleTest, slots
from checker.engine.schema import rule_schema

__all__ = [
    "Aspect",
    "Because",
    "Catalogue",
    "Check",
    "Checks",
    "CompiledRule",
    "Condition",
    "ConditionCoverage",
    "ConditionResult",
    "Engine",
    "Explanation",
    "Fact",
    "FactField",
    "FactKind",
    "FailedTest",
    "Failure",
    "Family",
    "FieldType",
    "Firing",
    "Preference",
    "Rule",
    "RuleBase",
    "RuleTest",
    "Scope",
    "Value",
    "WrittenFact",
    "because",
    "checks_path",
    "compile_rules",
    "coverage",
    "example_facts",
    "load_checks",
    "load_rules",
    "make_engine",
    "read_rule",
    "restore_rules",
    "rule_schema",
    "run_rule_tests",
    "slots",
    "why_not",
]
