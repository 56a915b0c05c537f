"""Statements of needs that figures of the case answer: ages, times, shares, doses, visits, results."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from checker.casefile.conditions import Answer
from checker.casefile.features import kinds
from checker.casefile.sought import Sought
from checker.knowledge.guidelines import Limit
from checker.knowledge.needs import Need, Result
from checker.knowledge.quantities import Range, in_days
from checker.letter import Measure, Mention
from checker.reading.marked import MarkedSentence
from checker.reading.measures import in_unit

Measured = tuple[Answer, tuple[kinds.Feature, ...]]
Named = tuple[MarkedSentence, Mention, kinds.Feature]  # what is sought, where it is told of

_BESIDE = 30  # characters between a name and its figure
_BY_NAME = frozenset(
    {"kg_per_m2", "degree", "millimetre", "centimetre", "foot", "minute", "mm_hg", "level"}
)  # units of what is read by its name alone
_GAIN = frozenset({"functional_improvement"})
_RESPONSES = _GAIN | {"pain_relief"}
_MORPHINE = frozenset({"morphine", "morphine_equivalent"})
# What a trial's result makes of the one that is asked for. What helped in part may have failed or helped.
_CAME_TO: dict[Result, dict[Result, Answer]] = {
    "failed": {"failed": "true", "partly": "unknown", "helped": "false"},
    "partly": {"failed": "false", "partly": "true", "helped": "unknown"},
    "helped": {"failed": "false", "partly": "unknown", "helped": "true"},
}


def figured(need: Need, sought: Sought, features: kinds.Features) -> Measured | None:
    """The answer of a statement by the figures of the case; None where they don't tell."""
    limits = _limits(need)
    if sought.subject == "age":
        return _held([(one.years, one) for one in features.of(kinds.Age)], limits)
    if sought.subject == "tried" and (limits or need.result):
        return _too_recent(need, features) or _tried(need.result, limits, sought, features)
    if not limits:
        return None
    unit = limits[0].unit
    if in_days(unit, 1) is not None:
        return _lasted(need, limits, sought, features)
    if unit == "percent" and sought.subject == "imaging":
        return None  # of what is seen, not of relief
    if unit == "level":
        return _levels(limits, sought, features)
    if unit == "mg_per_day" and (summed := _summed(limits, sought, features)):
        return summed
    figures = {"percent": _shares, "mg_per_day": _doses, "visit": _visits}.get(unit)
    return _held(list(figures(sought, features)), limits) if figures else None


def measured(need: Need, sought: Sought, named: Iterable[Named]) -> Measured | None:
    """The answer by the figure that stands beside a name: "a BMI of 34"; None without one.

    Of a time it is the shortest that is told to be past: "the injections of three months ago".
    """
    limits = _limits(need)
    unit = limits[0].unit if limits else None
    past = sought.subject == "timing" and unit is not None and in_days(unit, 1) is not None
    seen = sought.subject == "imaging" and unit == "percent"
    if unit is None or not (past or seen or unit in _BY_NAME):
        return None
    figures = [
        (value, feature)
        for read, mention, feature in named
        for one in read.measures
        if max(one.start - mention.end, mention.start - one.end) <= _BESIDE
        if not past or _is_ago(read, one)
        if (value := in_unit(one.unit, one.high, unit)) is not None
    ]
    return _held(sorted(figures, key=lambda one: one[0])[:1] if past else figures, limits)


def _is_ago(read: MarkedSentence, measure: Measure) -> bool:
    return any(0 <= start - measure.end <= 1 for start, _ in read.marks.places("ago_told"))


def unimproved(sought: Sought, features: kinds.Features) -> Measured | None:
    """The answer of a gain in function, or of relief, where the letter tells that nothing got better."""
    if not _is_response(sought) or not sought.wanted & _RESPONSES:
        return None
    told = list(_so(_responses(sought, features)))
    unchanged = tuple(one for one in told if one.change in ("same", "worse"))
    better = any(one.change == "better" for one in told)
    return ("false", unchanged) if unchanged and not better else None


def holds(value: float, limit: Limit) -> bool:
    """Whether a figure keeps to a limit."""
    return {
        "at_least": value >= limit.low,
        "more_than": value > limit.low,
        "at_most": value <= limit.high,
        "less_than": value < limit.high,
        "value": limit.low <= value <= limit.high,
    }[limit.bound]


