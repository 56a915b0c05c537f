"""The letter's text cut where something is said of it: statements, and the words that findings rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.render.formats.placing import Placed, findings_of
from checker.render.words import SEVERITIES
from checker.report.records import ItemRecord, LetterRecord, Severity, StatementRecord


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the letter. ``finding`` is the anchor of the gravest finding that rests on them.

    ``anchors`` are those of the evidence that begins here.
    """

    text: str
    severity: Severity | None = None
    finding: str | None = None
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of pieces: a statement, the title of an item (``item`` is its number), or what is between."""

    pieces: tuple[Piece, ...]
    statement: StatementRecord | None = None
    anchor: str | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    statement: StatementRecord | None = None
    anchor: str | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a piece of evidence stands."""

    start: int
    end: int
    severity: Severity
    finding: str
    anchor: str


def statement_anchor(item: ItemRecord, number: int) -> str:
    """The anchor of a statement in the letter; statements are counted from 0."""
    return f"s{item.index}-{number + 1}"


def evidence_anchor(finding: str, number: int) -> str:
    """The anchor of a finding's evidence in the letter, which is counted from 0."""
    return f"{finding}-{number + 1}"


def anchored_findings(letter: LetterRecord) -> Iterator[tuple[str, Placed]]:
    """Each finding with its anchor: its place in the letter's order, since two can have one fingerprint."""
    for number, placed in enumerate(findings_of(letter), 1):
        yield f"f{number}", placed


def blocks_of(letter: LetterRecord, text: str) -> Iterator[Block]:
    """The whole text in order, nothing left out and nothing twice."""
    marks = list(_marks(letter))
    at = 0
    for one in _stretches(letter):
        if one.start < at:  # what two items share is shown where it first stands
            continue
        if at < one.start:
            yield Block(tuple(_pieces(text, at, one.start, marks)))
        pieces = tuple(_pieces(text, one.start, one.end, marks))
        yield Block(pieces, one.statement, one.anchor, one.item)
        at = one.end
    if at < len(text):
        yield Block(tuple(_pieces(text, at, len(text), marks)))


def _stretches(letter: LetterRecord) -> list[_Stretch]:
    found = []
    for item in letter.items:
        if item.span is not None and item.span.start < item.span.end:
            found.append(_Stretch(item.span.start, item.span.end, item=item.index))
        for number, statement in enumerate(item.statements):
            span = statement.span
            found.append(_Stretch(span.start, span.end, statement, statement_anchor(item, number)))
    return sorted(found, key=lambda one: (one.start, one.end))


def _marks(letter: LetterRecord) -> Iterator[_Mark]:
    for anchor, placed in anchored_findings(letter):
        for number, evidence in enumerate(placed.finding.evidence):
            if evidence.span is not None:
                start, end = evidence.span.start, evidence.span.end
                yield _Mark(start, end, placed.finding.severity, anchor, evidence_anchor(anchor, number))


def _pieces(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[Piece]:
    over = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = sorted({start, end, *(cut for one in over for cut in (one.start, one.end) if start < cut < end)})
    for first, last in pairwise(cuts):
        here = [mark for mark in over if mark.start <= first and last <= mark.end]
        gravest = min(here, key=lambda mark: SEVERITIES.index(mark.severity), default=None)
        yield Piece(
            text[first:last],
            gravest.severity if gravest else None,
            gravest.finding if gravest else None,
            tuple(mark.anchor for mark in here if mark.start == first),
        )
