"""What can be wrong with a rule beyond its shape: names, types and references, against the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.engine.checks import CHECKS_FILE, Checks
from checker.engine.conditions import Bound, Fault, Sight, condition_faults, unbound, unfit
from checker.engine.domains import in_words
from checker.engine.facts import DEFAULTS, Catalogue, FactKind, Value
from checker.engine.rules import Condition, Rule, RuleTest, slots
from checker.engine.wire import collisions
from checker.engine.wording import none_of, one_of
from checker.knowledge.strict_yaml import Key
from checker.problems import Code

# durable-rules binds at most 16 facts a rule and keeps 60 conditions apart in a ruleset.
MAX_CONDITIONS = 8
MAX_UNLESS = 8
# Of 255 properties a message; some are its own.
MAX_FIELDS = 200


def catalogue_faults(catalogue: Catalogue) -> Iterator[str]:
    """Find what makes a fact catalogue unusable for durable-rules."""
    for name, kind in catalogue.items():
        if name != kind.name:
            yield f"fact {kind.name} is listed as {name}"
        if len(kind.fields) > MAX_FIELDS:
            yield f"fact {name}: {len(kind.fields)} fields, at most {MAX_FIELDS}"
        for field in kind.fields:
            if not (field.isascii() and field.isidentifier()):
                yield f"fact {name}: {field!r} is no field name"
    fields = {field for kind in catalogue.values() for field in kind.fields if field.isascii()}
    for one, other in collisions(fields):
        yield f"fields {one!r} and {other!r} have the same 32-bit hash: rename one"


def rule_faults(rule: Rule, catalogue: Catalogue, checks: Checks) -> Iterator[Fault]:
    """Find everything wrong with one rule."""
    bound: dict[str, FactKind | None] = {}
    sight = Sight(catalogue, rule.scope)
    if blind := _blind(rule, catalogue):
        yield Fault(Code.FACT, ("scope",), blind)
        return
    if checks.family_of(rule.check) is None:
        message = f"there is no check {rule.check!r} ({CHECKS_FILE} of a pack lists its own)"
        yield Fault(Code.UNKNOWN, ("check",), f"{message}: {one_of(checks.names, rule.check)}")
    if rule.scope == "letter" and rule.severity == "error":
        message = "an error turns the verdict on a rationale, and scope letter has none: one of warning, note"
        yield Fault(Code.OUTCOME, ("severity",), message)
    yield from _turned(rule, checks)
    if len(rule.when) > MAX_CONDITIONS:
        yield Fault(Code.TOO_MANY, ("when",), f"{len(rule.when)} conditions, at most {MAX_CONDITIONS}")
    if len(rule.unless) > MAX_UNLESS:
        yield Fault(Code.TOO_MANY, ("unless",), f"{len(rule.unless)} conditions, at most {MAX_UNLESS}")
    for index, condition in enumerate(rule.when):
        yield from condition_faults(condition, ("when", index), bound, sight)
        bound.setdefault(condition.alias, catalogue.get(condition.fact))
    yield from _unless(rule.unless, bound, sight)
    if len(bound) == len(rule.when):  # else one is hidden by another of its name
        yield from _texts(rule, bound)
        yield from _aliases(rule, bound, sight)
    yield from _tests(rule, sight)


def _blind(rule: Rule, catalogue: Catalogue) -> str:
    """What is wrong with a scope that has none of the facts that a rule is on; nothing where it has one."""
    kinds = [catalogue[condition.fact] for condition in rule.when if condition.fact in catalogue]
    if not kinds or any(rule.scope in kind.scopes for kind in kinds):
        return ""
    names = ", ".join(dict.fromkeys(kind.name for kind in kinds))
    scopes = " or ".join(kinds[0].scopes)
    return f"scope {rule.scope} has none of {names}, which when asks for: that is of scope {scopes}"


def _turned(rule: Rule, checks: Checks) -> Iterator[Fault]:
    """What a rule does to the aspects of a verdict: an error turns one, a rule of scope verdict sets one."""
    if rule.leaves_open is not None and rule.scope != "rationale":
        message = f"scope {rule.scope} leaves no aspect open: that is for scope rationale"
        yield Fault(Code.OUTCOME, ("leaves_open",), message)
    if rule.scope != "verdict":
        if rule.sets is not None:
            yield Fault(
                Code.OUTCOME, ("sets",), f"scope {rule.scope} sets no aspect: that is for scope verdict"
            )
        if rule.severity == "error" and checks.aspects and checks.aspect_of(rule.check) is None:
            yield Fault(
                Code.OUTCOME,
                ("severity",),
                f"an error turns an aspect, and {rule.check} has none: one of warning, note",
            )
        return
    aspect = checks.aspect(rule.check)
    if aspect is None:
        yield Fault(
            Code.OUTCOME,
            ("check",),
            f"scope verdict sets an aspect: {one_of([one.name for one in checks.aspects])}",
        )
    elif rule.sets is None:
        yield Fault(Code.OUTCOME, (), f"sets is missing: {one_of(aspect.values)}")
    elif rule.sets not in aspect.values:
        yield Fault(Code.OUTCOME, ("sets",), none_of(aspect.values, rule.sets))


def _unless(conditions: Sequence[Condition], bound: Bound, sight: Sight) -> Iterator[Fault]:
    for index, condition in enumerate(conditions):
        key: Key = ("unless", index)
        yield from condition_faults(condition, key, bound, sight)
        if condition.alias in [before.alias for before in conditions[:index]]:
            yield Fault(Code.TAKEN, (*key, "as"), f"alias {condition.alias!r} is taken")
        if any((one.fact, one.where) == (condition.fact, condition.where) for one in conditions[:index]):
            yield Fault(Code.IDLE, key, f"the same condition twice: {condition.text}")
        if found := _only(condition, bound):
            message = f"never met: {found} is the only {condition.fact}: say in its own where what it is not"
            yield Fault(Code.IDLE, key, message)


def _only(condition: Condition, bound: Bound) -> str | None:
    """The alias of the only fact of a condition's kind, where ``when`` has found it."""
    same = (alias for alias, kind in bound.items() if kind and kind.once and kind.name == condition.fact)
    return next(same, None)


