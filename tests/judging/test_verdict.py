"""The verdict on an item whose treatment is not recognised, or not all of it."""

from __future__ import annotations

import pytest

from checker.judging.verdict import Judgement
from checker.spans import LetterText
from tests.letters import RELAXANTS, one
from tests.shipped import checker

SUPPORTED = "The MTUS recommends muscle relaxants as a second-line option for spasm."
UNKNOWN = "the vocabulary knows no such treatment: "


def verdict(title: str, rationale: str) -> Judgement:
    text = one(
        title=title, reviewer=RELAXANTS, rationale=rationale, decided="03/02/2015", denied="02/01/2015"
    )
    return checker().examine(LetterText(text), "letter").items[0].judgement


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tizanidine 4 mg #30", Judgement("consistent")),
        ("A garden shed", Judgement("cannot_tell", (f"{UNKNOWN}A garden shed",))),
        (
            "Tizanidine 4 mg #30 and Zorbinex 20 mg #30",
            Judgement("cannot_tell", (f"{UNKNOWN}zorbinex",)),
        ),
    ],
)
def test_what_is_supported_is_consistent_if_the_treatment_is_recognised(
    title: str, expected: Judgement
) -> None:
    assert verdict(title, SUPPORTED) == expected


def test_other_reasons_are_told_too() -> None:
    nothing_said = "no sentence says what the guideline holds"
    assert verdict("A garden shed", "The patient was seen.") == Judgement(
        "cannot_tell", (f"{UNKNOWN}A garden shed", nothing_said)
    )


@pytest.mark.parametrize(
    "title", ["A garden shed", "Zorbinex 20 mg #30", "Norco 10/325 mg and Zorbinex 20 mg"]
)
def test_no_section_is_on_another_treatment_than_one_that_is_not_recognised(title: str) -> None:
    rationale = "The MTUS states that massage should be limited to 4-6 visits in most cases."
    assert verdict(title, rationale).verdict == "cannot_tell"
