"""The page of what statements of needs may be on, and of the kinds of criteria that have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, TypeAdapter

from checker.knowledge.guidelines import UNITS, Criterion, CriterionKind, Edition
from checker.knowledge.needs import UNITS_OF, Need, NeedCase, Subject
from docs.generate.markdown import code, heading, plain, quoted, table

_FILE = Path(__file__).with_suffix(".yaml")


class Statement(BaseModel):
    """A subject, what a statement on it asks, and what a letter tells where an example is met or not."""

    subject: Subject
    asks: str
    example: dict[str, Any]
    met: str | None
    unmet: str | None
    days: tuple[int, int] | None = None

    @property
    def need(self) -> Need:
        """The example as a criterion has it."""
        return Need.model_validate(self.example)

    def cases(self) -> Iterator[NeedCase]:
        """What letters tell, with what becomes of the example."""
        of_met, of_unmet = self.days or (None, None)
        if self.met:
            yield NeedCase(told=self.met, answer="met", days_since_injury=of_met)
        if self.unmet:
            yield NeedCase(told=self.unmet, answer="unmet", days_since_injury=of_unmet)


def statements() -> list[Statement]:
    """One of each subject."""
    return TypeAdapter(list[Statement]).validate_python(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def statement_pages(editions: Sequence[Edition]) -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page."""
    criteria = [one for edition in editions for section in edition.sections for one in section.criteria]
    yield (
        "needs.md",
        [
            *heading(1, "Needs"),
            "What a criterion needs is a tree of `all`, `any`, `not` and `at_least_of` so many `of` a list, "
            "over statements. A statement has one of these subjects. It is met where a letter tells the one, "
            "unmet where it tells the other; where a letter tells neither, it is not documented.",
            "",
            *table(("Subject", "Asks", "Example", "Met by", "Unmet by"), [_row(one) for one in statements()]),
            "Figures (`at_least`, `more_than`, `at_most`, `less_than`) of these subjects have these units; "
            "those of others any.",
            "",
            *table(("Subject", "Units"), [(code(one), _listed(units)) for one, units in UNITS_OF.items()]),
            *heading(2, "Kinds of criteria"),
            "The `kind` of a criterion says what its figures and needs are for.",
            "",
            *table(("Kind", "Units of its figures", "Encoded", "For example"), _kinds(criteria)),
        ],
    )


def _row(one: Statement) -> tuple[str, ...]:
    shown = yaml.safe_dump(one.example, default_flow_style=True, sort_keys=False, width=1000)
    told = (quoted(each) if each else "not read of letters" for each in (one.met, one.unmet))
    return code(one.subject), plain(one.asks), code(shown), *told


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(code, names))


def _kinds(criteria: Sequence[Criterion]) -> Iterator[tuple[str, ...]]:
    count = Counter(one.kind for one in criteria)
    for kind in get_args(CriterionKind):
        first = next((one for one in criteria if one.kind == kind), None)
        yield (
            code(kind),
            _listed(UNITS.get(kind, ())) or "any",
            str(count[kind]),
            plain(first.text if first else ""),
        )
