"""Fits the weights in ``guidelines/ties.yaml`` from the examples of the criteria: ``python -m benchmarks.fit_ties``.

Each example is tied with itself left out: the examples are dealt into parts, and those of a part are tied
by an index that was made without them. What is cited around an example is drawn: mostly its own section or edition,
at times another one. From some the criterion is kept away, so that the refusal of what is not encoded is learnt.
The same files give the same bytes. ``--check`` writes nothing and fails where the file differs.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from checker.casefile.criteria import Stated
from checker.casefile.likeness import Likeness, Wording
from checker.casefile.opening import Compiled
from checker.casefile.ties import CANDIDATES, FEATURES, Around, Ties
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from checker.knowledge.phrases import fold

PARTS = 4
# Of the examples, what is cited around them: the section, its edition alone, another section of it; else any.
OWN_SECTION, OWN_EDITION, OTHER_SECTION = 0.55, 0.2, 0.15
TREATMENT_KNOWN = 0.8
NOT_ENCODED = 0.15  # of examples: their criterion and its twins are kept away
WANTED = 0.95  # of the ties that hold, at least so many are to be right
RIDGE = 1e-3
STEPS = 30

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """The candidates of one example: their features, and which of them it states."""

    features: Floats
    right: NDArray[np.bool_]


def pairs(compiled: Compiled) -> Iterator[Pairs]:
    """The candidates of every example, tied with itself left out."""
    criteria, everything = compiled.criteria, compiled.wordings()
    drawn = random.Random(0)
    for part in range(PARTS):
        kept = [_without(wording, part) for wording in everything]
        ties = Ties(criteria, Likeness.of(kept), compiled.knowledge.tying, compiled.lexicon)
        for row, stated in enumerate(criteria.all):
            alike = criteria.twins(stated.criterion.id)
            for number, example in enumerate(stated.criterion.examples):
                if number % PARTS != part:
                    continue
                said = compiled.said(fold(example), everything[row].examples[number])
                rows, features = ties.features(said, _around(drawn, ties, criteria.all, stated))
                right = np.array([criteria.all[one].criterion.id in alike for one in rows])
                if drawn.random() < NOT_ENCODED:
                    features, right = features[~right], right[~right]
                yield Pairs(features, right)


def _without(wording: Wording, part: int) -> Wording:
    kept = [example for number, example in enumerate(wording.examples) if number % PARTS != part]
    return replace(wording, examples=kept)


def _around(drawn: random.Random, ties: Ties, every: Sequence[Stated], stated: Stated) -> Around:
    kind = drawn.random()
    cited = stated
    if kind >= OWN_SECTION + OWN_EDITION:
        others = [one for one in every if one.edition is stated.edition] if kind < 1 - 0.1 else every
        cited = drawn.choice(list(others))
    section = () if OWN_SECTION <= kind < OWN_SECTION + OWN_EDITION else (cited.section.id,)
    asked = drawn.random() < TREATMENT_KNOWN and stated.about
    treatments = (drawn.choice(stated.about),) if asked else ()
    return ties.around((cited.edition.id,), section, treatments)


def fitted(found: Sequence[Pairs]) -> Floats:
    """Weights under which the right candidates of each example come first: a conditional logit, by Newton."""
    known = [one for one in found if one.right.any()]
    features = np.zeros((len(known), CANDIDATES, len(FEATURES)))
    right, there = np.zeros((2, len(known), CANDIDATES))
    for at, one in enumerate(known):
        features[at, : len(one.right)], right[at, : len(one.right)] = one.features, one.right
        there[at, : len(one.right)] = 1
    weights = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        sums = features @ weights
        chances = np.exp(sums - sums.max(1, keepdims=True)) * there
        chances /= chances.sum(1, keepdims=True)
        among = chances * right
        among /= among.sum(1, keepdims=True)
        mean = np.einsum("ij,ijk->ik", chances, features)
        slope = (np.einsum("ij,ijk->ik", among, features) - mean).sum(0) - RIDGE * len(known) * weights
        spread = np.einsum("ij,ijk,ijl->kl", chances, features, features) - mean.T @ mean
        weights += np.linalg.solve(spread + RIDGE * len(known) * np.eye(len(FEATURES)), slope)
    return weights


def calibrated(sums: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of the chance that the first candidate is right, from its weighted sum."""
    inputs = np.stack([sums, np.ones_like(sums)], 1)
    line = np.zeros(2)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ line))
        spread = (inputs * (chance * (1 - chance))[:, None]).T @ inputs
        line += np.linalg.solve(spread + 1e-6 * np.eye(2), inputs.T @ (right - chance))
    return float(line[0]), float(line[1])


def main(arguments: Sequence[str]) -> int:
    """Fit and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    folder = data_folder("guidelines")
    text = fit(Compiled(load_knowledge(folder)))
    path = folder / "ties.yaml"
    if options.check:
        same = path.read_text(encoding="utf-8") == text
        print("as fitted" if same else "not what the examples give: run python -m benchmarks.fit_ties")
        return 0 if same else 1
    path.write_text(text, encoding="utf-8")
    return 0


def fit(compiled: Compiled) -> str:
    """The file, and what the fit gives on stdout."""
    found = list(pairs(compiled))
    weights = np.round(fitted(found), 2)
    first = [(one.features @ weights).argmax() for one in found]
    sums = np.array([(one.features @ weights).max() for one in found])
    right = np.array([one.right[at] for one, at in zip(found, first, strict=True)])
    slope, offset = calibrated(sums, right)
    chances = 1 / (1 + np.exp(-(slope * sums + offset)))
    order = np.argsort(-chances, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    held = int(np.nonzero(precision >= WANTED)[0].max())
    least = float(np.round(chances[order][held], 2))
    known = np.array([one.right.any() for one in found])
    print(f"{len(found)} examples, {known.mean():.1%} with their criterion among the candidates")
    print(f"first and right {right[known].mean():.1%} of these")
    print(
        f"from chance {least} on: precision {right[chances >= least].mean():.1%}, {(chances >= least).mean():.1%} tied"
    )
    lines = [f"  {name}: {weight:g}" for name, weight in zip(FEATURES, weights, strict=True)]
    return "\n".join(
        [
            "# What speaks how much for a sentence stating a criterion. Written by python -m benchmarks.fit_ties.",
            "weights:",
            *lines,
            f"slope: {slope:.3f}",
            f"offset: {offset:.3f}",
            f"least: {least:g}",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
