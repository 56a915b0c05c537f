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


class Leading(Strict):
    """The chance of the likest criterion of what is cited, by its sum and its lead, at most ``most``."""

    slope: Weight
    lead: Weight
    most: Weight
    offset: Weight


class Tying(Strict):
    """Weights of the features of a pair of sentence and criterion, fitted by ``benchmarks/fit_ties.py``.

    The features are documented in :mod:`checker.casefile.ties`. The weighted sum is turned into the chance
    that the tie is right by a logistic curve with ``slope`` and ``offset``; that of the likest criterion, if
    it is cited, with its lead by ``leading`` too. A tie whose chance is below ``least`` is refused.
    """

    weights: Annotated[dict[Feature, Weight], AfterValidator(_of_all)]
    slope: Weight
    offset: Weight
    leading: Leading
    least: Annotated[float, Field(gt=0, lt=1)]

    def chance(self, weighted: float) -> float:
        """The chance, 0 to 1, of a weighted sum, to three digits."""
        return _logistic(self.slope * weighted + self.offset)

    def chance_of_likest(self, weighted: float, lead: float) -> float:
        """That of the likest criterion if it is cited: its sum is ``lead`` above that of any other claim.

        A sentence of several criteria has no lead, and one in words of its own a low sum: either may do.
        """
        leading = self.leading
        led = leading.slope * weighted + leading.lead * min(lead, leading.most) + leading.offset
        return max(self.chance(weighted), _logistic(led))


def _logistic(log_odds: float) -> float:
    return round(1 / (1 + math.exp(min(-log_odds, _LARGEST))), 3)