def too_recent(least: Range, features: kinds.Features) -> tuple[kinds.Elapsed, ...]:
    """The time since the injury where that is less than a time asked for; nothing where it isn't."""
    days = in_days(least.unit, least.low)
    return tuple(one for one in _since_injury(features) if days and one.days < days)


def _limits(need: Need) -> list[Limit]:
    return [Limit(bound=bound, **figure.model_dump()) for bound, figure in need.figures.items()]


def _since_injury(features: kinds.Features) -> Iterator[kinds.Elapsed]:
    return (one for one in features.of(kinds.Elapsed) if one.since == "injury")


def _held(figures: list[tuple[float, kinds.Feature]], limits: list[Limit]) -> Measured | None:
    """Whether the greatest of some figures keeps to all limits; None where there is no figure."""
    if not figures or not limits:
        return None
    most = max(value for value, _ in figures)
    rests = tuple(feature for value, feature in figures if value == most)
    return ("true" if all(holds(most, limit) for limit in limits) else "false"), rests


def _too_recent(need: Need, features: kinds.Features) -> Measured | None:
    """Nothing of the case has gone on for longer than since the injury."""
    least = need.at_least or need.more_than
    short = too_recent(least, features) if least else ()
    return ("false", short) if short else None


def _lasted(need: Need, limits: list[Limit], sought: Sought, features: kinds.Features) -> Measured | None:
    """How long something has gone on, against the time asked for."""
    days = [day for limit in limits if (day := limit_in_days(limit)) is not None]
    if sought.care and sought.subject == "timing":
        return _held(_since_last(sought, features), days) or _too_recent(need, features)
    told = _held(list(_lengths(sought, features)), days)
    known = told or _too_recent(need, features)
    if known or sought.care or _is_response(sought):
        return known
    since: list[tuple[float, kinds.Feature]] = [(one.days, one) for one in _since_injury(features)]
    by_injury = _held(since, days)
    # Pain and symptoms that are treated now are taken to have begun with the injury; other things may not.
    from_then = sought.complaint or sought.since_injury
    return by_injury if by_injury and (from_then or by_injury[0] == "false") else None


def _is_response(sought: Sought) -> bool:
    """Whether what is sought is relief or a gain."""
    unnamed = sought.subject == "finding" and not (sought.complaint or sought.since_injury)
    return sought.subject == "response" or (unnamed and sought.wanted <= _RESPONSES)


def limit_in_days(limit: Limit) -> Limit | None:
    """A limit of time in days; None for another."""
    low, high = in_days(limit.unit, limit.low), in_days(limit.unit, limit.high)
    return None if low is None else limit.model_copy(update={"unit": "day", "low": low, "high": high})


def _lengths(sought: Sought, features: kinds.Features) -> Iterator[tuple[float, kinds.Feature]]:
    """The lengths that the letter gives what is sought: of care, of relief, or of what the patient has."""
    if sought.care:
        for use in _so(features.of(kinds.Use, sought.kinds)):
            if use.days is not None:
                yield use.days, use
        for trial in _so(features.of(kinds.Tried, sought.kinds)):
            if trial.days is not None:
                yield trial.days, trial
        return
    if _is_response(sought):
        for response in _so(features.of(kinds.Response)):
            if response.days is not None:
                yield response.days, response
        return
    for one in _so(features.of(kinds.Elapsed)):
        if one.since == "onset" and (
            one.concept in sought.kinds or (sought.complaint and one.concept is None)
        ):
            yield one.days, one


def _levels(limits: list[Limit], sought: Sought, features: kinds.Features) -> Measured | None:
    """Whether the levels of the spine that the request is for keep to all limits; None where that is open."""
    for one in features.of(kinds.Asked, sought.kinds):
        kept = keeps_to(one.low, one.high, limits) if one.unit == "level" else None
        if kept is not None:
            return ("true" if kept else "false"), (one,)
    return None


def keeps_to(low: float, high: float | None, limits: list[Limit]) -> bool | None:
    """Whether what is between two figures keeps to limits; None where the least does and the most not.

    ``high`` None: the most isn't known.
    """
    most_told = math.inf if high is None else high
    least, most = (all(holds(value, limit) for limit in limits) for value in (low, most_told))
    return least if least == most else None


def _since_last(sought: Sought, features: kinds.Features) -> list[tuple[float, kinds.Feature]]:
    """The time from the last of the procedures that are sought."""
    since = [one for one in features.of(kinds.Elapsed, sought.kinds) if one.since == "surgery"]
    return [(one.days, one) for one in sorted(since, key=lambda one: one.days)[:1]]


