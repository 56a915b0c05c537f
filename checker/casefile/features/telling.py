"""What features of a sentence have in common: whether it is so, where, and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import TypedDict

from checker.casefile.features.kinds import Place, Status
from checker.letter import Measure, Mention, Side
from checker.reading.dates import find_dates
from checker.reading.marked import MarkedSentence
from checker.spans import Span

_AFTER = 90  # characters after a place within which it can be said to be on no record
_RIGHT_BEFORE = 8  # characters between "no record" and what there is none of
_VERB = 5  # characters between a paper and that it is on file
_BESIDE = 40  # characters after a place within which what is said of it can follow
_NEXT = 1  # characters between a denial and what it denies
_LISTED = 20  # of a list before and after what is denied in it
_ARTICLE = re.compile(r" (?:(?:the|this|that|his|her|an?|any) )?")
_PAUSE = re.compile(r"[.,;:]")
NOT_SO: tuple[Status, ...] = ("denied", "unknown")
_WHERE: dict[str, Status] = {"affirmed": "asserted", "historical": "asserted", "uncertain": "possible"}


class Common(TypedDict):
    """The fields that all features have."""

    concept: str | None
    words: str
    sentence: str
    span: Span
    place: Place
    status: Status
    body_part: str | None
    side: Side | None
    day: date | None
    past: bool


def told(
    read: MarkedSentence,
    place: Place,
    at: tuple[int, int],
    mention: Mention | None = None,
    status: Status = "asserted",
) -> Common:
    """The fields of a feature at a place of the folded sentence, of the concept mentioned there."""
    parts = read.parts_of(mention) if mention else read.body_parts
    sides = read.sides_of(mention) if mention else frozenset()
    own = next(iter(sides)) if len(sides) == 1 else "bilateral" if sides else None
    return Common(
        concept=mention.concept if mention else None,
        words=read.sentence.folded[slice(*at)],
        sentence=read.sentence.text,
        span=read.sentence.span,
        place=place,
        status=status,
        body_part=parts[0].concept if parts else None,
        side=own or (parts[0].side if parts else None),
        day=day_of(read, at[0]),
        past=read.scopes.status(*at) == "historical",
    )


def status_at(read: MarkedSentence, start: int, end: int) -> Status | None:
    """Whether what stands there is said to be so; None for what is only thought of.

    What is denied by saying that no record tells of it is unknown.
    """
    said = read.scopes.status(start, end)
    if said == "negated":
        return "unknown" if _on_no_record(read, start, end) else "denied"
    return _WHERE.get(said)


def denied_itself(read: MarkedSentence, start: int, end: int) -> bool:
    """Whether a denial is that what stands there was had at all, not how much of it or with what result."""
    if denied_outright(read, start, end):
        return True
    no_record = any(0 <= start - last <= _RIGHT_BEFORE for _, last in read.marks.places("undocumented"))
    had = no_record or read.marks.inside(_denial_around(read, start, end), "itself_had")
    return had and not denied_in_degree(read, start, end)


def denied_outright(read: MarkedSentence, start: int, end: int) -> bool:
    """Whether what stands there is said not to have been had, in so many words: "no X", "X was not tried".

    What is denied of a list is denied of each in it.
    """
    folded, marks = read.sentence.folded, read.marks
    if none_had(read, end):
        return True
    first, last = list_around(read, start, end)
    clause = first == 0 or _before(marks.places("clause_word"), first)
    after = next((at for at in marks.places("had_after") if last <= at[0] <= last + _NEXT), None)
    until = (
        last if last == len(folded) or folded[last] in ".,;" else _reach(folded, after[1]) if after else None
    )
    if clause and any(last <= begin <= last + _NEXT for begin, _ in marks.places("not_had")):
        until = last + _BESIDE
    elif not _before(marks.places("none_had"), first):
        return False
    since = max((at for _, at in marks.places("terminators") if at <= first), default=0)
    return until is not None and not any(
        since <= begin and stop <= until and not (after and after[0] <= begin and stop <= after[1])
        for begin, stop in marks.places("in_degree")
    )


def _reach(folded: str, after: int) -> int:
    """How far words after a place can still be on what stands before it: to the end of the clause."""
    pause = _PAUSE.search(folded, after, after + _BESIDE)
    return pause.start() if pause else after + _BESIDE


def is_refused(read: MarkedSentence, start: int, end: int) -> bool:
    """Whether what is denied of it is that it is necessary, which says nothing of what was had."""
    before = any(last <= start for _, last in read.marks.places("negation_before"))
    return not before and any(first >= end for first, _ in read.marks.places("not_necessary"))


def none_had(read: MarkedSentence, end: int) -> bool:
    """Whether of the care that is named last before a place none is said to have been had after it."""
    at = next((first for first, _ in read.marks.places("none_of_it") if first >= end), None)
    return at is not None and not any(end <= one.start < at for one in read.care)


def _before(places: list[tuple[int, int]], start: int) -> bool:
    """Whether one of the places ends right before a start."""
    return any(start - _NEXT <= last <= start for _, last in places)


def list_around(read: MarkedSentence, start: int, end: int) -> tuple[int, int]:
    """Where the list that what stands there is in begins, with the words that add nothing, and ends."""
    own = bisect_left(read.mentions, start, key=_start)
    start = _bare(read, start)
    for one in reversed(read.mentions[max(0, own - _LISTED) : own]):
        if one.end > start or not _is_list(read, one.end, start):
            break
        start = _bare(read, one.start)
    after = bisect_left(read.mentions, end, key=_start)
    for one in read.mentions[after : after + _LISTED]:
        if not _is_list(read, end, _bare(read, one.start)):
            break
        end = one.end
    return start, end


def _start(mention: Mention) -> int:
    return mention.start


def _bare(read: MarkedSentence, start: int) -> int:
    """Where the words that add nothing begin that stand right before a place."""
    places = read.marks.places("bare_word")
    for first, last in reversed(places[: bisect_left(places, (start, 0))]):
        if not start - _NEXT <= last <= start:
            break
        if not read.marks.inside((first, last), "none_had"):
            start = first
    return start


def _is_list(read: MarkedSentence, start: int, end: int) -> bool:
    """Whether only a comma, and words that go on in a list, stand there."""
    between = read.sentence.folded[start:end].strip(" ,")
    words = [read.sentence.folded[slice(*at)] for at in read.marks.places("clause_word")]
    return start <= end and (not between or between in words) and end - start > 1


def paper_missing(read: MarkedSentence, start: int, end: int) -> bool:
    """Whether a test or plan that stands there is said to be missing: "there is no", "was not provided"."""
    sent = any(0 <= first - end <= _VERB for first, _ in read.marks.places("then_provided"))
    alone = end == len(read.sentence.folded) or read.sentence.folded[end] in ".,;"
    none = alone and any(0 <= start - last <= 1 for _, last in read.marks.places("none_there"))
    return (sent or none) and not denied_in_degree(read, start, end)


def denied_in_degree(read: MarkedSentence, start: int, end: int) -> bool:
    """Whether a denial is of how much, of what kind or with what result."""
    first, last = _denial_around(read, start, end)
    others = [(one.start, one.end) for one in read.care if (one.start, one.end) != (start, end)]
    return any(
        first <= begin and stop <= last and not any(one[0] <= begin and stop <= one[1] for one in others)
        for begin, stop in read.marks.places("in_degree")  # a home program is a kind of care, home no degree
    )


def is_where(read: MarkedSentence, start: int) -> bool:
    """Whether what stands there is only where something is not: "no date stands on the request"."""
    folded = read.sentence.folded
    return any(_ARTICLE.fullmatch(folded, last, start) for _, last in read.marks.places("where_told"))


def _denial_around(read: MarkedSentence, start: int, end: int) -> tuple[int, int]:
    denials = [last for _, last in read.marks.places("negation_before") if last <= start]
    return denials[-1] if denials else 0, end + _BESIDE


def _on_no_record(read: MarkedSentence, start: int, end: int) -> bool:
    return any(
        last <= start or end <= first <= end + _AFTER for first, last in read.marks.places("undocumented")
    )


def day_of(read: MarkedSentence, start: int) -> date | None:
    """The date of what stands there: the last before it, else the first of the sentence."""
    if len(read.dates) < 2:
        return read.dates[0] if read.dates else None
    dates = find_dates(read.sentence.folded)
    return next((day for day, first, _ in reversed(dates) if first <= start), dates[0][0])


def is_passed(read: MarkedSentence, measure: Measure) -> bool:
    """Whether a time is said to be longer than that."""
    longer = any(first < measure.start <= last for first, last in read.marks.places("longer_told"))
    return longer and read.scopes.status(measure.start, measure.end) != "negated"
