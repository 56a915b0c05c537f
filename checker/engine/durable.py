"""The durable-rules engine, driven through its C module inside of the subset in which it is exact.

The only module that imports durable-rules. Version 2.0.28 is fast, and right for conjunctions of
comparisons between flat facts whose fields are all there; outside of that it loses facts without a word,
compares what can't be compared and can crash the process. What keeps it inside:

- all values are sent as integers (texts as numbers that stand for them, see ``_coded``), so no
  long text, escape, exponent or ``5 == 5.0`` ever reaches its parser;
- each condition is a list of tests of one key: constants first, then joins, then a join that always holds,
  because a false join at the end of the list makes it read beyond the list's end;
- references go back only; a ruleset has at most 60 conditions (64 pending branches a fact, 255 equal
  conditions and 511 tests below a parent are each an end);
- facts have our ids, and are bound back to the caller's facts by them; the session is always "0";
- each ruleset runs once empty when it is made: the slot of its session is uninitialised before;
- each batch ends with a canary that has to fire: a parser that stops early drops facts in silence.

It is given the plans that join facts, where each pattern has a fact that passes its tests. What one fact
alone meets is known by then.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import prod
from threading import Lock
from typing import Any

import durable_rules_engine as rete

from checker.engine.compiling import Pattern, Plan, RuleBase
from checker.engine.engines import MAX_MATCHES, Agenda, Firing, Match, settle
from checker.engine.facts import Encoded, Encoder, Fact, Row
from checker.engine.indexed import Memory
from checker.engine.rules import Operator
from checker.engine.wire import KIND, ONE, wire_name
from checker.errors import EngineError

MAX_RULESET_CONDITIONS = 60

_SESSION = "0"
_OK = 0
_SOME_FACTS_FIT_NO_RULE = 1
_NO_SESSION = "error code: 309"
_CANARY = "canary"
_CANARY_KIND = 0
_OPERATORS: Mapping[Operator, str] = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}


class DurableEngine:
    """Implements :class:`checker.engine.engines.Engine` with durable-rules."""

    name = "durable"
    instead: str | None = None

    def __init__(self, rule_base: RuleBase) -> None:
        self._encoder = Encoder(rule_base.catalogue)
        self._agenda = Agenda(rule_base)
        self._scopes = {
            scope: _Scope([plan for one in rules for plan in one.plans if _joins(plan)])
            for scope, rules in rule_base.by_scope().items()
        }
        # A ruleset has one session: two threads would mix their facts.
        self._lock = Lock()

    def run(self, scope: str, facts: Sequence[Fact]) -> list[Firing]:
        """Find all firings of the scope's rules in one session of these facts."""
        memory = Memory(facts, self._encoder.rows(facts))
        rules = [one for one in self._agenda.rules(scope, memory.kinds) if memory.may_match(one.when)]
        joining = [plan for one in rules for plan in one.plans if _joins(plan) and memory.may_match(plan)]
        found: dict[Plan, set[Match]] = {}
        if joining:
            with self._lock:
                found = self._scopes[scope].matches(joining, facts, memory)

        def matches(plan: Plan) -> Collection[Match]:
            return found.get(plan, ()) if _joins(plan) else [(at,) for at in memory.alone(plan.patterns[0])]

        return [firing for one in rules for firing in settle(one, facts, matches)]


def _joins(plan: Plan) -> bool:
    return len(plan.patterns) > 1


class _Scope:
    """The plans of one kind of session, in as many rulesets as they need, and what is common to these."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        # Of a kind's facts only the fields that some plan compares are sent; of each fact, all of them.
        self._fields: dict[str, list[str]] = {}
        for plan in plans:
            for pattern in plan.patterns:
                self._use(pattern.kind, [test.field for test in pattern.tests])
                self._use(pattern.kind, [join.field for join in pattern.joins])
                for join in pattern.joins:
                    self._use(plan.patterns[join.position].kind, [join.other])
        self._kinds = {kind: number for number, kind in enumerate(self._fields, 1)}
        self._texts: dict[str, int] = {}
        self._rulesets = [
            _Ruleset(part, {plan: self._conditions(plan) for plan in part}) for part in _parts(plans)
        ]

    def matches(self, plans: Sequence[Plan], facts: Sequence[Fact], memory: Memory) -> dict[Plan, set[Match]]:
        """Find the matches of each of these plans that has any in a session of these facts."""
        _refuse_explosion(plans, facts, memory)
        found: dict[Plan, set[Match]] = {}
        messages = self._messages(facts, memory.rows)
        for ruleset in self._rulesets:
            kinds = {pattern.kind for plan in plans if plan in ruleset.plans for pattern in plan.patterns}
            own = [message for kind, message in messages if kind in kinds]
            for plan, match in ruleset.session(own) if own else ():
                found.setdefault(plan, set()).add(match)
        return found

    def _use(self, kind: str, fields: Iterable[str]) -> None:
        own = self._fields.setdefault(kind, [])
        own += [field for field in dict.fromkeys(fields) if field not in own]

    def _conditions(self, plan: Plan) -> list[dict[str, Any]]:
        return [
            {f"m{position}": {"$and": self._tests(pattern, first=position == 0)}}
            for position, pattern in enumerate(plan.patterns)
        ]

    def _tests(self, pattern: Pattern, first: bool) -> list[dict[str, Any]]:
        tests = [_compare(KIND, "eq", self._kinds[pattern.kind])]
        tests += [
            _compare(wire_name(test.field), test.operator, _coded(test.value, self._texts))
            for test in pattern.tests
        ]
        tests += [
            _compare(wire_name(join.field), join.operator, {f"m{join.position}": wire_name(join.other)})
            for join in pattern.joins
        ]
        return tests if first else [*tests, _compare(ONE, "eq", {"m0": ONE})]

    def _messages(self, facts: Sequence[Fact], rows: Sequence[Row]) -> list[tuple[str, str]]:
        """Write each fact that some plan could match, with its kind. Its id is its position."""
        texts = self._texts.copy()
        return [
            (fact.kind, _message(str(position), self._kinds[fact.kind], row, self._fields[fact.kind], texts))
            for position, (fact, row) in enumerate(zip(facts, rows, strict=True))
            if fact.kind in self._kinds
        ]


def _refuse_explosion(plans: Iterable[Plan], facts: Sequence[Fact], memory: Memory) -> None:
    """Count combinations beforehand where they could be too many: durable-rules can't be stopped."""
    counts = Counter(fact.kind for fact in facts)
    for plan in plans:
        if prod(counts[pattern.kind] for pattern in plan.patterns) > MAX_MATCHES:
            memory.matches(plan)


