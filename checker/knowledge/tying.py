"""The shape of ``guidelines/ties.yaml``: what speaks how much for a sentence stating a criterion."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from checker.knowledge.strict import Strict

Feature = Literal[
    "likeness",
    "text",
    "covered",
    "near",
    "figures",
    "polarity",
    "treatment_named",
    "treatment_asked",
    "body_part",
    "edition_cited",
    "section_cited",
    "other_source",
]


class Tying(Strict):
    """Weights of the features of a pair of sentence and criterion, fitted by ``benchmarks/fit_ties.py``.

    The features are documented in :mod:`checker.casefile.ties`. The weighted sum is turned into the chance
    that the tie is right by a logistic curve with ``slope`` and ``offset``. A tie whose chance is below
    ``least`` is refused.
    """

    weights: dict[Feature, float]
    slope: float
    offset: float
    least: Annotated[float, Field(gt=0, lt=1)]

    def chance(self, weighted: float) -> float:
        """The chance, 0 to 1, of a weighted sum, to three digits."""
        return round(1 / (1 + math.exp(-(self.slope * weighted + self.offset))), 3)