def _shares(sought: Sought, features: kinds.Features) -> Iterator[tuple[float, kinds.Feature]]:
    """The shares by which pain, or function where that is sought, got better; none where it didn't."""
    for one in _responses(sought, features):
        if one.status in ("possible", "unknown"):
            continue
        if one.status == "denied" or one.change != "better":
            yield 0, one
        elif one.percent is not None:
            yield one.percent, one


def _responses(sought: Sought, features: kinds.Features) -> Iterator[kinds.Response]:
    """The changes that are told of pain, or of function where a gain in that is sought."""
    of = "function" if not sought.wanted.isdisjoint(_GAIN) else "pain"
    return (one for one in features.of(kinds.Response) if one.of in (of, "overall"))


def _doses(sought: Sought, features: kinds.Features) -> Iterator[tuple[float, kinds.Feature]]:
    """The daily doses: in morphine where that is sought, else of the drugs named."""
    for one in _so(features.of(kinds.Dose)):
        if one.morphine_equivalent is not None and not sought.wanted.isdisjoint(_MORPHINE):
            yield one.morphine_equivalent, one
        elif one.mg_a_day is not None and one.concept in sought.kinds - _MORPHINE:
            yield one.mg_a_day, one


def _summed(limits: list[Limit], sought: Sought, features: kinds.Features) -> Measured | None:
    """Whether all opioids together keep to limits in morphine; None where that is open, or told outright."""
    told = any(one.morphine_equivalent is not None for one in features.of(kinds.Dose))
    if told or sought.wanted.isdisjoint(_MORPHINE):
        return None
    for one in features.of(kinds.Morphine):
        kept = keeps_to(one.low, one.high, limits)
        if kept is not None:
            within = kept == (limits[0].bound in ("at_most", "less_than"))
            return ("true" if kept else "false"), one.rests_on(within=within)
    return None


def _visits(sought: Sought, features: kinds.Features) -> Iterator[tuple[float, kinds.Feature]]:
    """The visits had and asked for together, of what is named."""
    counted = [
        one
        for one in _so(features.of(kinds.Visits))
        if one.count is not None and (not sought.care or one.concept in {None, *sought.kinds})
    ]
    most = {
        role: max((one.count or 0 for one in counted if one.role == role), default=0)
        for role in ("done", "requested")
    }
    if counted:
        yield sum(most.values()), counted[0]


def _so(features: Iterable[kinds.Kind]) -> Iterator[kinds.Kind]:
    return (one for one in features if one.status in ("asserted", "inferred", "reported"))


def _tried(
    result: Result | None, limits: list[Limit], sought: Sought, features: kinds.Features
) -> Measured | None:
    """What a trial came to, and how long it went on: both of one trial, where both are asked."""
    trials: list[kinds.Tried | kinds.Use] = list(_so(features.of(kinds.Tried, sought.kinds)))
    trials += [] if result else _so(features.of(kinds.Use, sought.kinds))  # what is used is tried
    known = [(answer, one) for one in trials if (answer := _trial(one, result, limits)) != "unknown"]
    if not known:
        return None
    answers = {answer for answer, _ in known}
    rests = tuple(one for _, one in known)
    if len(answers) == 1:
        return known[0][0], rests
    return ("conflicting" if result and not limits else "true"), rests


def _trial(trial: kinds.Tried | kinds.Use, result: Result | None, limits: list[Limit]) -> Answer:
    """The answer of one trial."""
    answers: list[Answer] = []
    if result:
        came_to = trial.result if isinstance(trial, kinds.Tried) else None
        answers.append(_CAME_TO[result][came_to] if came_to else "unknown")
    for limit in limits:
        value = _amount(trial, limit)
        answers.append("unknown" if value is None else "true" if value else "false")
    return "false" if "false" in answers else "unknown" if "unknown" in answers else "true"


def _amount(trial: kinds.Tried | kinds.Use, limit: Limit) -> bool | None:
    """Whether a trial was as long, or had as many visits, as a limit says; None where that isn't told."""
    if limit.unit == "visit":
        visits = trial.visits if isinstance(trial, kinds.Tried) else None
        return None if visits is None else holds(visits, limit)
    days = limit_in_days(limit)
    return None if days is None or trial.days is None else holds(trial.days, days)
