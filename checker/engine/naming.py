"""What rules name outside of the catalogue: concepts, criteria, checks and rules, which there are or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checker.engine.conditions import Fault
from checker.engine.facts import Catalogue, Named
from checker.engine.rules import Rule, RuleSource, is_reference
from checker.knowledge.guidelines import InForce
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict_yaml import Key
from checker.problems import Code

# The one that was meant by a wrong name, as the end of a message.
Meant = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Names:
    """All ids of each kind that a rule can name, ways to find the one that was meant, and editions' days."""

    known: Mapping[Named, frozenset[str]]
    meant: Mapping[Named, Meant] = field(default_factory=dict)
    in_force: Mapping[str, InForce] = field(default_factory=dict)

    def unknown(self, kind: Named, name: str) -> str | None:
        """Say that there is none of that name; None where there is, or where it is not known which are."""
        if kind not in self.known or name in self.known[kind]:
            return None
        meant = self.meant[kind](name) if kind in self.meant else did_you_mean(name, self.known[kind])
        return f"there is no {kind} {name}{meant}"


def name_faults(rule: Rule, catalogue: Catalogue, names: Names) -> Iterator[Fault]:
    """Names in the conditions of a rule that are of nothing: it could never fire, or always would."""
    for part, conditions in (("when", rule.when), ("unless", rule.unless)):
        for index, condition in enumerate(conditions):
            kind = catalogue.get(condition.fact)
            for name, operator, value in condition.comparisons():
                of = kind.fields.get(name) if kind else None
                if of is None or of.names is None or not isinstance(value, str) or is_reference(value):
                    continue
                message = names.unknown(of.names, value)
                if message:
                    yield Fault(Code.UNKNOWN, (part, index, "where", name, operator), message, value)
    yield from _source_faults(rule.source, names)
    for index, code in enumerate(rule.instead_of):
        if message := names.unknown("rule", code):
            key: Key = ("instead_of", index)
            yield Fault(Code.UNKNOWN, key, message, code)


def _source_faults(source: RuleSource, names: Names) -> Iterator[Fault]:
    """An edition that there is not, or that was not in force on a day for which the rule takes it to be."""
    if source.edition is None:
        return
    if message := names.unknown("edition", source.edition):
        yield Fault(Code.UNKNOWN, ("source", "edition"), message, source.edition)
    held = names.in_force.get(source.edition)
    if held is None or held.since is None:
        return
    for field_name, day in (("since", source.since), ("until", source.until)):
        if day is not None and not held.since <= day <= (held.until or date.max):
            days = f"{held.since} to {held.until or 'now'}"
            message = f"{field_name}: {source.edition} is in force {days}, not on {day}"
            yield Fault(Code.NOT_IN_FORCE, ("source", field_name), message)
