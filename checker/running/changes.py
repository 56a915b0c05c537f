"""What a configuration changes of rules and criteria that come in packs, without a copy of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from checker.casefile.criteria import stated_by
from checker.engine import Rule, RuleBase
from checker.engine.checking import rule_faults
from checker.engine.compiling import compile_checked
from checker.errors import CheckerError
from checker.knowledge.guidelines import UNITS, Criterion, Limit
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.plain_words import did_you_mean, shown
from checker.knowledge.strict import MOST, Figure, Several
from checker.reading.figures import FigureReader
from checker.running.restating import with_limits

Key = tuple[str, ...]


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class RuleChange(_Change):
    """What is changed of a rule."""

    severity: Literal["error", "warning", "note"] = Field(description="The severity of its findings.")


def _one_or_two(value: Any) -> Any:
    """Refuse what is neither a figure nor two, in one message."""
    many = isinstance(value, list)
    figures = value if many else [value]
    if len(figures) != (2 if many else 1) or not all(map(_is_figure, figures)):
        words = f"a number from 0 to {MOST:,}, or the lower and the upper one as [9, 12]"
        raise ValueError(f"must be {words}, not {_listed(value)}")
    return value


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST


def _listed(value: Any) -> str:
    return f"[{', '.join(map(shown, value))}]" if isinstance(value, list) else shown(value)


class CriterionChange(_Change):
    """What is changed of a criterion: the figure of its only limit, or all of its limits."""

    limit: Annotated[
        Figure | Annotated[tuple[Figure, Figure], Field(strict=False)] | None, BeforeValidator(_one_or_two)
    ] = Field(default=None, description="The figure of its only limit, or the lower and the upper one.")
    limits: Several[Limit] = Field(default=(), description="All of its limits, as a guideline file has them.")

    @model_validator(mode="after")
    def _one(self) -> CriterionChange:
        if (self.limit is None) == (not self.limits):
            raise ValueError("it has limit or limits, and not both")
        if isinstance(self.limit, tuple) and self.limit[0] > self.limit[1]:
            raise ValueError("limit: the lower figure comes first")
        return self


class Changes(NamedTuple):
    """Changes by the code or name of a rule, and by the id of a criterion."""

    rules: Mapping[str, RuleChange] = {}
    criteria: Mapping[str, CriterionChange] = {}

    def told(self) -> tuple[str, ...]:
        """Each change in one line, as a report says it."""
        return (
            *(f"{code}: severity {change.severity}" for code, change in sorted(self.rules.items())),
            *(f"{name}: {_told(change)}" for name, change in sorted(self.criteria.items())),
        )


NO_CHANGES = Changes()


class ChangesError(CheckerError):
    """Changes that can't be made. ``faults`` are their places, as (kind, name, key), and words."""

    def __init__(self, faults: Sequence[tuple[Key, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__(*(f"{'.'.join(key)}: {words}" for key, words in faults))


def changed(knowledge: Knowledge, rules: RuleBase, changes: Changes) -> tuple[Knowledge, RuleBase]:
    """The same with the changes made. Raises ChangesError with all that can't be."""
    faults = [*_rule_faults(rules, changes.rules), *_criterion_faults(knowledge, changes.criteria)]
    if faults:
        raise ChangesError(faults)
    return changed_knowledge(knowledge, changes), changed_rules(rules, changes)


def changed_rules(rules: RuleBase, changes: Changes) -> RuleBase:
    """Rules with their changes made. Raises ChangesError with all that can't be."""
    if faults := list(_rule_faults(rules, changes.rules)):
        raise ChangesError(faults)
    if not changes.rules:
        return rules
    made = [_rule(rule, changes.rules) for rule in rules.rules]
    return compile_checked(made, rules.catalogue, rules.checks)


def changed_knowledge(knowledge: Knowledge, changes: Changes) -> Knowledge:
    """Guidelines with their changes made. Raises ChangesError with all that can't be."""
    if faults := list(_criterion_faults(knowledge, changes.criteria)):
        raise ChangesError(faults)
    return _knowledge(knowledge, changes.criteria) if changes.criteria else knowledge


def _rule(rule: Rule, changes: Mapping[str, RuleChange]) -> Rule:
    change = changes.get(rule.code) or changes.get(rule.name)
    return rule.model_copy(update={"severity": change.severity}) if change else rule


def _rule_faults(base: RuleBase, changes: Mapping[str, RuleChange]) -> Iterator[tuple[Key, str]]:
    named = {name: rule for rule in base.rules for name in (rule.code, rule.name)}
    for name, change in changes.items():
        rule = named.get(name)
        if rule is None:
            yield ("rule", name), f"no rule is called {name}{did_you_mean(name, named)}"
            continue
        if rule.name == name and rule.code in changes:
            yield ("rule", name), f"{name} is {rule.code}, which is changed too"
        if rule.scope == "verdict":
            yield (
                ("rule", name, "severity"),
                f"{name} answers a question of the verdict: its severity does nothing",
            )
        made = rule.model_copy(update={"severity": change.severity})
        for fault in rule_faults(made, base.catalogue, base.checks):
            yield ("rule", name, "severity"), fault.message


def _criterion_faults(
    knowledge: Knowledge, changes: Mapping[str, CriterionChange]
) -> Iterator[tuple[Key, str]]:
    known = {one.criterion.id: one.criterion for one in stated_by(knowledge.editions)}
    for name, change in changes.items():
        criterion = known.get(name)
        if criterion is None:
            yield ("criterion", name), f"there is no criterion {name}{did_you_mean(name, known)}"
        elif change.limit is not None and len(criterion.limits) != 1:
            words = f"{name} has {len(criterion.limits)} limits: give all of them under limits"
            yield ("criterion", name, "limit"), words
        else:
            units = UNITS.get(criterion.kind)
            for limit in change.limits:
                if units and limit.unit not in units:
                    words = (
                        f"the kind {criterion.kind} has no figure in {limit.unit}: one of {', '.join(units)}"
                    )
                    yield ("criterion", name, "limits"), words


def _knowledge(knowledge: Knowledge, changes: Mapping[str, CriterionChange]) -> Knowledge:
    """The knowledge with other limits; what has none of them stays the same object."""
    figures = FigureReader(knowledge.words.figures)

    def inside(whole: Any, part: str) -> Any:
        parts = getattr(whole, part)
        made = tuple(
            _criterion(one, changes, figures) if isinstance(one, Criterion) else inside(one, "criteria")
            for one in parts
        )
        same = all(one is other for one, other in zip(made, parts, strict=True))
        return whole if same else whole.model_copy(update={part: made})

    editions = tuple(inside(edition, "sections") for edition in knowledge.editions)
    return knowledge.model_copy(update={"editions": editions})


def _criterion(
    criterion: Criterion, changes: Mapping[str, CriterionChange], figures: FigureReader
) -> Criterion:
    change = changes.get(criterion.id)
    if change is None:
        return criterion
    limits = change.limits
    if change.limit is not None:
        low, high = change.limit if isinstance(change.limit, tuple) else (change.limit, change.limit)
        limits = (criterion.limits[0].model_copy(update={"low": low, "high": high}),)
    return with_limits(criterion, limits, figures)


def _told(change: CriterionChange) -> str:
    if change.limit is None:
        limits = (limit.model_dump_json(exclude_defaults=True) for limit in change.limits)
        return f"limits {', '.join(limits)}"
    figures = change.limit if isinstance(change.limit, tuple) else (change.limit,)
    return f"limit {' to '.join(f'{figure:g}' for figure in figures)}"