def _texts(rule: Rule, bound: Bound) -> Iterator[Fault]:
    for name, template in (("message", rule.message), ("resolve", rule.resolve)):
        try:
            named = slots(template)
        except ValueError as error:
            such = [f"{{{one.alias}.{field}}}" for one in rule.when for field in one.where]
            yield Fault(Code.OUTCOME, (name,), f"{error}, such as {', '.join(such)}" if such else str(error))
            continue
        for alias, field in named:
            message = unbound(alias, field, bound)
            if message:
                yield Fault(Code.FACT, (name,), f"{{{alias}.{field}}}: {message}")


def _aliases(rule: Rule, bound: Bound, sight: Sight) -> Iterator[Fault]:
    if rule.severity == "error" and not rule.evidence:
        yield Fault(Code.OUTCOME, ("evidence",), f"an error shows what it rests on: {one_of(bound, '')}")
    named: list[tuple[Key, str]] = [(("evidence", index), alias) for index, alias in enumerate(rule.evidence)]
    if rule.guideline is not None:
        named.append((("guideline",), rule.guideline))
    for key, alias in named:
        if alias not in bound:
            yield Fault(Code.FACT, key, f"no condition of when is called {alias!r}: {one_of(bound, alias)}")
    kind = bound.get(rule.guideline) if rule.guideline is not None else None
    if kind is not None and not kind.refers:
        referring = [one.name for one in sight.catalogue.values() if one.refers and sight.scope in one.scopes]
        message = f"a {kind.name} carries no reference to a guideline: {one_of(referring)}"
        yield Fault(Code.OUTCOME, ("guideline",), message)


def _tests(rule: Rule, sight: Sight) -> Iterator[Fault]:
    tests = rule.tests
    if not any(test.fires for test in tests):
        yield Fault(Code.TEST, ("tests",), "no test in which the rule fires")
    if all(test.fires for test in tests):
        yield Fault(Code.TEST, ("tests",), "no test in which the rule is silent")
    asked: dict[str, list[str]] = {}
    for condition in (*rule.when, *rule.unless):
        asked.setdefault(condition.fact, []).extend(condition.where)
    for index, test in enumerate(tests):
        yield from _test(("tests", index), test, tests[:index], asked, sight)


def _test(
    key: Key, test: RuleTest, before: Sequence[RuleTest], asked: Mapping[str, Sequence[str]], sight: Sight
) -> Iterator[Fault]:
    if not test.facts:
        yield Fault(Code.TEST, (*key, "facts"), "a test without facts shows nothing")
    for other in before:
        if other.name == test.name:
            yield Fault(Code.TEST, (*key, "name"), f"test {test.name!r} is there twice")
        if other.facts == test.facts:
            yield Fault(Code.TEST, (*key, "facts"), f"the same facts as in test {other.name!r}")
    for place, facts in enumerate(test.facts):
        for name, fields in facts.items():
            fact: Key = (*key, "facts", place, name)
            yield from _test_fact(fact, name, fields, asked.get(name, ()), sight)


def _test_fact(
    key: Key, name: str, fields: Mapping[str, Value], asked: Sequence[str], sight: Sight
) -> Iterator[Fault]:
    kind = sight.kind(name)
    if isinstance(kind, str):
        yield Fault(Code.FACT, key, kind)
        return
    for name_of_field, value in fields.items():
        field = sight.field(kind, name_of_field)
        wrong = field if isinstance(field, str) else unfit(value, field)
        if wrong:
            unknown = isinstance(field, str)
            yield Fault(
                Code.FACT if unknown else Code.VALUE,
                (*key, name_of_field),
                wrong if unknown else f"{name_of_field}: {wrong}",
            )
    for name_of_field in dict.fromkeys(asked):
        if name_of_field in kind.fields and name_of_field not in fields:
            # What a fact leaves out holds its type's default, which no real fact might.
            field = kind.field_in(sight.scope, name_of_field)
            if unfit(DEFAULTS[field.type], field):
                yield Fault(
                    Code.TEST, key, f"{name_of_field} is left out and the rule asks for it: {in_words(field)}"
                )