def _parts(plans: Iterable[Plan]) -> list[list[Plan]]:
    """Divide plans so that no ruleset has too many conditions, the canary's included."""
    parts: list[list[Plan]] = []
    room = 0
    for plan in plans:
        if len(plan.patterns) > room:
            parts.append([])
            room = MAX_RULESET_CONDITIONS - 1
        parts[-1].append(plan)
        room -= len(plan.patterns)
    return parts


def _compare(field: str, operator: Operator, value: object) -> dict[str, Any]:
    test = {field: value}
    return test if operator == "eq" else {_OPERATORS[operator]: test}


def _coded(value: Encoded, texts: dict[str, int]) -> int:
    """Return the number that stands for a text, a new one where it has none yet; a number as it is."""
    return texts.setdefault(value, len(texts)) if isinstance(value, str) else value


def _message(own_id: str, kind: int, row: Row, fields: Iterable[str], texts: dict[str, int]) -> str:
    """Write a fact as JSON. All values are integers: there is nothing to escape."""
    values = [f'"{wire_name(field)}":{_coded(row[field], texts)}' for field in fields]
    return f'{{"id":"{own_id}","{KIND}":{kind},"{ONE}":1' + "".join(f",{value}" for value in values) + "}"


class _Ruleset:
    """Some plans as one ruleset of durable-rules, warmed and ready for sessions, one after the other."""

    def __init__(self, plans: Sequence[Plan], conditions: Mapping[Plan, list[dict[str, Any]]]) -> None:
        self._plans = {f"r{number}": plan for number, plan in enumerate(plans)}
        self.plans = frozenset(plans)
        definition = {_CANARY: {"all": [{"m0": {"$and": [{KIND: _CANARY_KIND}]}}]}}
        definition |= {name: {"all": conditions[plan]} for name, plan in self._plans.items()}
        try:
            self._handle: int = rete.create_ruleset(f"imr-check {id(self)}", json.dumps(definition))
        except Exception as error:
            raise self._error(str(error)) from error
        self.session([])

    def session(self, messages: Sequence[str]) -> list[tuple[Plan, Match]]:
        """Assert the facts and take every match. The session is gone afterwards, whatever happens."""
        canary = _message(_CANARY, _CANARY_KIND, {}, (), {})
        try:
            fired = self._fire(f"[{','.join([*messages, canary])}]")
        except Exception as error:
            raise self._error(str(error)) from error
        finally:
            self._delete_session()
        if not any(name == _CANARY for name, _ in fired):
            raise self._error("facts were lost: the last of them fired no rule")
        return [
            (plan, tuple(int(bound[f"m{position}"]["id"]) for position in range(len(plan.patterns))))
            for name, bound in fired
            if name != _CANARY
            for plan in (self._plans[name],)
        ]

    def _fire(self, batch: str) -> list[tuple[str, dict[str, Any]]]:
        fired: list[tuple[str, dict[str, Any]]] = []
        result, state = rete.assert_facts(self._handle, batch)
        if result not in (_OK, _SOME_FACTS_FIT_NO_RULE):
            raise EngineError(f"the facts were refused, code {result}")
        started = rete.start_action_for_state(self._handle, state)
        firing: str | None = started[1] if started else None
        while firing:
            fired += json.loads(firing).items()
            firing = rete.complete_and_start_action(self._handle, state)
        return fired

    def _delete_session(self) -> None:
        try:
            rete.delete_state(self._handle, _SESSION)
        except Exception as error:
            # There is none where the first fact was refused.
            if _NO_SESSION not in str(error):
                raise self._error(str(error)) from error

    def _error(self, reason: str) -> EngineError:
        codes = ", ".join(sorted({plan.code for plan in self.plans}))
        return EngineError(f"durable-rules failed ({reason}) in one of the rules {codes}")
