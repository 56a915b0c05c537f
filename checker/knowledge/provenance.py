"""Where a datum comes from."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from checker.knowledge.strict import Several, Strict, Text

Grade = Literal["A", "B", "C"]
# In the place of one that is wrong, which is told where it stands.
ABOVE = {"grade": "B", "sources": ["what stands above"]}


_OWN = "own knowledge"  # how the sources of what was never looked up begin
_OF_LETTERS = ("letter ", "restated in letter", "citation line of ")  # how those begin that name letters
_ALIKE = 3  # letters that make a grade A


class Reading(Strict):
    """A person compared the datum with the guideline: who, on which day, in which copy, with what outcome."""

    by: Text
    date: date
    source: Text
    agrees: bool


class Provenance(Strict):
    """Where a datum comes from and how sure that is.

    ``grade``: A seen in a public source, confirmed by a reader of the guideline or restated alike in three or
    more letters, B confident and widely restated but not re-read in the guideline, C uncertain
    (``uncertainty`` says what). ``letters`` are the case numbers that it was read from: it is no proof when
    one of those is checked. ``readings`` are by persons, the latest last. A and B have one of these three.
    """

    grade: Grade
    sources: Several[Text] = ()
    letters: Several[Text] = ()
    uncertainty: Text | None = None
    readings: Several[Reading] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has yet to find it right in the guideline: it is uncertain, or never looked up."""
        if self.readings:
            return not self.readings[-1].agrees
        return self.grade == "C" or (self.grade == "B" and any(one.startswith(_OWN) for one in self.sources))

    @model_validator(mode="after")
    def _says_what_is_uncertain(self) -> Self:
        if self.grade == "C" and self.uncertainty is None:
            raise ValueError("grade C needs uncertainty: say what is uncertain")
        return self

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if self.grade != "C" and not (self.sources or self.letters or self.readings):
            raise ValueError(f"grade {self.grade} needs sources: say where it was seen, or grade it C")
        return self

    @model_validator(mode="after")
    def _is_attested(self) -> Self:
        public = any(not one.startswith((_OWN, *_OF_LETTERS)) for one in self.sources)
        if self.grade == "A" and not (public or self.readings or len(self.letters) >= _ALIKE):
            ways = f"a public source, {_ALIKE} letters that restate it alike, or a reading"
            raise ValueError(f"grade A needs {ways}: grade it B or C")
        return self
