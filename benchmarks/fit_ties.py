"""Fits the weights in ``guidelines/ties.yaml``: ``python -m benchmarks.fit_ties [--check]``.

They are fitted to the examples of the criteria, each tied with itself left out. What is cited around an
example is drawn: mostly its own section or edition, at times another one. From some the criterion is kept
away, so that the refusal of what is not encoded is learnt; from more where the lead is weighed, for a
sentence on what is not encoded has one as easily. The same files give the same bytes. ``--check`` writes
nothing and fails where the file differs.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.ties import LeftOut, left_out
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.opening import Compiled
from checker.casefile.ties import CANDIDATES, FEATURES, Around, lead_of
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from checker.letter import BodyPart

# Of the examples, what is cited around them: the section, its edition alone, another section of it; else any.
OWN_SECTION, OWN_EDITION, OTHER_SECTION = 0.55, 0.2, 0.15
TREATMENT_KNOWN = 0.8
PART_KNOWN = 0.7
NOT_ENCODED = 0.15  # of examples: their criterion and its twins are kept away
NOT_ENCODED_LED = 0.25  # likewise where the lead is weighed
MOST_LEAD = 4  # a longer lead says no more
LEAST = 0.77  # a tie is refused that is right in fewer cases than about three of four
RIDGE = 1e-3
STEPS = 30

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """The candidates of one example: their features, and which of them it states."""

    stated: Sequence[Stated]
    features: Floats
    right: NDArray[np.bool_]

    @property
    def not_encoded(self) -> Pairs:
        """Those that it does not state alone."""
        others = [one for one, right in zip(self.stated, self.right, strict=True) if not right]
        return Pairs(others, self.features[~self.right], self.right[~self.right])

    def first(self, weights: Floats, criteria: Criteria) -> tuple[float, float, bool, bool]:
        """Of the likest: its sum, its lead, whether it is cited and whether it is right."""
        sums = self.features @ weights
        order = (-sums).argsort(kind="stable")
        likest = order[0]
        lead = lead_of([self.stated[at] for at in order], sums[order].tolist(), criteria)
        cited = self.features[likest, FEATURES.index("edition_cited")] > 0
        return float(sums[likest]), min(lead, MOST_LEAD), bool(cited), bool(self.right[likest])


def pairs(compiled: Compiled) -> Iterator[Pairs]:
    """The candidates of every example, tied with itself left out."""
    drawn = random.Random(0)
    for example in left_out(compiled):
        rows, features = example.ties.features(example.said, _around(drawn, compiled.criteria.all, example))
        stated = [compiled.criteria.all[row] for row in rows]
        found = Pairs(stated, features, example.right(compiled.criteria, rows))
        yield found.not_encoded if drawn.random() < NOT_ENCODED else found


def _around(drawn: random.Random, every: Sequence[Stated], example: LeftOut) -> Around:
    stated = cited = example.stated
    kind = drawn.random()
    if kind >= OWN_SECTION + OWN_EDITION:
        of_edition = [one for one in every if one.edition is stated.edition]
        cited = drawn.choice(of_edition if kind < OWN_SECTION + OWN_EDITION + OTHER_SECTION else every)
    section = () if OWN_SECTION <= kind < OWN_SECTION + OWN_EDITION else (cited.section.id,)
    asked = drawn.random() < TREATMENT_KNOWN and stated.about
    treatments = (drawn.choice(stated.about),) if asked else ()
    parts = stated.criterion.body_parts or stated.edition.body_parts
    treated = (drawn.choice(parts),) if drawn.random() < PART_KNOWN and parts else ()
    body_parts = tuple(BodyPart(part, None, part) for part in treated)
    return example.ties.around((cited.edition.id,), section, treatments, body_parts)


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


def calibrated(right: Floats, *given: Floats) -> list[float]:
    """The slopes and the offset of the chance that the first candidate is right, from what is given of it."""
    inputs = np.stack([*given, np.ones_like(right)], 1)
    line = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ line))
        spread = (inputs * (chance * (1 - chance))[:, None]).T @ inputs
        line += np.linalg.solve(spread + 1e-6 * np.eye(len(line)), inputs.T @ (right - chance))
    return [float(value) for value in line]


def calibrated_with_lead(found: Sequence[Pairs], weights: Floats, criteria: Criteria) -> list[float]:
    """The slopes of sum and lead, and the offset, where the first candidate is cited."""
    drawn = random.Random(0)
    more = (NOT_ENCODED_LED - NOT_ENCODED) / (1 - NOT_ENCODED)
    taken = [one.not_encoded if one.right.any() and drawn.random() < more else one for one in found]
    firsts = (one.first(weights, criteria) for one in taken)
    sums, leads, right = np.array([(sum_, lead, ok) for sum_, lead, cited, ok in firsts if cited], float).T
    return calibrated(right, sums, leads)


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
    sums, _, _, right = np.array([one.first(weights, compiled.criteria) for one in found], float).T
    slope, offset = calibrated(right, sums)
    led = calibrated_with_lead(found, weights, compiled.criteria)
    chances = 1 / (1 + np.exp(-(slope * sums + offset)))
    known = np.array([one.right.any() for one in found])
    print(f"{len(found)} examples, {known.mean():.1%} with their criterion among the candidates")
    print(f"first and right {right[known].mean():.1%} of these")
    tied = chances >= LEAST
    print(f"from chance {LEAST} on, leads apart: precision {right[tied].mean():.1%}, {tied.mean():.1%} tied")
    lines = [f"  {name}: {weight:g}" for name, weight in zip(FEATURES, weights, strict=True)]
    return "\n".join(
        [
            "# What speaks how much for a sentence stating a criterion.",
            "# Written by python -m benchmarks.fit_ties from the examples of the criteria.",
            "weights:",
            *lines,
            f"slope: {slope:.3f}",
            f"offset: {offset:.3f}",
            "leading:",
            f"  slope: {led[0]:.3f}",
            f"  lead: {led[1]:.3f}",
            f"  most: {MOST_LEAD}",
            f"  offset: {led[2]:.3f}",
            f"least: {LEAST:g}",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
