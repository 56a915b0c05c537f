"""The rationale against the case summary, and against itself."""

from __future__ import annotations

import pytest

from tests.letters import Row, facts, of_one, one

MAN = "The injured worker is a 41 year old male."
SPASM = "The exam shows muscle spasm."
NO_GAIN = "No functional improvement is documented in this case."


@pytest.mark.parametrize(
    ("rationale", "summary", "expected"),
    [
        # a finding denied
        ("The patient has no spasm.", SPASM, [("denied", "same", "spasm", "muscle spasm")]),
        ("There is no documentation of spasm.", SPASM, [("denied", "same", "spasm", "muscle spasm")]),
        (
            "The patient has no neuropathic pain.",
            "He has radiculopathy.",
            [("denied", "implied", "neuropathic pain", "radiculopathy")],
        ),
        ("The patient has no radiculopathy.", "He has neuropathic pain.", []),
        ("The patient has no spasm.", "The exam shows no spasm.", []),
        ("The patient has no spasm.", None, []),
        ("The patient has spasm.", SPASM, []),
        ("The MTUS recommends it where there is no spasm.", SPASM, []),
        # a response
        (NO_GAIN, "He had pain relief.", [("response", "implied", "functional improvement", "pain relief")]),
        (NO_GAIN, "He had no pain relief.", []),
        (NO_GAIN, "The request notes pain relief.", []),
        ("The patient had no pain relief.", "He had pain relief.", []),
        # a side
        (
            "The exam shows left weakness.",
            "He has right weakness.",
            [("side", "same", "left weakness", "right weakness")],
        ),
        (
            "The exam shows left weakness.",
            "He has bilateral weakness.",
            [],
        ),
        ("The exam shows left weakness.", "He has left weakness and right numbness.", []),
        ("The exam shows bilateral weakness.", "He has left weakness. He has right weakness.", []),
        ("The exam shows weakness.", "He has left weakness.", []),
        # age and sex
        ("The patient is a 45 year old man.", MAN, [("age", "same", "45 years", "41 years")]),
        ("The patient is a 41 year old woman.", MAN, [("sex", "same", "woman", "male")]),
        ("In this case her pain is bad.", MAN, [("pronoun", "same", "her", "male")]),
        ("In this case his pain is bad.", MAN, []),
        ("In this case her physician noted pain.", MAN, []),
        ("The patient is a 41 year old man.", MAN, []),
        ("The patient is a 45 year old woman.", "The injured worker fell.", []),
    ],
)
def test_a_case_statement_against_the_summary(
    rationale: str, summary: str | None, expected: list[Row]
) -> None:
    names = "form basis concept recorded"
    assert of_one("record_conflict", names, rationale=rationale, summary=summary) == expected


@pytest.mark.parametrize(
    ("rationale", "summary", "qualified", "same_place", "doubtful"),
    [
        ("The patient has no numbness.", "He has numbness of the left leg.", False, True, False),
        ("The patient has no severe numbness.", "He has numbness of the left leg.", True, True, False),
        ("The patient has no numbness.", "He has numbness of the left arm.", False, False, False),
        ("The patient has no numbness.", "Utilization review found numbness.", False, True, True),
    ],
)
def test_how_a_finding_is_denied(
    rationale: str, summary: str, qualified: bool, same_place: bool, doubtful: bool
) -> None:
    parts = {"title": "MRI of the lumbar spine", "rationale": rationale, "summary": summary}
    found = of_one("record_conflict", "qualified same_place doubtful", **parts)
    assert found == [(qualified, same_place, doubtful)]


@pytest.mark.parametrize(
    ("rationale", "conflict"),
    [
        ("The patient has spasm. The patient has no spasm.", True),
        ("The patient has no spasm. The patient has spasm.", True),
        ("The patient has spasm. The patient has no severe spasm.", False),
        ("The patient has spasm. The patient has no weakness.", False),
        ("The patient has spasm. The patient has no spasm of the calf.", True),  # the first may be of it too
        ("The patient has spasm of the neck. The patient has no spasm of the calf.", False),
        ("The patient has pain relief. The patient has no pain relief.", False),
        ("The MTUS recommends it for spasm. The patient has no spasm.", False),
    ],
)
def test_a_finding_affirmed_and_denied_in_one_rationale(rationale: str, conflict: bool) -> None:
    found = of_one("internal_conflict", "form words other", rationale=rationale)
    assert found == ([("finding", "spasm", "The patient has spasm.")] if conflict else [])


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("At a visit on 01/05/2014 he had pain.", [("date", "2014-01-05", "date of injury 2014-02-11")]),
        ("At a visit on 03/05/2014 he had pain.", []),
        ("At a visit on 01/05/2011 he had pain.", []),  # long before: another matter
        ("A visit before the prior surgery was on 01/05/2014.", []),
        ("He was hurt on 01/05/2014.", []),
    ],
)
def test_a_visit_dated_before_the_injury(summary: str, expected: list[Row]) -> None:
    text = one(summary=summary, injured="02/11/2014")
    assert facts("internal_conflict", "form words other", text, None) == expected


BACK = "MRI of the lumbar spine"
NO_THERAPY = "The patient has not had physical therapy."
NOT_FAILED = "There is no record that the patient has failed conservative care."


@pytest.mark.parametrize(
    ("rationale", "summary", "expected"),
    [
        (NO_THERAPY, "He completed physical therapy.", [("not_had", "same", True, "high")]),
        (NO_THERAPY, "He completed physical therapy of the left knee.", []),
        (NO_THERAPY, "Utilization review noted that he completed physical therapy.", []),
        (NO_THERAPY, "He completed physical therapy. He has not had physical therapy since.", []),
        (NOT_FAILED, "Physical therapy failed.", [("not_had", "implied", True, "high")]),
        (NOT_FAILED, "He had physical therapy. It is worse.", [("not_had", "implied", True, "high")]),
        (
            NOT_FAILED,
            "He had physical therapy. He has constant pain.",
            [("not_had", "implied", False, "medium")],
        ),
        (NOT_FAILED, "He had physical therapy. He is better, with ongoing pain.", []),
        (NOT_FAILED, "He had physical therapy.", []),
        (
            "His pain persists despite therapy.",
            "He has not had any therapy.",
            [("had", "same", False, "medium")],
        ),
        ("The patient had acupuncture.", "He has not had acupuncture.", [("had", "same", True, "high")]),
        ("The patient had acupuncture.", "There is no record of acupuncture.", []),
        ("No brace and no acupuncture to date.", "He had acupuncture.", [("not_had", "same", True, "high")]),
        ("Acupuncture was never used.", "He had acupuncture.", [("not_had", "same", True, "high")]),
        ("Weekly acupuncture was never used.", "He had acupuncture.", []),
        ("Acupuncture was never used since the fall.", "He had acupuncture.", []),
        ("No acupuncture to date.", "Acupuncture twice a week.", [("not_had", "same", False, "medium")]),
        ("No acupuncture to date.", "Acupuncture is scheduled.", []),
    ],
)
def test_care_against_the_summary(rationale: str, summary: str, expected: list[Row]) -> None:
    parts = {
        "title": BACK,
        "rationale": f"{rationale} The request is not medically necessary.",
        "summary": summary,
    }
    assert of_one("record_conflict", "form basis decisive confidence", **parts) == expected
