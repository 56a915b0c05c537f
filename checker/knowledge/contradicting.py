"""Parts of needs that no case can meet, or fail, or that decide nothing beside the others.

What one statement of a tree alone asks for is so or not, whatever the rest is. So the tree is gone through
once for each combination of what several ask for: what can come of each part is exact then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

from checker.knowledge.needs import Need
from checker.knowledge.statements import Asked, asked
from checker.knowledge.strict_yaml import Key

_MOST = 4096  # combinations that are gone through; a tree of more is taken to be right
_BOTH = {True, False}
_NOTHING = Asked(None, ())
Combination = Mapping[Hashable, int]


@dataclass(slots=True)
class _Part:
    """A part of the tree.

    ``now`` is what can come of it in one combination, ``met`` in any, ``felt`` where the whole turns on it.
    ``fixed`` is what it is taken for once it was told of.
    """

    key: Key
    need: Need
    parts: list[_Part]
    asked: Asked = _NOTHING
    fixed: bool | None = None
    now: set[bool] = field(default_factory=set)
    met: set[bool] = field(default_factory=set)
    felt: set[bool] = field(default_factory=set)

    @property
    def least(self) -> int:
        """How many of its parts have to be met."""
        return len(self.parts) if self.need.all else self.need.at_least_of or 1

    def every(self) -> Iterator[_Part]:
        """Itself and all that is in it, but for what was told of."""
        if self.fixed is None:
            yield self
            for part in self.parts:
                yield from part.every()

    def leaves(self) -> Iterator[_Part]:
        """The statements in it."""
        return (part for part in self.every() if not part.parts)

    def same_as(self, other: _Part) -> bool:
        """Whether both ask for the same."""
        return self.shape() == other.shape()

    def against(self, other: _Part) -> bool:
        """Whether it is the opposite of another part."""
        return self.need.not_ is not None and self.parts[0].same_as(other)

    def shape(self) -> Hashable:
        """What it asks for, in whatever order."""
        if not self.parts:
            return self.asked
        return bool(self.need.not_), self.least, frozenset(Counter(p.shape() for p in self.parts).items())


def contradictions(need: Need, line: Callable[[Key], int]) -> Iterator[tuple[Key, str]]:
    """Places below a tree of needs, and what is wrong there. ``line`` is that of what stands at a place."""
    whole = _tree((), need)
    leaves = list(whole.leaves())
    for leaf, what in zip(leaves, asked(leaf.need for leaf in leaves), strict=True):
        leaf.asked = what
    for part in whole.every():
        for index, one in enumerate(part.parts):
            before = part.parts[:index]
            if any(one.same_as(other) for other in before):
                yield one.key, "it is asked for twice here"
                one.fixed = bool(part.need.all)
            elif part.need.of and any(one.against(other) or other.against(one) for other in before):
                yield one.key, "it and its opposite are asked for here: one of them always counts"
    _go_through(whole)
    constant = [part for part in whole.every() if len(part.met) == 1]
    for part in constant:
        if not any(len(below.met) == 1 for below in part.every() if below is not part):
            yield _constant(part, line)
    while not constant:
        told = next((part for part in _from_the_last(whole) if part.met and part.felt != _BOTH), None)
        if told is None:
            return
        comes = "met" if told.felt == {True} else "not met"
        other = _beside(told, (one for one in whole.leaves()), line)
        yield told.key, f"it decides nothing beside {other}: wherever it would count, it is {comes}"
        told.fixed = told.felt == {True}
        _go_through(whole)


def _tree(key: Key, need: Need) -> _Part:
    inside = [
        _tree((*key, name, index), part)
        for name in ("all", "any", "of")
        for index, part in enumerate(getattr(need, name))
    ]
    return _Part(key, need, inside + ([_tree((*key, "not"), need.not_)] if need.not_ else []))


def _go_through(whole: _Part) -> None:
    """Find what can come of each part, and where that is felt."""
    leaves = list(whole.leaves())
    often = Counter(leaf.asked.of for leaf in leaves)
    values = {leaf.asked.of: range(len(leaf.asked.met)) for leaf in leaves if often[leaf.asked.of] > 1}
    for part in whole.every():
        part.met, part.felt = set(), set()
    if prod(map(len, values.values())) <= _MOST:
        for combination in product(*values.values()):
            _answer(whole, dict(zip(values, combination, strict=True)))
            _feel(whole)


def _answer(part: _Part, combination: Combination) -> None:
    if part.fixed is not None:
        part.now = {part.fixed}
        return
    for one in part.parts:
        _answer(one, combination)
    if not part.parts:
        value = combination.get(part.asked.of)
        part.now = set(part.asked.met if value is None else part.asked.met[value : value + 1])
    elif part.need.not_:
        part.now = {not one for one in part.parts[0].now}
    else:
        surely, perhaps = _counted(part.parts)
        part.now = {met for met in _BOTH if (perhaps >= part.least if met else surely < part.least)}
    part.met |= part.now


def _counted(parts: list[_Part]) -> tuple[int, int]:
    """How many of some parts are met for sure, and how many may be."""
    return sum(part.now == {True} for part in parts), sum(True in part.now for part in parts)


def _feel(part: _Part) -> None:
    part.felt |= part.now
    for one in part.parts:
        surely, perhaps = _counted([other for other in part.parts if other is not one])
        if one.fixed is None and (part.need.not_ or surely < part.least <= perhaps + 1):
            _feel(one)


def _from_the_last(whole: _Part) -> Iterator[_Part]:
    """All parts but the whole, those that hold others before what is in them; of a list the last first."""
    level = [whole]
    while level:
        level = [one for part in level for one in reversed(part.parts) if one.fixed is None]
        yield from level


def _constant(part: _Part, line: Callable[[Key], int]) -> tuple[Key, str]:
    comes = "always met" if True in part.met else "never met"
    if not part.parts:
        bounds = [f"{bound.replace('_', ' ')} {figure.low:g}" for bound, figure in part.need.figures.items()]
        which = "no case is" if comes == "never met" else "every case is"
        return (*part.key, [*part.need.figures][-1]), f"{which} {' and '.join(bounds)}: {comes}"
    if part.need.of:
        return part.key, f"so many of this list: {comes}"
    for count in range(2, len(part.parts)):
        first = _tree(part.key, part.need)
        first.parts = part.parts[:count]
        _go_through(first)
        if len(first.met) == 1:
            break
    else:
        count = len(part.parts)
    last = part.parts[count - 1]
    other = _beside(last, (leaf for one in part.parts[: count - 1] for leaf in one.leaves()), line)
    if comes == "never met":
        return last.key, f"it can't be met together with {other}: never met"
    return last.key, f"it or {other} is met in every case: always met"


def _beside(part: _Part, others: Iterator[_Part], line: Callable[[Key], int]) -> str:
    """The first of other statements that asks for what a part asks for, in words."""
    own = list(part.leaves())
    of = {leaf.asked.of for leaf in own}
    found = next((one for one in others if one.asked.of in of and one not in own), None)
    if found is None:
        return "what else is asked for"
    subject, words = found.need.statement or ("context", "")
    return f"{subject}: {words} (line {line(found.key)})"
