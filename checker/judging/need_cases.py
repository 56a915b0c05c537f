"""The cases of a criterion: what a letter tells of a patient, and what becomes of the criterion's needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.casefile.asking import Told
from checker.casefile.conditions import Answer, Answered, Outcome
from checker.casefile.features import kinds
from checker.casefile.features.course import age_of, since_procedures
from checker.casefile.opening import Compiled
from checker.knowledge.guidelines import Criterion
from checker.knowledge.needs import Need, NeedCase
from checker.spans import LetterText, Span

_OUTCOMES: dict[Answer, Outcome] = {
    "true": "met",
    "false": "unmet",
    "unknown": "not_documented",
    "conflicting": "conflicting",
}


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case with all that is read of it: it is asked again for each change of the needs."""

    case: NeedCase
    told: tuple[Told, ...]
    features: kinds.Features


def read_case(compiled: Compiled, case: NeedCase) -> ReadCase:
    """Read what a case tells as the summary of a letter is read."""
    text = LetterText(case.told)
    whole = Span(0, len(case.told))
    reads = [compiled.reader.read(one) for one in compiled.letters.splitter.split(text, whole)]
    told = tuple(Told(read, "summary") for read in reads)
    found = (*age_of(reads), *compiled.features.read(reads, "summary"), *_elapsed(case, whole))
    if case.decided is not None:
        found = (*found, *since_procedures(case.decided, found))
    return ReadCase(case, told, kinds.Features(found))


def _elapsed(case: NeedCase, whole: Span) -> Iterator[kinds.Elapsed]:
    if case.days_since_injury is not None:
        yield kinds.Elapsed(
            concept=None,
            words=f"{case.days_since_injury} days",
            sentence=case.told,
            span=whole,
            place="summary",
            status="inferred",
            since="injury",
            days=case.days_since_injury,
        )


def answered(compiled: Compiled, need: Need, read: ReadCase) -> Answered:
    """The tree of needs with its answers on a case."""
    return compiled.asker.ask(need, read.told, frozenset(), read.features)


def outcome(compiled: Compiled, need: Need, read: ReadCase) -> Outcome:
    """What becomes of needs on a case."""
    return _OUTCOMES[answered(compiled, need, read).answer]


def case_failures(compiled: Compiled, criterion: Criterion) -> Iterator[str]:
    """The cases of a criterion that come out otherwise, with the answer of each statement and its words."""
    for case in criterion.cases if criterion.needs else ():
        assert criterion.needs is not None
        tree = answered(compiled, criterion.needs, read_case(compiled, case))
        found = _OUTCOMES[tree.answer]
        if found != case.answer:
            yield f"{criterion.id}: case: {case.told}"
            yield f"    expected {case.answer}"
            yield f"    found    {found}"
            yield from _shown(tree, "        ")


def _shown(tree: Answered, indent: str) -> Iterator[str]:
    rests = ", ".join(dict.fromkeys(f'"{one.words}"' for one in tree.features))
    yield f"{indent}{tree.answer:<11} {tree.join or tree.text}{f': {rests}' if rests else ''}"
    for part in tree.parts:
        yield from _shown(part, f"{indent}  ")


def uncovered(compiled: Compiled, criterion: Criterion) -> Iterator[str]:
    """The statements of needs that no case of the criterion finds to be so, or that none misses."""
    if criterion.needs is None:
        return
    if not criterion.cases:
        yield f"{criterion.id}: it needs something, and has no case"
        return
    trees = [answered(compiled, criterion.needs, read_case(compiled, case)) for case in criterion.cases]
    leaves = [list(_leaves(tree)) for tree in trees]
    for index, leaf in enumerate(leaves[0]):
        answers = {each[index].answer for each in leaves}
        gaps = [] if "true" in answers else ["in no case is it so"]
        gaps += [] if answers - {"true"} else ["no case is without it"]
        if gaps:
            yield f"{criterion.id}: {leaf.text}: {'; '.join(gaps)}"


def _leaves(tree: Answered) -> Iterator[Answered]:
    if not tree.parts:
        yield tree
    for part in tree.parts:
        yield from _leaves(part)
