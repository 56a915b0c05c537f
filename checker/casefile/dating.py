"""Which edition the days of a case call for: its decision, the denial by utilization review, the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checker.knowledge.guidelines import Edition

Standing = Literal["in_force", "after_request", "superseded", "not_yet", "never", "unknown"]

PhaseFit = Literal["inside", "at_decision", "outside", "unknown"]
Window = tuple[int | None, int | None]  # first and last day

# Utilization review decides within 14 days of a request, 8 CCR 9792.9.1(c): letters don't give its date.
REVIEW = timedelta(days=14)
DAY = timedelta(days=1)
MONTH = 31  # days, the longest


@dataclass(frozen=True, slots=True)
class Days:
    """When a request was decided upon: by the reviewer, and before by utilization review."""

    decided: date | None
    denied: date | None = None


def holds_on(edition: Edition, day: date | None) -> bool | None:
    """Whether the schedule held an edition on a day; None without a day or without dates."""
    since, until = edition.in_force.since, edition.in_force.until
    if day is None or (since is None and until is None):
        return None
    return (since is None or since <= day) and (until is None or day <= until)


def standing(edition: Edition, days: Days) -> Standing:
    """Whether an edition was in force at the decision or at the denial, or on neither day.

    Where it goes by the day of the request, one that was denied before that day falls under what was in
    force before (``after_request``), and one made in time may have been denied within two weeks after the
    edition was superseded: that is unknown.
    """
    since, force = edition.in_force.since, edition.in_force
    known = [day for day in (days.decided, days.denied) if day]
    held = [holds_on(edition, day) for day in known]
    if not held or None in held:
        return "unknown"
    if any(held):
        return "after_request" if _denied_before(force.requests_since, days) else "in_force"
    if since is not None and max(known) < since:
        return "not_yet"
    in_time = force.requests_until and days.denied and days.denied - REVIEW <= force.requests_until
    return "unknown" if in_time else "superseded"


def _denied_before(day: date | None, days: Days) -> bool:
    return bool(day and days.denied and days.denied < day)


def governs(edition: Edition, days: Days) -> bool:
    """Whether an edition is the one that a request falls under, as far as the days tell."""
    force = edition.in_force
    if _denied_before(force.requests_since, days):
        return False
    if force.requests_until and _denied_before(force.requests_until + DAY, days):
        return out_by(edition, days.denied)
    return holds_on(edition, days.decided) is True


def out_by(edition: Edition, day: date | None) -> bool:
    """Whether an edition can be meant on a day: it had come into force, as far as is known."""
    if day is None or edition.edition is None:
        return True
    return edition.in_force.since <= day if edition.in_force.since else edition.edition <= str(day.year)


def successors(edition: Edition, editions: Mapping[str, Edition]) -> tuple[Edition, ...]:
    """The editions that replaced an edition, over however many renewals."""
    found: dict[str, Edition] = {}
    waiting = list(edition.superseded_by)
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in editions:
            found[name] = editions[name]
            waiting += editions[name].superseded_by
    return tuple(found.values())


def fit_in(window: Window, start: date | None, days: Days) -> PhaseFit:
    """How denial and decision lie to a stretch of days counted from ``start``, an injury or an operation.

    ``inside``: the denial does; ``at_decision``: the decision alone does; unknown if either day is, or if
    one is before the start.
    """
    if start is None or days.denied is None or days.decided is None:
        return "unknown"
    denied, decided = (days.denied - start).days, (days.decided - start).days
    if min(denied, decided) < 0:
        return "unknown"
    return "inside" if _within(denied, window) else "at_decision" if _within(decided, window) else "outside"


def _within(number: int, window: Window) -> bool:
    first, last = window
    return (first or 0) <= number and (last is None or number <= last)
