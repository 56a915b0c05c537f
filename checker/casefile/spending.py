"""How much of a limited treatment was had and is asked for: days of use, visits, hours, levels.

The row of the table is made here. What is found against a decision is for rules, which compare the two
figures as facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Literal

from checker.casefile.asking import Told
from checker.casefile.conditions import Outcome
from checker.casefile.features import kinds
from checker.casefile.features.care import is_planned
from checker.casefile.features.visits import VisitLedger
from checker.casefile.figured import keeps_to
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import in_days
from checker.letter import Treatment
from checker.reading.dates import last_of
from checker.reading.marked import MarkedSentence

_OF_DOSE: tuple[MarkName, ...] = ("dose_above", "dose_within")
_LONG = 84  # days of use that are no short course by any guideline: the longest short one is of 12 weeks


@dataclass(frozen=True, slots=True)
class Against:
    """What a limit makes of what was had and is asked for: what that rests on, and who compares.

    ``compared`` are statements of the rationale; ``spent`` None: the letter says that it is too much, not
    how much, or (``conflicting``) counts in ways of which one keeps to the limit and another doesn't.
    """

    outcome: Outcome
    features: tuple[kinds.Feature, ...]
    compared: tuple[int, ...]
    spent: int | None


@dataclass(frozen=True, slots=True)
class Spending:
    """What the letter gives of one treatment.

    ``visits`` None: it isn't counted in visits. ``spoken_of``: the summary names it, so that some may have
    been had. ``used`` are the lengths of use, in days until it is asked for. ``beyond`` are the sentences
    that say outright that a limit is exceeded, or use long. ``asked`` is what is asked for at once,
    ``in_morphine`` what all opioids come to, ``dosed`` the sentences that say that a dose is beyond a limit.
    """

    visits: VisitLedger | None
    spoken_of: bool
    used: tuple[tuple[int, kinds.Use], ...] = ()
    long_term: tuple[kinds.Use, ...] = ()
    beyond: tuple[Told, ...] = ()
    indexes: tuple[tuple[int, int], ...] = ()  # start of a sentence of the rationale, and its number
    asked: tuple[kinds.Asked, ...] = ()
    in_morphine: kinds.Morphine | None = None
    dosed: tuple[Told, ...] = ()

    @property
    def is_first(self) -> bool:
        """Whether the visits asked for are the first: none were had, or none are spoken of."""
        visits = self.visits
        if visits is None or visits.conflicting or visits.authorized or self._is_untold():
            return False
        return visits.done == 0 or (visits.done is None and not self.spoken_of)

    def against(self, limit: Limit) -> Against | None:
        """What a limit makes of it.

        None where the letter neither gives the figures nor says of days that they exceed the limit.
        """
        said = tuple(told.index for told in self.beyond if told.index is not None)
        days = in_days(limit.unit, limit.high)
        spent: int | None = None
        features: tuple[kinds.Feature, ...] = ()
        if days is not None:
            spent = max((length for length, _ in self.used), default=None)
            features = tuple(use for _, use in self.used)
            broken = any(use.broken for _, use in self.used)
            if broken and spent is not None and spent >= least_beyond(limit):
                return Against("conflicting", features, said, None)
        elif limit.unit == "visit" and self.visits is not None:
            counts = self._counts()
            if len({count >= least_beyond(limit) for count in counts}) > 1:
                return Against("conflicting", self.visits.features, said, None)
            spent, features = self._visits(least_beyond(limit))
        if spent is not None:
            outcome: Outcome = "unmet" if spent >= least_beyond(limit) else "met"
            return Against(outcome, features, tuple(dict.fromkeys((*said, *self._told_in(features)))), spent)
        if limit.unit == "visit" and self._is_untold():
            return Against("not_documented", self.visits.features if self.visits else (), said, None)
        # Of several caps on visits a sentence exceeds one, and doesn't say which.
        return Against("unmet", (), said, None) if said and days is not None else None

    def asked_against(self, limit: Limit) -> Against | None:
        """What a limit on what is asked for at once makes of it; None where the letter leaves it open."""
        asked = next((one for one in self.asked if one.unit == limit.unit), None)
        if asked is None or (limit.approach and limit.approach != asked.approach):
            return None
        kept = keeps_to(asked.low, asked.high, [limit])
        if kept is None:
            return None
        said = tuple(
            told.index
            for told in self.beyond
            if told.index is not None and any(one.unit == limit.unit for one in told.read.measures)
        )
        if kept:
            return Against("met", (asked,), said, floor(asked.high))
        return Against("unmet", (asked,), said, ceil(asked.low))

    def dosed_against(self, limit: Limit) -> Against | None:
        """What a limit in morphine makes of all opioids together; None where that is open."""
        summed = self.in_morphine
        kept = keeps_to(summed.low, summed.high, [limit]) if summed else None
        if summed is None or kept is None:
            return None
        said = tuple(told.index for told in self.dosed if told.index is not None)
        spent = floor(summed.high or 0) if kept else ceil(summed.low)
        return Against("met" if kept else "unmet", (summed, *summed.rests_on(within=kept)), said, spent)

    def long_use(self) -> Against | None:
        """Use that no short course would take, where the letter tells of any."""
        uses = (*self.long_term, *(use for length, use in self.used if length >= _LONG))
        said = tuple(told.index for told in self.beyond if told.index is not None)
        if not uses and not said:
            return None
        return Against("unmet", uses, tuple(dict.fromkeys((*said, *self._told_in(uses)))), None)

    def _counts(self) -> set[int]:
        """What the visits come to with those requested, by each count of those had."""
        visits = self.visits
        if visits is None or visits.requested is None:
            return set()
        had = (one.count for one in visits.features if one.role == "done" and one.status == "asserted")
        return {visits.requested + count for count in had if count is not None}

    def _visits(self, least: int) -> tuple[int | None, tuple[kinds.Feature, ...]]:
        """Visits requested and done, where that is known; else those requested: too many alone, or first."""
        visits = self.visits
        if visits is None or visits.requested is None:
            return None, ()
        done = [one for one in visits.features if one.role == "done"]
        sure = [one for one in done if one.status == "asserted" and one.count == visits.done]
        if sure and visits.done is not None:
            return visits.requested + visits.done, tuple(sure)
        if visits.requested >= least or self.is_first:
            return visits.requested, ()
        return None, ()

    def _is_untold(self) -> bool:
        """Whether the letter says that it isn't known how many visits were had."""
        had = [one for one in self.visits.features if one.role == "done"] if self.visits else []
        return any(one.status == "unknown" for one in had) and all(one.count is None for one in had)

    def _told_in(self, features: Sequence[kinds.Feature]) -> Iterator[int]:
        indexes = dict(self.indexes)
        return (indexes[f.span.start] for f in features if f.span.start in indexes)


