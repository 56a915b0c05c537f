"""Counts of visits in sentences: what a number is of, and whether those were had, allowed or asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.casefile.features.cues import governing
from checker.casefile.features.kinds import Place, Status, Visits
from checker.casefile.features.telling import told
from checker.knowledge.letter_forms import any_of
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Mention
from checker.reading.figures import FigureReader
from checker.reading.marked import MarkedSentence
from checker.reading.marks import Marks
from checker.reading.visits import Schedules

Role = Literal["requested", "done", "authorized", "denied"]

ALWAYS_COUNTED = frozenset({"physical_therapy", "chiropractic", "acupuncture", "massage"})
COUNTED = ALWAYS_COUNTED | {"psych", "modality", "functional_program"}
_CALL = "consultation"
_SHORT = "physical_therapy"  # what is counted by its initials
_ROLES: dict[MarkName, Role | None] = {
    "visits_capped": None,
    "visits_not_had": None,
    "visits_ahead": None,
    "visits_denied": "denied",
    "visits_cut_to": "authorized",
    "visits_cut_to_allow": "authorized",
    "visits_authorized": "authorized",
    "visits_requested": "requested",
    "visits_asked_for": "requested",
    "visits_done": "done",
    "visits_tried": "done",
}
_CUT: tuple[MarkName, ...] = (
    "visits_cut_to",
    "visits_cut_to_allow",
    "visits_allowed_alone",
    "visits_denied",
    "visits_of_requested",
)
_BECOME = [name for name in _ROLES if not name.startswith("visits_cut_to")]  # said of visits counted before
_ASIDE: tuple[MarkName, ...] = ("visits_relative", "visits_allowed_alone")
_MOST = 200  # a larger number counts no visits
_OF_PART = 30  # characters after them within which the part is named that they are for
_BESIDE = 60  # characters between a number and the treatment that it counts
_SAID_AFTER = 60  # characters after a number within which it can be said what became of the visits
_ADVERB = 14  # characters between "were" and what became of the visits
_OTHER_CARE = 20  # characters after a number within which other care is named that it counts


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of visits, the place of its words, and its role where the words give it by themselves."""

    number: int
    start: int
    end: int
    role: Role | None = None

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def overlaps(self, place: tuple[int, int]) -> bool:
        return self.start < place[1] and place[0] < self.end


