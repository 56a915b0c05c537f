"""The figures of a sentence, held against the figures of a criterion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import FROM_BELOW, Range, in_days
from checker.letter import Measure, Mention
from checker.reading.marked import MarkedSentence
from checker.reading.measures import same_dimension, same_value

Relation = Literal["agreeing", "conflicting", "no_figure"]

_ON_PATIENT: tuple[MarkName, ...] = ("case", "case_weak")
MOST_FIGURES = 50  # of a sentence: no statement has so many, and each is held against the others
_OWN_WORDS = 4  # of a clause before its figure
_NEAR = 120  # characters within which words speak of a figure
_PARTED = re.compile(r"[,;:]| and for ")
_LINKED = 25  # characters between "for" and what a figure is for
_AFTER = 40  # characters after a figure within which stands what it is for


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of a sentence and the rows of a criterion that it was held against.

    ``row`` is the one that agrees, else the first.
    """

    measure: Measure
    row: Limit
    rows: tuple[Limit, ...]
    agrees: bool


def compare(
    read: MarkedSentence, measure: Measure, limits: Iterable[Limit], lexicon: Lexicon
) -> Compared | None:
    """A figure against the rows that measure the same; None where there is none."""
    rows = tuple(rows_for(read, measure, limits, lexicon))
    if not rows:
        return None
    agreeing = next((row for row in rows if agrees(measure, row)), None) or _both_ends(measure, rows)
    if agreeing is not None:
        return Compared(measure, agreeing, rows, agrees=True)
    return Compared(measure, rows[0], rows, agrees=False)


def guideline_figures(read: MarkedSentence) -> Iterator[Measure]:
    """The figures of a sentence that can be the guideline's, not what the patient had or asks for."""
    marks, folded = read.marks, read.sentence.folded
    breaks = _breaks(read)
    patient = [start for name in _ON_PATIENT for start, _ in marks.places(name)]
    names = [start for start, _ in marks.places("guideline_name")]
    beyond, turn = marks.place("goes_beyond"), marks.place("turn_to_case")
    kept = [start for start, _ in marks.places("gone_beyond")]
    added = [end for _, end in marks.places("added_up")]
    for measure in read.measures[:MOST_FIGURES]:
        begin, end = _between(breaks, measure.start)
        before = max((start for start in names if begin <= start < measure.start), default=-1)
        denied = read.scopes.status(measure.start, measure.end) == "negated"
        bounded = is_bounded(read, measure) or _said_after(read, begin, measure)
        if denied and not bounded and not _is_denied_before(read, begin, before):
            continue  # "not 6 weeks" and "does not say that 6 weeks" state another figure or none
        if any(max(begin, before) <= start < end for start in patient):
            continue
        if stands_before(read, measure, "brought_from"):
            continue  # what another figure was before
        if beyond and measure.end < beyond[0]:
            since = max(measure.end, beyond[0] - _NEAR)
            if not any(since <= start < beyond[0] for start in kept):
                continue
        if (turn and measure.start >= turn[1]) or marks.inside((measure.start, measure.end), "spent"):
            continue
        if not any(end <= measure.start and not folded[end : measure.start].strip() for end in added):
            yield measure


def _is_denied_before(read: MarkedSentence, begin: int, name: int) -> bool:
    """Whether a clause denies only what stands before the guideline's name: "without surgery ODG has"."""
    negators = [start for start, _ in read.marks.places("negation_before") if start >= begin]
    over = any(one.assertion == "negated" and begin <= one.start and one.end <= name for one in read.mentions)
    return over and all(start < name for start in negators)


def clause_at(read: MarkedSentence, place: int) -> tuple[int, int]:
    """Where the clause begins and ends that a place of a sentence is in."""
    return _between(_breaks(read), place)


def _breaks(read: MarkedSentence) -> list[int]:
    """Where the clauses of a sentence begin, and where the last one ends."""
    return [0, *(start for start, _ in read.marks.places("clause_break")), len(read.sentence.folded)]


def _between(breaks: Sequence[int], place: int) -> tuple[int, int]:
    at = bisect_right(breaks, place)
    return breaks[at - 1], breaks[min(at, len(breaks) - 1)]


