"""Since when: how long the patient has had what a sentence tells of."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.features.kinds import Elapsed, Place
from checker.casefile.features.telling import is_passed, status_at, told
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.quantities import in_days
from checker.letter import Measure, Mention
from checker.reading.marked import MarkedSentence

_LEAD = 12  # characters between a word that tells of a length and the length
_AFTER = 16  # characters between a length and a word that it is a length of time
_OF = 60  # characters between what is had and how long
_OPENING = 24  # characters from the beginning within which a length opens a sentence

# Conditions that are none that a patient has had for so long: care, and what came of it.
_NO_COMPLAINT = frozenset(
    {
        "conservative_care", "failed_conservative_care", "failed_medication",
        "functional_improvement", "pain_relief", "symptom_improvement", "no_improvement",
    }
)  # fmt: skip

# What a sentence tells of: its place, and its mention (None: pain or symptoms).
_Matter = tuple[int, int, Mention | None]


class OnsetReader:
    """Reads how long complaints have gone on. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Elapsed]:
        """The times that a sentence gives complaints: "pain for 2 years", "a 6-week history of pain"."""
        times = [(one, days) for one in read.measures if (days := in_days(one.unit, one.low)) is not None]
        for measure, days in times:
            for start, end, mention in self._had(read, measure):
                if status_at(read, start, end) == "asserted":
                    yield Elapsed(
                        **told(read, place, (start, end), mention),
                        since="onset",
                        days=int(days) + is_passed(read, measure),
                    )

    def _had(self, read: MarkedSentence, measure: Measure) -> list[_Matter]:
        """The complaints that a length is of: those before it, back to care or a clause, or that after."""
        follows = any(0 <= first - measure.end <= _AFTER for first, _ in read.marks.places("so_long"))
        leads = any(0 <= measure.start - last <= _LEAD for _, last in read.marks.places("lasting"))
        if not (follows or leads):
            return []
        matters = sorted(self._matters(read), key=lambda one: one[:2])
        before = [one for one in matters if one[1] <= measure.start]
        after = [one for one in matters if one[0] >= measure.end]
        if after and (follows or (not before and measure.start <= _OPENING)):
            near = after[:1]
        else:
            clause = max((at for at, _ in read.marks.places("terminators") if at < measure.start), default=0)
            near = [one for one in before if one[0] >= clause]
            care = [at for at, one in enumerate(near) if not self._is_complaint(one)]
            near = near[care[-1] + 1 :] if care else near
        return [one for one in near if self._is_complaint(one) and _gap(one, measure) <= _OF]

    def _is_complaint(self, matter: _Matter) -> bool:
        mention = matter[2]
        if mention is None:
            return True
        kind = self._lexicon.concepts[mention.concept].kind
        return kind == "condition" and mention.concept not in _NO_COMPLAINT

    def _matters(self, read: MarkedSentence) -> Iterator[_Matter]:
        named = [m for m in read.mentions if self._lexicon.concepts[m.concept].kind != "body_part"]
        yield from ((one.start, one.end, one) for one in named)
        other = [one for one in named if not self._is_complaint((one.start, one.end, one))]
        for start, end in read.marks.places("pain_named"):
            if not any(one.start < end and start < one.end for one in other):
                yield start, end, None


def _gap(matter: _Matter, measure: Measure) -> int:
    return max(measure.start - matter[1], matter[0] - measure.end)
