"""Grounds of which one is enough, and sentences that ask for several of them together; and the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from checker.casefile.terms import Placed, Terms
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Need, Subject
from checker.knowledge.phrases import fold
from checker.reading.marks import Marks

Join = Literal["all", "any"]
Name = frozenset[str]  # the terms of one way to name a ground

_JOINING: tuple[MarkName, ...] = ("joins", "chooses")
_CHOICE = re.compile(r",? (?:and/)?or |, ")
_OR = re.compile(r"[ /]or ")
_LINKS = ("and", "after", "by", "for", "from", "if", "in", "of", "on", "that", "to", "when", "where", "with")
_STRETCH = re.compile(rf"[,;:.()]| (?:{'|'.join(_LINKS)}) ")
_SHORTEST = 4  # letters of a stem that tells grounds apart
_RECOGNISED = 0.4  # of the weight of a name: so much of it in a sentence names the ground
_WEIGHTY = 5.0  # and so much in any case
_BESIDE = 25  # characters between a ground and what is said of it
_STRAY = 0.5  # of the weight of the weightiest term of a name: what weighs less marks no place
# What a ground may be called by what it is of, where no other beside it is of the same.
_CALLED: Mapping[Subject, MarkName] = {
    "age": "called_age",
    "finding": "called_signs",
    "imaging": "called_imaging",
    "symptom": "called_symptoms",
    "tried": "called_care",
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grounds that a need joins: of ``any`` one is enough. Each has the names of what it consists of.

    ``called`` are the marks of what the grounds are of, None where that tells no ground apart. ``nested``:
    some of them are joined themselves. ``in_words``: they are those of a phrase of the criterion's text.
    ``in_need``: they are those of a phrase of a need, by any of which a record may show that it is met.
    ``diagnoses``: all are conditions, of which different patients have one each.
    """

    join: Join
    names: tuple[tuple[Name, ...], ...]
    called: tuple[MarkName | None, ...] = ()
    nested: bool = False
    in_words: bool = False
    in_need: bool = False
    diagnoses: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A ground that a sentence names: its number, and from where to where."""

    ground: int
    start: int
    end: int


def grounds_of(need: Need, terms: Terms, beside: frozenset[Subject] = frozenset()) -> Iterator[Grounds]:
    """The lists of grounds in a need, without what several of a list share.

    Of what asks for all only the outermost: within a choice one can't tell what it is joined with. Nothing
    that must not be is a ground. ``beside``: what is asked for outside of this need is of these subjects.
    """
    parts = need.any or need.all
    reversed_ = not need.any and any(each.not_ for part in parts for _, each in part.placed())
    if len(parts) > 1 and not reversed_:
        names = [tuple(names_of(part, terms)) for part in parts]
        stems = [frozenset[str]().union(*each) for each in names]
        shared = frozenset(
            term for at, own in enumerate(stems) for other in stems[at + 1 :] for term in own & other
        )
        yield Grounds(
            "any" if need.any else "all",
            tuple(tuple(name - shared for name in each if name - shared) for each in names),
            tuple(_called(part, parts, beside) for part in parts),
            not all(part.statement for part in parts),
            diagnoses=all(part.condition for part in parts),
        )
    if need.statement:
        for one in _choice(fold(need.statement[1]), terms):
            yield replace(one, in_need=True)
    for part in need.parts:
        others = beside.union(*(_subjects(other) for other in need.parts if other is not part))
        yield from (one for one in grounds_of(part, terms, others) if one.join == "any")


def branches_of(need: Need, terms: Terms) -> Iterator[Grounds]:
    """What each of several alternatives asks for together."""
    for branch in need.any:
        if len(branch.all) > 1:
            names = tuple(tuple(names_of(part, terms)) for part in branch.all)
            yield Grounds("all", names, tuple(_called(part, branch.all, frozenset()) for part in branch.all))


def choices_in(text: str, terms: Terms) -> Iterator[Grounds]:
    """The choices that the words of a criterion leave: "by imaging or electrodiagnostic testing"."""
    for stretch in _STRETCH.split(fold(text)):
        for one in _choice(stretch, terms):
            yield replace(one, in_words=True)


def _choice(folded: str, terms: Terms) -> Iterator[Grounds]:
    """The grounds that stand in for each other in a phrase, without what they share."""
    if _OR.search(folded):
        own = [frozenset(filter(_tells, terms.of(phrase))) for phrase in _CHOICE.split(folded)]
        common = frozenset.intersection(*own)
        if all(name - common for name in own):
            yield Grounds("any", tuple((name - common,) for name in own))


def _called(need: Need, parts: Sequence[Need], beside: frozenset[Subject]) -> MarkName | None:
    """The mark of what a need is of, where it is of one thing and nothing else is of that."""
    subjects = _subjects(need)
    others = beside.union(*(_subjects(part) for part in parts if part is not need))
    return _CALLED.get(*subjects) if len(subjects) == 1 and not subjects & others else None


def _subjects(need: Need) -> frozenset[Subject]:
    return frozenset(each.statement[0] for each in need.statements() if each.statement)


def names_of(need: Need, terms: Terms) -> Iterator[Name]:
    """What each statement of a need, and each instance of it, is known by."""
    for each in need.statements():
        words = each.statement[1] if each.statement else ""
        for phrase in (words, *each.such_as):
            folded = fold(phrase)
            concepts = (term for word in folded.split() for term in terms.of(word) if term[0] == "@")
            yield frozenset(filter(_tells, (*terms.of(folded), *concepts)))


def _tells(term: str) -> bool:
    return term[0] == "@" or (term[0] != "^" and len(term) >= _SHORTEST and term not in _LINKS)


def named_in(
    marks: Marks, placed: Sequence[Placed], grounds: Grounds, weight: Callable[[str], float]
) -> list[Named]:
    """The grounds that a sentence names, each at the longest stretch that speaks of no other between."""
    said = {each.term for each in placed}
    owners: dict[str, int] = {}
    for number, names in enumerate(grounds.names):
        for name in names:
            held = name & said
            weights = {term: weight(term) for term in name}
            least = min(_RECOGNISED * sum(weights.values()), _WEIGHTY)
            if held and sum(weights[one] for one in held) >= least:
                stray = _STRAY * max(weights[one] for one in held)
                owners |= dict.fromkeys((one for one in held if weights[one] >= stray), number)
    places = [Named(owners[each.term], each.start, each.end) for each in placed if each.term in owners]
    for number, called in enumerate(grounds.called):
        if called is not None:
            places += (Named(number, *place) for place in marks.places(called))
    runs: list[Named] = []
    for each in sorted(places, key=lambda one: (one.start, one.end)):
        if runs and runs[-1].ground == each.ground:
            runs[-1] = Named(each.ground, runs[-1].start, max(runs[-1].end, each.end))
        else:
            runs.append(each)
    longest: dict[int, Named] = {}
    for run in runs:
        best = longest.get(run.ground)
        if best is None or run.end - run.start > best.end - best.start:
            longest[run.ground] = run
    return _set_apart(marks, sorted(longest.values(), key=lambda one: one.start))


def joined(marks: Marks, named: Sequence[Named], grounds: Grounds) -> Join | None:
    """How a sentence joins the grounds that it names: it asks for all of them, or says that one is enough."""
    if len(named) < 2:
        return None
    links = _links(marks, named)
    if _asked_together(marks, named, grounds, links):
        return "all"
    return "any" if _asked_singly(marks, named, grounds, links) else None


def parts(marks: Marks, named: Sequence[Named]) -> list[tuple[int, int]]:
    """Where the grounds stand that a sentence names: together those that it leaves a choice between.

    A ground that is joined with one of the others is one, and they are the other.
    """
    if len(named) > 1 and _with_one_of(marks, named):
        return [(named[0].start, named[0].end), (named[1].start, named[-1].end)]
    places = [(one.start, one.end) for one in named]
    links = _links(marks, named)
    if "joins" not in links:
        return places
    apart: list[tuple[int, int]] = []
    for place, link in zip(places, (None, *links), strict=True):
        start = apart.pop()[0] if link == "chooses" else place[0]
        apart.append((start, place[1]))
    return apart


def offered(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether words leave the choice between grounds that they name."""
    return "chooses" in _links(marks, named)