def dose_said(read: MarkedSentence) -> Literal["above", "within"] | None:
    """Whether a sentence has a dose a day as beyond a limit or as keeping to it, where it says either."""
    said = {
        (name == "dose_above") != (read.scopes.status(end - 1, end) == "negated")
        for name in _OF_DOSE
        for _, end in read.marks.places(name)
    }
    return None if len(said) != 1 else "above" if said.pop() else "within"


def counted_in(limit: Limit) -> Literal["visit", "day", "amount", "dose"]:
    """What is held against a limit: visits, days of use, what is asked for at once, or a dose a day."""
    if limit.unit == "mg_per_day":
        return "dose"
    if limit.unit == "level" or (limit.unit == "hour" and limit.over is not None):
        return "amount"
    return "visit" if limit.unit == "visit" else "day"


def least_beyond(limit: Limit) -> int:
    """The least whole number of visits, of days where it is a time, or of an amount that exceeds a limit."""
    days = in_days(limit.unit, limit.high) if counted_in(limit) == "day" else None
    most = limit.high if days is None else days
    return ceil(most) if limit.bound == "less_than" else floor(most) + 1


def spent_of(
    treatment: Treatment,
    told: Sequence[Told],
    features: kinds.Features,
    visits: VisitLedger | None,
    lexicon: Lexicon,
    asked_on: date | None,
) -> Spending:
    """What a letter tells of a treatment in these sentences. Its use counts until ``asked_on``."""
    kin = lexicon.kin_of(treatment.concepts)
    # A drug of whatever kind, or one not named, is the one asked for where the rationale tells of it.
    named = {one for one in kin if lexicon.concepts[one].is_a or one in treatment.concepts}
    pointed_to = {None, *kin}
    own = {one.read.sentence.span for one in told if not _is_old(one.read, asked_on)}  # not what others say
    uses = [
        one
        for one in features.of(kinds.Use)
        if one.status == "asserted"
        and (one.place == "title" or one.span in own)
        and (one.concept in named or (one.place == "rationale" and one.concept in pointed_to))
    ]
    return Spending(
        visits,
        any(
            one.place == "summary" and m.concept in kin and not is_planned(one.read, m)
            for one in told
            for m in one.read.mentions
        ),
        tuple((days, one) for one in uses if one.current and (days := _days(one, asked_on)) is not None),
        tuple(one for one in uses if one.long_term and one.current),
        tuple(
            one
            for one in told
            if one.place == "rationale"
            and one.read.marks.has("exceeds", "used_long")
            and not one.read.marks.has("not_on_record")
        ),
        tuple((one.read.sentence.span.start, one.index) for one in told if one.index is not None),
        tuple(features.of(kinds.Asked)),
        next(features.of(kinds.Morphine), None),
        tuple(one for one in told if one.place == "rationale" and dose_said(one.read) == "above"),
    )


def _is_old(read: MarkedSentence, asked_on: date | None) -> bool:
    """Whether a sentence is on a year that was over long before, and on nothing since."""
    if asked_on is None or read.marks.has("since_told"):
        return False
    years = [int(read.sentence.folded[end - 4 : end]) for _, end in read.marks.places("year_told")]
    return bool(years) and max(years) < asked_on.year - 1


def _days(use: kinds.Use, asked_on: date | None) -> int | None:
    if use.days is not None:
        return use.days
    since = use.since
    if since is None and use.since_month is not None and asked_on is not None:
        since = last_of(use.since_month, asked_on)
    return (asked_on - since).days if asked_on and since and since <= asked_on else None
