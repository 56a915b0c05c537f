"""The first half minute: a line a letter, and one a rationale with the answers to the five questions."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from checker.counting import counted
from checker.render.layout import INDENT, Lines, Page
from checker.render.reasons import reasons_of
from checker.render.words import (
    ASPECTS,
    OUTCOME_WORDS,
    STANDING_STYLES,
    STANDING_WORDS,
    VERDICT_STYLES,
    VERDICT_WORDS,
    VERDICTS,
    aspects_of,
    date_words,
)
from checker.report.records import CaseRecord, ItemRecord, LetterRecord, Report

TITLE_LIMIT = 300
_INDEX = 3
_VERDICT = 14  # "✗ inconsistent"
_GAP = 2
_ROOMY = 60  # columns that a title needs beside full headings
_LEAST = 44  # columns that words need beside the marks, else they stand below
_BY_ITSELF = 2 * INDENT + _INDEX + _GAP


def legend(page: Page, report: Report) -> Lines:
    """Say once what the marks of the five questions mean, where there are any."""
    if not any(item.aspects for letter in report.letters for item in letter.items):
        return []
    signs = [f"{page.marks.standing[standing]} {words}" for standing, words in STANDING_WORDS.items()]
    heads = [head if head == name else f"{head} {name}" for name, head in _heads(page).items()]
    lines = page.packed("Marks:", signs, "dim")
    if heads != list(ASPECTS):
        lines += page.packed("Questions:", heads, "dim")
    if any(item.conditions for letter in report.letters for item in letter.items):
        outcomes = [f"{page.marks.outcome[one]} {words}" for one, words in OUTCOME_WORDS.items()]
        lines += page.packed("Conditions:", outcomes, "dim")
    return [*lines, Text()]


def letter_line(page: Page, letter: LetterRecord) -> Lines:
    """Name a letter, its case, and how many of its rationales match."""
    counts = [sum(item.verdict == verdict for item in letter.items) for verdict in VERDICTS]
    verdicts = [
        f"{count} {VERDICT_WORDS[verdict]}" for verdict, count in zip(VERDICTS, counts, strict=True) if count
    ]
    items = counted(len(letter.items), "item") + (f": {', '.join(verdicts)}" if verdicts else "")
    part = f" (letter {letter.part} of the file)" if letter.part is not None else ""
    parts = [f"{page.name(letter.path).plain}{part}", *_case_words(page, letter.case), items]
    line = Text(page.marks.dot.join(parts))
    line.stylize("bold", 0, len(parts[0]))
    return page.flow(line)


def rationale_rows(page: Page, items: tuple[ItemRecord, ...]) -> Lines:
    """Set a row a rationale: number, answers, verdict, title; and below it why."""
    asked = any(item.aspects for item in items)
    heads = _heads(page) if asked else {}
    left = INDENT + _INDEX + _GAP + sum(len(head) + _GAP for head in heads.values()) + _VERDICT + _GAP
    if page.width - left - INDENT < _LEAST:
        left = _BY_ITSELF
    lines: Lines = []
    if heads:
        names = (" " * _GAP).join(heads.values())
        lines.append(Text(f"{' ' * (INDENT + _INDEX + _GAP)}{names}", style="dim"))
    for item in items:
        lines += _row(page, item, heads, left)
    return lines


def verdict_mark(page: Page, item: ItemRecord) -> Text:
    """Give the sign and words of an item's verdict."""
    mark = page.marks.verdict[item.verdict]
    return Text(f"{mark} {VERDICT_WORDS[item.verdict]}", style=VERDICT_STYLES[item.verdict])


def _heads(page: Page) -> dict[str, str]:
    """The headings of the questions: in full where there is room for a title beside them."""
    full = sum(len(name) + _GAP for name in ASPECTS)
    roomy = page.width - full - _INDEX - _VERDICT - 4 * _GAP >= _ROOMY
    return {name: name if roomy else short for name, short in ASPECTS.items()}


def _row(page: Page, item: ItemRecord, heads: dict[str, str], left: int) -> Lines:
    head = Text(f"{' ' * INDENT}{item.index:>{_INDEX}}{' ' * _GAP}").append_text(_marks(page, item, heads))
    words = [page.text(item.title, "bold", limit=TITLE_LIMIT)]
    if head.cell_len + _VERDICT > page.width:
        words.insert(0, verdict_mark(page, item))
    else:
        head.append_text(page.fit(verdict_mark(page, item), _VERDICT))
    words += [page.text(reason, limit=TITLE_LIMIT) for reason in reasons_of(item)]
    body = [Text(" " * left).append_text(line) for line in page.wrap(words, page.width - left - INDENT)]
    if left == _BY_ITSELF:
        return [head, *body]
    return [head.append(" " * _GAP).append_text(body[0][left:]), *body[1:]]


def _marks(page: Page, item: ItemRecord, heads: dict[str, str]) -> Text:
    marks = Text()
    if not item.aspects:
        return Text(" " * sum(len(head) + _GAP for head in heads.values()))
    for name, _, standing in aspects_of(item.aspects):
        if name in heads:
            sign = page.marks.standing[standing]
            marks.append(sign, style=STANDING_STYLES[standing]).append(" " * (len(heads[name]) - 1 + _GAP))
    return marks


def _case_words(page: Page, case: CaseRecord) -> Iterator[str]:
    if case.case_number:
        yield page.text(case.case_number, limit=TITLE_LIMIT).plain
    if case.decision_date:
        yield f"decided {page.text(date_words(case.decision_date)).plain}"