def _said_after(read: MarkedSentence, clause: int, measure: Measure) -> bool:
    """Whether a clause goes on from what an earlier one denies, and says something of its own."""
    before = read.sentence.folded[clause : measure.start]
    marks = read.marks
    denies = any(clause <= start < measure.start for start, _ in marks.places("negation_before"))
    joined = any(
        not read.sentence.folded[clause:start].strip(" ,")
        for start, _ in marks.places("joins")
        if start >= clause
    )
    return joined and not denies and len(before.split()) >= _OWN_WORDS


def is_bounded(read: MarkedSentence, measure: Measure) -> bool:
    """Whether a figure is stated as a limit: "not beyond 6 weeks"."""
    return stands_before(read, measure, "bounded")


def stands_before(read: MarkedSentence, measure: Measure, mark: MarkName) -> bool:
    """Whether a mark stands right before a figure."""
    folded = read.sentence.folded
    return any(
        end <= measure.start and not folded[end : measure.start].strip(" a")
        for _, end in read.marks.places(mark)
    )


def rows_for(
    read: MarkedSentence, measure: Measure, limits: Iterable[Limit], lexicon: Lexicon
) -> list[Limit]:
    """The figures to hold a measure against: the rows of what stands beside it, if any."""
    rows = [row for limit in limits for row in _rows(limit) if comparable(measure, row)]
    beside = named_beside(read, measure, {name for row in rows for name in row.applies_to}, lexicon)
    own = [row for row in rows if beside & set(row.applies_to)]
    if own:
        # A row for surgery stands beside one for a diagnosis; one for another diagnosis does not.
        kinds = {lexicon.concepts[name].kind for name in beside}
        return [
            row
            for row in rows
            if row in own or all(lexicon.concepts[name].kind not in kinds for name in row.applies_to)
        ]
    return rows if not beside or not all(row.applies_to for row in rows) else []


def _rows(limit: Limit) -> tuple[Limit, ...]:
    """A row, and the period of its visits as a row of its own: "over 8 weeks" may stand apart."""
    if limit.over is None:
        return (limit,)
    over = limit.over
    return (
        limit,
        limit.model_copy(update={"unit": over.unit, "low": over.low, "high": over.high, "over": None}),
    )


def named_beside(read: MarkedSentence, measure: Measure, rows: set[str], lexicon: Lexicon) -> frozenset[str]:
    """What a figure of a table is for, a condition or a row: after "for", else the last one before."""
    folded = read.sentence.folded
    named = [
        mention
        for mention in read.mentions
        if lexicon.concepts[mention.concept].kind == "condition" or lexicon.up(mention.concept) & rows
    ]
    # "arthritis: 9 visits", not "9 visits for arthritis"
    labelled = folded[max(0, measure.start - 2) : measure.start] == ": "
    if not labelled and any(start == measure.end + 1 for start, _ in read.marks.places("figure_for")):
        after = [mention for mention in named if 0 <= mention.start - measure.end <= _AFTER]
        if after:
            return lexicon.up(after[0].concept)
    before = [mention for mention in named if mention.end <= measure.start]
    before = [mention for mention in before if mention.assertion != "negated"] or before  # "without surgery"
    others = [other for other in read.measures if other.unit == measure.unit]
    if not before or any(other.end < before[-1].start for other in others):  # that may be what another is for
        meant = _said_apart(read, measure, others, named)
        if meant or not before:
            return lexicon.up(meant.concept) if meant else frozenset()
    if any(before[-1].end <= other.start < measure.start for other in read.measures):
        return frozenset()
    return lexicon.up(before[-1].concept)


def _said_apart(
    read: MarkedSentence, measure: Measure, others: Iterable[Measure], named: Iterable[Mention]
) -> Mention | None:
    """What a figure is for where other words of its clause part them: "8 visits of therapy for arthritis"."""
    _, end = clause_at(read, measure.start)
    parted = _PARTED.search(read.sentence.folded, measure.end, end)
    next_ones = (other.start for other in others if other.start > measure.end)
    until = min([parted.start() if parted else end, *next_ones])
    links = [last for start, last in read.marks.places("figure_for") if start > measure.end]
    first = next((one for one in named if measure.end < one.start < until), None)
    return first if first and any(0 < first.start - last <= _LINKED for last in links) else None


