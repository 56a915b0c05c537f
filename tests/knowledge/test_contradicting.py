"""Needs that no case can meet or fail, and parts of them that decide nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from checker.knowledge.contradicting import contradictions
from checker.knowledge.needs import Need

A, B, C = ({"condition": name} for name in ("gout", "pain", "rash"))


def years(bound: str, figure: float, unit: str = "year") -> dict[str, Any]:
    return {"age": "patient", bound: {"unit": unit, "low": figure, "high": figure}}


def lasted(bound: str, figure: float, unit: str = "week") -> dict[str, Any]:
    return {"duration": "symptoms", bound: {"unit": unit, "low": figure, "high": figure}}


def tried(bound: str, figure: float) -> dict[str, Any]:
    return {"tried": "exercise", bound: {"unit": "week", "low": figure, "high": figure}}


def visits(bound: str, figure: float) -> dict[str, Any]:
    return {"visits": "therapy", bound: {"unit": "visit", "low": figure, "high": figure}}


def found(needs: dict[str, Any]) -> list[tuple[str, str]]:
    """Places as a file has them, with what is said; the line is how deep a place is."""
    told = contradictions(Need.model_validate(needs), len)
    return [(".".join(map(str, key)), message) for key, message in told]


GOUT = "condition: gout (line 2)"
NEVER, ALWAYS = "it can't be met together with {}: never met", "it or {} is met in every case: always met"
MET, UNMET = (
    f"it decides nothing beside {{}}: wherever it would count, it is {how}" for how in ("met", "not met")
)
DEEP, VISITS = "condition: gout (line 4)", "visits: therapy (line 2)"
COUNTED = "it and its opposite are asked for here: one of them always counts"
NONE, AGED = "so many of this list: never met", years("at_least", 65) | years("at_most", 18)
EIGHT = "duration: symptoms (line 2)"
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"all": [A, {"not": A}]}, "all.1", NEVER.format(GOUT)),
    ({"any": [A, {"not": A}]}, "any.1", ALWAYS.format(GOUT)),
    ({"all": [A, {"not": {"any": [A, B]}}]}, "all.1", NEVER.format(GOUT)),
    ({"all": [A, B, {"not": {"any": [C, {"all": [A, B]}]}}]}, "all.2", NEVER.format(GOUT)),
    ({"any": [C, {"all": [A, {"not": {"any": [A, B]}}]}]}, "any.1.all.1", NEVER.format(DEEP)),
    ({"all": [{"any": [A, B]}, {"not": A}, {"not": B}]}, "all.2", NEVER.format("condition: pain (line 4)")),
    ({"all": [lasted("at_least", 8), lasted("less_than", 6)]}, "all.1", NEVER.format(EIGHT)),
    ({"all": [lasted("at_least", 8), {"not": lasted("at_least", 6)}]}, "all.1", NEVER.format(EIGHT)),
    ({"all": [lasted("at_least", 3, "month"), lasted("at_most", 6)]}, "all.1", NEVER.format(EIGHT)),
    ({"all": [lasted("more_than", 6), lasted("at_most", 6)]}, "all.1", NEVER.format(EIGHT)),
    ({"all": [visits("more_than", 6), visits("less_than", 7)]}, "all.1", NEVER.format(VISITS)),
    ({"any": [lasted("at_least", 6), lasted("less_than", 8)]}, "any.1", ALWAYS.format(EIGHT)),
    ({"all": [lasted("more_than", 8), lasted("more_than", 6)]}, "all.1", MET.format(EIGHT)),
    ({"all": [lasted("more_than", 6), lasted("more_than", 8)]}, "all.0", MET.format(EIGHT)),
    ({"all": [tried("at_least", 6), tried("at_least", 4)]}, "all.1", MET.format("tried: exercise (line 2)")),
    ({"any": [lasted("more_than", 8), lasted("more_than", 6)]}, "any.0", UNMET.format(EIGHT)),
    ({"all": [A, {"any": [A, B]}]}, "all.1", MET.format(GOUT)),
    ({"any": [A, {"all": [A, B]}]}, "any.1", UNMET.format(GOUT)),
    ({"all": [A, {"any": [{"not": A}, B]}]}, "all.1.any.0", UNMET.format(GOUT)),
    ({"all": [A, {"any": [B, {"all": [C, A]}]}]}, "all.1.any.1.all.1", MET.format(GOUT)),
    ({"all": [A, A]}, "all.1", "it is asked for twice here"),
    ({"all": [A, {"condition": "Gout"}]}, "all.1", "it is asked for twice here"),
    ({"any": [{"all": [A, B]}, C, {"all": [B, A]}]}, "any.2", "it is asked for twice here"),
    ({"at_least_of": 2, "of": [A, A, B, C]}, "of.1", "it is asked for twice here"),
    ({"at_least_of": 2, "of": [A, B, {"not": A}]}, "of.2", COUNTED),
    ({"at_least_of": 2, "of": [{"all": [A, B]}, {"all": [C, {"not": A}]}]}, "", NONE),
    (AGED, "at_most", "no case is at least 65 and at most 18: never met"),
    (years("at_least", 0), "at_least", "every case is at least 0: always met"),
    ({"all": [A, lasted("less_than", 0)]}, "all.1.less_than", "no case is less than 0: never met"),
]  # fmt: skip


@pytest.mark.parametrize(("needs", "place", "message"), WRONG, ids=range(len(WRONG)))
def test_what_can_not_be_met_or_decides_nothing_is_told_once(
    needs: dict[str, Any], place: str, message: str
) -> None:
    assert found(needs) == [(place, message)]


RIGHT: list[dict[str, Any]] = [
    A,
    {"all": [A, B, {"not": C}]},
    {"any": [{"all": [A, B]}, {"all": [A, C]}]},
    {"any": [{"all": [A, B]}, {"all": [{"not": A}, C]}]},
    {"at_least_of": 2, "of": [A, B, C]},
    {"all": [lasted("at_least", 6), lasted("less_than", 8)]},
    {"all": [lasted("at_least", 6), lasted("at_most", 6)]},
    {"any": [lasted("at_least", 12), {"all": [lasted("at_least", 6), A]}]},
    {"all": [lasted("at_least", 8), years("less_than", 6)]},
    {"all": [tried("at_least", 8), tried("less_than", 6)]},  # tried twice
    {"all": [{"tried": "exercise", "result": "failed"}, {"tried": "exercise", "result": "helped"}]},
]


@pytest.mark.parametrize("needs", RIGHT, ids=range(len(RIGHT)))
def test_what_can_be_met_and_missed_is_not_told_of(needs: dict[str, Any]) -> None:
    assert found(needs) == []


def test_two_faults_are_told_of_both() -> None:
    assert [place for place, _ in found({"all": [A, {"any": [A, B]}, {"any": [C, {"not": A}]}]})] == [
        "all.1",
        "all.2.any.1",
    ]


# Any tree: told of where, and only where, a part could be left out or the whole is of no use.


def made(chance: random.Random, depth: int) -> dict[str, Any]:
    kind = chance.choice(["all", "any", "not", "of", "", ""]) if depth else ""
    if kind == "not":
        return {"not": made(chance, depth - 1)}
    if kind:
        parts = [made(chance, depth - 1) for _ in range(chance.randint(2, 3))]
        return {"of": parts, "at_least_of": 2} if kind == "of" else {kind: parts}
    bound = chance.choice(["at_least", "less_than"])
    return chance.choice([A, B, C, lasted(bound, chance.choice([4, 8]))])


def comes(need: Any, case: tuple[dict[str, bool], float], turned: Any = None, to: bool = False) -> bool:
    """What a tree comes to in a case, one of its parts taken for met or missed."""
    if need is turned:
        return to
    told, weeks = case
    if "condition" in need:
        return bool(told[need["condition"]])
    if "duration" in need:
        low, high = (need.get(bound, {}).get("low") for bound in ("at_least", "less_than"))
        return bool(weeks < high if low is None else weeks >= low)
    if "not" in need:
        return not comes(need["not"], case, turned, to)
    parts = need.get("all") or need.get("any") or need["of"]
    least = len(parts) if "all" in need else need.get("at_least_of", 1)
    return sum(comes(part, case, turned, to) for part in parts) >= least


def parts_of(need: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in (
        *need.get("all", ()),
        *need.get("any", ()),
        *need.get("of", ()),
        *([need["not"]] if "not" in need else []),
    ):
        yield part
        yield from parts_of(part)


CASES = [
    (dict(zip(("gout", "pain", "rash"), so, strict=True)), weeks)
    for so in product([False, True], repeat=3)
    for weeks in (2.0, 4.0, 6.0, 8.0, 9.0)
]


def apart(need: Any) -> Any:
    """The same tree with parts that are objects of their own."""
    if isinstance(need, list):
        return [apart(one) for one in need]
    return {key: apart(value) for key, value in need.items()} if isinstance(need, dict) else need


@pytest.mark.parametrize("seed", range(400))
def test_any_tree_is_told_of_where_a_part_of_it_is_idle(seed: int) -> None:
    need = apart(made(random.Random(seed), 3))
    answers = [comes(need, case) for case in CASES]
    idle = len(set(answers)) == 1 or any(
        [comes(need, case, part, to) for case in CASES] == answers
        for part in parts_of(need)
        for to in (False, True)
    )
    told = [message for _, message in found(need)]
    told = [one for one in told if "opposite" not in one]
    counted = [one for one in told if one == "it is asked for twice here"]
    assert bool(told) == idle or counted  # of a list that is counted, one that stands twice is always told of
