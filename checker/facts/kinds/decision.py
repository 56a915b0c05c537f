"""Facts on the conclusion drawn, and on words of another modality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.casefile.frames import Polarity
from checker.facts.kinds.base import Decided, Measured, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(Measured):
    """What the rationale concludes.

    opposed: another sentence concludes the opposite. any: it concludes at all. found_reasonable: any sentence
    finds it so. for_want_of_detail: all that is found lacking is what the request leaves out. recommended:
    all that is stated of the cited guideline recommends the treatment.
    """

    polarity: Polarity
    opposed: bool
    decision: Decided
    any: bool
    found_reasonable: bool
    for_want_of_detail: bool
    recommended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherModality(Measured):
    """Words of another treatment or route in a statement about the disputed one."""

    form: Literal["treatment", "route"]
    words: Words
    item: str
