"""Care: drugs in use and their doses, treatments tried and what came of them, procedures and studies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checker.casefile.features.cues import governing
from checker.casefile.features.kinds import Documented, Dose, Feature, Place, Procedure, Tried, Use
from checker.casefile.features.telling import (
    NOT_SO,
    denied_itself,
    denied_outright,
    is_passed,
    is_refused,
    none_had,
    paper_missing,
    status_at,
    told,
)
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Result
from checker.knowledge.quantities import in_days
from checker.letter import Measure, Mention
from checker.reading.dates import latest_day, month_alone
from checker.reading.marked import MarkedSentence

_CUES: tuple[MarkName, ...] = (
    "drug_stopped", "drug_taken", "care_given", "care_failed", "care_helped", "care_planned",
)  # fmt: skip
_RESULTS: dict[MarkName, Result] = {"care_partly": "partly", "care_failed": "failed", "care_helped": "helped"}
_STUDIES = frozenset({"imaging", "electrodiagnostic", "lab_or_uds"})
_NO_CARE = _STUDIES | {"consultation", "surgical_ancillary", "home_or_transport", "other", "surgery"}
_PROCEDURES = frozenset({"surgery", "injection"})
_IS_TRIED = frozenset(
    {"conservative_care", "failed_conservative_care", "failed_medication", "activity_modification"}
)
_FAILED = frozenset({"failed_conservative_care", "failed_medication"})
_DRUGS = ("drug", "drug_class")
_PAUSE = re.compile(r"[,;:.]")
_DOSES = frozenset({"mg", "mg_per_day"})
_DOCUMENTED = frozenset({"home_exercise"})
_BESIDE = 40  # characters between a treatment and its length
_FAR = 100  # characters between them where words tell that it lasted
_RESULT_NEAR = 70  # characters between a treatment and what came of it
_LEAD = 12  # characters between a word that tells of a length and the length
_SINCE = 14  # characters after "since" in which its day begins
_UNCOUNTED: dict[MarkName, int] = {"for_years": 730, "for_months": 60}  # days that "for months" has at least


class CareReader:
    """Reads what was taken, tried, done and planned. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon, morphine: str) -> None:
        self._lexicon = lexicon
        self._morphine = re.compile(rf"\b{morphine}\b")

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Feature]:
        """The care that a sentence tells of."""
        for mention in read.mentions:
            concept = self._lexicon.concepts[mention.concept]
            if concept.kind in _DRUGS:
                yield from self._drug(read, place, mention)
            elif concept.kind == "treatment":
                yield from self._treatment(read, place, mention, concept.category or "other")
            elif mention.concept in _IS_TRIED:
                yield from self._conservative(read, place, mention)
        yield from self._unnamed(read, place)
        yield from self._doses(read, place)
        at = read.marks.place("therapy_tried")
        if at and status_at(read, *at) == "asserted":
            yield Tried(**told(read, place, at))

    def _unnamed(self, read: MarkedSentence, place: Place) -> Iterator[Use]:
        """The use of a drug that a sentence points to and doesn't name."""
        at = read.marks.place("drug_pointed_to")
        named = any(self._lexicon.concepts[m.concept].kind in _DRUGS for m in read.mentions)
        status = status_at(read, *at) if at and not named else None
        if at and status:
            days = next(_lengths(read, at), None)
            yield Use(
                **told(read, place, at, status=status),
                days=days,
                since=_since(read, at),
                since_month=_since_month(read),
                broken=read.marks.has("use_broken"),
            )

    def _drug(self, read: MarkedSentence, place: Place, mention: Mention) -> Iterator[Feature]:
        cue = _cue(read, mention)
        status = status_at(read, mention.start, mention.end)
        result = _result(read, mention)
        long_term = read.marks.has("long_term")
        denied = status in NOT_SO and denied_outright(read, mention.start, mention.end)
        if status is None or (cue is None and not long_term and not denied):
            return
        if (
            cue == "drug_stopped" and status == "denied"
        ):  # "no longer takes" denies the use now, not that it was
            status = "asserted"
        common = told(read, place, (mention.start, mention.end), mention, status)
        failed = mention.assertion == "affirmed" and result is not None
        given = cue == "care_given" and status in NOT_SO
        untried = denied or (given and denied_itself(read, mention.start, mention.end))
        if failed or untried or (cue == "drug_stopped" and status == "asserted"):
            yield Tried(**common, days=_length(read, mention), result=result)
        if cue != "care_planned" or long_term:
            current = bool(in_use(read, mention)) or long_term
            yield Use(
                **common,
                days=_length(read, mention),
                since=_since(read, (mention.start, mention.end)),
                since_month=_since_month(read),
                broken=read.marks.has("use_broken"),
                current=current,
                long_term=long_term and status == "asserted",
            )

    def _treatment(
        self, read: MarkedSentence, place: Place, mention: Mention, category: str
    ) -> Iterator[Feature]:
        cue = _cue(read, mention)
        status = status_at(read, mention.start, mention.end)
        if status is None or (status in NOT_SO and is_refused(read, mention.start, mention.end)):
            return
        if status == "asserted" and none_had(read, mention.end):
            status = "denied"
        common = told(read, place, (mention.start, mention.end), mention, status)
        planned = cue == "care_planned"
        when = common["past"] or common["day"] is not None
        itself = status not in NOT_SO or denied_itself(read, mention.start, mention.end)
        is_paper = category in _STUDIES or mention.concept in _DOCUMENTED
        shown = any(0 <= first - mention.end <= 1 for first, _ in read.marks.places("result_told"))
        told_of = cue is not None or when or shown or status != "asserted"
        missing = status in NOT_SO and paper_missing(read, mention.start, mention.end)
        if is_paper and (itself or missing) and not planned and told_of:
            yield Documented(**common)
        if category in _PROCEDURES and itself and (cue is not None or when):
            yield Procedure(**common, planned=planned)
        no_care = category in _NO_CARE and mention.concept not in _IS_TRIED
        if no_care or planned or (cue is None and not common["past"] and status not in NOT_SO):
            return
        result = _result(read, mention)
        if not itself and result != "failed":
            return
        if not itself:
            common["status"] = "asserted"
        yield Tried(
            **common,
            days=_length(read, mention),
            visits=_visits(read, mention),
            result=result if common["status"] == "asserted" or result == "failed" else None,
        )

    def _conservative(self, read: MarkedSentence, place: Place, mention: Mention) -> Iterator[Feature]:
        status = status_at(read, mention.start, mention.end)
        if status in NOT_SO and not denied_itself(read, mention.start, mention.end):
            return
        if status is not None:
            common = told(read, place, (mention.start, mention.end), mention, status)
            result = _result(read, mention)
            failed = mention.concept in _FAILED or result == "failed"
            common["concept"] = (
                "conservative_care" if mention.concept == "failed_conservative_care" else mention.concept
            )
            yield Tried(
                **common,
                days=_length(read, mention),
                result="failed" if failed else result if status == "asserted" else None,
            )

    def _doses(self, read: MarkedSentence, place: Place) -> Iterator[Dose]:
        for measure in read.measures:
            told_beside = measure.unit in _DOSES and _beside_morphine(read, measure.start)
            if measure.unit != "mg_per_day" and not told_beside:
                continue
            status = status_at(read, measure.start, measure.end)
            if status is None or status == "denied":
                continue
            mention = self._drug_before(read, measure)
            equivalent = told_beside or self._morphine.search(measure.words) is not None
            common = told(read, place, (measure.start, measure.end), mention, status)
            yield Dose(
                **common,
                mg_a_day=None if equivalent else measure.high,
                morphine_equivalent=measure.high if equivalent else None,
            )

    def _drug_before(self, read: MarkedSentence, measure: Measure) -> Mention | None:
        before = [
            m
            for m in read.mentions
            if m.end <= measure.start and self._lexicon.concepts[m.concept].kind in _DRUGS
        ]
        return before[-1] if before else None


