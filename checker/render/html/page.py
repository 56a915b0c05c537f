"""Pages made of records: everything that a letter, a file name or a rule says is escaped in one place.

A page holds all it needs, runs nothing but its own small script, and can be read without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from checker.counting import counted
from checker.render.formats.placing import Placed
from checker.render.html.environment import page
from checker.render.html.guideline import Card, Cards
from checker.render.html.marking import anchored_findings, blocks_of, statement_anchor
from checker.render.words import SEVERITIES, VERDICTS
from checker.report.records import ItemRecord, LetterRecord, Report, StatementRecord

_GROUPS_SHOWN = 12  # bars of a plot


@dataclass(frozen=True, slots=True)
class Row:
    """A bar of a plot: how many rationales of a group have which verdict."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of the group."""
        return sum(self.counts)


def letter_page(letter: LetterRecord, text: str | None, cards: Cards, report: Report) -> str:
    """One letter: its text on the left, what is found on the right. ``text`` None: it is not at hand."""
    findings = list(anchored_findings(letter))
    return page(
        "letter.html",
        letter=letter,
        report=report,
        blocks=[] if text is None else blocks_of(letter, text),
        items=[_item(item, findings, cards) for item in letter.items],
        editions=cards.editions,
        whole=[(anchor, placed.finding) for anchor, placed in findings if placed.item is None],
        title=letter.case.case_number or PurePath(letter.path).name,
    )


def index_page(report: Report, pages: Sequence[str | None]) -> str:
    """A batch: each rationale with its answers, and plots. ``pages`` has each letter's address."""
    return page(
        "index.html",
        report=report,
        letters=zip(report.letters, pages, strict=True),
        plots=list(_plots(report)),
        title=f"{counted(len(report.letters), 'letter')}",
    )


def _item(item: ItemRecord, findings: Iterable[tuple[str, Placed]], cards: Cards) -> dict[str, Any]:
    own = [(anchor, placed.finding) for anchor, placed in findings if placed.item is item]
    return {
        "record": item,
        "findings": sorted(own, key=lambda pair: SEVERITIES.index(pair[1].severity)),
        "suppressed": len(item.findings) - len(own),
        "told": {one.message: (anchor, one.check) for anchor, one in reversed(own)},
        "stated": [
            (statement_anchor(item, number), f"g{item.index}-{number + 1}", statement, held)
            for number, statement in enumerate(item.statements)
            for held in [list(_held(item, statement, cards))]
            if statement.kind == "guideline" or held
        ],
    }


def _held(item: ItemRecord, statement: StatementRecord, cards: Cards) -> Iterator[Card]:
    """The criteria that a statement is on: those that findings on it rest on, then that of its tie."""
    rested = (
        one.guideline.criterion
        for one in item.findings
        if one.guideline and not one.suppressed and any(each.span == statement.span for each in one.evidence)
    )
    for criterion in dict.fromkeys([*rested, statement.criterion]):
        card = cards.get(criterion)
        if card is not None:
            yield card


def _plots(report: Report) -> Iterator[tuple[str, list[Row], int]]:
    """The plots, each with its title, its bars and how many groups are left out."""
    groups: dict[str, Callable[[LetterRecord, ItemRecord], Iterable[str]]] = {
        "Treatment": lambda _, item: [item.treatment.category.replace("_", " ")],
        "Guideline cited by the reviewer": lambda _, item: {
            one.guideline or one.source for one in item.citations if one.by == "reviewer"
        },
        "Specialty": lambda letter, _: letter.case.specialties,
        "Year of the decision": lambda letter, _: [(letter.case.decision_date or "not stated")[:4]],
    }
    for title, of in groups.items():
        counts: dict[str, Counter[str]] = {}
        for letter in report.letters:
            for item in letter.items:
                for name in of(letter, item):
                    counts.setdefault(name, Counter())[item.verdict] += 1
        rows = [Row(name, tuple(count[one] for one in VERDICTS)) for name, count in counts.items()]
        rows.sort(key=lambda row: (-row.total, row.name))
        yield title, rows[:_GROUPS_SHOWN], max(len(rows) - _GROUPS_SHOWN, 0)
