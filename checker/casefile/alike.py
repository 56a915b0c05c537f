"""What loads, and won't do what is meant: criteria that can't be told apart, needs that nothing answers."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.opening import Compiled
from checker.knowledge.guidelines import Criterion
from checker.knowledge.needs import Need
from checker.knowledge.strict_yaml import Key
from checker.problems import Code

_ALIKE = 0.8  # of the pairs in one edition that come with imr-check, one of 50,000 is as alike
_FIGURED = ("age", "duration", "timing", "visits")  # subjects that figures of a case answer, without a word

Remark = tuple[Code, Key, str]


def remarks_on(compiled: Compiled, criterion: Criterion) -> Iterator[Remark]:
    """What is worth a look in a criterion, with its place below it."""
    yield from _alike(compiled, criterion)
    for below, need in criterion.needs.placed() if criterion.needs else ():
        if need.statement and not answerable(compiled, need):
            subject, words = need.statement
            message = (
                f"{subject}: '{words}' names nothing of the vocabulary: no letter answers it; "
                "only the words of a rationale are compared with it"
            )
            yield Code.UNANSWERED, ("needs", *below, subject), message


def answerable(compiled: Compiled, need: Need) -> bool:
    """Whether something of a letter can answer a statement: a concept that it names, or a figure."""
    subject, words = need.statement or ("context", "")
    figured = need.given & {"at_least", "more_than", "at_most", "less_than"}
    if subject in _FIGURED and figured:
        return True
    asker = compiled.asker
    return any(asker.named(each) for each in (words, *need.shown_by, *need.such_as))


def _alike(compiled: Compiled, criterion: Criterion) -> Iterator[Remark]:
    criteria = compiled.criteria
    own, twins = criteria.by_id[criterion.id], criteria.twins(criterion.id)
    likenesses = compiled.likeness.between(criteria.row[criterion.id]).tolist()
    for other, likeness in zip(criteria.all, likenesses, strict=True):
        if likeness < _ALIKE or other.criterion.id in twins:
            continue
        if other.edition.id == own.edition.id:
            message = (
                f"its examples are too like those of {other.criterion.id} ({likeness:.0%}) for a sentence to "
                "be tied to one of them: say what sets them apart, or name them together in twins.yaml"
            )
            yield Code.ALIKE, ("examples",), message
