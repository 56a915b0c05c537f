"""What an inference engine is, and what its matches mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from checker.engine.compiling import CompiledRule, Plan, RuleBase
from checker.engine.facts import Fact
from checker.engine.rules import Rule

# The positions of the facts that meet a plan's patterns, in the patterns' order.
Match = tuple[int, ...]

# Combinations of facts under consideration for one plan. Beyond this memory goes before time does.
MAX_MATCHES = 200_000

_AGENDAS = 256  # sets of kinds whose rules are kept: letters have the same kinds of facts over and over


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule and, for each alias of its ``when``, the fact that met the condition."""

    rule: Rule
    bindings: Mapping[str, Fact]


class Engine(Protocol):
    """Finds all firings of a rule base.

    Firings come by rule code, then by the positions of the facts bound; other than that the order of the
    facts has no influence. Raises EngineError, naming the rules, where it can't answer, and LimitError where
    the facts are too many: never a shorter list.

    ``instead`` says why it runs in place of an engine that is installed but does not work.
    """

    name: str
    instead: str | None

    def run(self, scope: str, facts: Sequence[Fact]) -> list[Firing]:
        """All firings of the scope's rules in one session of these facts."""
        ...


class Agenda:
    """The rules of each kind of session, and of these those that facts of some kinds can meet."""

    def __init__(self, rule_base: RuleBase) -> None:
        self._scopes = rule_base.by_scope()
        self.rules = lru_cache(maxsize=_AGENDAS)(self._rules)

    def _rules(self, scope: str, kinds: frozenset[str]) -> tuple[CompiledRule, ...]:
        """Return the rules of a scope, in their order, that ask for facts of no other kinds."""
        return tuple(
            compiled
            for compiled in self._scopes.get(scope, ())
            if kinds.issuperset(pattern.kind for pattern in compiled.when.patterns)
        )


def settle(
    compiled: CompiledRule, facts: Sequence[Fact], matches: Callable[[Plan], Collection[Match]]
) -> Iterator[Firing]:
    """Yield the firings of one rule: the matches of ``when`` without those that a blocker extends."""
    held = set(matches(compiled.when))
    if not held:
        return
    for blocker in compiled.blockers:
        held -= {match[:-1] for match in matches(blocker)}
    aliases = [pattern.alias for pattern in compiled.when.patterns]
    for match in sorted(held):
        yield Firing(compiled.rule, {alias: facts[at] for alias, at in zip(aliases, match, strict=True)})
