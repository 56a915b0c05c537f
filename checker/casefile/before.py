"""An item before its conditions: what is asked for, decided, said and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checker.casefile.asking import Told
from checker.casefile.features import kinds
from checker.casefile.features.visits import VisitLedger
from checker.casefile.ledger import Statement
from checker.letter import Decision, Treatment
from checker.reading.marked import MarkedSentence


@dataclass(frozen=True)
class Before:
    """All that is known of an item before its conditions: what is asked for, decided, said and told."""

    treatment: Treatment
    decision: Decision | None
    statements: Sequence[Statement]
    summary: Sequence[MarkedSentence]
    features: kinds.Features
    visits: VisitLedger | None
    asked_on: date | None
    per_week: float | None = None

    @property
    def parts(self) -> frozenset[str]:
        """The body parts that are treated."""
        return frozenset(part.concept for part in self.treatment.body_parts)

    @cached_property
    def recorded(self) -> list[Told]:
        """The summary, without what was decided before."""
        return [Told(read, "summary") for read in self.summary if not read.marks.has("decided_before")]

    def compared(self, *of: str) -> list[Told]:
        """The sentences of the rationale of these kinds that are the reviewer's own."""
        return [told for kind, told in self._own if kind in of]

    @cached_property
    def _own(self) -> list[tuple[str, Told]]:
        return [
            (one.kind, Told(one.read, "rationale", one.index))
            for one in self.statements
            if not one.marks.has("decided_before", "reported")
        ]
