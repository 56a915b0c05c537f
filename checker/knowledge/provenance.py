"""Where a datum comes from."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from checker.knowledge.strict import Several, Strict, Text

Grade = Literal["A", "B", "C"]


class Provenance(Strict):
    """Where a datum comes from and how sure that is.

    ``grade``: A seen in a public source or restated alike in three or more letters, B confident and widely
    restated but not re-read in the guideline, C uncertain (``uncertainty`` says what). ``letters`` are the
    case numbers that it was read from: it is no proof when one of those is checked.
    """

    grade: Grade
    sources: Several[Text] = ()
    letters: Several[Text] = ()
    uncertainty: Text | None = None

    @model_validator(mode="after")
    def _says_what_is_uncertain(self) -> Self:
        if self.grade == "C" and self.uncertainty is None:
            raise ValueError("grade C needs uncertainty: say what is uncertain")
        return self
