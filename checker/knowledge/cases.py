"""The cases of a rule file: an example in the words of a letter, and the findings that it gives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from checker.knowledge.strict import Several, Strict, Text

Words = Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
Decided = Literal["upheld", "overturned", "modified"]

_SUMMARY = "The injured worker is a 41 year old male who fell from a dock."
_CITED = "MTUS Chronic Pain Medical Treatment 2016"


class Found(Strict):
    """One finding of the rule: its message, and the quotes of its evidence in the order shown."""

    message: Words
    quotes: Several[Words] = ()
    severity: Literal["error", "warning", "note"] | None = None


class CaseItem(Strict):
    """A disputed item in the words of a letter. What is null is left out of the letter."""

    title: Words | None = "Tizanidine 4 mg #30"
    decision: Decided | None = "upheld"
    cites: Words | None = _CITED
    claims: Words | None = _CITED
    rationale: Words | None = "The patient was seen."


class Case(CaseItem):
    """An example: a short letter in which the rule finds what ``finds`` says, or nothing.

    ``cites`` and ``claims`` are what the reviewer's and the claims administrator's lines cite. ``earlier``
    are items that stand before this one. A ``letter`` written out takes the place of all parts. Findings
    of the rules that it ``ignores`` are suppressed.
    """

    name: Text
    summary: Words | None = _SUMMARY
    case_number: Words | None = "CM16-0999001"
    injured: date | None = date(2014, 2, 11)
    decided: date | None = date(2016, 9, 19)
    denied: date | None = date(2016, 8, 15)
    earlier: Several[CaseItem] = ()
    letter: Words | None = None
    ignores: Several[str] = ()
    finds: Several[Found] = Field()

    @model_validator(mode="after")
    def _either(self) -> Self:
        if self.letter is not None and self.model_fields_set - {"name", "letter", "ignores", "finds"}:
            raise ValueError("a letter written out takes the place of all parts")
        return self
