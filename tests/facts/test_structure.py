"""Parts of the letter and of an item, the history, damaged text, decisions outside the items."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2016, SUMMARY, Parts, Row, facts, of_one, one

NO_CREDENTIALS = (
    one().replace("HOW THE IMR FINAL DETERMINATION WAS MADE", "").replace("The Expert R", "The r")
)


@pytest.mark.parametrize(
    ("text", "index", "missing"),
    [
        (one(), None, set()),
        (one(summary=None), None, {"summary"}),
        (NO_CREDENTIALS, None, {"credentials"}),
        (one(), 1, set()),
        (one(decision="Soon"), 1, {"decision"}),
        (one(claims=None, reviewer=None), 1, {"claims_line", "reviewer_line"}),
        (one(rationale=None), 1, {"rationale"}),
    ],
)
def test_parts_that_are_missing(text: str, index: int | None, missing: set[str]) -> None:
    found = facts("part", "name present", text, index)
    assert {name for name, present in found if not present} == missing
    assert len(found) == (3 if index is None else 4)


@pytest.mark.parametrize(
    ("summary", "injured", "expected"),
    [
        (SUMMARY, "02/11/2014", (True, True, True, True, False)),
        ("He has spasm.", "", (True, False, False, False, True)),
        ("He sustained a fall.", "", (True, False, False, True, False)),
        (None, "02/11/2014", (False, False, False, True, False)),
    ],
)
def test_what_the_summary_tells_of_the_patient(summary: str | None, injured: str, expected: Row) -> None:
    text = one(summary=summary, injured=injured)
    assert facts("history", "present age sex injury findings", text, None) == [expected]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("The MRI is not medically necessary.", [("MRI", False)]),
        ("Tizanidine is medically necessary.", [("tizanidine", True)]),
        ("The MRI was not medically necessary by utilization review.", []),
        ("The request is not medically necessary.", []),
        ("An MRI was done.", []),
    ],
)
def test_a_decision_outside_the_items(summary: str, expected: list[Row]) -> None:
    assert facts("undisputed_decision", "treatment disputed", one(summary=summary), None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (one(summary="The pain is badâ€¦ He rests."), [("mojibake", "summary", "â€")]),
        (one(summary="The pain is bad… He rests."), []),
        (one(summary="He was seen by the."), [("cut_sentence", "summary", "the.")]),
        (
            one().replace("CASE SUMMARY", "CASE SUMARY"),
            [("misspelt_heading", "heading", "CLINICAL CASE SUMARY (for clinical case summary)")],
        ),
    ],
)
def test_damaged_text_of_the_letter(text: str, expected: list[Row]) -> None:
    assert facts("damage", "form where words", text, None) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"title": "Tizanadine 4 mg"}, [("misspelt_term", "title", "tizanadine")]),
        ({"rationale": "The patient takes Tizanadine."}, [("misspelt_term", "rationale", "tizanadine")]),
        ({"rationale": "The patient takes Tizanidine."}, []),
        ({"rationale": "The guideline states."}, [("cut_sentence", "rationale", "guideline states.")]),
        ({"rationale": "The guideline states that he rests."}, []),
        ({"reviewer": f"{CHRONIC_2016} Ã©"}, [("mojibake", "guideline_line", "the reviewer's line")]),
        ({"claims": f"{CHRONIC_2016} é"}, []),
    ],
)
def test_damaged_text_of_an_item(parts: Parts, expected: list[Row]) -> None:
    assert of_one("damage", "form where words", **parts) == expected
