"""Small changes of a criterion that its examples and cases have to notice, or they don't show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

from checker.casefile.bounds import bounding
from checker.casefile.cases import ReadCase
from checker.casefile.opening import Compiled
from checker.casefile.wording import limit_words, need_words
from checker.judging.mutants import Mutated
from checker.knowledge.guidelines import Criterion, Limit
from checker.knowledge.needs import Need, Result
from checker.knowledge.quantities import Bound, Duration, Range, Unit

_OTHER_BOUND: dict[Bound, Bound] = {
    "at_most": "at_least",
    "at_least": "at_most",
    "more_than": "less_than",
    "less_than": "more_than",
}
_OTHER_UNIT: dict[Unit, Unit] = {
    "day": "week",
    "week": "month",
    "month": "week",
    "year": "month",
    "visit": "day",
}
_RESULTS: tuple[Result, ...] = get_args(Result)


def mutate_criterion(compiled: Compiled, criterion: Criterion) -> Mutated:
    """Change limits and needs in each way, and see which changes no example and no case notices."""
    survivors = []
    made = 0
    sentences = list(map(compiled.reader.read_alone, criterion.examples))
    stated = replace(compiled.criteria.by_id[criterion.id], criterion=criterion)
    unchanged = bounding(stated, sentences, compiled.lexicon)
    for changed, words in _limits_changed(criterion):
        made += 1
        if bounding(replace(stated, criterion=changed), sentences, compiled.lexicon) == unchanged:
            survivors.append(words)
    cases = [compiled.cases.read(case) for case in criterion.cases]
    for need, words in _changed(criterion.needs) if criterion.needs else ():
        made += 1
        assert criterion.needs is not None
        if _outcomes(compiled, need, cases) == _outcomes(compiled, criterion.needs, cases):
            survivors.append(words)
    return Mutated(criterion.id, made, tuple(survivors))


def _outcomes(compiled: Compiled, need: Need, cases: Sequence[ReadCase]) -> list[str]:
    return [compiled.cases.outcome(need, case) for case in cases]


def _limits_changed(criterion: Criterion) -> Iterator[tuple[Criterion, str]]:
    """The criterion with one limit moved or in another unit, and one on time turned round."""
    for index, limit in enumerate(criterion.limits if criterion.limits_something else ()):
        # A cap on visits is a row of a table: its sentences seldom say that it is the most.
        turned = _turned(limit) if criterion.kind == "duration_limit" else ()
        for other in (*_limit_changed(limit), *turned):
            limits = (*criterion.limits[:index], other, *criterion.limits[index + 1 :])
            changed = criterion.model_copy(update={"limits": limits})
            yield changed, f"{limit_words(other, ())} in place of {limit_words(limit, ())}"


def _turned(limit: Limit) -> Iterator[Limit]:
    if limit.bound in _OTHER_BOUND:
        yield limit.model_copy(update={"bound": _OTHER_BOUND[limit.bound]})


def _limit_changed(limit: Limit) -> Iterator[Limit]:
    yield from (limit.model_copy(update=update) for update in _moved(limit))
    if limit.unit in _OTHER_UNIT and limit.unit in get_args(Duration):
        yield limit.model_copy(update={"unit": _OTHER_UNIT[limit.unit]})


def _moved(figure: Range) -> Iterator[dict[str, Any]]:
    """One more and one less at both ends."""
    yield {"low": figure.low + 1, "high": figure.high + 1}
    if figure.low >= 1:
        yield {"low": figure.low - 1, "high": figure.high - 1}


def _changed(need: Need) -> Iterator[tuple[Need, str]]:
    """The tree with one join turned, one part left out, or one figure, bound, unit or result another."""
    if need.statement is not None:
        yield from _statement_changed(need)
        return
    if need.not_ is not None:
        yield need.not_, f"without not: {need_words(need.not_)}"
        for part, words in _changed(need.not_):
            yield need.model_copy(update={"not_": part}), words
        return
    field = "all" if need.all else "any" if need.any else "of"
    parts = need.parts
    if need.turned is not None:
        yield need.turned, f"{'any' if need.all else 'all'} in place of {field}"
    if field == "of" and need.at_least_of:
        for least in {need.at_least_of - 1, need.at_least_of + 1} & set(range(1, len(parts) + 1)):
            yield need.model_copy(update={"at_least_of": least}), f"at least {least} of"
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        if len(parts) > 1 and (need.at_least_of or 0) < len(parts):
            yield need.model_copy(update={field: (*before, *after)}), f"without {need_words(part)}"
        for changed, words in _changed(part):
            yield need.model_copy(update={field: (*before, changed, *after)}), words


def _statement_changed(need: Need) -> Iterator[tuple[Need, str]]:
    shown = need_words(need)
    for bound, opposite in _OTHER_BOUND.items():
        figure: Range | None = getattr(need, bound)
        if figure is None:
            continue
        for update in _moved(figure):
            changed = need.model_copy(update={bound: figure.model_copy(update=update)})
            yield changed, f"{need_words(changed)} in place of {shown}"
        if figure.unit in _OTHER_UNIT:
            unit = figure.model_copy(update={"unit": _OTHER_UNIT[figure.unit]})
            changed = need.model_copy(update={bound: unit})
            yield changed, f"{need_words(changed)} in place of {shown}"
        turned = need.model_copy(update={bound: None, opposite: figure})
        yield turned, f"{need_words(turned)} in place of {shown}"
    for result in _RESULTS if need.result else ():
        if result != need.result:
            changed = need.model_copy(update={"result": result})
            yield changed, f"{need_words(changed)} in place of {shown}"
