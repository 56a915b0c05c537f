"""What an author's file does to a letter or a sentence, as a part of the page that they type on."""

from __future__ import annotations

from dataclasses import dataclass

from checker.casefile.conditions import Answered
from checker.casefile.matching import Match
from checker.problems import Problem
from checker.render.html.environment import part
from checker.report.records import FindingRecord, LetterRecord


@dataclass(frozen=True, slots=True)
class Tied:
    """A sentence and what it is tied to. ``refused``: why nothing could be told of it."""

    sentence: str
    match: Match | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a criterion asks of an item, down to what failed. ``outcome`` None: nothing states it."""

    item: int
    criterion: str
    asked: str
    outcome: str | None
    tree: Answered | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding and where it is. ``own``: the draft says it, or what it rests on."""

    where: str
    finding: FindingRecord
    own: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """How many sentences, tests or cases of the draft were tried, and what came out otherwise."""

    tried: str
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of an attempt. ``why`` has lines on why a rule found something, or nothing."""

    draft: str | None
    problems: tuple[Problem, ...] = ()
    own: frozenset[str] = frozenset()
    ties: tuple[Tied, ...] = ()
    letter: LetterRecord | None = None
    refused: str | None = None
    findings: tuple[Shown, ...] = ()
    proofs: tuple[Proof, ...] = ()
    why: tuple[str, ...] = ()
    cases: Cases | None = None
    saved: str | None = None

    @property
    def said(self) -> str:
        """The whole in a line, for those who don't see the page."""
        if self.problems:
            return f"{len(self.problems)} wrong in the file"
        own = sum(one.own for one in self.findings)
        found = f"findings: {len(self.findings)}, from this file: {own}"
        failed = f"; {len(self.cases.failed)} of its cases failed" if self.cases else ""
        saved = f"saved as {self.saved}; " if self.saved else ""
        return saved + (found if self.letter else f"sentences: {len(self.ties)}") + failed


def answer_part(answer: Answer) -> str:
    """An answer as HTML, all that it says escaped."""
    return part("answer.html", answer=answer)
