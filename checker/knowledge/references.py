"""What no single value can show: ids or examples used twice, references to nothing, pages that don't fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from checker.knowledge.concepts import Concept, ConceptKind
from checker.knowledge.contradicting import contradictions
from checker.knowledge.editions import EditionFolder
from checker.knowledge.files import Placed
from checker.knowledge.guidelines import LONG, UNITS, Criterion, Edition, InForce, Limit, Section
from checker.knowledge.letter_forms import RequestForm
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.needs import UNITS_OF, Need
from checker.knowledge.packs import PACK_FILE
from checker.knowledge.patterns import alias_problems
from checker.knowledge.phrases import fold
from checker.knowledge.plain_words import did_you_mean
from checker.knowledge.strict_yaml import Key
from checker.knowledge.twins import TwinsFile
from checker.knowledge.vocabulary import ANY_KIND, TREATMENTS, reference_problem, reference_problems
from checker.problems import Code, Problem

# What is named, by key, in editions and their sections, criteria and limits.
CONCEPTS_NAMED: Mapping[str, Sequence[ConceptKind]] = {
    "treatments": TREATMENTS,
    "excludes": TREATMENTS,
    "body_parts": ("body_part",),
    "requires": ("condition",),
    "applies_to": ANY_KIND,
}
_OF_A_CRITERION = ("treatments", "body_parts", "requires")


def repeated_ids(
    concepts: Iterable[Placed[Concept]],
    editions: Iterable[EditionFolder],
    more: Iterable[tuple[Placed[Any], Key, str]],
    base: Path,
) -> Iterator[Problem]:
    """Concepts of one id, and editions, sections and criteria of one; some in packs beside a base.

    ``more`` are ids of editions, sections and criteria that are wrong otherwise, each with its place.
    """
    yield from _twice(((one, ("id",), one.value.id) for one in concepts), base)
    yield from _twice(chain((place for folder in editions for place in _ids(folder)), more), base)


def extremity_problems(requests: Iterable[Placed[RequestForm]], lexicon: Lexicon) -> Iterator[Problem]:
    """Words of requests for a limb that is not in the vocabulary."""
    for file in requests:
        for index, one in enumerate(file.value.extremities):
            key = ("extremities", index, "part")
            yield from reference_problem(file, key, one.part, lexicon.concepts, ("body_part",))


def example_problems(
    twins: Iterable[Placed[TwinsFile]], editions: Iterable[EditionFolder]
) -> Iterator[Problem]:
    """Examples of a criterion that it or another, no twin, has before, and near misses that are examples."""
    groups = [frozenset(group.ids) for file in twins for group in file.value.twins]
    stated: dict[str, list[str]] = {}  # whose examples a sentence is
    for place, key, criterion in _criteria(editions):
        for index, example in enumerate(criterion.examples):
            before = stated.setdefault(_sentence(example), [])
            if criterion.id in before:
                yield place.problem(Code.EXAMPLE, (*key, "examples", index), "the example is there twice")
            for other in before:
                if not any({criterion.id, other} <= group for group in groups) and other != criterion.id:
                    yield place.problem(
                        Code.EXAMPLE, (*key, "examples", index), f"the example is also {other}'s", other
                    )
            before.append(criterion.id)
        for index, near in enumerate(criterion.near):
            if criterion.id in stated.get(_sentence(near), ()):
                yield place.problem(Code.EXAMPLE, (*key, "near", index), "the near miss is also an example")


def _criteria(editions: Iterable[EditionFolder]) -> Iterator[tuple[Placed[Section], Key, Criterion]]:
    for folder in editions:
        for section in folder.sections:
            for number, criterion in enumerate(section.value.criteria):
                yield section, ("criteria", number), criterion


def _sentence(text: str) -> str:
    return fold(text).rstrip(".")


def edition_problems(
    editions: Sequence[EditionFolder], lexicon: Lexicon, today: date, gone: Collection[str] = ()
) -> Iterator[Problem]:
    """What is wrong with editions beside others, their sections and the vocabulary on a day.

    What is ``gone`` may still be named: a pack has put something else in its place.
    """
    works = {folder.edition.value.id for folder in editions}
    known = works.union(gone, (section.value.id for folder in editions for section in folder.sections))
    yield from _in_force_together(editions)
    for folder in editions:
        place, edition = folder.edition, folder.edition.value
        yield from _unknown(place, ("superseded_by",), edition.superseded_by, works, "edition")
        yield from _unknown(place, ("based_on",), edition.based_on, works, "edition")
        yield from _itself(place)
        yield from reference_problems(
            place, ("body_parts",), edition.body_parts, lexicon.concepts, ("body_part",)
        )
        yield from alias_problems(place)
        if edition.in_force.since is not None and edition.in_force.since > today:
            message = f"since {edition.in_force.since} is in the future, seen from {today}"
            yield place.problem(Code.DATES, ("in_force", "since"), message)
        for section in folder.sections:
            if _begins(section) and not section.checked:
                yield from _section_problems(section, edition.pages, lexicon)
    for section, key, criterion in _criteria(editions):
        if section.checked:
            continue
        yield from _outside(section, key, criterion.pages, section.value.pages, "section")
        yield from _criterion_problems(section, key, criterion, lexicon, known)


def _itself(place: Placed[Edition]) -> Iterator[Problem]:
    edition = place.value
    for field, names, words in (
        ("superseded_by", edition.superseded_by, "superseded by"),
        ("based_on", edition.based_on, "based on"),
    ):
        if edition.id in names:
            yield place.problem(
                Code.CIRCLE, (field, names.index(edition.id)), f"an edition isn't {words} itself"
            )


def _in_force_together(editions: Sequence[EditionFolder]) -> Iterator[Problem]:
    """Editions of one work of which two were in force on a day: which one a letter cites is a guess then."""
    for index, folder in enumerate(editions):
        one = folder.edition.value
        for before in editions[:index]:
            other = before.edition.value
            day = _common_day(one.in_force, other.in_force)
            if (one.source, one.topic) == (other.source, other.topic) and day is not None:
                message = (
                    f"{other.id} is in force on {day} too: of a topic one edition is, on a day; "
                    f"give one of the two an end (until, or of one that isn't yours ends in {PACK_FILE})"
                )
                yield folder.edition.problem(Code.DATES, ("in_force",), message)


def _common_day(one: InForce, other: InForce) -> date | None:
    """The first day on which both are in force; None without one, and where one is of no known beginning."""
    if one.since is None or other.since is None:
        return None
    first, last = max(one.since, other.since), min(one.until or date.max, other.until or date.max)
    return first if first <= last else None


def _section_problems(
    place: Placed[Section], whole: tuple[int, int] | None, lexicon: Lexicon
) -> Iterator[Problem]:
    section = place.value
    yield from _outside(place, (), section.pages, whole, "edition")
    for field, names in (("treatments", section.covers.treatments), ("excludes", section.covers.excludes)):
        yield from reference_problems(place, ("covers", field), names, lexicon.concepts, TREATMENTS)
    yield from reference_problems(
        place, ("covers", "body_parts"), section.covers.body_parts, lexicon.concepts, ("body_part",)
    )


def _units(place: Placed[Section], key: Key, criterion: Criterion) -> Iterator[Problem]:
    """Limits in a unit that their kind has no figure in; where several all are, the kind is what is wrong."""
    if criterion.kind not in UNITS:
        return
    units = UNITS[criterion.kind]
    wrong = [(at, limit.unit) for at, limit in enumerate(criterion.limits) if limit.unit not in units]
    of_all = len({unit for _, unit in wrong}) == 1 < len(wrong) == len(criterion.limits)
    for at, unit in wrong[:1] if of_all else wrong:
        others = " or ".join(kind for kind, own in UNITS.items() if unit in own)
        has = f"; the kind {others} has" if others else ""
        message = f"the kind {criterion.kind} has no figure in {unit}: one of {', '.join(units)}{has}"
        if of_all:
            yield place.problem(Code.UNIT, (*key, "kind"), f"kind: {message}")
        else:
            yield place.problem(Code.UNIT, (*key, "limits", at, "unit"), f"unit: {message}")


def _criterion_problems(
    place: Placed[Section], key: Key, criterion: Criterion, lexicon: Lexicon, known: Collection[str]
) -> Iterator[Problem]:
    for field in _OF_A_CRITERION:
        names = getattr(criterion, field)
        yield from reference_problems(place, (*key, field), names, lexicon.concepts, CONCEPTS_NAMED[field])
    rows: set[Limit] = set()
    for index, limit in enumerate(criterion.limits):
        if limit in rows:
            yield place.problem(Code.IDLE, (*key, "limits", index), "the same limit is there twice")
        rows.add(limit)
        row: Key = (*key, "limits", index)
        yield from reference_problems(
            place, (*row, "applies_to"), limit.applies_to, lexicon.concepts, ANY_KIND
        )
    yield from _units(place, key, criterion)
    yield from _countless(place, (*key, "limits"), criterion)
    yield from _unknown(place, (*key, "not_in"), criterion.not_in, known, "edition or section")
    if criterion.needs is not None:
        yield from _need_problems(place, (*key, "needs"), criterion.needs)
    yield from _case_problems(place, key, criterion)


def _countless(place: Placed[Section], key: Key, criterion: Criterion) -> Iterator[Problem]:
    """Rows of a cap on visits that count none, and have none beside them for the same."""
    units: dict[tuple[str, ...], set[str]] = {}
    for limit in criterion.limits:
        units.setdefault(limit.applies_to, set()).add(limit.unit)
    bare = [index for index, limit in enumerate(criterion.limits) if units[limit.applies_to].issubset(LONG)]
    if criterion.kind == "visit_cap" and bare:
        every = len(bare) == len(criterion.limits)
        which = "none of these does" if every else "this row does not"
        message = (
            f"limits: the kind visit_cap counts visits, and {which}: give their number in visit "
            "and the time as over, or make it a duration_limit"
        )
        yield place.problem(Code.UNIT, key if every else (*key, bare[0]), message)


def _need_problems(place: Placed[Section], key: Key, needs: Need) -> Iterator[Problem]:
    """Figures in units that their subjects have none in; what can't be met, or decides nothing."""
    for below, need in needs.placed():
        subject, _ = need.statement or ("context", "")
        units = UNITS_OF.get(subject)
        for bound, figure in need.figures.items():
            if units and figure.unit not in units:
                message = f"unit: {subject} has no figure in {figure.unit}: one of {', '.join(units)}"
                yield place.problem(Code.UNIT, (*key, *below, bound, "unit"), message)

    def line(below: Key) -> int:
        return place.document.place((*place.key, *key, *below))[0]

    for below, message in contradictions(needs, line):
        yield place.problem(Code.IDLE, (*key, *below), message)


