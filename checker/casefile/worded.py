"""What the words of a criterion hold: which way it leans, its figures, its qualifiers, its alternatives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from checker.casefile.alternatives import Grounds, branches_of, choices_in, grounds_of
from checker.casefile.fit import numbers
from checker.casefile.terms import Terms, is_figure
from checker.knowledge.guidelines import Criterion
from checker.knowledge.marks import MarkName
from checker.knowledge.phrases import fold
from checker.knowledge.quantities import in_days
from checker.letter import Measure
from checker.reading.marks import Marks
from checker.reading.measures import same_dimension

DENIALS: tuple[MarkName, ...] = ("negation_before", "negation_after", "result_after", "sound_after")
_NEARLY_ALL = 0.9
Leaning = int  # 1 for, -1 against, 0 neither or both


class Worded:
    """The words of a criterion's title, text and examples: what is asked of them is looked for once."""

    def __init__(
        self,
        criterion: Criterion,
        title: str,
        terms: Terms,
        mark: Callable[[str], Marks],
        measure: Callable[[str], tuple[Measure, ...]],
    ) -> None:
        self._needs = criterion.needs
        self._title = fold(title)
        self._said = [fold(words) for words in (criterion.text, *criterion.examples)]
        self._terms = terms
        self._mark = mark
        self._measure = measure

    def has(self, *names: MarkName) -> bool:
        """Whether any of them has any of these marks."""
        return any(marks.has(*names) for marks in (self._mark(self._title), *self.marked))

    def share(self, *names: MarkName) -> float:
        """What share of its text and examples has any of these marks."""
        return sum(marks.has(*names) for marks in self.marked) / len(self.marked)

    @cached_property
    def all_deny(self) -> bool:
        """Whether the text and every example deny something: what they say is that there is none of it."""
        return all(marks.has(*DENIALS) for marks in self.marked)

    def opposes(self, own: MarkName, other: MarkName) -> bool:
        """Whether they are for ``other``, or deny ``own`` each time that they speak of it alone."""
        having = [marks for marks in self.marked if marks.has(own) and not marks.has(other)]
        if not all(marks.has("negation_before") or leaning(marks) < 0 for marks in having):
            return False
        return bool(having) or 2 * sum(marks.has(other) for marks in self.marked) >= len(self.marked)

    @cached_property
    def leanings(self) -> Counter[Leaning]:
        """How many lean which way."""
        return Counter(map(leaning, self.marked))

    def favours(self, name: MarkName) -> bool:
        """Whether any of them is for a treatment with such words."""
        return any(marks.has(name) and leaning(marks) > 0 for marks in self.marked)

    @cached_property
    def text_figures(self) -> frozenset[str]:
        """The figures of the text, as terms."""
        return frozenset(term for term in self._terms.of(self._said[0], ()) if is_figure(term))

    def claims_figures(self, figures: Iterable[Measure]) -> bool:
        """Whether its examples have all of these figures: the text of what is not held has those that are."""
        return all({*numbers(figure)} <= self._example_figures for figure in figures)

    @cached_property
    def _example_figures(self) -> frozenset[str]:
        return frozenset(
            one for words in self._said[1:] for one in self._terms.of(words, ()) if is_figure(one)
        )

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of them all."""
        return frozenset(term for words in (self._title, *self._said) for term in self._terms.of(words))

    @cached_property
    def common(self) -> frozenset[str]:
        """The terms that nearly every way of stating it has: without them it is hardly the same."""
        counts = Counter(term for words in self._said for term in set(self._terms.of(words)))
        return frozenset(
            term for term, n in counts.items() if n >= _NEARLY_ALL * len(self._said) and term[0] != "^"
        )

    def figures_in(self, unit: str) -> frozenset[str]:
        """The figures that can be of a unit, as terms: not those that have units of another kind alone."""
        kind = _unit_kind(unit)
        others = {term for term, units in self._units.items() if not any(_alike(kind, one) for one in units)}
        return frozenset(term for term in self.terms if is_figure(term) and term not in others)

    def has_figure_like(self, unit: str) -> bool:
        """Whether they have a figure of such a unit, or of one of its kind."""
        return any(same_dimension(unit, one) for units in self._units.values() for one in units)

    @cached_property
    def _units(self) -> dict[str, set[str]]:
        """The units that each figure has, where it has any."""
        units: dict[str, set[str]] = {}
        for words in self._said:
            for measure in self._measure(words):
                for end in (measure.low, measure.high):
                    units.setdefault(f"{end:g}", set()).add(measure.unit)
                if measure.over is not None:
                    for end in measure.over[1:]:
                        units.setdefault(f"{end:g}", set()).add(measure.over[0])
        return units

    @cached_property
    def grounds(self) -> tuple[Grounds, ...]:
        """The lists of grounds that are asked for, all of them or any."""
        needed = grounds_of(self._needs, self._terms) if self._needs else ()
        return (*needed, *choices_in(self._said[0], self._terms))

    @cached_property
    def branches(self) -> tuple[Grounds, ...]:
        """What each of its alternatives asks for together."""
        return tuple(branches_of(self._needs, self._terms)) if self._needs else ()

    @cached_property
    def marked(self) -> list[Marks]:
        """The marks of its text and of each example."""
        return [self._mark(words) for words in self._said]


def _alike(kind: str | None, unit: str) -> bool:
    """Whether a figure of a kind of unit may be meant by one of this unit."""
    other = _unit_kind(unit)
    return kind is None or other is None or kind == other


def _unit_kind(unit: str) -> str | None:
    """Time, weight or share; None for what may be put in several ways: rates of visits, ages, counts."""
    if in_days(unit, 1) is not None:
        return "time"
    weight = unit.removesuffix("_per_day") in ("mg", "g")
    return "weight" if weight else "share" if unit == "percent" else None


def leaning(marks: Marks) -> Leaning:
    """Which way a sentence leans: 1 for a treatment, -1 against it, 0 neither or both."""
    against = marks.places("against")
    favour = any(
        not any(start < place[1] and place[0] < end for start, end in against)
        for place in marks.places("in_favour")
    )
    return favour - bool(against) if not (favour and against) else 0