def _beside_morphine(read: MarkedSentence, start: int) -> bool:
    """Whether words that a dose is one in morphine stand beside it, and nearer to no other dose."""
    doses = [one for one in read.measures if one.unit in _DOSES]
    for first, last in read.marks.places("in_morphine"):
        near = [
            (gap, one.start)
            for one in doses
            for between in (read.sentence.folded[min(one.end, last) : max(one.start, first)],)
            if (gap := len(between)) <= _BESIDE and not _PAUSE.search(between)
        ]
        if near and min(near)[1] == start:
            return True
    return False


def _result(read: MarkedSentence, mention: Mention) -> Result | None:
    """What came of a treatment: of the words that tell it, those nearest to it."""
    near: list[tuple[int, int, Result, tuple[int, int]]] = []
    for rank, (name, result) in enumerate(_RESULTS.items()):
        for first, last in read.marks.places(name):
            # "With temporary relief" helped in part, and "no relief" not at all: the words are told once.
            if not any(first < end and start < last for *_, (start, end) in near):
                near.append((max(first - mention.end, mention.start - last, 0), rank, result, (first, last)))
    best = min(near, default=None, key=lambda one: one[:2])
    if best is None or best[0] > _RESULT_NEAR:
        return None
    denied = best[2] == "helped" and read.scopes.status(*best[3]) == "negated"
    return "failed" if denied else best[2]


