"""Rows of a criterion's figures that won't do what is meant: what each is of is told by themselves alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.casefile.criteria import Stated
from checker.casefile.figures import named_beside
from checker.casefile.wording import figure_words
from checker.knowledge.guidelines import Criterion, CriterionKind, Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.quantities import DAYS
from checker.knowledge.strict_yaml import Key
from checker.problems import Code
from checker.reading.marked import SentenceReader

# Kinds whose figures limit nothing in a case, and what they say instead.
_HELD_AGAINST_NONE: dict[CriterionKind, str] = {
    "dose_limit": "dose_limit says how much at a time",
    "frequency": "frequency says how often",
    "info": "info is what else is quoted",
    "scope": "scope says what a section is about",
}
# What is no diagnosis that a row could be of: beside one it says on what more the row depends.
NO_DIAGNOSIS = frozenset(
    {"chronic_pain", "functional_improvement", "pain_relief", "no_improvement", "post_surgical_state"}
)
_TRIAL_AND_WHOLE = 2  # caps on visits that a criterion has without a table
_INTERVAL = re.compile(r"\b(?:every|each|per)\b")

Remark = tuple[Code, Key, str]
OF_SECTION: Key = ("section",)  # how the place of a remark begins that is one in the criterion's section


def place_of(stated: Stated, key: str, *, wholly: bool) -> Key:
    """Where a criterion says what it is on: itself, its section where that is ``wholly`` so, or examples."""
    if getattr(stated.criterion, key):
        return (key,)
    return (*OF_SECTION, "covers", key) if wholly else ("examples",)


def on_rows(criterion: Criterion) -> Iterator[Remark]:
    """What is worth a look in the limits of a criterion, with its place below it."""
    yield from _of_any_case(criterion)
    yield from _of_the_same(criterion)
    yield from _of_no_case(criterion)
    yield from _turned(criterion)


def of_another(criterion: Criterion, reader: SentenceReader, lexicon: Lexicon) -> Iterator[Remark]:
    """Rows of a diagnosis or body part whose figure stands beside another one in the text."""
    text = reader.read_alone(criterion.text)
    names = {name for limit in criterion.limits for name in limit.applies_to}
    for index, limit in enumerate(criterion.limits):
        kinds = {lexicon.concepts[name].kind for name in limit.applies_to}
        if limit.note or not kinds <= {"condition", "body_part"}:
            continue
        beside = [
            named_beside(text, one, names, lexicon)
            for one in text.measures
            if one.unit == limit.unit and (one.low, one.high) == (limit.low, limit.high)
        ]
        of = {above for name in limit.applies_to for above in lexicon.up(name)}
        if of and beside and all(named and of.isdisjoint(named) for named in beside):
            other = next(one.concept for one in text.mentions if one.concept in beside[0])
            row = figure_words(limit.bound, limit)
            message = f"{row}: here of {' and '.join(limit.applies_to)}, and the text has it beside {other}"
            yield Code.OTHER_ROW, ("limits", index), message


def _of_any_case(criterion: Criterion) -> Iterator[Remark]:
    """Rows of a table that name nothing that they are of: a trial and the whole are no table."""
    rows = Counter(limit.unit for limit in criterion.limits if limit.bound == "at_most")
    named = {limit.unit for limit in criterion.limits if limit.applies_to}
    for index, limit in enumerate(criterion.limits):
        table = limit.unit in named or (criterion.kind == "visit_cap" and rows[limit.unit] > _TRIAL_AND_WHOLE)
        if table and not limit.applies_to and not limit.note:
            message = (
                "it holds in any case, also in those that the other limits are for: name what it is of "
                "with applies_to, or say so in a note"
            )
            yield Code.ANY_ROW, ("limits", index), message


def _of_the_same(criterion: Criterion) -> Iterator[Remark]:
    """Rows of a table that are of the same as one before, and don't say what sets them apart."""
    before: set[tuple[str, str, frozenset[str]]] = set()
    for index, limit in enumerate(criterion.limits):
        of = (limit.unit, limit.bound, frozenset(limit.applies_to))
        named = limit.applies_to if of in before else _also_alone(limit, criterion.limits)
        if named and not limit.note:
            names = " and ".join(named)
            message = f"a second figure for {names}: say in a note what sets it apart, or name what it is of"
            yield Code.SAME_ROW, ("limits", index), message
        before.add(of)


def _also_alone(limit: Limit, limits: Sequence[Limit]) -> list[str]:
    """The diagnoses in a row of several that have another figure in a row of their own."""
    alone = {
        other.applies_to[0]
        for other in limits
        if len(other.applies_to) == 1
        and (other.unit, other.bound) == (limit.unit, limit.bound)
        and (other.low, other.high, other.over) != (limit.low, limit.high, limit.over)
    }
    several = len(limit.applies_to) > 1 and NO_DIAGNOSIS.isdisjoint(limit.applies_to)
    return [name for name in limit.applies_to if several and name in alone]


def _turned(criterion: Criterion) -> Iterator[Remark]:
    """A floor among the caps of a table of visits."""
    bounds = [limit.bound if limit.unit == "visit" else None for limit in criterion.limits]
    if criterion.kind == "visit_cap" and "at_most" in bounds:
        for index, bound in enumerate(bounds):
            if bound in ("at_least", "more_than"):
                message = f"{bound} here, and at_most in another row of the same table"
                yield Code.TURNED, ("limits", index, "bound"), message


def _of_no_case(criterion: Criterion) -> Iterator[Remark]:
    """Caps on visits or on time that look like what is held against a case, of a kind that isn't."""
    if criterion.kind not in _HELD_AGAINST_NONE or _INTERVAL.search(criterion.text):
        return
    for index, limit in enumerate(criterion.limits):
        if limit.note or limit.bound not in ("at_most", "less_than"):
            continue
        meant = "visit_cap" if limit.unit == "visit" else "duration_limit"
        if limit.unit == "visit" or (limit.unit in DAYS and limit.over is None):
            message = (
                f"{_HELD_AGAINST_NONE[criterion.kind]}, and no letter is held against this: make it a "
                f"{meant}, or say in a note what the figure is of"
            )
            yield Code.IDLE_CAP, ("limits", index), message
