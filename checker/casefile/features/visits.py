"""The ledger of visits of an item: asked for, had, allowed before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.casefile.features.counts import ALWAYS_COUNTED, COUNTED, Role
from checker.casefile.features.kinds import Features, Procedure, Visits
from checker.knowledge.lexicon import Lexicon
from checker.letter import Treatment

_AFTER_SURGERY = "postoperative_therapy"
_THERAPY = "physical_therapy"


@dataclass(frozen=True, slots=True)
class VisitLedger:
    """The visits of one item: None where the letter gives no number.

    ``requested`` is what was first asked for, also where a part of it was allowed. ``features`` are those
    that the figures rest on, and those that give others; ``conflicting`` that the letter counts those had
    in more than one way.
    """

    requested: int | None
    done: int | None
    authorized: int | None
    conflicting: bool = False
    features: tuple[Visits, ...] = ()


def visit_ledger(
    treatment: Treatment,
    original: Treatment | None,
    authorized: Treatment | None,
    features: Features,
    lexicon: Lexicon,
    *,
    after_surgery: bool,
    alone: bool = False,
) -> VisitLedger | None:
    """The visits of an item; None for what isn't counted in visits.

    ``alone``: the letter is on no other treatment that is counted, so that visits without a name are of it.
    For therapy ``after_surgery`` what was had doesn't count unless it is told to have been after the surgery.
    """
    asked = [one.visits for one in (original, treatment) if one is not None and one.visits is not None]
    if treatment.category not in COUNTED or (treatment.category not in ALWAYS_COUNTED and not asked):
        return None
    kin = lexicon.kin_of(treatment.concepts)
    if treatment.category == _THERAPY:
        kin |= {_AFTER_SURGERY}
    if _AFTER_SURGERY in treatment.concepts:
        kin |= lexicon.kin_of([_THERAPY])
    own = [
        one
        for one in features.of(Visits)
        if (one.concept in kin or (one.concept is None and (alone or one.place == "rationale")))
        and not _of_other_side(one, treatment)
        and lexicon.meet(filter(None, [one.body_part]), [part.concept for part in treatment.body_parts])
    ]
    requested = asked[0] if asked else _most(own, "requested")
    allowed = authorized.visits if authorized is not None else None
    if after_surgery:
        own = [one for one in own if one.role != "done" or is_after_surgery(one, features)]
    done = _most(own, "done")
    counts = {one.count for one in own if one.role == "done" and one.count is not None}
    return VisitLedger(
        requested=requested,
        done=done,
        authorized=allowed if allowed is not None else _most(own, "authorized"),
        conflicting=len(counts) > 1,
        features=tuple(own),
    )


def is_alone(treatment: Treatment, named: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether of the concepts that a letter names none but the treatment is counted in visits."""
    kin = lexicon.kin_of(treatment.concepts)
    return all(one in kin or lexicon.concepts[one].category not in COUNTED for one in named)


def _of_other_side(visits: Visits, treatment: Treatment) -> bool:
    """Whether visits are for the other side of the part that the treatment is for."""
    sides = {one.side for one in treatment.body_parts if one.concept == visits.body_part}
    return (visits.side, *sides) in (("left", "right"), ("right", "left"))


def is_after_surgery(visits: Visits, features: Features) -> bool:
    """Whether visits are told to be those after a surgery, or dated after one."""
    if visits.after_surgery or visits.concept == _AFTER_SURGERY:
        return True
    done = [one.day for one in features.of(Procedure) if one.day is not None and not one.planned]
    return bool(done) and visits.day is not None and visits.day > max(done)


def _most(features: Iterable[Visits], role: Role) -> int | None:
    """The most visits of a role, what is plainly said before what only seems so."""
    counts = [one for one in features if one.role == role and one.count is not None]
    sure = [one for one in counts if one.status == "asserted"]
    return max((one.count for one in sure or counts if one.count is not None), default=None)
