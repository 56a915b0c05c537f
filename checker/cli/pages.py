"""``--format html``: a page a letter, and for several an index that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.cli.output import warn
from checker.cli.whole import write_whole
from checker.errors import CheckerError
from checker.knowledge.knowledge import Knowledge
from checker.render.html.guideline import Cards
from checker.render.html.page import index_page, letter_page
from checker.report.records import LetterRecord, Report
from checker.report.redacting import Redacted, Redaction
from checker.running.texts import text_of


class PageError(CheckerError):
    """A run can't be written as HTML where it is to go."""


def write_pages(report: Report, knowledge: Knowledge, file: Path) -> None:
    """Write one letter's page to a file; of several an index there, and their pages in a folder beside it."""
    cards = _cards(report, knowledge)
    if len(report.letters) == 1:
        write_whole(file, _page(*next(_letters(report)), cards, report, knowledge).encode("utf-8"))
        return
    folder = file.with_name(f"{file.stem}-letters")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise PageError(f"{folder}: can't be made: {error.strerror}") from None
    addresses: list[str | None] = []
    for number, (letter, named) in enumerate(_letters(report), 1):
        if letter.status != "checked":
            addresses.append(None)
            continue
        name = f"{number:0{len(str(len(report.letters)))}}.html"  # no letter's name can lead elsewhere
        write_whole(folder / name, _page(letter, named, cards, report, knowledge).encode("utf-8"))
        addresses.append(f"{folder.name}/{name}")
    write_whole(file, index_page(report, addresses).encode("utf-8"))


def only_page(report: Report, knowledge: Knowledge) -> bytes:
    """The page of the one letter of a run. Raises PageError for a run of several."""
    if len(report.letters) != 1:
        raise PageError("the format html of several letters needs a file: html=FILE")
    return _page(*next(_letters(report)), _cards(report, knowledge), report, knowledge).encode("utf-8")


def _letters(report: Report) -> Iterator[tuple[LetterRecord, LetterRecord]]:
    """The letters, each with what has the name of its file."""
    letters = report.letters
    return zip(letters, letters.named if isinstance(letters, Redacted) else letters, strict=True)


def _page(
    letter: LetterRecord, named: LetterRecord, cards: Cards, report: Report, knowledge: Knowledge
) -> str:
    text = text_of(named, knowledge.form) if letter.status == "checked" else None
    if text is None and letter.status == "checked":
        warn(f"{named.path}: its text is not at hand any more: the page is without it")
    if text is not None and isinstance(report.letters, Redacted):
        letter, text = Redaction(text, knowledge).page(letter, text)
    return letter_page(letter, text, cards, report)


def _cards(report: Report, knowledge: Knowledge) -> Cards:
    if knowledge.sha256 == report.knowledge.sha256:
        return Cards(knowledge.editions)
    warn("the guidelines in force are not those of the run: its pages are without their criteria")
    return Cards(())