def comparable(measure: Measure, limit: Range) -> bool:
    """Whether a figure and a criterion's figure measure the same thing. Hours of work are no part of days."""
    return same_dimension(measure.unit, limit.unit) and (measure.unit == "hour") == (limit.unit == "hour")


def is_figure_of(limit: Limit, measure: Measure) -> bool:
    """Whether a figure gives a limit: measures the same thing, and agrees."""
    return comparable(measure, limit) and agrees(measure, limit)


def agrees(measure: Measure, limit: Limit) -> bool:
    """Whether a figure is the criterion's: the range, the end of it that binds, what lies in a plain one."""
    return _same_amount(measure, limit) and _same_period(measure, limit)


def _same_amount(measure: Measure, limit: Limit) -> bool:
    ends = [(limit.low, limit.high)]
    if measure.low == measure.high:
        ends += [(limit.high, limit.high)] if limit.bound not in FROM_BELOW else []
        ends += [(limit.low, limit.low)] if limit.bound not in ("at_most", "less_than") else []
    if any(same_value(measure, limit.unit, low, high) for low, high in ends):
        return True
    if limit.bound == "value" and measure.unit == limit.unit:
        return limit.low <= measure.low and measure.high <= limit.high
    return False


def _same_period(measure: Measure, limit: Limit) -> bool:
    if limit.over is None or measure.over is None:
        return True
    unit, low, high = measure.over
    over, period = Measure(unit, low, high, None, 0, 0, ""), limit.over
    ends = {(period.low, period.high), *(((period.low,) * 2, (period.high,) * 2) if low == high else ())}
    return any(same_value(over, period.unit, *end) is not False for end in ends)


def part_of(measure: Measure, limit: Limit) -> bool:
    """Whether a figure shares an end with a range without being it: "2 weeks" of "at most 2-3 weeks".

    A range that shares one end and goes beyond the other is no part: "7 to 14 days" of "7-10 days".
    """
    if not _same_period(measure, limit):
        return False
    low, high = (replace(measure, low=end, high=end) for end in (measure.low, measure.high))
    at_low = bool(same_value(low, limit.unit, limit.low, limit.low))
    at_high = bool(same_value(high, limit.unit, limit.high, limit.high))
    both = _in_one_unit(measure, limit)
    if measure.low == measure.high or both is None:
        return at_low or at_high
    (least, most), (low_end, high_end) = both
    return (at_low and most <= high_end) or (at_high and least >= low_end)


def lies_outside(measure: Measure, limit: Limit) -> bool:
    """Whether what has such a figure doesn't keep to a criterion's bound."""
    both = _in_one_unit(measure, limit)
    if both is None:
        return False
    (least, most), (low, high) = both
    if limit.bound in ("at_most", "less_than"):
        return least > high
    return limit.bound in FROM_BELOW and most < low


def _in_one_unit(measure: Measure, limit: Limit) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The ends of a figure and of a limit, in days where their units differ; None where one is no time."""
    mine, held = (measure.low, measure.high), (limit.low, limit.high)
    if measure.unit == limit.unit:
        return mine, held
    least, most = (in_days(measure.unit, value) for value in mine)
    low, high = (in_days(limit.unit, value) for value in held)
    if least is None or most is None or low is None or high is None:
        return None
    return (least, most), (low, high)


def _both_ends(measure: Measure, rows: tuple[Limit, ...]) -> Limit | None:
    """The first row where "3 and 6 months" are the figures of two rows."""
    if measure.low == measure.high:
        return None
    ends = [replace(measure, low=end, high=end) for end in (measure.low, measure.high)]
    return rows[0] if all(any(agrees(end, row) for row in rows) for end in ends) else None


def fused_rows(measure: Measure, rows: Sequence[Limit]) -> tuple[Limit, Limit] | None:
    """Two rows of a table, where a figure has the number of the one and the period of the other."""
    if measure.over is None:
        return None
    number = next((row for row in rows if row.over is not None and _same_amount(measure, row)), None)
    period = next((row for row in rows if row.over is not None and _same_period(measure, row)), None)
    return (number, period) if number and period else None
