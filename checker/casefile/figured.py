"""Statements of a criterion that a figure of the case answers: an age, a length of time, a trial's result."""

from __future__ import annotations

from checker.casefile.conditions import Answer
from checker.casefile.features import kinds
from checker.knowledge.guidelines import Limit
from checker.knowledge.needs import Need, Result
from checker.knowledge.quantities import Bound, Range
from checker.reading.measures import in_days

Measured = tuple[Answer, tuple[kinds.Feature, ...]]

_BOUNDS: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "less_than")
_LASTS = frozenset({"duration", "timing", "tried"})
# What a trial's result makes of the one that is asked for. What helped in part may have failed or helped.
_CAME_TO: dict[Result, dict[Result, Answer]] = {
    "failed": {"failed": "true", "partly": "unknown", "helped": "false"},
    "partly": {"failed": "false", "partly": "true", "helped": "unknown"},
    "helped": {"failed": "false", "partly": "unknown", "helped": "true"},
}


def figured(need: Need, wanted: frozenset[str], features: kinds.Features) -> Measured | None:
    """The answer of a statement by the figures of the case; None where they don't tell.

    ``wanted`` are the concepts that it names, with all their kinds: naproxen is an NSAID that was tried.
    What has to have gone on for some time can't have where the injury is more recent than that.
    """
    subject, _ = need.statement or ("context", "")
    if subject == "age":
        return _aged(need, features)
    least = need.at_least or need.more_than
    if subject in _LASTS and least is not None:
        short = too_recent(least, features)
        if short:
            return "false", short
    most = need.at_most or need.less_than
    if subject == "duration" and most is not None:
        long = gone_by(most, features)
        if long:
            return "false", long
    if subject == "tried" and need.result is not None:
        return _tried(need.result, wanted, features)
    return None


def too_recent(least: Range, features: kinds.Features) -> tuple[kinds.Elapsed, ...]:
    """The time since the injury where that is less than a time asked for; nothing where it isn't."""
    days = in_days(least.unit, least.low)
    return tuple(
        one for one in features.of(kinds.Elapsed) if one.since == "injury" and days and one.days < days
    )


def gone_by(most: Range, features: kinds.Features) -> tuple[kinds.Elapsed, ...]:
    """The time since the injury where that is more than a time within which something is asked for."""
    days = in_days(most.unit, most.high)
    return tuple(
        one for one in features.of(kinds.Elapsed) if one.since == "injury" and days and one.days > days
    )


def holds(value: float, limit: Limit) -> bool:
    """Whether a figure keeps to a limit."""
    return {
        "at_least": value >= limit.low,
        "more_than": value > limit.low,
        "at_most": value <= limit.high,
        "less_than": value < limit.high,
        "value": limit.low <= value <= limit.high,
    }[limit.bound]


def _aged(need: Need, features: kinds.Features) -> Measured | None:
    bounds = [bound for bound in _BOUNDS if getattr(need, bound) is not None]
    for age in features.of(kinds.Age) if bounds else ():
        limits = (Limit(bound=bound, **getattr(need, bound).model_dump()) for bound in bounds)
        return ("true" if all(holds(age.years, limit) for limit in limits) else "false"), (age,)
    return None


def _tried(asked: Result, wanted: frozenset[str], features: kinds.Features) -> Measured | None:
    told = [one for one in features.of(kinds.Tried, wanted) if one.status == "asserted" and one.result]
    answers = {_CAME_TO[asked][one.result] for one in told if one.result} - {"unknown"}
    if not answers:
        return None
    return ("conflicting" if len(answers) > 1 else answers.pop()), tuple(told)
