"""Editions that a citation can't tell apart, by its words, its year or the days; and what leads to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checker.casefile.dating import DAY, Days, out_by
from checker.casefile.resolving import Resolver, chosen_by_days
from checker.errors import UnreadableError
from checker.knowledge.guidelines import Edition
from checker.knowledge.strict_yaml import Key
from checker.reading.citations import CitationReader
from checker.reading.titles import Titles
from checker.spans import LetterText, Span

_YEAR = re.compile(r"(?<!\d)[12][0-9]{3}(?!\d)")


def not_told_apart(edition: Edition, editions: Iterable[Edition], titles: Titles) -> Iterator[str]:
    """Of each edition that a citation of one could mean as well: what it is, and what helps."""
    named = titles.named(edition.source, edition.topic)
    others = [
        other
        for other in editions
        if other.id != edition.id
        and other.source == edition.source
        and (other in named or edition in titles.named(other.source, other.topic))
    ]
    by_days = _told_by_days([edition, *others])
    for other in others:
        start = f"{edition.id} and {other.id} are cited by the same words"
        if years := sorted(_years(edition) & _years(other)):
            yield (
                f"{start} and year, {years[0]}, and such a citation resolves to neither: "
                "give one of them another edition or other aliases"
            )
        elif not by_days and not (edition.in_force.since and other.in_force.since):
            yield (
                f"{start}, and a citation without a year resolves to neither: write in both the days between "
                "which it is in force, in_force: {since: 2026-01-01, until: null}, or in one other aliases"
            )


def misdated(edition: Edition) -> Iterator[tuple[Key, str]]:
    """Where an edition has another year than its own, or days before it: the place, and what is wrong."""
    own, days = edition.edition, edition.in_force
    if own is None or not _YEAR.fullmatch(own):
        return
    for key, words in (("id", edition.id), ("title", edition.title), ("topic", edition.topic)):
        if others := sorted({*_YEAR.findall(words)} - _years(edition)):
            yield (key,), f"{others[0]} here, and the edition is {own}: a citation resolves by that"
    for name, day in (("since", days.since), ("until", days.until)):
        if day and day.year < int(own):
            yield ("in_force", name), f"{name} {day}, which is before the edition, {own}"


def led_to(edition: Edition, reader: CitationReader, resolver: Resolver) -> tuple[str, list[str]]:
    """The words of a citation, and the ids that it resolves to, or why to none: the first that leads to it.

    That is its title with its year, or an example of an alias that is none of its topic; each alone, or
    behind the name of its source.
    """
    year = edition.edition
    titled = f"{edition.title}, {year}" if year and year not in edition.title else edition.title
    examples = (example for alias in edition.aliases for example in alias.examples)
    names = (titled, *(example for example in examples if example != edition.topic))
    source = f"{edition.source} " if edition.source in ("ODG", "ACOEM") else ""
    said = [titled if edition.source in titled else f"{source}{titled}", *names]
    said += [f"{source}{name}" for name in names if source]
    tried = [(words, list(dict.fromkeys(_resolved(words, edition, reader, resolver)))) for words in said]
    return next((one for one in tried if edition.id in one[1]), (said[0], tried[0][1] or ["nothing"]))


def _resolved(words: str, edition: Edition, reader: CitationReader, resolver: Resolver) -> Iterator[str]:
    line = f"Decision based on {'MTUS' if edition.source == 'MTUS' else 'Non-MTUS Citation'} {words}"
    days = Days(edition.in_force.until or edition.in_force.since or date.today())
    try:
        citations = reader.read(LetterText(line), Span(0, len(line)), "reviewer")
    except UnreadableError as error:
        yield f"nothing ({error})"
        return
    for index, citation in enumerate(citations, 1):
        resolved = resolver.resolve(index, citation, days)
        yield resolved.edition.id if resolved.edition else f"nothing ({resolved.reason})"


def _told_by_days(editions: Sequence[Edition]) -> bool:
    """Whether on each day from which on another may be meant one is."""
    return all(
        chosen_by_days(editions, Days(day), paged=False) is not None
        for day in _days(editions)
        if any(out_by(edition, day) for edition in editions)
    )


def _years(edition: Edition) -> set[str]:
    return {year for year in (edition.edition, *edition.also_dated) if year}


def _days(editions: Iterable[Edition]) -> Iterator[date]:
    yield date.today()
    for edition in editions:
        if edition.in_force.since:
            yield edition.in_force.since
        if edition.in_force.until:
            yield edition.in_force.until + DAY
        for year in _years(edition):
            if _YEAR.fullmatch(year):
                yield date(int(year), 1, 1)