def joined_before(marks: Marks) -> Join | None:
    """How a sentence joins the grounds that the one before it names: "all of these must be present"."""
    if not marks.has("these_grounds") or marks.has("listed", "grounds_follow"):
        return None
    if marks.has("none_alone"):
        return "all"
    if marks.has("one_asked"):
        return None if marks.has("defeating", "against") else "any"
    return "all" if marks.has("all_asked") and not marks.has("negation_before", "defeating") else None


def _asked_together(
    marks: Marks, named: Sequence[Named], grounds: Grounds, links: Sequence[MarkName | None]
) -> bool:
    """Whether a sentence asks for all of these grounds: they are joined, in what is a demand."""
    if marks.has("none_alone") or _one_not_alone(marks, named) or _with_one_of(marks, named):
        return True
    if marks.has("one_asked", "listed"):
        return False
    if not grounds.in_words and _in_groups(marks, named):
        return True
    if _denied(marks, named) or _each_for_its_own(marks, named):
        return False
    if grounds.in_words and links[-1] != "joins":
        return False
    if marks.has("all_asked"):
        return any(link != "chooses" for link in links)
    explicit = marks.has("joins_all")
    demanded = _opens(marks, named, "demands", *(() if grounds.diagnoses else ("of_those_who",)))
    if not explicit and (grounds.in_words or not demanded):
        return False
    if marks.has("one_enough") or (not explicit and _opens(marks, named, "enumerates")):
        return False
    if explicit and not marks.has("demands", "of_those_who", "conditional"):
        return False
    if any(0 <= start - named[-1].end <= _BESIDE for start, _ in marks.places("chooses")):
        return False  # the last of them is one of a choice
    last = links[-1] or _beyond(marks, named)
    return "chooses" not in (*links, last) and (explicit or last == "joins")


