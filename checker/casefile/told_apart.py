"""Editions that a citation can't tell apart, by its words, its year or the days; and what leads to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checker.casefile.dating import DAY, Days, out_by
from checker.casefile.resolving import Resolver, chosen_by_days
from checker.errors import UnreadableError
from checker.knowledge.guidelines import Edition
from checker.reading.citations import CitationReader
from checker.reading.titles import Titles
from checker.spans import LetterText, Span


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


def led_to(edition: Edition, reader: CitationReader, resolver: Resolver) -> tuple[str, list[str]]:
    """The words of a citation by title and year, and the ids that it resolves to, or why to none."""
    year = edition.edition
    words = f"{edition.title}, {year}" if year and year not in edition.title else edition.title
    line = f"Decision based on {'MTUS' if edition.source == 'MTUS' else 'Non-MTUS Citation'} {words}"
    days = Days(edition.in_force.until or edition.in_force.since or date.today())
    try:
        citations = reader.read(LetterText(line), Span(0, len(line)), "reviewer")
    except UnreadableError as error:
        return words, [f"nothing ({error})"]
    resolved = (resolver.resolve(index, one, days) for index, one in enumerate(citations, 1))
    found = (one.edition.id if one.edition else f"nothing ({one.reason})" for one in resolved)
    return words, list(dict.fromkeys(found)) or ["nothing"]


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
            if re.fullmatch("[12][0-9]{3}", year):
                yield date(int(year), 1, 1)