def _length(read: MarkedSentence, mention: Mention) -> int | None:
    """How many days a treatment went on, at least."""
    return next(_lengths(read, (mention.start, mention.end)), None)


def _lengths(read: MarkedSentence, at: tuple[int, int]) -> Iterator[int]:
    """The times in days that a sentence gives what stands there: beside it, or as what it lasted."""
    for measure in read.measures:
        days = in_days(measure.unit, measure.low)
        distance = max(measure.start - at[1], at[0] - measure.end, 0)
        leading = any(0 <= measure.start - last <= _LEAD for _, last in read.marks.places("lasting"))
        taken = _is_of_another(read, at, measure.start)
        if (
            days is not None
            and not taken
            and distance <= (_FAR if leading else _BESIDE)
            and not is_planned(read, measure)
        ):
            yield int(days) + is_passed(read, measure)
    for name, least in _UNCOUNTED.items():
        for start, end in read.marks.places(name):
            near = max(start - at[1], at[0] - end, 0) <= _BESIDE
            if near and not _is_of_another(read, at, start):
                yield least


def _is_of_another(read: MarkedSentence, at: tuple[int, int], start: int) -> bool:
    """Whether a length before a treatment is of what stands before it: "ibuprofen for years and tramadol"."""
    return start < at[0] and any(0 <= start - one.end <= _LEAD for one in read.mentions)


def is_planned(read: MarkedSentence, told: Mention | Measure) -> bool:
    """Whether a sentence tells of care, or a measure of it, as of what is to come."""
    return _cue(read, told) == "care_planned"


def is_given(read: MarkedSentence, told: Mention) -> bool:
    """Whether a sentence tells of care as given."""
    return _cue(read, told) == "care_given"


def is_failed(read: MarkedSentence, drug: Mention) -> bool:
    """Whether a sentence tells of a drug as of one that did not help."""
    return _cue(read, drug) == "care_failed" or _result(read, drug) == "failed"


def _cue(read: MarkedSentence, told: Mention | Measure) -> MarkName | None:
    """What bears on care or a measure of it: that it "was requested", or else what governs it."""
    planned = any(0 <= first - told.end <= 1 for first, _ in read.marks.places("put_off"))
    return "care_planned" if planned else governing(read.marks, _CUES, told.start, told.end)


def in_use(read: MarkedSentence, drug: Mention) -> bool | None:
    """Whether a drug is told to be in use; not one that was stopped, None where it is to come or was once."""
    cue = _cue(read, drug)
    stops = [first for first, _ in read.marks.places("drug_stopped")]
    if cue == "drug_stopped":
        again = any(first > stops[-1] for first, _ in read.marks.places("drug_taken"))
        return None if again else False
    past = read.scopes.status(drug.start, drug.end) == "historical"
    if past or cue == "care_planned":
        return None
    over = [] if read.marks.has("use_began") else [first for first, _ in read.marks.places("not_now")]
    return None if any(_in_one_clause(read, drug, first) for first in (*over, *stops)) else True


def _in_one_clause(read: MarkedSentence, told: Mention, place: int) -> bool:
    first, last = min(told.start, place), max(told.start, place)
    return not any(first < at < last for at, _ in read.marks.places("terminators"))


def _visits(read: MarkedSentence, mention: Mention) -> int | None:
    """How many visits of a treatment were had."""
    for measure in read.measures:
        distance = max(measure.start - mention.end, mention.start - measure.end, 0)
        if measure.unit == "visit" and distance <= _BESIDE:
            return int(measure.high)
    return None


def _since(read: MarkedSentence, at: tuple[int, int]) -> date | None:
    """The day since which, or on which it began: the last of a month or year where only that is given."""
    began = [
        place for place in read.marks.places("use_began") if place[0] - _BESIDE <= at[1] and at[0] <= place[1]
    ]
    folded = read.sentence.folded
    days = (latest_day(folded, end, end + _SINCE) for _, end in (*read.marks.places("since_told"), *began))
    return next((day for day in days if day), None)


def _since_month(read: MarkedSentence) -> int | None:
    """The month since which, where its year is not given."""
    place = read.marks.place("since_told")
    return month_alone(read.sentence.folded, place[1] + 1) if place else None
