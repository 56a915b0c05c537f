"""Drift: where the rationale decides something else than the title asks for."""

from __future__ import annotations

import pytest

from tests.letters import of_one

DRUG, THERAPY, MRI = "Tizanidine 4 mg #30", "Acupuncture for the knee, 12 visits", "MRI of the left knee"


def drift(title: str, rationale: str) -> list[str]:
    found = of_one("drift", "field title rationale", title=title, rationale=rationale)
    return [f"{field}: {asked} -> {said}" for field, asked, said in found]


@pytest.mark.parametrize(
    ("title", "restated", "expected"),
    [
        (DRUG, "Tizanidine 2 mg", ["strength: tizanidine 4 mg -> tizanidine 2 mg"]),
        (DRUG, "Tizanidine 4mg", []),
        (DRUG, "Tizanidine 2 mg a day", []),
        (DRUG, "Tizanidine 4 mg and Norco 10 mg", []),
        ("Tizanidine 1,000 mg", "Tizanidine 1000 mg", []),
        ("Morphine 15 mg", "MS Contin 30 mg", []),
        ("Lidocaine 5% patch", "lidocaine 2 mg", []),
        (DRUG, "Tizanidine #60", ["quantity: #30 -> #60"]),
        (DRUG, "Tizanidine Qty: 60", ["quantity: #30 -> #60"]),
        (DRUG, "Tizanidine #30", []),
        (DRUG, "Tizanidine #60 or #30", []),
        ("Tizanidine 4 mg", "Tizanidine #60", []),
        (THERAPY, "8 visits", ["visits: 12 visits -> 8 visits"]),
        (THERAPY, "acupuncture 2 times a week for 4 weeks", ["visits: 12 visits -> 8 visits"]),
        (THERAPY, "acupuncture 2 times a week for 6 weeks", []),
        (MRI, "an MRI of the right knee", ["side: left knee -> right knee"]),
        (MRI, "an MRI of both knees", []),
        ("MRI of the left and right knee", "an MRI of the right knee", []),
        (MRI, "an MRI of the shoulder", ["body_part: knee -> shoulder"]),
        (MRI, "an MRI of the lower extremity", []),
        ("MRI of the knee and ankle", "an MRI of the knee and hip", ["body_part: knee, ankle -> knee, hip"]),
        (DRUG, "Cyclobenzaprine", ["treatment: tizanidine -> cyclobenzaprine"]),
        (DRUG, "Zanaflex", []),
        (DRUG, "muscle relaxants", []),
        (DRUG, "an MRI", []),
        (MRI, "a CT of the left knee", ["treatment: MRI -> CT"]),
    ],
)
def test_a_request_restated(title: str, restated: str, expected: list[str]) -> None:
    assert drift(title, f"The request for {restated} is not medically necessary.") == expected


@pytest.mark.parametrize(
    ("title", "rationale", "expected"),
    [
        (DRUG, "The patient takes Tizanidine 2 mg #60.", []),
        (DRUG, "The prior request named Tizanidine 2 mg #60.", []),
        (DRUG, "The criteria for the use of tizanidine 2 mg make it a second-line option.", []),
        (DRUG, "The request for Norco fails. Tizanidine is not medically necessary.", []),
        (THERAPY, "The patient had 8 visits.", []),
        (THERAPY, "The previous request for 8 visits was approved.", []),
        (THERAPY, "The request for 8 visits failed. The request for 12 visits fails.", []),
        (THERAPY, "The requested therapy exceeds the 8 visits of the guideline.", []),
        (MRI, "The right knee was injured.", ["side: left knee -> right knee"]),
        (MRI, "The left knee is sore. The right knee was injured.", []),
        (MRI, "The patient is sore compared with the right knee.", []),
        (MRI, "The right ankle is sore.", []),
        (MRI, "In this case nothing warrants an MRI of the hip.", ["warranted_body_part: knee -> hip MRI"]),
        (MRI, "In this case nothing warrants an MRI of the knee.", []),
        (MRI, "In this case nothing warrants a splint of the hip.", []),
        (MRI, None, []),
    ],
)
def test_what_is_said_otherwise(title: str, rationale: str, expected: list[str]) -> None:
    assert drift(title, rationale) == expected


@pytest.mark.parametrize(
    ("rationale", "restates", "only", "concludes"),
    [
        ("The MRI of the right knee is not medically necessary.", True, True, True),
        ("The request named the right knee.", True, True, False),
        ("The right knee was injured.", False, True, False),
        ("The left knee is sore. The request named the right knee.", True, False, False),
    ],
)
def test_what_kind_of_sentence_drifts(rationale: str, restates: bool, only: bool, concludes: bool) -> None:
    found = of_one("drift", "restates only concludes", title=MRI, rationale=rationale)
    assert found == [(restates, only, concludes)]


@pytest.mark.parametrize(
    ("said", "original"), [("Tizanidine 2 mg #60", True), ("Tizanidine 8 mg #90", False)]
)
def test_whether_a_value_is_that_of_the_original_request(said: str, original: bool) -> None:
    title = (
        f"Tizanidine 2 mg #60 was the original request. {DRUG} was authorized by the Claims Administrator."
        f" The remaining IMR eligible portion of the original request, {DRUG} is"
    )
    found = of_one("drift", "field original", title=title, rationale=f"The request for {said} fails.")
    assert found == [("strength", original), ("quantity", original)]
