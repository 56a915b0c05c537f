"""What a sentence turns round: a recommendation, a bound, what may be done, what there is none of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from checker.casefile.criteria import Stated
from checker.casefile.figures import is_figure_of, stands_before
from checker.casefile.fit import Fit, not_held
from checker.casefile.worded import Worded, leaning
from checker.casefile.wording import limit_words, measure_words
from checker.knowledge.marks import MarkName
from checker.knowledge.quantities import Bound
from checker.letter import Measure
from checker.reading.marked import MarkedSentence
from checker.reading.marks import Marks

_RARELY = 3  # times as many examples lean one way as the other: those are the exceptions
_REVERSED: Mapping[int, str] = {
    1: "the sentence recommends it; the guideline does not",
    -1: "the sentence is against it; the guideline recommends it",
}
_MOSTLY = 0.5
_TURNED: tuple[tuple[MarkName, tuple[Bound, ...]], ...] = (
    ("floor", ("at_most", "less_than")),
    ("ceiling", ("at_least", "more_than")),
    ("exceeding", ("at_most", "less_than")),
)


def polarity(read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
    """A recommendation turned round, where the sentence is without exceptions.

    It is misstated where the criterion is outright one way, else partly so: its words lean the other way, or
    the sentence is against something and none of them is.
    """
    said = leaning(read.marks)
    excepting = _excepting(read.marks) or (said < 0 and read.marks.has("in_a_role"))
    if not said or (said > 0 and read.scopes.negates) or (said < 0 and excepting):
        return None
    own, other = words.leanings[said], words.leanings[-said]
    if excepting:  # with an exception of its own a guideline may be for what it is else against
        turned = other > _RARELY * own and words.share("excepting", "in_a_role") < _MOSTLY
        return Fit("partly", _REVERSED[said]) if turned else None
    if other > _RARELY * own:
        outright = stated.criterion.rules_out if said > 0 else stated.criterion.recommends
        return Fit("misstated" if outright else "partly", _REVERSED[said])
    # Whatever limits is against what goes beyond.
    limits = (
        stated.criterion.limits or stated.criterion.rules_out or read.marks.has("long_term", "first_line")
    )
    if said < 0 and not own and not limits:
        return Fit("partly", "the sentence is against something; the guideline is not")
    return None


def _excepting(marks: Marks) -> bool:
    """Whether a sentence makes exceptions, before it says why."""
    reason = marks.place("reason_given")
    return any(reason is None or start < reason[0] for start, _ in marks.places("excepting"))


def absence(read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
    """What the criterion says that there is none of, said to be there."""
    says_none = not stated.criterion.limits_something and words.all_deny
    if not says_none or read.marks.has("negation_before"):
        return None
    return not_held(stated)


def turned_bound(read: MarkedSentence, stated: Stated, figures: Sequence[Measure]) -> Fit | None:
    """The most of a criterion stated as the least, or the reverse.

    The same figure may be the least of one thing and the most of another that the section speaks of.
    """
    criteria = [one for one in stated.section.criteria if one.held and one.id != stated.criterion.id]
    for measure in figures:
        rows, others = (
            [row for one in held for row in one.limits if is_figure_of(row, measure)]
            for held in ([stated.criterion], criteria)
        )
        for mark, bounds in _TURNED:
            if mark == "exceeding" and (leaning(read.marks) <= 0 or read.scopes.negates):
                continue  # what is held to be too much
            turned = rows and all(row.bound in bounds for row in (*rows, *others))
            if turned and stands_before(read, measure, mark):
                said = f"{read.marks.words(mark)} {measure_words(measure)}"
                return Fit("misstated", f"the sentence: {said}; the guideline: {limit_words(rows[0])}")
    return None


def bound_said(read: MarkedSentence, measure: Measure) -> Literal["most", "least"] | None:
    """Whether a sentence of a guideline has a figure as the most or the least, where it says one of them."""
    said = leaning(read.marks)
    exceeding = stands_before(read, measure, "exceeding")
    against = said < 0 or read.scopes.negates
    most = read.marks.has("limiting") or stands_before(read, measure, "ceiling") or (exceeding and against)
    least = stands_before(read, measure, "floor") or (exceeding and said > 0 and not against)
    if most == least:
        return None
    return "most" if most else "least"


def modality(read: MarkedSentence, words: Worded) -> Fit | None:
    """What may be done, stated as recommended."""
    if leaning(read.marks) <= 0 or not read.marks.has("recommending") or read.marks.has("optional"):
        return None
    if words.has("recommending") or words.share("optional") < _MOSTLY:
        return None
    return Fit("partly", "the sentence: recommended; the guideline: it may be")
