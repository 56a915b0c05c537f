"""Where a finding is: the body parts that a sentence names for it, and whether two are of one place."""

from __future__ import annotations

from dataclasses import dataclass

from checker.casefile.features.findings import levels_of
from checker.knowledge.lexicon import Lexicon
from checker.letter import BodyPart, Mention, Side
from checker.reading.marked import MarkedSentence

_BESIDE = 16  # characters before a finding within which a body part belongs to it


@dataclass(frozen=True, slots=True)
class Place:
    """The body parts of a finding's clause or sentence, the regions of the one beside it, and its sides."""

    parts: tuple[BodyPart, ...]
    beside: frozenset[str]
    sides: frozenset[Side]


def place_of(read: MarkedSentence, mention: Mention, lexicon: Lexicon) -> Place:
    """The place that a sentence gives a finding: "lumbar radiculopathy" has its body part beside it."""
    near = read.sentence.folded[max(0, mention.start - _BESIDE) : mention.end]
    hits = lexicon.find(near, "body_part")
    beside = frozenset(region for hit in hits for region in lexicon.regions(hit.concept))
    return Place(read.parts_of(mention), beside, read.sides_of(mention))


def same_place(
    said: Place, recorded: Place, wanted: tuple[BodyPart, ...], lexicon: Lexicon, *, radiates: bool
) -> bool:
    """Whether a finding is said to be where it is recorded: in the same region, and not on the other side."""
    if _other_side(said.parts or wanted, recorded.parts or wanted):
        return False
    return same_region(said, recorded, wanted, lexicon, radiates=radiates)


def same_region(
    said: Place, recorded: Place, wanted: tuple[BodyPart, ...], lexicon: Lexicon, *, radiates: bool = False
) -> bool:
    """Whether a finding is said to be of the body part for which it is recorded, on whatever side.

    A sentence without a body part is on those ``wanted``; without any at all, nothing keeps the two apart.
    What ``radiates`` may be recorded where the nerves of the part spoken of run.
    """
    here = [part.concept for part in said.parts or wanted]
    there = [part.concept for part in recorded.parts or wanted]
    if not meets(here, there, lexicon, radiates=radiates):
        return False
    return not (said.beside and recorded.beside) or bool(said.beside & recorded.beside)


def levels_meet(said: MarkedSentence, recorded: MarkedSentence) -> bool:
    """Whether two sentences may be of one spinal level: they share one, or one of them names none."""
    here, there = levels_of(said), levels_of(recorded)
    return not here or not there or not here.isdisjoint(there)


def meets(said: list[str], recorded: list[str], lexicon: Lexicon, *, radiates: bool = False) -> bool:
    """Whether body parts are of one place. What is said of a whole limb or spine is said of its parts too.

    What ``radiates`` is of one place with where its nerves come from and run to.
    """
    wholes = {lexicon.concepts[part].limb for part in said if lexicon.concepts[part].limb == part}
    within = any(lexicon.concepts[part].limb in wholes for part in recorded)
    spine = any(lexicon.concepts[part].loose and not lexicon.concepts[part].limb for part in said)
    return (
        within
        or (spine and any(not lexicon.concepts[part].limb for part in recorded))
        or lexicon.meet(recorded, said, radiating=radiates)
        or (radiates and lexicon.meet(said, recorded, radiating=True))
    )


def _other_side(parts: tuple[BodyPart, ...], others: tuple[BodyPart, ...]) -> bool:
    """Whether each body part that both name is on one side here and on the other there."""
    pairs = [(part.side, other.side) for part in parts for other in others if part.concept == other.concept]
    return bool(pairs) and all({side, other} == {"left", "right"} for side, other in pairs)
