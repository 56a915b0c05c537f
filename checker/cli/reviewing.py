"""``imr-check guideline review``: criteria that wait for a person who has read the guideline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

import typer

from checker.casefile.wording import edition_name, limit_words, page_words, source_words
from checker.cli.output import say
from checker.counting import counted
from checker.knowledge.files import data_folder
from checker.knowledge.provenance import Reading
from checker.knowledge.reviews import Waiting, after, record
from checker.knowledge.strict import LONGEST

_CHOICES = "[y] it says so  [n] it says something else  [s] skip  [q] stop"


def listed(found: Sequence[Waiting]) -> Iterator[str]:
    """The lines that list what waits, an edition at a time."""
    for edition, group in groupby(found, key=lambda one: one.edition.id):
        criteria = list(group)
        yield f"{edition} {edition_name(criteria[0].edition)}: {counted(len(criteria), 'criterion')}"
        for one in criteria:
            yield f"  {one.criterion.id} ({one.criterion.provenance.grade})"
            yield from (f"    {line}" for line in asked(one))
    yield f"{counted(len(found), 'criterion')} to be read"


def asked(one: Waiting) -> Iterator[str]:
    """What would settle a criterion: the place to open, what to look for, and what is in doubt."""
    criterion = one.criterion
    pages = criterion.pages or one.section.pages
    unknown = "" if page_words(pages) or not one.edition.paged else " (page unknown)"
    yield f"open   {source_words(edition_name(one.edition), one.section.title, pages)}{unknown}"
    yield f"{'says ' if criterion.held else 'lacks'}  {criterion.text}"
    for limit in criterion.limits:
        yield f"figure {limit_words(limit, limit.applies_to)}"
    provenance = criterion.provenance
    if provenance.readings:
        last = provenance.readings[-1]
        yield f"read   by {last.by} on {last.date} in {last.source}: correct the entry, then read it again"
    if provenance.uncertainty:
        yield f"doubt  {provenance.uncertainty}"


def walk(found: Sequence[Waiting], by: str | None, source: str | None) -> None:
    """Go through criteria and record each answer at once, so that a session that breaks off loses nothing."""
    say(
        [f"{counted(len(found), 'criterion')} to be read. They are in own words: what counts is the meaning."]
    )
    by = by or _text("Your name")
    done = 0
    for number, one in enumerate(found, 1):
        say(["", f"{number} of {len(found)}  {one.criterion.id}", *(f"  {line}" for line in asked(one))])
        answer = _choice()
        if answer == "q":
            break
        if answer == "s":
            continue
        source = _text("Read in (title, edition, page)", source)
        reading = Reading(by=by, date=date.today(), source=source, agrees=answer == "y")
        instead = "" if reading.agrees else _text("What it says instead, in your own words")
        record(one, after(one.criterion.provenance, reading, instead))
        done += 1
    say(["", f"{counted(done, 'criterion')} recorded, {counted(len(found) - done, 'criterion')} to be read"])


def _choice() -> str:
    while True:
        answer: str = typer.prompt(_CHOICES, prompt_suffix=" ", default="s", show_default=False)
        if answer.strip().lower() in ("y", "n", "s", "q"):
            return answer.strip().lower()


def _text(question: str, before: str | None = None) -> str:
    while True:
        answer: str = typer.prompt(question, default=before)
        if 0 < len(answer.strip()) <= LONGEST:
            return answer.strip()
        say([f"1 to {LONGEST} characters, please"])


def shipped(one: Waiting) -> bool:
    """Whether a criterion stands in the guidelines that an installed imr-check brings along."""
    folder = data_folder("guidelines")
    return folder.parent.name == "data" and one.path.is_relative_to(folder)
