"""``imr-check guideline review``: criteria that wait for a person who has read the guideline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import typer

from checker.casefile.wording import edition_name, limit_words, page_words, source_words
from checker.cli.new_files import Wanted, asked, there_to_ask
from checker.cli.output import fail, say
from checker.counting import counted
from checker.knowledge.files import data_folder
from checker.knowledge.provenance import Reading
from checker.knowledge.reviews import Waiting, after, record
from checker.knowledge.strict import LONGEST

_SEE = "imr-check guideline review --list has them"
_LENGTH = f"1 to {LONGEST} characters"
_CHOICES = "[y] it says so  [n] it says something else  [s] skip  [q] stop"


def listed(found: Sequence[Waiting]) -> Iterator[str]:
    """The lines that list what waits, an edition at a time."""
    for edition, group in groupby(found, key=lambda one: one.edition.id):
        criteria = list(group)
        yield f"{edition} {edition_name(criteria[0].edition)}: {counted(len(criteria), 'criterion')}"
        for one in criteria:
            yield f"  {one.criterion.id} ({one.criterion.provenance.grade})"
            yield from (f"    {line}" for line in settling(one))
    yield f"{counted(len(found), 'criterion')} to be read"


def settling(one: Waiting) -> Iterator[str]:
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


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of a reading; with ``agrees`` or ``instead`` of one criterion all of it."""

    by: str | None = None
    source: str | None = None
    on: date | None = None
    instead: str | None = None
    agrees: bool = False

    @property
    def answers(self) -> bool:
        """Whether it is the answer on a criterion."""
        return self.agrees or self.instead is not None


def walk(found: Sequence[Waiting], given: Given) -> None:
    """Record the answer that is given, or ask for one on each criterion, where somebody is there."""
    _refuse(found, given)
    if given.answers:
        by, source = asked(*_wanted(given))
        _record(found[0], Reading(by=by, date=_day(given), source=source, agrees=given.agrees), given.instead)
        say([f"{found[0].path}: recorded, {'grade A' if given.agrees else 'grade C: correct the entry'}"])
    else:
        _ask(found, given)


def _refuse(found: Sequence[Waiting], given: Given) -> None:
    """Fail with all that is missing, or that does not go together."""
    if given.agrees and given.instead is not None:
        fail("--agrees and --instead exclude each other")
    for name, words in (("by", given.by), ("source", given.source), ("instead", given.instead)):
        if words is not None and not _fits(words):
            fail(f"--{name}: {_LENGTH}, please")
    if _day(given) > date.today():
        fail(f"--date: {given.on} is in the future")
    if given.answers and len(found) > 1:
        fail(f"--agrees and --instead answer on one criterion: name it ({_SEE}); these are {len(found)}")
    if not given.answers and not there_to_ask():
        one = () if len(found) == 1 else (Wanted(None, f"one criterion: {_SEE}"),)
        answer = Wanted(None, "whether the guideline says so, or what it says", "--agrees or --instead WORDS")
        asked(*one, *_wanted(given), answer)


def _wanted(given: Given) -> tuple[Wanted, Wanted]:
    return (
        Wanted(given.by, "Your name", "--by"),
        Wanted(given.source, "Read in (title, edition, page)", "--source"),
    )


def _day(given: Given) -> date:
    return given.on or date.today()


def _ask(found: Sequence[Waiting], given: Given) -> None:
    """Go through criteria and record each answer at once, so that a session that breaks off loses nothing."""
    say(
        [f"{counted(len(found), 'criterion')} to be read. They are in own words: what counts is the meaning."]
    )
    by, source = given.by or _text("Your name"), given.source
    done = 0
    for number, one in enumerate(found, 1):
        say(["", f"{number} of {len(found)}  {one.criterion.id}", *(f"  {line}" for line in settling(one))])
        answer = _choice()
        if answer == "q":
            break
        if answer == "s":
            continue
        source = _text("Read in (title, edition, page)", source)
        reading = Reading(by=by, date=_day(given), source=source, agrees=answer == "y")
        _record(one, reading, None if reading.agrees else _text("What it says instead, in your own words"))
        done += 1
    say(["", f"{counted(done, 'criterion')} recorded, {counted(len(found) - done, 'criterion')} to be read"])


def _record(one: Waiting, reading: Reading, instead: str | None) -> None:
    record(one, after(one.criterion.provenance, reading, instead or ""))


def _choice() -> str:
    while True:
        answer: str = typer.prompt(_CHOICES, prompt_suffix=" ", default="s", show_default=False)
        if answer.strip().lower() in ("y", "n", "s", "q"):
            return answer.strip().lower()


def _text(question: str, before: str | None = None) -> str:
    while True:
        answer: str = typer.prompt(question, default=before)
        if _fits(answer):
            return answer.strip()
        say([f"{_LENGTH}, please"])


def _fits(words: str) -> bool:
    return 0 < len(words.strip()) <= LONGEST


def shipped(one: Waiting) -> bool:
    """Whether a criterion stands in the guidelines that an installed imr-check brings along."""
    folder = data_folder("guidelines")
    return folder.parent.name == "data" and one.path.is_relative_to(folder)