def _in_groups(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether a sentence is of patients with some of these grounds and others, whatever choice is in each."""
    between = (named[0].end, named[-1].start)
    apart = marks.inside(between, "joins_groups")
    apart = apart or (_opens(marks, named, "demands") and marks.inside(between, "joins_demands"))
    return apart and not marks.has("one_enough") and not _opens(marks, named, "enumerates")


def _with_one_of(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether the first of these grounds is joined with one of the others: "together with any of these"."""
    return marks.inside((named[0].end, named[1].start), "joins_choice") and not _denied(marks, named)


def _one_not_alone(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether a sentence says of one of these grounds that it is not enough by itself."""
    return any(0 <= start - one.end <= _BESIDE for start, _ in marks.places("not_alone") for one in named)


def _asked_singly(
    marks: Marks, named: Sequence[Named], grounds: Grounds, links: Sequence[MarkName | None]
) -> bool:
    """Whether a sentence says of these grounds that one is enough."""
    first, last = named[0].start, named[-1].end
    if marks.has("defeating", "against", "not_alone"):
        return False
    if any(end <= first for _, end in marks.places("negation_before")):
        return False
    if marks.has("one_asked") and not marks.inside((first, last), "one_asked"):
        whole = 2 < len(named) == len(grounds.names) and links[-1] == "chooses"
        if whole or not grounds.nested:
            return True
    elif marks.has("one_asked", "one_enough") and not grounds.nested:
        return "joins" not in links and (links[-1] or _beyond(marks, named)) == "chooses"
    return _either(marks, named) or _offered_anew(marks, named)


def _either(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether the grounds are two, and "either" and "or" stand right before them."""
    if len(named) > 2:
        return False
    words = (marks.places("either"), marks.places("chooses"))
    return all(
        any(0 <= one.start - end <= _BESIDE for _, end in places)
        for one, places in zip(named, words, strict=True)
    )


def _each_for_its_own(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether each of the grounds is the condition of something else: "three if this, and six if that"."""
    ends = [0, *(one.end for one in named)]
    conditions = [
        [start for start, end in marks.places("conditional") if last <= start and end <= one.start]
        for last, one in zip(ends, named, strict=False)
    ]
    if not all(conditions):
        return False
    joins = [end for _, end in marks.places("joins")]
    return not any(
        end <= own[-1] and not marks.folded[end : own[-1]].strip(" ,")
        for own in conditions[1:]
        for end in joins
    )


def _offered_anew(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether each of the grounds is offered with the same word: "if this, or if that"."""
    words = []
    for one, other in pairwise(named):
        between = [each for each in marks.places("or_again") if one.end <= each[0] and each[1] <= other.start]
        if len(between) != 1 or "," in marks.folded[between[0][1] : other.start]:
            return False
        words.append(marks.folded[slice(*between[0])].split()[-1])
    opening = marks.folded[: named[0].end].split()
    return len(set(words)) == 1 and words[0] in opening


def _links(marks: Marks, named: Sequence[Named]) -> list[MarkName | None]:
    """What joins each ground to the next: the last such word between them."""
    words = sorted((start, end, name) for name in _JOINING for start, end in marks.places(name))
    links: list[MarkName | None] = []
    for one, other in pairwise(named):
        between = [name for start, end, name in words if one.end <= start and end <= other.start]
        links.append(between[-1] if between else None)
    return links


def _beyond(marks: Marks, named: Sequence[Named]) -> MarkName | None:
    """What joins the last of the grounds to one that follows, of which nothing is known."""
    after = {name for name in _JOINING for start, _ in marks.places(name) if named[-1].end <= start}
    return next((name for name in reversed(_JOINING) if name in after), None)


def _set_apart(marks: Marks, named: Sequence[Named]) -> list[Named]:
    """The grounds, but for those that no comma or joining word sets apart from the one before."""
    apart: list[Named] = []
    for one in named:
        start, end = (apart[-1].end, one.start) if apart else (0, 0)
        joined = any(marks.inside((start, end), name) for name in _JOINING)
        if not apart or joined or "," in marks.folded[start:end]:
            apart.append(one)
    return apart


def _opens(marks: Marks, named: Sequence[Named], *names: MarkName) -> bool:
    """Whether any of these marks begins before the first of the grounds."""
    return any(start < named[0].start for name in names for start, _ in marks.places(name))


def _denied(marks: Marks, named: Sequence[Named]) -> bool:
    """Whether the grounds are said to be absent: a denial stands before them, and no condition between."""
    first = named[0].start
    denials = [end for _, end in marks.places("negation_before") if end <= first]
    return any(not any(end <= start < first for start, _ in marks.places("conditional")) for end in denials)
