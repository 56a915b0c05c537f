"""Aspects in the list of checks, and the rules that set them: what is refused when they are loaded."""

from __future__ import annotations

import pytest

from checker.engine import Aspect, Check, Checks, Family, Rule
from checker.engine.checking import rule_faults
from checker.facts.kinds import CATALOGUE
from checker.problems import Code
from tests.shipped import rule_base

SETS = rule_base().rule("IMR713").rule
FINDS = rule_base().rule("IMR301").rule
ASPECT = Aspect.model_validate(
    {"name": "tone", "asks": "is it kind?", "values": ["no", "yes"], "otherwise": "no", "against": ["no"],
     "for": ["yes"]}
)  # fmt: skip


def faults(rule: Rule) -> list[tuple[tuple[int | str, ...], str]]:
    return [(fault.key, fault.message) for fault in rule_faults(rule, CATALOGUE, rule_base().checks)]


@pytest.mark.parametrize(
    ("rule", "changed", "expected"),
    [
        (SETS, {"sets": None}, ((), "sets is missing: one of does_not_fit, none, cannot_tell, fits")),
        (
            SETS,
            {"sets": "fit"},
            (("sets",), "'fit' is none of does_not_fit, none, cannot_tell, fits (did you mean fits?)"),
        ),
        (
            SETS,
            {"check": "limit-misstated"},
            (
                ("check",),
                "scope verdict sets an aspect: one of citation, criteria, application, record, decision",
            ),
        ),
        (
            SETS,
            {"leaves_open": "criteria"},
            (("leaves_open",), "scope verdict leaves no aspect open: that is for scope rationale"),
        ),
        (FINDS, {"sets": "fits"}, (("sets",), "scope rationale sets no aspect: that is for scope verdict")),
        (
            FINDS,
            {"check": "vague-citation"},
            (
                ("severity",),
                "an error turns an aspect, and vague-citation has none: one of warning, note",
            ),
        ),
    ],
)
def test_a_rule_turns_an_aspect_by_its_scope(
    rule: Rule, changed: dict[str, object], expected: tuple[tuple[str, ...], str]
) -> None:
    assert faults(rule) == []
    assert faults(rule.model_copy(update=changed)) == [expected]


def test_an_aspect_that_the_list_lacks_is_refused() -> None:
    check = Check(name="rude", compares="words", aspect="tune")
    family = Family(name="manners", digit="1", checks=(check,))
    assert list(Checks(aspects=(ASPECT,), families=(family,)).problems()) == [
        (
            Code.NOT_ALLOWED,
            ("families", 0, "checks", 0, "aspect"),
            "'tune' is none of tone (did you mean tone?)",
        )
    ]


@pytest.mark.parametrize(
    ("field", "name"), [("otherwise", "otherwise"), ("against", "against"), ("in_favour", "for")]
)
def test_a_value_that_an_aspect_lacks_is_refused(field: str, name: str) -> None:
    wrong = ASPECT.model_copy(update={field: "maybe" if field == "otherwise" else ("maybe",)})
    assert list(Checks(aspects=(wrong,)).problems()) == [
        (Code.NOT_ALLOWED, ("aspects", 0, name), "'maybe' is none of no, yes")
    ]


def test_an_aspect_is_listed_once() -> None:
    assert list(Checks(aspects=(ASPECT, ASPECT)).problems()) == [
        (Code.TAKEN, ("aspects", 1, "name"), "aspect tone is there twice")
    ]
