"""How much of a limited treatment was had and is asked for: days of use, visits done and requested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from checker.casefile.asking import Told
from checker.casefile.conditions import Outcome
from checker.casefile.features import kinds
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Treatment
from checker.reading.measures import in_days

Against = tuple[Outcome, tuple[kinds.Feature, ...], tuple[int, ...], int | None]


@dataclass(frozen=True, slots=True)
class Spending:
    """What the letter gives of one treatment.

    ``requested`` None: no number of visits. ``spoken_of``: the summary names it, so that some may have
    been had. ``beyond`` are the sentences that say outright that a limit is exceeded, or use long.
    """

    requested: int | None
    spoken_of: bool
    used: tuple[kinds.Use, ...] = ()
    done: tuple[kinds.Visits, ...] = ()
    beyond: tuple[Told, ...] = ()
    indexes: tuple[tuple[int, int], ...] = ()  # start of a sentence of the rationale, and its number

    @property
    def days(self) -> int | None:
        """The longest use told."""
        return max((use.days for use in self.used if use.days is not None), default=None)

    @property
    def had(self) -> int | None:
        """Visits done: None where the letter gives none, or numbers that differ."""
        counts = {visits.count for visits in self.done}
        return counts.pop() if len(counts) == 1 else None

    def against(self, limit: Limit) -> Against | None:
        """What a limit makes of it, with what that rests on and the sentences that compare.

        None where the letter neither gives the figures nor says of days that they exceed the limit.
        """
        said = tuple(told.index for told in self.beyond if told.index is not None)
        days = in_days(limit.unit, limit.high)
        spent: int | None = None
        features: tuple[kinds.Feature, ...] = ()
        if days is not None:
            spent, features = self.days, self.used
        elif limit.unit == "visit":
            spent, features = self.total, self.done
        if spent is not None:
            beyond = spent >= least_beyond(limit)
            compared = tuple(dict.fromkeys((*said, *self._told_in(features))))
            return ("unmet" if beyond else "met"), features, compared, spent
        # Of several caps on visits a sentence exceeds one, and doesn't say which.
        return ("unmet", (), said, None) if said and days is not None else None

    @property
    def total(self) -> int | None:
        """Visits done and requested: None where the letter may hold more than it gives a number of."""
        if self.requested is None or (self.had is None and (self.done or self.spoken_of)):
            return None
        return self.requested + (self.had or 0)

    def _told_in(self, features: Sequence[kinds.Feature]) -> Iterator[int]:
        indexes = dict(self.indexes)
        return (indexes[f.span.start] for f in features if f.span.start in indexes)


def least_beyond(limit: Limit) -> int:
    """The least whole number of visits, or of days where it is a time, that exceeds a limit."""
    days = in_days(limit.unit, limit.high)
    most = limit.high if days is None else days
    return ceil(most) if limit.bound == "less_than" else floor(most) + 1


def spent_of(treatment: Treatment, told: Sequence[Told], lexicon: Lexicon, decided: date | None) -> Spending:
    """What sentences on the patient tell of a treatment."""
    kin = lexicon.kin_of(treatment.concepts)
    own = [one for one in told if not kin.isdisjoint(m.concept for m in one.read.mentions)]
    return Spending(
        treatment.visits,
        any(one.place == "summary" for one in own),
        tuple(use for one in own for use in _uses(one, kin, decided)),
        tuple(visits for one in own for visits in _done(one, kin)),
        tuple(
            one
            for one in told
            if one.place == "rationale"
            and one.read.marks.has("exceeds", "used_long")
            and not one.read.marks.has("not_on_record")
        ),
        tuple((one.read.sentence.span.start, one.index) for one in told if one.index is not None),
    )


def _uses(one: Told, kin: frozenset[str], decided: date | None) -> Iterator[kinds.Use]:
    """The lengths of use that a sentence tells: as a length, or as the day since when."""
    read = one.read
    concept = next(m.concept for m in read.mentions if m.concept in kin)
    if read.marks.has("used_for"):
        for start, end in read.marks.places("used_for"):
            for measure in read.measures:
                days = in_days(measure.unit, measure.low)
                if days is not None and start <= measure.start < end + 1:
                    yield _use(one, concept, round(days), None)
    if read.marks.has("used_since") and decided:
        dates = [day for day in read.dates if day <= decided]
        if len(dates) == 1:
            yield _use(one, concept, (decided - dates[0]).days, dates[0])


def _use(one: Told, concept: str, days: int, since: date | None) -> kinds.Use:
    sentence = one.read.sentence
    return kinds.Use(
        concept=concept, words=sentence.text, sentence=sentence.text, span=sentence.span, place=one.place,
        status="asserted", days=days, since=since,
    )  # fmt: skip


def _done(one: Told, kin: frozenset[str]) -> Iterator[kinds.Visits]:
    """The visits that a sentence says were had: a number right after or before words of having had it."""
    read = one.read
    concept = next(m.concept for m in read.mentions if m.concept in kin)
    for start, end in read.marks.places("visits_had"):
        for measure in read.measures:
            if measure.unit == "visit" and measure.over is None and start <= measure.start <= end:
                sentence = read.sentence
                yield kinds.Visits(
                    concept=concept, words=measure.words, sentence=sentence.text, span=sentence.span,
                    place=one.place, status="asserted", role="done", count=int(measure.high),
                )  # fmt: skip
