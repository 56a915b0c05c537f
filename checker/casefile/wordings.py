"""What states each criterion, as terms: its section's title, its text, examples and near misses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.casefile.criteria import Stated
from checker.casefile.likeness import Wording
from checker.casefile.terms import Terms
from checker.knowledge.phrases import fold


def wordings(criteria: Iterable[Stated], terms: Terms, denies: Callable[[str], bool]) -> list[Wording]:
    """The wordings of criteria. ``denies`` says whether a folded sentence denies anything."""
    return [_wording(stated, terms, denies) for stated in criteria]


def _wording(stated: Stated, terms: Terms, denies: Callable[[str], bool]) -> Wording:
    criterion = stated.criterion
    said = [fold(sentence) for sentence in (criterion.text, *criterion.examples)]
    text, *examples = map(terms.of, said)
    return Wording(
        title=terms.of(fold(stated.section.title)),
        text=text,
        examples=examples,
        near=[terms.of(fold(sentence)) for sentence in criterion.near],
        denying=sum(map(denies, said)) / len(said),
    )
