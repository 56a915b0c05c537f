"""Which rules decide: those selected and not ignored, by the configuration and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.cli.config import Config, ConfigError
from checker.engine import Rule, RuleBase
from checker.knowledge.plain_words import did_you_mean


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line says of rules, by code, name, check or family.

    ``select`` stands in place of what the configuration selects, ``ignore`` comes to what it ignores, and
    ``extend_select`` to what is selected, whatever the configuration ignores.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


_NOTHING = Selection()


def names_in(given: Iterable[str] | None) -> tuple[str, ...]:
    """The names of an option that can be repeated and take several, with commas between them."""
    return tuple(name for one in given or () for name in (part.strip() for part in one.split(",")) if name)


def no_rule(name: str, rules: Sequence[Rule]) -> str:
    """That no rule is called so, with those of the check that is, or the one that may be meant."""
    if own := [rule.code for rule in rules if rule.check == name]:
        return f"{name!r} is a check: its rules are {', '.join(own)}"
    known = [called for rule in rules for called in (rule.code, rule.name)]
    return f"no rule is called {name!r}{did_you_mean(name, known) or ' (see imr-check rule list)'}"


def ignored_rules(config: Config, base: RuleBase, asked: Selection = _NOTHING) -> frozenset[str]:
    """Find the codes of the rules whose findings are suppressed. Raises ConfigError for unknown names."""
    problems: list[str] = []

    def codes(names: Sequence[str], option: str) -> frozenset[str]:
        return frozenset(code for name in names for code in _codes(name, base, option, problems))

    everything = frozenset(rule.code for rule in base.rules)
    selected = codes(config.select, f"{config.origin('select')}: select") if config.select else everything
    ignored = codes(config.ignore, f"{config.origin('ignore')}: ignore")
    if asked.select:
        selected = codes(asked.select, "--select")
    extended = codes(asked.extend_select, "--extend-select")
    never = codes(asked.ignore, "--ignore")
    if problems:
        raise ConfigError(*problems)
    return (everything - selected | ignored) - extended | never


def _codes(name: str, base: RuleBase, option: str, problems: list[str]) -> Iterable[str]:
    named = [
        rule.code for rule in base.rules if name in (rule.code, rule.name, rule.check, base.family_of(rule))
    ]
    # A check without a rule in this rule base is no mistake.
    known = {*base.checks.names, *(family.name for family in base.checks.families)}
    if not named and name not in known:
        names = [*known, *(called for rule in base.rules for called in (rule.code, rule.name))]
        meant = did_you_mean(name, names) or " (see imr-check rule list)"
        problems.append(f"{option}: no rule, check or family is called {name!r}{meant}")
    return named
