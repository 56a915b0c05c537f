"""Grounds of which one is enough, and sentences that ask for several of them together; and the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from checker.casefile.terms import Placed, Terms
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Need
from checker.knowledge.phrases import fold
from checker.reading.marked import MarkedSentence

Join = Literal["all", "any"]
Name = frozenset[str]  # the terms of one way to name a ground

_JOINING: tuple[MarkName, ...] = ("joins", "chooses")
_CHOICE = re.compile(r",? or |, ")
_SHORTEST = 4  # letters of a stem that tells grounds apart
_RECOGNISED = 0.4  # of the weight of a name: so much of it in a sentence names the ground
_STRAY = 0.5  # of the weight of the weightiest term of a name: what weighs less marks no place


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grounds that a need joins: of ``any`` one is enough. Each has the names of what it consists of."""

    join: Join
    names: tuple[tuple[Name, ...], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A ground that a sentence names: its number, and from where to where."""

    ground: int
    start: int
    end: int


def grounds_of(need: Need, terms: Terms) -> Iterator[Grounds]:
    """The lists of grounds in a need, without what several of a list share.

    What asks for all has no choice within: of such a list one can't tell which grounds stand for each other.
    """
    join: Join = "any" if need.any else "all"
    parts = need.any or need.all
    if len(parts) > 1 and (join == "any" or all(part.statement for part in parts)):
        names = [tuple(_names(part, terms)) for part in parts]
        stems = [frozenset[str]().union(*each) for each in names]
        shared = frozenset(
            term for at, own in enumerate(stems) for other in stems[at + 1 :] for term in own & other
        )
        yield Grounds(join, tuple(tuple(name - shared for name in each if name - shared) for each in names))
    words = need.statement[1] if need.statement else ""
    if " or " in words:
        own = [frozenset(filter(_tells, terms.of(fold(phrase)))) for phrase in _CHOICE.split(words)]
        common = frozenset.intersection(*own)
        yield Grounds("any", tuple((name - common,) for name in own if name - common))
    for part in (*need.all, *need.any, *need.of):
        yield from (one for one in grounds_of(part, terms) if one.join == "any")


def _names(need: Need, terms: Terms) -> Iterator[Name]:
    for each in need.statements():
        words = each.statement[1] if each.statement else ""
        for phrase in (words, *each.such_as):
            yield frozenset(filter(_tells, terms.of(fold(phrase))))


def _tells(term: str) -> bool:
    return term[0] == "@" or (term[0] != "^" and len(term) >= _SHORTEST)


def named_in(placed: Sequence[Placed], grounds: Grounds, weight: Callable[[str], float]) -> list[Named]:
    """The grounds that a sentence names, each at the longest stretch that speaks of no other between."""
    said = {each.term for each in placed}
    owners: dict[str, int] = {}
    for number, names in enumerate(grounds.names):
        for name in names:
            held = name & said
            weights = {term: weight(term) for term in name}
            if held and sum(weights[one] for one in held) >= _RECOGNISED * sum(weights.values()):
                least = _STRAY * max(weights[one] for one in held)
                owners |= dict.fromkeys((one for one in held if weights[one] >= least), number)
    runs: list[Named] = []
    for each in placed:
        owner = owners.get(each.term)
        if owner is None:
            continue
        if runs and runs[-1].ground == owner:
            runs[-1] = Named(owner, runs[-1].start, max(runs[-1].end, each.end))
        else:
            runs.append(Named(owner, each.start, each.end))
    longest: dict[int, Named] = {}
    for run in runs:
        best = longest.get(run.ground)
        if best is None or run.end - run.start > best.end - best.start:
            longest[run.ground] = run
    return sorted(longest.values(), key=lambda one: one.start)


def asked_together(read: MarkedSentence, named: Sequence[Named]) -> bool:
    """Whether a sentence asks for all of these grounds: they are joined, in what is a demand."""
    marks = read.marks
    if len(named) < 2 or marks.has("one_enough") or _denied(read, named):
        return False
    explicit = marks.has("joins_all")
    if not explicit and (not _opens(read, named, "demands") or _opens(read, named, "enumerates")):
        return False
    if explicit and not marks.has("demands", "conditional"):
        return False
    links = _links(read, named)
    return "chooses" not in links and (explicit or links[-1] == "joins")


def asked_singly(read: MarkedSentence, named: Sequence[Named]) -> bool:
    """Whether a sentence says of these grounds that one is enough."""
    if len(named) < 2 or not read.marks.has("one_enough") or _denied(read, named):
        return False
    links = _links(read, named)
    return "joins" not in links and links[-1] == "chooses"


def _links(read: MarkedSentence, named: Sequence[Named]) -> list[MarkName | None]:
    """What joins each ground to the next: the last such word between them.

    Where none joins the last two, what joins them to the ground that follows, of which nothing is known.
    """
    words = sorted((start, end, name) for name in _JOINING for start, end in read.marks.places(name))
    links: list[MarkName | None] = []
    for one, other in pairwise(named):
        between = [name for start, end, name in words if one.end <= start and end <= other.start]
        links.append(between[-1] if between else None)
    if links[-1] is None:
        after = {name for start, _, name in words if named[-1].end <= start}
        links[-1] = next((name for name in reversed(_JOINING) if name in after), None)
    return links


def set_apart(read: MarkedSentence, named: Sequence[Named]) -> list[Named]:
    """The grounds, but for those that no comma or joining word sets apart from the one before."""
    apart: list[Named] = []
    for one in named:
        start, end = (apart[-1].end, one.start) if apart else (0, 0)
        joined = any(read.marks.inside((start, end), name) for name in _JOINING)
        if not apart or joined or "," in read.sentence.folded[start:end]:
            apart.append(one)
    return apart


def _opens(read: MarkedSentence, named: Sequence[Named], name: MarkName) -> bool:
    """Whether a mark begins before the first of the grounds."""
    return any(start < named[0].start for start, _ in read.marks.places(name))


def _denied(read: MarkedSentence, named: Sequence[Named]) -> bool:
    """Whether the grounds are said to be absent: a denial stands before them, and no condition between."""
    first = named[0].start
    denials = [end for _, end in read.marks.places("negation_before") if end <= first]
    return any(
        not any(end <= start < first for start, _ in read.marks.places("conditional")) for end in denials
    )
