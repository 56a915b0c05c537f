"""Which rows of visits after surgery are the patient's: those of the operations that the letter tells of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from checker.casefile.asking import Told
from checker.casefile.casefile import CaseFile, ItemFile
from checker.casefile.criteria import Stated, stated_by
from checker.casefile.dating import MONTH, fit_in, governs
from checker.casefile.features.care import is_given
from checker.casefile.features.kinds import Procedure
from checker.casefile.features.telling import day_of
from checker.casefile.opening import Compiled
from checker.knowledge.lexicon import Lexicon
from checker.reading.dates import find_dates
from checker.reading.marked import MarkedSentence

AFTER_SURGERY = "postoperative_therapy"
_THERAPY = "physical_therapy"
_NEXT = 5  # characters between an operation and its date: "on", a bracket
_PHRASE = 40  # and where they say what it was on: "of C5-6 and C6-7 with plate on"
_LONG_OVER = 12 * MONTH  # days after an operation for which no row has a period


def is_of_surgery(concept: str, lexicon: Lexicon) -> bool:
    """Whether a concept is an operation, or therapy after one."""
    return concept == AFTER_SURGERY or lexicon.concepts[concept].category == "surgery"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of visits, the operations that its needs name, and the days of its period."""

    stated: Stated
    operations: frozenset[str]
    days: int


class Operated:
    """What a letter tells of operations on the part that an item is to treat."""

    def __init__(self, case_file: CaseFile, item: ItemFile, compiled: Compiled) -> None:
        self._item, self._days, self._features = item, case_file.days, item.features
        self._compiled, self._lexicon = compiled, compiled.lexicon
        self._treatment = item.treatment
        self._parts = frozenset(part.concept for part in item.treatment.body_parts)
        self._sides = {part.side for part in item.treatment.body_parts}
        said = (one.read for one in item.of_kind("case", "conclusion") if not one.marks.has("reported"))
        self._told = [
            *(Told(read, "summary") for read in case_file.summary),
            *(Told(read, "rationale") for read in said),
        ]

    def row(self, stated: Stated) -> Row | None:
        """The row that a criterion is; None for one that is of no operation of the vocabulary."""
        criterion = stated.criterion
        if stated.edition.phase != "postsurgical" or criterion.kind != "visit_cap" or not criterion.needs:
            return None
        operations = frozenset(
            concept
            for path, need in criterion.needs.placed()
            if need.procedure and "not" not in path
            for name in self._compiled.asker.named(need.procedure)
            for concept in self._lexicon.down(name)
        )
        months = [limit.high for limit in criterion.limits if limit.unit == "month"]
        return Row(stated, operations, round(max(months) * MONTH)) if operations and months else None

    def own(self) -> list[tuple[Row, Procedure]]:
        """The rows of what was operated, in whose period the request was denied, each with the operation."""
        known = self._parts or AFTER_SURGERY in self._treatment.concepts
        if self._treatment.category != _THERAPY or not known or not any(self._done(None)):
            return []
        editions = self._compiled.knowledge.editions
        asked = set(self._treatment.concepts)  # by its own name: what is in water can have other grounds
        rows = map(self.row, stated_by(one for one in editions if governs(one, self._days)))
        return [
            (row, done)
            for row in rows
            if row and asked.intersection(row.stated.about) and self._is_of_treated(row) and self.is_met(row)
            for done in list(self._done(row))[:1]
        ]

    def is_met(self, row: Row) -> bool:
        """Whether the letter has nothing that a row is not for."""
        needs = row.stated.criterion.needs
        return needs is None or (
            self._compiled.asker.ask(needs, self._told, self._parts, self._features).answer != "false"
        )

    def is_named(self, row: Row) -> bool:
        """Whether the operation of a row may be the patient's: named, of no other side, not long over."""
        return self._is_of_treated(row) and any(
            mention.concept in row.operations
            and mention.assertion != "negated"
            and self._is_here(
                [one.concept for one in told.read.parts_of(mention)], told.read.sides_of(mention)
            )
            and fit_in((0, _LONG_OVER), day_of(told.read, mention.start), self._days) != "outside"
            for told in self._told
            for mention in told.read.mentions
        )

    @property
    def is_gone_by(self) -> bool:
        """Whether the rationale goes by a guideline on therapy after surgery, or a row of another for it."""
        cited = [one.edition for one in self._item.cited_by("reviewer") if one.edition]
        names = self._compiled.letters.titles.named
        said = [one for each in self._item.statements for one in names("MTUS", each.sentence.folded)]
        return any(one.phase == "postsurgical" for one in (*cited, *said)) or any(
            is_of_surgery(mention.concept, self._lexicon)
            for statement in self._item.of_kind("guideline")
            for mention in statement.mentions
        )

    def _done(self, row: Row | None) -> Iterator[Procedure]:
        """The operations that were done on what is treated; of a row those in whose period the denial is."""
        for one in self._features.of(Procedure, row.operations if row else None):
            sure = one.status == "asserted" and not one.planned and one.day is not None
            if not sure or not self._is_here(filter(None, [one.body_part]), [one.side]):
                continue
            if row is None or (
                fit_in((0, row.days), one.day, self._days) == "inside" and self._is_dated(one)
            ):
                yield one

    def _is_dated(self, done: Procedure) -> bool:
        """Whether the date of a sentence is surely that of an operation."""
        for told in self._told:
            read = told.read
            for one in read.mentions if read.sentence.span == done.span else ():
                if one.concept != done.concept:
                    continue
                dates = find_dates(read.sentence.folded)
                if any(day == done.day and _is_next(read, one.end, first) for day, first, _ in dates):
                    return True
                alone = len(dates) == 1 and not read.marks.has("year_told")
                if alone and not done.past and is_given(read, one) and not self._complains(read, one.start):
                    return True
        return False

    def _complains(self, read: MarkedSentence, before: int) -> bool:
        """Whether a sentence tells of pain or a condition before a place: its date may be of that."""
        concepts = self._lexicon.concepts
        conditions = [one.start for one in read.mentions if concepts[one.concept].kind == "condition"]
        return any(at < before for at in (*conditions, *(at for at, _ in read.marks.places("pain_named"))))

    def _is_of_treated(self, row: Row) -> bool:
        """Whether a row is of the treatment and of the body part."""
        parts = row.stated.criterion.body_parts
        related = self._compiled.criteria.related(row.stated, self._treatment.concepts)
        return related and self._lexicon.meet(parts, self._parts)

    def _is_here(self, parts: Iterable[str], sides: Collection[str | None]) -> bool:
        """Whether what is of these parts and sides may be of what is treated."""
        other = (*sides, *self._sides) in (("left", "right"), ("right", "left"))
        return self._lexicon.meet(parts, self._parts) and not other


def _is_next(read: MarkedSentence, end: int, date: int) -> bool:
    """Whether a date stands by an operation: right behind it, or with "on" after the parts that it was on."""
    between = read.sentence.folded[end:date]
    on = between.endswith(" on ") and not set(between) & set(",;") and len(between) <= _PHRASE
    return 0 <= date - end <= _NEXT or (date > end and on)
