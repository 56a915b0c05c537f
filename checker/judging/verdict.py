"""Aspects and verdict: what the rules of scope ``verdict`` set, put together by ``rules/checks.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.engine import Aspect
from checker.judging.findings import Finding

Verdict = Literal["consistent", "inconsistent", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an aspect comes to, why, and the ids of the findings that it rests on."""

    value: str
    reasons: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the answers that it follows from, by aspect, and the reasons that settle it."""

    verdict: Verdict
    aspects: Mapping[str, Answer]
    reasons: tuple[str, ...] = ()


def judge(aspects: Sequence[Aspect], set_by: Sequence[Finding]) -> Judgement:
    """The verdict on a rationale. ``set_by`` are the firings of the aspects' rules.

    Silence is never ``consistent``: an aspect that no rule sets has the value that is listed for it.
    """
    answers = {aspect.name: _answer(aspect, set_by) for aspect in aspects}
    against = [aspect for aspect in aspects if answers[aspect.name].value in aspect.against]
    open_yet = [aspect for aspect in aspects if answers[aspect.name].value not in aspect.in_favour]
    verdict: Verdict = "inconsistent" if against else "cannot_tell" if open_yet else "consistent"
    settled_by = against or open_yet
    reasons = (reason for aspect in settled_by for reason in answers[aspect.name].reasons)
    return Judgement(verdict, answers, tuple(dict.fromkeys(reasons)))


def _answer(aspect: Aspect, set_by: Sequence[Finding]) -> Answer:
    """The first value listed that a rule sets, and the reasons of all that set it."""
    own = [one for one in set_by if one.rule.check == aspect.name]
    given = {one.rule.sets for one in own}
    value = next((value for value in aspect.values if value in given), None)
    if value is None:
        return Answer(aspect.otherwise)
    holding = [one for one in own if one.rule.sets == value]
    reasons = dict.fromkeys(one.message for one in holding)
    found = (fact for one in holding for fact in one.firing.bindings.values() if fact.kind == "found")
    return Answer(value, tuple(reasons), tuple(dict.fromkeys(str(fact.fields["id"]) for fact in found)))
