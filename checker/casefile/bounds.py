"""Whether sentences that state a limit bound it the way that it is bound: a cap is no floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from checker.casefile.claims import Claim, claim_of
from checker.casefile.criteria import Stated
from checker.casefile.figures import Relation, guideline_figures
from checker.casefile.turned import bound_said
from checker.knowledge.guidelines import CriterionKind
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.quantities import Bound
from checker.reading.marked import MarkedSentence, SentenceReader

Bounding = Relation | Literal["bounding", "turned"]

# What a figure is by its bound: "more than 16 weeks" may be what is asked for, or what is too long.
_BOUNDS: dict[Bound, str] = {"at_most": "most", "less_than": "most", "at_least": "least"}
_CAPS: tuple[CriterionKind, ...] = ("duration_limit", "visit_cap")


def bounding(stated: Stated, read: Sequence[MarkedSentence], lexicon: Lexicon) -> list[Bounding]:
    """Whether the figures of sentences agree with a criterion, and whether they bound it the same way."""
    claims = [claim_of(stated, "cited", True, one, tuple(guideline_figures(one)), lexicon) for one in read]
    return [_bounding(one, claim) for one, claim in zip(read, claims, strict=True)]


def turned_examples(stated: Stated, reader: SentenceReader, lexicon: Lexicon) -> Iterator[str]:
    """The examples that have the limit of a cap the other way round, where none has it this way."""
    criterion = stated.criterion
    if criterion.kind not in _CAPS:
        return
    found = bounding(stated, list(map(reader.read_alone, criterion.examples)), lexicon)
    if "bounding" not in found:
        yield from (
            one for one, relation in zip(criterion.examples, found, strict=True) if relation == "turned"
        )


def _bounding(read: MarkedSentence, claim: Claim) -> Bounding:
    if claim.relation != "agreeing" or claim.measure is None or claim.limit is None:
        return claim.relation
    said, bound = bound_said(read, claim.measure), claim.limit.bound
    if said is None or bound not in _BOUNDS:
        return claim.relation
    return "bounding" if said == _BOUNDS[bound] else "turned"
