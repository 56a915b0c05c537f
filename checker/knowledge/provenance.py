"""Where a datum comes from."""

from __future__ import annotations

from typing import Literal

from checker.knowledge.strict import Strict, Text

Grade = Literal["A", "B", "C"]


class Provenance(Strict):
    """Where a datum comes from and how sure that is.

    ``grade``: A seen in a public source or restated alike in three or more letters, B confident and widely
    restated but not re-read in the guideline, C uncertain (``uncertainty`` says what). ``letters`` are the
    case numbers that it was read from: it is no proof when one of those is checked.
    """

    grade: Grade
    sources: tuple[Text, ...] = ()
    letters: tuple[Text, ...] = ()
    uncertainty: Text | None = None