def _case_problems(place: Placed[Section], key: Key, criterion: Criterion) -> Iterator[Problem]:
    """Cases in which a letter tells the same as in one before."""
    before: dict[tuple[str, int | None, date | None], str] = {}
    for index, case in enumerate(criterion.cases):
        told = _sentence(case.told), case.days_since_injury, case.decided
        if told in before:
            other = "" if before[told] == case.answer else f", with the answer {before[told]}"
            yield place.problem(
                Code.EXAMPLE, (*key, "cases", index, "told"), f"the case is there twice{other}"
            )
        before.setdefault(told, case.answer)


def _outside(
    place: Placed[Section], key: Key, pages: tuple[int, int] | None, whole: tuple[int, int] | None, of: str
) -> Iterator[Problem]:
    if pages and whole and not whole[0] <= pages[0] <= pages[1] <= whole[1]:
        message = f"pages {pages[0]} to {pages[1]} are outside its {of}'s {whole[0]} to {whole[1]}"
        yield place.problem(Code.PAGES, (*key, "pages"), message)


def _ids(folder: EditionFolder) -> Iterator[tuple[Placed[Any], Key, str]]:
    yield folder.edition, ("id",), folder.edition.value.id
    for section in folder.sections:
        if _begins(section):
            yield section, ("id",), section.value.id
        for number, criterion in enumerate(section.value.criteria):
            yield section, ("criteria", number, "id"), criterion.id


def _begins(section: Placed[Section]) -> bool:
    """Whether a section begins here: what continues one has its head from there."""
    return section.key[0] == "sections"


def _twice(ids: Iterable[tuple[Placed[Any], Key, str]], base: Path) -> Iterator[Problem]:
    first: dict[str, tuple[str, str]] = {}
    for place, key, identifier in ids:
        path = place.document.path
        if identifier in first:
            other, line = first[identifier]
            message = f"the id {identifier} is taken: {line}"
            if Path(other).is_relative_to(base) and not Path(path).is_relative_to(base):
                message += f" (to stand in its place, {PACK_FILE} has replaces: [{identifier}])"
            yield place.problem(Code.TAKEN, key, message)
        first.setdefault(identifier, (path, place.line(key)))


def _unknown(
    place: Placed[Any], key: Key, names: Iterable[str], known: Collection[str], what: str
) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name not in known:
            yield not_known(place, (*key, index), name, known, what)


def not_known(place: Placed[Any], key: Key, name: str, known: Collection[str], what: str) -> Problem:
    """That there is nothing of such a name."""
    return place.problem(Code.UNKNOWN, key, f"there is no {what} {name}{did_you_mean(name, known)}", name)
