"""The shape of ``guidelines/ties.yaml``: what speaks how much for a sentence stating a criterion."""

from __future__ import annotations

import math
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

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


def _of_all(weights: dict[Feature, float]) -> dict[Feature, float]:
    missing = [name for name in get_args(Feature) if name not in weights]
    if missing:
        raise ValueError(f"without {', '.join(missing)}: each feature has one")
    return weights


Weight = Annotated[float, Field(allow_inf_nan=False)]
_LARGEST = 700.0  # of an exponent that a float takes


class Tying(Strict):
    """Weights of the features of a pair of sentence and criterion, fitted by ``benchmarks/fit_ties.py``.

    The features are documented in :mod:`checker.casefile.ties`. The weighted sum is turned into the chance
    that the tie is right by a logistic curve with ``slope`` and ``offset``. A tie whose chance is below
    ``least`` is refused.
    """

    weights: Annotated[dict[Feature, Weight], AfterValidator(_of_all)]
    slope: Weight
    offset: Weight
    least: Annotated[float, Field(gt=0, lt=1)]

    def chance(self, weighted: float) -> float:
        """The chance, 0 to 1, of a weighted sum, to three digits."""
        log_odds = self.slope * weighted + self.offset
        return round(1 / (1 + math.exp(min(-log_odds, _LARGEST))), 3)
