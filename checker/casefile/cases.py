"""The cases of a criterion: what a letter tells of a patient, and what becomes of the criterion's needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from checker.casefile.asking import Asker, Told
from checker.casefile.conditions import Answer, Answered, Outcome
from checker.casefile.features import kinds
from checker.casefile.features.course import age_of, since_procedures
from checker.casefile.features.reading import FeatureReader
from checker.casefile.wording import need_words
from checker.knowledge.guidelines import Criterion
from checker.knowledge.needs import Need, NeedCase
from checker.knowledge.strict_yaml import Key
from checker.reading.read import LetterReader
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


class FailedCase(NamedTuple):
    """A case, ``at`` its place among those of its criterion, and what its needs come out as instead."""

    at: int
    case: NeedCase
    found: Outcome
    tree: Answered
    needs: Need

    def answers(self) -> str:
        """The answer of each statement, in words, as they are joined."""
        return _answers(self.tree, self.needs.statements())


def _answers(tree: Answered, asked: Iterator[Need]) -> str:
    """A tree in words; ``asked`` are the statements of its leaves, in their order."""
    if not tree.parts:
        return f"{tree.answer}, {need_words(next(asked))}"
    return f"{tree.answer}, {tree.join} of ({'; '.join(_answers(part, asked) for part in tree.parts)})"


def joined_otherwise(need: Need) -> Iterator[tuple[Key, Need]]:
    """A tree with one of its groups joined the other way, each with the place of that group."""
    for place, part in need.placed():
        if part.turned is not None:
            yield (*place, "all" if part.all else "any"), need.with_part(place, part.turned)


def leaves(tree: Answered) -> Iterator[Answered]:
    """The statements of a tree, in their order."""
    if not tree.parts:
        yield tree
    for part in tree.parts:
        yield from leaves(part)


class Cases:
    """Reads cases as the summary of a letter is read, and asks needs of them."""

    def __init__(self, letters: LetterReader, features: FeatureReader, asker: Asker) -> None:
        self._letters, self._features, self._asker = letters, features, asker

    def read(self, case: NeedCase) -> ReadCase:
        """All that a case tells."""
        text = LetterText(case.told)
        whole = Span(0, len(case.told))
        split = self._letters.splitter.split(text, whole)
        reads = [self._letters.sentences.read(one) for one in split]
        told = tuple(Told(read, "summary") for read in reads)
        found = (*age_of(reads), *self._features.read(reads, "summary"), *_elapsed(case, whole))
        if case.decided is not None:
            found = (*found, *since_procedures(case.decided, found))
        return ReadCase(case, told, self._features.together(found))

    def answered(self, need: Need, read: ReadCase) -> Answered:
        """The tree of needs with its answers on a case."""
        return self._asker.ask(need, read.told, frozenset(), read.features)

    def outcome(self, need: Need, read: ReadCase) -> Outcome:
        """What becomes of needs on a case."""
        return _OUTCOMES[self.answered(need, read).answer]

    def failing(self, criterion: Criterion) -> Iterator[FailedCase]:
        """The cases of a criterion that come out otherwise than they say."""
        for at, case in enumerate(criterion.cases):
            assert criterion.needs is not None  # a criterion with cases has some
            tree = self.answered(criterion.needs, self.read(case))
            found = _OUTCOMES[tree.answer]
            if found != case.answer:
                yield FailedCase(at, case, found, tree, criterion.needs)

    def group_turned(self, criterion: Criterion) -> Key | None:
        """The place in the needs of the one group that, joined the other way, makes all cases come out."""
        assert criterion.needs is not None
        read = [self.read(case) for case in criterion.cases]
        found = [
            key
            for key, need in joined_otherwise(criterion.needs)
            if all(self.outcome(need, one) == one.case.answer for one in read)
        ]
        return found[0] if len(found) == 1 else None


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
