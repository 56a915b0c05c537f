"""What the words of a criterion hold: which way it leans, its figures, its qualifiers, its alternatives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.casefile.terms import Terms, is_figure
from checker.knowledge.guidelines import Criterion
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Need
from checker.knowledge.phrases import fold
from checker.reading.marks import Marks

Stem = str
Leaning = int  # 1 for, -1 against, 0 neither or both
_ASKED: tuple[MarkName, ...] = ("graded", "restricting", "restricted", "acute", "chronic")
_SHORTEST = 4  # letters of a stem that tells alternatives apart


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a criterion's title, text and examples.

    ``marks`` are those that any of them has, ``leanings`` how many lean which way. ``text_figures`` stand in
    the text, ``terms`` in any. ``choices`` are lists of alternatives, each by its stems: one is enough.
    """

    marks: frozenset[MarkName]
    leanings: Mapping[Leaning, int]
    text_figures: frozenset[str]
    terms: frozenset[str]
    choices: tuple[tuple[frozenset[Stem], ...], ...]


def worded(
    criterion: Criterion, title: str, examples: Iterable[str], terms: Terms, mark: Callable[[str], Marks]
) -> Worded:
    """What a criterion's words hold, of these ``examples``."""
    said = [fold(words) for words in (criterion.text, *examples)]
    marked = [mark(words) for words in said]
    heading = fold(title)
    found = frozenset(name for name in _ASKED if any(m.has(name) for m in (*marked, mark(heading))))
    return Worded(
        found,
        Counter(map(leaning, marked)),
        frozenset(term for term in terms.of(said[0], ()) if is_figure(term)),
        frozenset(term for words in (heading, *said) for term in terms.of(words)),
        tuple(_choices(criterion.needs, terms)) if criterion.needs else (),
    )


def leaning(marks: Marks) -> Leaning:
    """Which way a sentence leans: 1 for a treatment, -1 against it, 0 neither or both."""
    against = marks.places("against")
    favour = any(
        not any(start < place[1] and place[0] < end for start, end in against)
        for place in marks.places("in_favour")
    )
    return favour - bool(against) if not (favour and against) else 0


def _choices(need: Need, terms: Terms) -> Iterator[tuple[frozenset[Stem], ...]]:
    """The lists of alternatives in a need, without what all of a list share."""
    if len(need.any) > 1:
        stems = [frozenset(_stems(part, terms)) for part in need.any]
        shared = frozenset.intersection(*stems)
        yield tuple(each - shared for each in stems if each - shared)
    for part in (*need.all, *need.any, *need.of):
        yield from _choices(part, terms)


def _stems(need: Need, terms: Terms) -> Iterator[Stem]:
    for each in need.statements():
        words = [each.statement[1]] if each.statement else []
        for phrase in (*words, *each.shown_by, *each.such_as, each.result or ""):
            yield from (term for term in terms.of(fold(phrase), ()) if len(term) >= _SHORTEST)
