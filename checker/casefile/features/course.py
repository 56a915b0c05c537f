"""The course: response to treatment, work, papers on record, age, and the time since injury and surgery."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from checker.casefile.features.cues import governing
from checker.casefile.features.kinds import (
    Age,
    Documented,
    Elapsed,
    Feature,
    Paper,
    Place,
    Procedure,
    Response,
    Status,
    WorkStatus,
)
from checker.casefile.features.telling import NOT_SO, denied_in_degree, is_where, status_at, told
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import in_days
from checker.letter import Case, Measure
from checker.reading.marked import MarkedSentence
from checker.spans import Span

Of = Literal["pain", "function", "medication", "work", "overall"]
Change = Literal["better", "same", "worse", "persists"]
Working = Literal["full", "modified", "off"]

_BETTER: dict[MarkName, Of] = {
    "pain_better": "pain", "function_better": "function",
    "medication_less": "medication", "overall_better": "overall",
}  # fmt: skip
_OBJECTS: dict[MarkName, Of] = {"function_named": "function", "pain_named": "pain"}
_OTHERWISE: dict[MarkName, Change] = {
    "change_worse": "worse", "change_same": "same", "pain_persists": "persists",
}  # fmt: skip
_WORK: dict[MarkName, Working] = {"work_off": "off", "work_modified": "modified", "work_full": "full"}
_PAPERS: dict[MarkName, Paper] = {
    "pain_agreement": "agreement", "drug_database": "database", "request_form": "request",
}  # fmt: skip
_SCORES: dict[MarkName, int] = {"score_falls": 1, "score_rises": -1}
_SCORE = re.compile(r"\b(\d{1,2})(?:/10)?\b(?!/)")
_FIGURE_NEAR = 40  # characters between a change and its figure
_LEAD = 12  # characters between a word that tells of a length and the length


class CourseReader:
    """Reads the course. It keeps nothing."""

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Feature]:
        """Response, work and papers that a sentence tells of."""
        yield from self._responses(read, place)
        yield from self._told_by_scores(read, place)
        for name, working in _WORK.items():
            at = read.marks.place(name)
            if at:
                status: Status = "possible" if read.scopes.status(*at) == "hypothetical" else "asserted"
                yield WorkStatus(**told(read, place, at, status=status), working=working)
                break
        for name, paper in _PAPERS.items():
            at = read.marks.place(name)
            status_of_paper = status_at(read, *at) if at else None
            if status_of_paper in NOT_SO and at and (denied_in_degree(read, *at) or is_where(read, at[0])):
                continue
            if at and status_of_paper:
                yield Documented(**told(read, place, at, status=status_of_paper), paper=paper)
        at = read.marks.place("exam_left_out")
        if at and not read.marks.inside(at, "exam_in_degree"):
            yield Documented(**told(read, place, at, status="unknown"), paper="examination")

    def _told_by_scores(self, read: MarkedSentence, place: Place) -> Iterator[Response]:
        """Less pain with the treatment than without it, and what is done with it."""
        for name, sign in _SCORES.items():
            for at in read.marks.places(name):
                first, second = (int(figure) for figure in _SCORE.findall(read.sentence.folded, *at)[:2])
                if sign * (first - second) > 0:
                    common = told(read, place, at)
                    common["words"] = common["words"].strip()
                    yield Response(**common, of="pain", change="better", using=True, care=_care(read, at))
        for at in read.marks.places("able_with"):
            if status_at(read, *at) == "asserted":
                yield Response(
                    **told(read, place, at), of="function", change="better", using=True, care=_care(read, at)
                )

    def _responses(self, read: MarkedSentence, place: Place) -> Iterator[Response]:
        taken: list[tuple[int, int]] = []
        for name, change in _OTHERWISE.items():
            for at in read.marks.places(name):
                if any(first < at[1] and at[0] < last for first, last in taken):
                    continue
                taken.append(at)
                yield Response(
                    **told(read, place, at), of=_object(read, at), change=change, care=_care(read, at)
                )
        for better, of in _BETTER.items():
            for at in read.marks.places(better):
                if any(first < at[1] and at[0] < last for first, last in taken):
                    continue
                taken.append(at)
                status = status_at(read, *at)
                if status is not None:
                    common = told(read, place, at, status=status)
                    yield Response(
                        **common,
                        of=of,
                        change="better",
                        percent=_percent(read, at),
                        days=_relief_days(read, at),
                        care=_care(read, at),
                    )


def _care(read: MarkedSentence, at: tuple[int, int]) -> str | None:
    """The care of which a change is told: what alone a sentence names, and before it."""
    named = {one.concept for one in read.care}
    return named.pop() if len(named) == 1 and read.care[0].end <= at[0] else None


def _object(read: MarkedSentence, at: tuple[int, int]) -> Of:
    """What stayed the same or got worse: what is named nearest to it."""
    name = governing(read.marks, _OBJECTS, *at)
    return _OBJECTS[name] if name else "overall"


def _percent(read: MarkedSentence, at: tuple[int, int]) -> float | None:
    return next((m.high for m in read.measures if m.unit == "percent" and _near(m, at)), None)


def _relief_days(read: MarkedSentence, at: tuple[int, int]) -> int | None:
    """How long it was better: a length of time soon after, that the letter says it went on for."""
    for measure in read.measures:
        days = in_days(measure.unit, measure.high)
        leads = [*read.marks.places("lasting"), *read.marks.places("relief_at")]
        leading = any(0 <= measure.start - last <= _LEAD for _, last in leads)
        if days is not None and leading and _near(measure, at):
            return int(days)
    return None


def _near(measure: Measure, at: tuple[int, int]) -> bool:
    return max(measure.start - at[1], at[0] - measure.end, 0) <= _FIGURE_NEAR


def age_of(read: Iterable[MarkedSentence]) -> Iterator[Age]:
    """The age that a summary gives first."""
    for sentence in read:
        if sentence.age is not None:
            common = told(sentence, "summary", (0, len(sentence.sentence.folded)))
            common["day"] = None  # a date beside it is another event's
            yield Age(**common, years=sentence.age)
            return


def elapsed(case: Case, decided: date | None, features: Iterable[Feature], at: Span) -> Iterator[Elapsed]:
    """The time from injury and procedures to the decision. ``at`` is the part of the letter it is from."""
    if decided is None:
        return
    if case.date_of_injury and case.date_of_injury < decided:  # the same where a letter has no later day
        yield Elapsed(
            concept=None,
            words=case.date_of_injury.isoformat(),
            sentence=case.date_of_injury.isoformat(),
            span=at,
            place="summary",
            status="inferred",
            day=case.date_of_injury,
            since="injury",
            days=(decided - case.date_of_injury).days,
        )
    yield from since_procedures(decided, features)


def since_procedures(decided: date, features: Iterable[Feature]) -> Iterator[Elapsed]:
    """The time from what was operated or injected to the decision."""
    for one in features:
        done = isinstance(one, Procedure) and not one.planned and one.status == "asserted"
        if done and one.day and one.day <= decided:
            yield Elapsed(
                concept=one.concept,
                words=one.words,
                sentence=one.sentence,
                span=one.span,
                place=one.place,
                status="inferred",
                body_part=one.body_part,
                side=one.side,
                day=one.day,
                since="surgery",
                days=(decided - one.day).days,
            )
