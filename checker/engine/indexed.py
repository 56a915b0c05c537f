"""The plain Python engine: patterns matched one after the other, with indexes.

Facts are indexed by kind and, as plans ask for it, by kind and the field that a pattern compares for
equality; that comparison is looked up and the others are made.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.compiling import Join, Pattern, Plan, RuleBase, ValueTest
from checker.engine.engines import MAX_MATCHES, Agenda, Firing, Match, settle
from checker.engine.facts import Encoded, Encoder, Fact, Row
from checker.engine.rules import COMPARE
from checker.errors import LimitError


class IndexedEngine:
    """Implements :class:`checker.engine.engines.Engine` without any library."""

    name = "indexed"

    def __init__(self, rule_base: RuleBase, instead: str | None = None) -> None:
        self.instead = instead
        self._agenda = Agenda(rule_base)
        self._encoder = Encoder(rule_base.catalogue)

    def run(self, scope: str, facts: Sequence[Fact]) -> list[Firing]:
        """Find all firings of the scope's rules in one session of these facts."""
        memory = Memory(facts, self._encoder.rows(facts))
        return [
            firing
            for compiled in self._agenda.rules(scope, memory.kinds)
            if memory.may_match(compiled.when)
            for firing in settle(compiled, facts, memory.matches)
        ]


class Memory:
    """The facts of a session, indexed as patterns ask for them."""

    def __init__(self, facts: Sequence[Fact], rows: Sequence[Row]) -> None:
        self.rows = rows
        self._kinds: dict[str, list[int]] = {}
        for position, fact in enumerate(facts):
            self._kinds.setdefault(fact.kind, []).append(position)
        self._indexes: dict[tuple[str, str], dict[Encoded, list[int]]] = {}

    def matches(self, plan: Plan) -> list[Match]:
        """Find all choices of different facts that meet the plan's patterns.

        Raises LimitError where they are too many on the way.
        """
        partial: list[Match] = [()]
        for pattern in plan.patterns:
            grown: list[Match] = []
            for match in partial:
                grown += [(*match, position) for position in self.extensions(pattern, match)]
                if len(grown) > MAX_MATCHES:
                    many = f"more than {MAX_MATCHES:,} combinations of facts"
                    raise LimitError(f"not checked: it gives {many} for the rule {plan.code}")
            partial = grown
            if not partial:
                break
        return partial

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of which there are facts."""
        return frozenset(self._kinds)

    def may_match(self, plan: Plan) -> bool:
        """Tell whether each pattern has a fact that passes its tests: joins can only take facts away."""
        return all(map(self.alone, plan.patterns))

    def alone(self, pattern: Pattern) -> Sequence[int]:
        """Find the facts of a pattern's kind that pass its tests."""
        found = self.of_kind(pattern.kind)
        for test in pattern.tests:
            if not found:
                break
            holds, field, value = COMPARE[test.operator], test.field, test.value
            found = [position for position in found if holds(self.rows[position][field], value)]
        return found

    def of_kind(self, kind: str) -> Sequence[int]:
        """Return the positions of all facts of a kind."""
        return self._kinds.get(kind, ())

    def extensions(self, pattern: Pattern, match: Match) -> list[int]:
        """Find the facts that meet the pattern after the facts of ``match``."""
        return [
            position
            for position in self._pool(pattern, match)
            if position not in match
            and all(_passes(test, self.rows[position]) for test in pattern.tests)
            and all(self._holds(join, position, match) for join in pattern.joins)
        ]

    def first_failing(self, pattern: Pattern, position: int, match: Match) -> int:
        """Count the tests and joins that a fact passes before the first that it fails."""
        row = self.rows[position]
        for index, test in enumerate(pattern.tests):
            if not _passes(test, row):
                return index
        for index, join in enumerate(pattern.joins, len(pattern.tests)):
            if not self._holds(join, position, match):
                return index
        return len(pattern.tests) + len(pattern.joins)

    def _holds(self, join: Join, position: int, match: Match) -> bool:
        other = self.rows[match[join.position]][join.other]
        return COMPARE[join.operator](self.rows[position][join.field], other)

    def _pool(self, pattern: Pattern, match: Match) -> Sequence[int]:
        """Find the facts that meet the pattern's key, or are of its kind where it has none."""
        key = pattern.key
        if key is None:
            return self.of_kind(pattern.kind)
        index = self._indexes.get((pattern.kind, key.field))
        if index is None:
            index = self._indexes[pattern.kind, key.field] = {}
            for position in self.of_kind(pattern.kind):
                index.setdefault(self.rows[position][key.field], []).append(position)
        wanted = key.value if isinstance(key, ValueTest) else self.rows[match[key.position]][key.other]
        return index.get(wanted, ())


def _passes(test: ValueTest, row: Row) -> bool:
    return COMPARE[test.operator](row[test.field], test.value)
