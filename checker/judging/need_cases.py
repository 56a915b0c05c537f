"""What ``guideline test`` says of the cases of a criterion: those that fail, and what none shows."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.cases import leaves
from checker.casefile.conditions import Answered
from checker.casefile.opening import Compiled
from checker.casefile.wording import need_words
from checker.knowledge.guidelines import Criterion
from checker.knowledge.needs import Need


def case_failures(compiled: Compiled, criterion: Criterion) -> Iterator[str]:
    """The cases of a criterion that come out otherwise, with the answer of each statement and its words."""
    for failed in compiled.cases.failing(criterion):
        yield f"{criterion.id}: case: {failed.case.told}"
        yield f"    expected {failed.case.answer}"
        yield f"    found    {failed.found}"
        yield from _shown(failed.tree, failed.needs, "        ")


def _shown(tree: Answered, need: Need, indent: str) -> Iterator[str]:
    rests = ", ".join(dict.fromkeys(f'"{one.words}"' for one in tree.features))
    yield f"{indent}{tree.answer:<11} {tree.join or need_words(need)}{f': {rests}' if rests else ''}"
    for part, of in zip(tree.parts, need.parts, strict=True):
        yield from _shown(part, of, f"{indent}  ")


def uncovered(compiled: Compiled, criterion: Criterion) -> Iterator[str]:
    """The statements of needs that no case of the criterion finds to be so, or that none misses."""
    if criterion.needs is None:
        return
    if not criterion.cases:
        yield f"{criterion.id}: it needs something, and has no case"
        return
    trees = [compiled.cases.answered(criterion.needs, compiled.cases.read(case)) for case in criterion.cases]
    found = [list(leaves(tree)) for tree in trees]
    for index, leaf in enumerate(found[0]):
        answers = {each[index].answer for each in found}
        gaps = [] if "true" in answers else ["in no case is it so"]
        gaps += [] if answers - {"true"} else ["no case is without it"]
        if gaps:
            yield f"{criterion.id}: {leaf.text}: {'; '.join(gaps)}"
