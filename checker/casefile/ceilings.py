"""Sentences that give a longest use of the treatment which no cited guideline gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.casefile.claims import Claim, where_stands
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.figures import Compared, compare, part_of
from checker.casefile.fit import Fit, against, figure_word, rows_words
from checker.casefile.resolving import Resolved
from checker.casefile.sought import CARE
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import in_days
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence

_SAID: tuple[MarkName, ...] = ("limiting", "ceiling")
_NEAR = 25  # characters between the words of a limit and its figure: "maximum duration of"


class Ceilings:
    """Holds a longest use against all that the cited guidelines give for the treatment."""

    def __init__(self, criteria: Criteria, lexicon: Lexicon) -> None:
        self._criteria = criteria
        self._lexicon = lexicon

    def fit(
        self,
        read: MarkedSentence,
        figures: Sequence[Measure],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
    ) -> tuple[Fit, Claim] | None:
        """The fit of a sentence whose limit of time is none of those that are cited, and one of these."""
        times = [one for one in figures if in_days(one.unit, 1) is not None]
        if len(times) != 1 or not _limits(read, times[0]) or not self._is_of(read, treatment):
            return None
        held = list(self._held(read, times[0], treatment, citations))
        if any(_borne(one) for _, one in held):
            return None
        stated, one = next((found for found in held if self._counts(*found, treatment)), (None, None))
        if stated is None or one is None:
            return None
        where = where_stands(stated, citations)
        claim = Claim(stated, where, "conflicting", one.measure, one.row, True, one.rows)
        return Fit(figure_word(claim), against(one.measure, rows_words(one.rows, self._lexicon))), claim

    def _held(
        self, read: MarkedSentence, time: Measure, treatment: Treatment, citations: tuple[Resolved, ...]
    ) -> Iterator[tuple[Stated, Compared]]:
        """What the cited editions hold of times for the treatment, its kinds and what it is a kind of."""
        for stated in self._criteria.all:
            criterion = stated.criterion
            if not criterion.limits or where_stands(stated, citations) == "other_guideline":
                continue
            if self._criteria.relation(stated, treatment.concepts) == 1:
                found = compare(read, time, criterion.limits, self._lexicon)
                if found is not None:
                    yield stated, found

    def _counts(self, stated: Stated, one: Compared, treatment: Treatment) -> bool:
        """Whether it is a longest use of the treatment, and not of a sister drug."""
        kin = self._lexicon.kin_of(treatment.concepts)
        of = [name for name in one.row.applies_to if self._lexicon.concepts[name].kind in CARE]
        return (
            stated.criterion.kind == "duration_limit"
            and one.row.bound in ("at_most", "less_than")
            and (not of or not kin.isdisjoint(of))
        )

    def _is_of(self, read: MarkedSentence, treatment: Treatment) -> bool:
        """Whether a sentence names the treatment, a kind of it, or what it is a kind of."""
        named = (one.concept for one in read.mentions)
        care = {one for one in named if self._lexicon.concepts[one].kind in CARE}
        return not care.isdisjoint(self._lexicon.kin_of(treatment.concepts))


def _borne(one: Compared) -> bool:
    return one.agrees or any(part_of(one.measure, row) for row in one.rows)


def _limits(read: MarkedSentence, time: Measure) -> bool:
    """Whether words of a limit stand near before a time."""
    ends = [end for name in _SAID for _, end in read.marks.places(name)]
    return any(0 <= time.start - end <= _NEAR for end in ends)