class VisitReader:
    """Reads counts of visits in sentences. One instance serves all letters."""

    def __init__(self, figures: FigureReader, lexicon: Lexicon) -> None:
        self._figures = figures
        self._lexicon = lexicon
        self._schedules = Schedules(figures)
        form, units = figures.form, figures.form.units
        lengths = (units.hour, units.day, units.week, units.month, units.year)
        other = (*lengths, units.mg, units.g, units.percent, form.times, form.per)
        others = any_of(word for one in other for word in one.words)
        self._count = re.compile(
            rf"(?<![\w./-]){figures.range}\+? (?:(?!{others}\b)[a-z/-]+ ){{0,5}}?{units.visit.pattern}\b"
        )
        self._times = re.compile(rf" ?{form.times.pattern} ?(?:[a-z]+ ){{0,2}}(?P<n>{figures.number})\b")
        self._before = re.compile(rf"(?<![\w./#-])(?P<n>{figures.number}) $")
        self._number = re.compile(figures.number)

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Visits]:
        """The visits that a sentence counts, or says not to know."""
        counted = [m for m in read.mentions if self._lexicon.concepts[m.concept].category in COUNTED]
        counted += _in_short(read)
        if read.marks.has("visits_of_others"):
            return
        for one in self._told(read, counted, place):
            if one.role is None or one.number > _MOST:
                continue
            if _beside(counted, one.span) or not _of_other(read, place, one):
                yield self._visits(read, place, counted, one.role, one.number, one.span)
        yield from self._said(read, place, counted, read.marks)

    def _told(self, read: MarkedSentence, counted: Sequence[Mention], place: Place) -> Iterator[_Count]:
        """The numbers that have a role, those of a course first, which is not told of twice."""
        marks, folded = read.marks, read.sentence.folded
        places = [place for place in marks.places("visits_of_course") if self._number.match(folded, place[0])]
        courses = [one for place in places for one in self._course(marks, folded, place)]
        yield from courses
        found = [one for one in self._counts(folded, counted) if not any(map(one.overlaps, places))]
        starts = sorted(one.start for one in found)
        for one in self._summed(marks, folded, found) if place == "summary" else found:
            role = one.role or _role_of(marks, one, starts)
            if role == "authorized" and place == "rationale" and marks.has("visits_decided"):
                role = None  # it is this decision that allows them
            yield _Count(one.number, one.start, one.end, role)
            yield from _further(marks, one, role)
        if found or counted:
            yield from self._alone(marks, folded, [*places, *(one.span for one in found)])

    def _said(
        self, read: MarkedSentence, place: Place, counted: list[Mention], marks: Marks
    ) -> Iterator[Visits]:
        none, unknown = marks.place("visits_none"), marks.place("visits_unknown")
        if none and not marks.has("visits_lately"):
            yield self._visits(read, place, counted, "done", 0, none)
        if unknown:
            role: Role = "requested" if marks.has("visits_requested") else "done"
            yield self._visits(read, place, counted, role, None, unknown, "unknown")

    def _course(self, marks: Marks, folded: str, place: tuple[int, int]) -> Iterator[_Count]:
        """So many of so many: those had, or allowed where that is what is told, and those allowed."""
        start, end = place
        numbers = [int(self._figures.value(one[0])) for one in self._number.finditer(folded, start, end)]
        name = governing(marks, _ROLES, start, start, after=0)
        role = "done" if name is None or name == "visits_capped" else _ROLES[name]
        if role in ("done", "authorized", "denied"):
            yield _Count(numbers[0], start, end, role)
        if role != "authorized" and len(numbers) == 2 and _allowed_within(marks, start, end):
            yield _Count(numbers[1], start, end, "authorized")

    def _counts(self, folded: str, counted: Sequence[Mention]) -> Iterator[_Count]:
        if not self._figures.has_number(folded):  # the quickest to tell, and most sentences have none
            return
        ends, starts = set(), set()
        rates = {match.start() for match, _ in self._figures.rates(folded)}
        for match in self._count.finditer(folded):
            if match.start() in rates:
                continue
            ends.add(match.end("high") if match["high"] else match.end("low"))
            starts.add(match.start())
            yield _Count(int(self._figures.bounds(match)[1]), *match.span())
        schedules = [one for one in self._schedules.all(folded) if _beside(counted, one[1:], _OF_PART)]
        for number, start, end in schedules:
            if not any(start - _OF_PART <= one <= end for one in ends):
                yield _Count(number, start, end)
        for mention in counted:
            times = self._times.match(folded, mention.end)
            parted = times and any(start < times.end() and mention.end <= end for _, start, end in schedules)
            if times and not parted and times.end("n") not in ends:
                yield _Count(int(self._figures.value(times["n"])), mention.start, times.end())
            before = self._before.search(folded, max(0, mention.start - _OF_PART), mention.start)
            if before and ends and before.start() not in starts:
                yield _Count(int(self._figures.value(before["n"])), before.start(), mention.end)

    def _summed(self, marks: Marks, folded: str, found: list[_Count]) -> Iterator[_Count]:
        """The counts in their order; one that is added to one that was had is one with it."""
        added = marks.places("visits_added")
        waiting: _Count | None = None
        starts = sorted(one.start for one in found)
        for one in sorted(found, key=lambda each: each.start):
            if waiting is not None and any(map(one.overlaps, added)):
                waiting = _Count(waiting.number + one.number, waiting.start, one.end, "done")
                continue
            yield from filter(None, [waiting])
            waiting = one if _role_of(marks, one, starts) == "done" else None
            if waiting is None:
                yield one
        if waiting is not None and waiting.role is None:
            for start, end in added:
                number = self._number.search(folded, start, end)
                if number and start >= waiting.end and not _asked_after(marks, waiting.end):
                    waiting = _Count(
                        waiting.number + int(self._figures.value(number[0])), *waiting.span, "done"
                    )
        yield from filter(None, [waiting])

    def _alone(self, marks: Marks, folded: str, given: Sequence[tuple[int, int]]) -> Iterator[_Count]:
        """Numbers without the word visits, which a verb before them says what they are of."""
        names: tuple[tuple[MarkName, Role], ...] = (
            ("visits_had_alone", "done"),
            ("visits_allowed_alone", "authorized"),
        )
        for name, role in names:
            for start, end in marks.places(name):
                *_, last = self._number.finditer(folded, start, end)
                one = _Count(int(self._figures.value(last[0])), *last.span(), role)
                if not any(map(one.overlaps, given)):
                    yield one
                    yield from _further(marks, one, role)

    def _visits(
        self,
        read: MarkedSentence,
        place: Place,
        counted: Iterable[Mention],
        role: Role,
        count: int | None,
        span: tuple[int, int],
        status: Status | None = None,
    ) -> Visits:
        mention = _beside(counted, span)
        hedged = read.marks.has("hedge") and place == "rationale" and count != 0
        if role == "done" and place == "summary" and read.marks.has("visits_by_reviewer"):
            status = status or "reported"
        common = told(read, place, span, mention, status or ("possible" if hedged else "asserted"))
        after = max(span[1], mention.end if mention else 0)
        following = self._lexicon.find(read.sentence.folded[span[1] : after + _OF_PART], "body_part")
        parts = read.parts_of(mention) if mention else read.body_parts
        if following:
            own = [one for one in read.body_parts if one.concept == following[0].concept]
            common["body_part"] = following[0].concept
            common["side"] = own[0].side if len(own) == 1 else None
        elif parts and read.sentence.folded.find(parts[0].words) >= after + _OF_PART:
            common["body_part"] = common["side"] = None  # what is said of it later is something else
        cut = role == "authorized" and read.marks.has(*_CUT)
        after_surgery = read.marks.has("visits_after_surgery")
        return Visits(**common, role=role, count=count, of_request=cut, after_surgery=after_surgery)


