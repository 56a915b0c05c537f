"""``imr-check guideline test``: whether the examples of criteria state them, and their near misses don't."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.casefile.bounds import bounding, turned_examples
from checker.casefile.criteria import Stated, stated_by
from checker.casefile.figures import is_figure_of
from checker.casefile.opening import Compiled
from checker.casefile.wording import limit_words
from checker.cli.in_force import InForce, is_shipped
from checker.cli.output import CLEAN, FINDINGS, say
from checker.cli.rule_testing import told_of_mutants
from checker.counting import counted
from checker.errors import CheckerError
from checker.judging.examples import example_failures
from checker.judging.guideline_mutants import mutate_criterion
from checker.judging.need_cases import case_failures, uncovered
from checker.judging.words import unused_words
from checker.knowledge.guidelines import Criterion, Limit, Section
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.loading import added_concepts
from checker.knowledge.misses import MISSES_FILE, Miss, known_misses
from checker.knowledge.plain_words import did_you_mean
from checker.running.setup import base_of, known_of


class GuidelineNameError(CheckerError):
    """No edition, section or criterion has this id."""


def test(force: InForce, names: Sequence[str], *, coverage: bool) -> int:
    """Tie each example and near miss, say where one comes out otherwise, and give the exit code."""
    compiled = force.compiled()
    wanted = list(_wanted(compiled.knowledge, force, names))
    missed = [failure for section, one in wanted for failure in example_failures(compiled, section, one)]
    before = _before(force)
    as_shipped = {one.id for _, one in wanted if before.get(one.id, one) == one}
    known = _known(force, None if _all_shipped(force, names) else as_shipped)
    held = [failure for failure in missed if failure.miss in known]
    failures = [line for failure in missed if failure.miss not in known for line in failure.lines]
    failures += _mended(known, {failure.miss for failure in held})
    failures += [line for _, one in wanted for line in _turned(compiled, one)]
    failures += [line for _, one in wanted for line in case_failures(compiled, one)]
    gaps = (
        [line for section, one in wanted for line in _uncovered(compiled, section, one)] if coverage else []
    )
    if coverage and not names:
        gaps += _unused(compiled, force, [one for _, one in wanted])
    say([*failures, *gaps])
    sentences = sum(len(one.examples) + len(one.near) for _, one in wanted)
    ends = [
        f"{sum(not line.startswith(' ') for line in failures)} failed",
        *([counted(len(gaps), "gap")] if coverage else []),
        *([f"{len(held)} known to miss ({MISSES_FILE})"] if held else []),
    ]
    say([", ".join([counted(len(wanted), "criterion"), counted(sentences, "sentence"), *ends])])
    return FINDINGS if failures or gaps else CLEAN


def _turned(compiled: Compiled, criterion: Criterion) -> Iterator[str]:
    """The examples of a criterion that say a limit of it the other way round."""
    limits = "; ".join(limit_words(limit, ()) for limit in criterion.limits)
    stated = compiled.criteria.by_id[criterion.id]
    for example in turned_examples(stated, compiled.reader, compiled.lexicon):
        yield f"{criterion.id}: example: {example}"
        yield f"    expected {limits}, found the other bound"


def _known(force: InForce, criteria: Collection[str] | None) -> dict[Miss, str]:
    """The known misses of some criteria, or of all, with their places."""
    placed = known_misses(force.packs.guidelines[0].folder)
    return {one.value: one.line(()) for one in placed if criteria is None or one.value.of in criteria}


def _mended(known: Mapping[Miss, str], held: Container[Miss]) -> Iterator[str]:
    for miss, place in known.items():
        if miss not in held:
            yield f"{place}: {miss.of}: no longer {miss.becomes}, take it out: {miss.sentence}"


def _all_shipped(force: InForce, names: Sequence[str]) -> bool:
    """Whether all of the base is tested, so that what is known of anything else is of nothing."""
    return not names and len(force.packs.guidelines) == 1


def mutated(force: InForce, names: Sequence[str], bar: float) -> int:
    """Change limits and needs in small ways, say what nothing notices, and give the exit code."""
    compiled = force.compiled()
    made = survived = 0
    for _, criterion in _wanted(compiled.knowledge, force, names):
        found = mutate_criterion(compiled, criterion)
        say(f"{found.code}: {words}" for words in found.survivors)
        made, survived = made + found.made, survived + len(found.survivors)
    return told_of_mutants(made, survived, bar)


def _unused(compiled: Compiled, force: InForce, criteria: Sequence[Criterion]) -> Iterator[str]:
    """The words of packs that are added, which no sentence of their criteria has."""
    more = force.packs.guidelines[1:]
    if more:
        before = known_of(base_of(force.packs)).concepts
        yield from unused_words(added_concepts(more), before, criteria, compiled.lexicon)


def _uncovered(compiled: Compiled, section: Section, criterion: Criterion) -> Iterator[str]:
    yield from _gaps(compiled, section, criterion)
    yield from uncovered(compiled, criterion)


def _gaps(compiled: Compiled, section: Section, criterion: Criterion) -> Iterator[str]:
    """The limits of a criterion on which none of its examples turns: each agrees as well with another."""
    for index, limit in enumerate(criterion.limits if criterion.limits_something else ()):
        if not _turns_on(compiled, criterion, index, criterion.examples):
            words = limit_words(limit, limit.applies_to)
            stated = limit_words(limit, [compiled.lexicon.concepts[one].name for one in limit.applies_to])
            example = f"{section.title}: {stated}."
            instead = f', such as "{example}"' if _turns_on(compiled, criterion, index, [example]) else ""
            has = _that_has(compiled, criterion, limit)
            but = f' ("{has}" agrees by another figure or row as well)' if has else ""
            what = f"no example turns on its limit {words}{but}: write one that states it{instead}"
            yield f"{criterion.id}: {what}"


def _that_has(compiled: Compiled, criterion: Criterion, limit: Limit) -> str | None:
    """The first of the examples of a criterion that has the figure of a limit."""
    for example in criterion.examples:
        measures = compiled.reader.read_alone(example).measures
        if any(is_figure_of(limit, one) for one in measures):
            return example
    return None


def _turns_on(compiled: Compiled, criterion: Criterion, index: int, examples: Sequence[str]) -> bool:
    """Whether one of some sentences agrees otherwise with a criterion whose limit is another."""
    read = list(map(compiled.reader.read_alone, examples))
    stated = compiled.criteria.by_id[criterion.id]
    moved = (replace(stated, criterion=_with_limit(criterion, index, by)) for by in (-1, 0, 1))
    lower, as_it_is, higher = (bounding(one, read, compiled.lexicon) for one in moved)
    return not lower == as_it_is == higher


def _with_limit(criterion: Criterion, index: int, by: float) -> Criterion:
    """The criterion with one of its limits moved."""
    limit = criterion.limits[index]
    moved = limit.model_copy(update={"low": limit.low + by, "high": limit.high + by})
    limits = (*criterion.limits[:index], moved, *criterion.limits[index + 1 :])
    return criterion.model_copy(update={"limits": limits})


def _wanted(known: Knowledge, force: InForce, names: Sequence[str]) -> Iterator[tuple[Section, Criterion]]:
    """Those named, with what they hold; none named: those of packs that are added, or else all."""
    held = list(stated_by(known.editions))
    ids = {name for one in held for name in _names(one)}
    unknown = [name for name in names if name not in ids]
    if unknown:
        told = (
            f"no edition, section or criterion is called {name}{did_you_mean(name, ids)}" for name in unknown
        )
        raise GuidelineNameError(*told)
    before = {} if names else _before(force)
    for one in held:
        added = before.get(one.criterion.id) != one.criterion
        if added and (not names or not _names(one).isdisjoint(names)):
            yield one.section, one.criterion


def _before(force: InForce) -> Mapping[str, Criterion]:
    """The criteria that come with imr-check, by their ids, where packs are added to them."""
    if not is_shipped(force.packs.guidelines[0]) or len(force.packs.guidelines) == 1:
        return {}
    return {one.criterion.id: one.criterion for one in stated_by(known_of(base_of(force.packs)).editions)}


def _names(held: Stated) -> set[str]:
    """The ids by which a criterion can be asked for: its own, its section's, its edition's."""
    return {held.edition.id, held.section.id, held.criterion.id}
