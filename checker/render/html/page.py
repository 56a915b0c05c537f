"""Pages made of records: everything that a letter, a file name or a rule says is escaped in one place.

A page holds all it needs, runs nothing but its own small script, and can be read without it.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.counting import counted
from checker.render.formats.placing import Placed
from checker.render.html.guideline import Cards
from checker.render.html.marking import Piece, anchored_findings, blocks_of, evidence_anchor, statement_anchor
from checker.render.reasons import reasons_of
from checker.render.sanitize import clean
from checker.render.words import (
    ASPECTS,
    DECISION_WORDS,
    OUTCOME_WORDS,
    PARTIES,
    PARTY_WORDS,
    PROVENANCE_WORDS,
    SEVERITIES,
    STANDING_WORDS,
    STATUS_WORDS,
    UNICODE_MARKS,
    VERDICT_WORDS,
    VERDICTS,
    aspects_of,
    condition_words,
    date_words,
    guideline_words,
    place_of,
    value_words,
)
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
    return _render(
        "letter.html",
        letter=letter,
        report=report,
        blocks=[] if text is None else blocks_of(letter, text),
        items=[_item(item, findings, cards) for item in letter.items],
        whole=[(anchor, placed.finding) for anchor, placed in findings if placed.item is None],
        title=letter.case.case_number or letter.path,
    )


def index_page(report: Report, pages: Sequence[str | None]) -> str:
    """A batch: each rationale with its answers, and plots. ``pages`` has each letter's address."""
    return _render(
        "index.html",
        report=report,
        letters=list(zip(report.letters, pages, strict=True)),
        plots=list(_plots(report)),
        title=f"{counted(len(report.letters), 'letter')}",
    )


def _item(item: ItemRecord, findings: Iterable[tuple[str, Placed]], cards: Cards) -> dict[str, Any]:
    own = [(anchor, placed.finding) for anchor, placed in findings if placed.item is item]
    return {
        "record": item,
        "findings": sorted(own, key=lambda pair: SEVERITIES.index(pair[1].severity)),
        "suppressed": len(item.findings) - len(own),
        "stated": [
            (statement_anchor(item, number), f"g{item.index}-{number + 1}", statement, card)
            for number, statement in enumerate(item.statements)
            for card in [cards.get(statement.criterion)]
            if statement.kind == "guideline" or card
        ],
    }


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


def _target(statement: StatementRecord, pieces: Iterable[Piece], anchor: str) -> str | None:
    """Where a statement of the letter leads: to its criterion's card, else to the finding on it."""
    if statement.kind == "guideline":
        return "g" + anchor[1:]
    return next((piece.finding for piece in pieces if piece.finding), None)


def _render(name: str, **values: Any) -> str:
    environment = _environment()
    return environment.get_template(name).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (_asset(environment, name) for name in ("style.css", "script.js"))
    environment.globals.update(
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        marks=UNICODE_MARKS,
        aspects=tuple(ASPECTS),
        verdicts=VERDICTS,
        verdict_words=VERDICT_WORDS,
        status_words=STATUS_WORDS,
        standing_words=STANDING_WORDS,
        decision_words=DECISION_WORDS,
        outcome_words=OUTCOME_WORDS,
        provenance_words=PROVENANCE_WORDS,
        severities=SEVERITIES,
        parties=PARTIES,
        party_words=PARTY_WORDS,
        aspects_of=aspects_of,
        value_words=value_words,
        condition_words=condition_words,
        date_words=date_words,
        guideline_words=guideline_words,
        place_of=place_of,
        reasons_of=reasons_of,
        target=_target,
        counted=counted,
        evidence_anchor=evidence_anchor,
        statement_anchor=statement_anchor,
    )
    return environment


def _cleaned(value: Any) -> Any:
    """Take what is unseen out of everything that is printed; jinja escapes it after that."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _asset(environment: Environment, name: str) -> Markup:
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