def _in_short(read: MarkedSentence) -> list[Mention]:
    """Where physical therapy is counted by its initials, which elsewhere are the patient's."""
    around = read.marks.places("visits_of_pt")
    own = read.marks.places("initials_of_therapy") if around else ()
    return [
        Mention(_SHORT, start, end, read.sentence.folded[start:end], "affirmed")
        for start, end in own
        if any(first <= start and end <= last for first, last in around)
    ]


def _role_of(marks: Marks, one: _Count, starts: Sequence[int]) -> Role | None:
    """What the visits of a count are: what is said to have become of them, else what bears on their place."""
    owned = marks.places("visits_by_guideline")
    next_owned = owned[bisect_left(owned, (one.end, 0)) :][:1]
    summed = any(one.start - end == 1 for _, end in marks.places("visits_summed"))
    if summed or (next_owned and next_owned[0][0] - one.end <= 1):
        return None
    following = bisect_left(starts, one.end)
    until = min((one.end + _SAID_AFTER, *starts[following : following + 1]))
    were = marks.places("visits_were")
    for start, end in were[bisect_left(were, (one.end, 0)) : bisect_right(were, (until, len(marks.folded)))]:
        if not _said_aside(marks, start):
            said = (n for n in _BECOME for first, _ in marks.places(n) if 0 <= first - end <= _ADVERB)
            name = next(said, None)
            if name is not None:
                return _ROLES[name]
    return _ROLES[governing(marks, _ROLES, *one.span) or "visits_capped"]


def _further(marks: Marks, one: _Count, role: Role | None) -> Iterator[_Count]:
    """What else is told of the same visits: those allowed that were had."""
    for start, end in marks.places("visits_allowed_and_had"):
        if role == "authorized" and one.start <= start <= one.end + _SAID_AFTER:
            yield _Count(one.number, one.start, end, "done")


def _allowed_within(marks: Marks, start: int, end: int) -> bool:
    """Whether a course is of visits that were allowed: "of 6 authorized visits", "that were certified"."""
    if any(start <= first <= end + 1 for first, _ in marks.places("visits_authorized")):
        return True
    told = [last for first, last in marks.places("visits_relative") if 0 <= first - end <= _OTHER_CARE]
    return any(0 <= first - last <= 1 for last in told for first, _ in marks.places("visits_authorized"))


def _of_other(read: MarkedSentence, place: Place, one: _Count) -> bool:
    """Whether a number that no counted treatment is beside counts other care, or calls on a physician."""
    near = [m for m in read.care if m.start < one.end + _OTHER_CARE and m.end > one.start]
    allowed = read.marks.has("visits_authorized")  # nobody allows calls on a physician so many at a time
    return read.marks.inside(one.span, "visits_elsewhere") or (
        place == "summary" and any(m.concept != _CALL or not allowed for m in near)
    )


def _said_aside(marks: Marks, start: int) -> bool:
    """Whether what is said there only adds to visits that are known, or is of another number."""
    return any(first <= start < last for name in _ASIDE for first, last in marks.places(name))


def _asked_after(marks: Marks, start: int) -> bool:
    """Whether visits are asked for, allowed or refused after a place, by more than that they are more."""
    added = marks.places("visits_added")
    names: tuple[MarkName, ...] = (
        "visits_denied",
        "visits_authorized",
        "visits_requested",
        "visits_ahead",
        "visits_capped",
    )
    return any(
        first >= start and not any(a <= first < b for a, b in added)
        for name in names
        for first, _ in marks.places(name)
    )


def _beside(counted: Iterable[Mention], span: tuple[int, int], within: int = _BESIDE) -> Mention | None:
    """The counted treatment nearest to a number."""
    near = [(max(m.start - span[1], span[0] - m.end, 0), m.start, m) for m in counted]
    best = min(near, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] <= within else None
