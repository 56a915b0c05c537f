"""Visits: what the letter counts, and the ledger of an item: asked for, had, allowed before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.casefile.features.cues import governing
from checker.casefile.features.kinds import Features, Place, Procedure, Status, Visits
from checker.casefile.features.telling import told
from checker.knowledge.letter_forms import any_of
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Mention, Treatment
from checker.reading.figures import FigureReader
from checker.reading.marked import MarkedSentence
from checker.reading.marks import Marks

Role = Literal["requested", "done", "authorized", "denied"]

_ROLES: dict[MarkName, Role | None] = {
    "visits_capped": None,
    "visits_denied": "denied",
    "visits_authorized": "authorized",
    "visits_requested": "requested",
    "visits_done": "done",
}
_ALWAYS_COUNTED = frozenset({"physical_therapy", "chiropractic", "acupuncture", "massage"})
_COUNTED_IF_ASKED = frozenset({"psych", "modality", "functional_program"})
_COUNTED = _ALWAYS_COUNTED | _COUNTED_IF_ASKED
_AFTER_SURGERY = "postoperative_therapy"
_MOST = 200  # a larger number counts no visits
_OF_PART = 30  # characters after them within which the part is named that they are for
_BESIDE = 60  # characters between a number and the treatment that it counts


@dataclass(frozen=True, slots=True)
class VisitLedger:
    """The visits of one item: None where the letter gives no number.

    ``requested`` is what was first asked for, also where a part of it was allowed. ``features`` are those
    that the figures rest on, and those that give others; ``conflicting`` that the letter counts those had
    in more than one way.
    """

    requested: int | None
    done: int | None
    authorized: int | None
    conflicting: bool = False
    features: tuple[Visits, ...] = ()


class VisitReader:
    """Reads counts of visits in sentences. One instance serves all letters."""

    def __init__(self, figures: FigureReader, lexicon: Lexicon) -> None:
        self._figures = figures
        self._lexicon = lexicon
        form, units = figures.form, figures.form.units
        lengths = (units.hour, units.day, units.week, units.month, units.year)
        other = (*lengths, units.mg, units.g, units.percent, form.times, form.per)
        others = any_of(word for one in other for word in one.words)
        self._count = re.compile(
            rf"(?<![\w./-]){figures.range} (?:(?!{others}\b)[a-z/-]+ ){{0,5}}?{units.visit.pattern}\b"
        )
        self._times = re.compile(rf" ?{form.times.pattern} (?:[a-z]+ ){{0,2}}(?P<n>{figures.number})\b")
        self._number = re.compile(figures.number)

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Visits]:
        """The visits that a sentence counts, or says not to know."""
        counted = [m for m in read.mentions if self._lexicon.concepts[m.concept].category in _COUNTED]
        marks, folded = read.marks, read.sentence.folded
        part = marks.place("visits_of_course")
        if part:
            number = self._number.search(folded, part[0])
            if number:
                yield self._visits(read, place, counted, "done", int(self._figures.value(number[0])), part)
        for count, span in self._counts(folded, counted):
            role = _ROLES[governing(marks, _ROLES, *span) or "visits_capped"]
            over = part is not None and span[0] < part[1] and part[0] < span[1]
            if role is not None and not over and count <= _MOST:
                yield self._visits(read, place, counted, role, count, span)
        yield from self._said(read, place, counted, marks)

    def _said(
        self, read: MarkedSentence, place: Place, counted: list[Mention], marks: Marks
    ) -> Iterator[Visits]:
        none, unknown = marks.place("visits_none"), marks.place("visits_unknown")
        if none:
            yield self._visits(read, place, counted, "done", 0, none)
        if unknown:
            role: Role = "requested" if marks.has("visits_requested") else "done"
            yield self._visits(read, place, counted, role, None, unknown, "unknown")

    def _counts(self, folded: str, counted: list[Mention]) -> Iterator[tuple[int, tuple[int, int]]]:
        ends = set()
        for match in self._count.finditer(folded):
            ends.add(match.end("high") if match["high"] else match.end("low"))
            yield int(self._figures.bounds(match)[1]), match.span()
        for mention in counted:
            times = self._times.match(folded, mention.end)
            if times and times.end("n") not in ends:
                yield int(self._figures.value(times["n"])), (mention.start, times.end())

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
        common = told(read, place, span, mention, status or ("possible" if hedged else "asserted"))
        after = max(span[1], mention.end if mention else 0)
        following = self._lexicon.find(read.sentence.folded[span[1] : after + _OF_PART], "body_part")
        parts = read.parts_of(mention) if mention else read.body_parts
        if following:
            common["body_part"], common["side"] = following[0].concept, None
        elif parts and read.sentence.folded.find(parts[0].words) >= after + _OF_PART:
            common["body_part"] = common["side"] = None  # what is said of it later is something else
        return Visits(**common, role=role, count=count)


def _beside(counted: Iterable[Mention], span: tuple[int, int]) -> Mention | None:
    """The counted treatment nearest to a number."""
    near = [(max(m.start - span[1], span[0] - m.end, 0), m.start, m) for m in counted]
    best = min(near, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] <= _BESIDE else None


def visit_ledger(
    treatment: Treatment,
    original: Treatment | None,
    authorized: Treatment | None,
    features: Features,
    lexicon: Lexicon,
    *,
    after_surgery: bool,
) -> VisitLedger | None:
    """The visits of an item; None for what isn't counted in visits.

    For therapy ``after_surgery`` what was had doesn't count unless it is told to have been after the surgery.
    """
    asked = [one.visits for one in (original, treatment) if one is not None and one.visits is not None]
    if treatment.category not in _COUNTED or (treatment.category not in _ALWAYS_COUNTED and not asked):
        return None
    kin = lexicon.kin_of(treatment.concepts)
    own = [
        one
        for one in features.of(Visits)
        if (one.concept in kin or (one.concept is None and one.place == "rationale"))
        and lexicon.meet(filter(None, [one.body_part]), [part.concept for part in treatment.body_parts])
    ]
    requested = asked[0] if asked else _most(own, "requested")
    allowed = authorized.visits if authorized is not None else None
    if after_surgery:
        own = [one for one in own if one.role != "done" or _is_after(one, features)]
    done = _most(own, "done")
    counts = {one.count for one in own if one.role == "done" and one.count is not None}
    return VisitLedger(
        requested=requested,
        done=done,
        authorized=allowed if allowed is not None else _most(own, "authorized"),
        conflicting=len(counts) > 1,
        features=tuple(own),
    )


def _is_after(visits: Visits, features: Features) -> bool:
    """Whether visits are named as those after a surgery, or dated after one."""
    if visits.concept == _AFTER_SURGERY:
        return True
    done = [one.day for one in features.of(Procedure) if one.day is not None and not one.planned]
    return bool(done) and visits.day is not None and visits.day > max(done)


def _most(features: Iterable[Visits], role: Role) -> int | None:
    """The most visits of a role, what is plainly said before what only seems so."""
    counts = [one for one in features if one.role == role and one.count is not None]
    sure = [one for one in counts if one.status == "asserted"]
    return max((one.count for one in sure or counts if one.count is not None), default=None)
