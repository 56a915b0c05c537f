"""Since when: how long the patient has had what a sentence tells of."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.features.kinds import Elapsed, Place
from checker.casefile.features.telling import is_passed, status_at, told
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure, Mention
from checker.reading.marked import MarkedSentence
from checker.reading.measures import in_days

_LEAD = 12  # characters between a word that tells of a length and the length
_AFTER = 16  # characters between a length and a word that it is a length of time
_OF = 60  # characters between what is had and how long
_OPENING = 24  # characters from the beginning within which a length opens a sentence

# What a sentence tells of: its place, and its mention (None: pain or symptoms, by no name of their own).
_Matter = tuple[int, int, Mention | None]


class OnsetReader:
    """Reads how long complaints have gone on. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Elapsed]:
        """The times that a sentence gives complaints: "pain for 2 years", "a 6-week history of pain"."""
        times = [(one, days) for one in read.measures if (days := in_days(one.unit, one.low)) is not None]
        for measure, days in times:
            had = self._had(read, measure)
            if had is None:
                continue
            start, end, mention = had
            if status_at(read, start, end) == "asserted":
                yield Elapsed(
                    **told(read, place, (start, end), mention),
                    since="onset",
                    days=int(days) + is_passed(read, measure),
                )

    def _had(self, read: MarkedSentence, measure: Measure) -> _Matter | None:
        """The complaint that a length is of, if it is a complaint that stands nearest before it, or after."""
        follows = any(0 <= first - measure.end <= _AFTER for first, _ in read.marks.places("so_long"))
        leads = any(0 <= measure.start - last <= _LEAD for _, last in read.marks.places("lasting"))
        if not (follows or leads):
            return None
        matters = sorted(self._matters(read), key=lambda one: (one[0], one[1]))
        before = [one for one in matters if one[1] <= measure.start]
        after = [one for one in matters if one[0] >= measure.end]
        opens = not before and measure.start <= _OPENING
        nearest = next(iter(after if follows or opens else ()), before[-1] if before else None)
        if nearest is None or max(measure.start - nearest[1], nearest[0] - measure.end) > _OF:
            return None
        mention = nearest[2]
        complaint = mention is None or self._lexicon.concepts[mention.concept].kind == "condition"
        return nearest if complaint else None

    def _matters(self, read: MarkedSentence) -> Iterator[_Matter]:
        named = [m for m in read.mentions if self._lexicon.concepts[m.concept].kind != "body_part"]
        yield from ((one.start, one.end, one) for one in named)
        for start, end in read.marks.places("pain_named"):
            if not any(one.start < end and start < one.end for one in named):
                yield start, end, None
