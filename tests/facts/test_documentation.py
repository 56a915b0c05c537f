"""Facts of the rationale that the summary does not hold, and facts put as an appearance."""

from __future__ import annotations

import pytest

from tests.letters import SUMMARY, Row, facts, item, letter, of_one

SIX_MONTHS = "The patient has used tizanidine for 6 months."
CHRONIC = "The patient has used tizanidine on a chronic basis."


@pytest.mark.parametrize(
    ("rationale", "summary", "expected"),
    [
        # how long
        (SIX_MONTHS, SUMMARY, [("duration", "6 months", True)]),
        (SIX_MONTHS, None, [("duration", "6 months", True)]),
        (SIX_MONTHS, "He has taken it for 5 months.", [("duration", "6 months", True)]),
        (SIX_MONTHS, "He has taken it for 180 days.", []),
        ("The patient has not used tizanidine for 6 months.", SUMMARY, []),
        ("The patient has had pain for 6 months.", SUMMARY, []),
        # how often
        ("The patient completed 8 visits.", SUMMARY, [("visits", "8 visits", True)]),
        ("The patient completed 8 visits.", "He had 8 sessions.", []),
        ("The patient asks for 8 visits.", SUMMARY, []),
        # long use
        (CHRONIC, SUMMARY, [("long_term", "chronic", True)]),
        (CHRONIC, "Notes of 01/02/2015 list tizanidine.", [("long_term", "chronic", True)]),
        (CHRONIC, "Notes of 01/02/2015 and 03/02/2016 list tizanidine.", []),
        (CHRONIC, "He takes tizanidine long-term.", []),
        ("The patient does not use tizanidine on a chronic basis.", SUMMARY, []),
        # findings and treatments
        ("The patient has insomnia.", SUMMARY, [("finding", "insomnia", False)]),
        ("The patient has insomnia.", "He has insomnia.", []),
        ("The patient has insomnia.", None, []),
        ("The patient has no insomnia.", SUMMARY, []),
        ("The patient has neuropathic pain.", "He has radiculopathy.", []),
        ("The patient takes Norco.", SUMMARY, [("treatment", "norco", False)]),
        ("The patient takes tizanidine.", SUMMARY, []),  # it is what is asked for
        ("The patient had an MRI.", SUMMARY, [("treatment", "mri", False)]),
        ("The patient had a brace.", SUMMARY, []),
    ],
)
def test_a_fact_that_the_summary_does_not_hold(
    rationale: str, summary: str | None, expected: list[Row]
) -> None:
    names = "form words decisive"
    assert of_one("undocumented_fact", names, rationale=rationale, summary=summary) == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [(None, (False, False)), (SUMMARY, (True, False)), ("He takes Zanaflex.", (True, True))],
)
def test_what_the_summary_holds_of_the_treatment(summary: str | None, expected: Row) -> None:
    names = "summary_present summary_names_treatment"
    assert of_one("undocumented_fact", names, rationale=SIX_MONTHS, summary=summary) == [expected]


@pytest.mark.parametrize(("other", "words"), [("MRI", [("norco",)]), ("Norco 10/325 mg", [])])
def test_the_treatment_of_another_item_is_no_news(other: str, words: list[Row]) -> None:
    text = letter(item(rationale="The patient takes Norco."), item(other))
    assert facts("undocumented_fact", "words", text) == words


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("It appears that the patient has used tizanidine.", [("it appears", True)]),
        ("It is unclear whether the patient takes tizanidine.", []),
        ("The disc is not a likely source of his pain.", []),
        ("The patient appears to rest.", [("appears to", False)]),
        ("The patient takes tizanidine.", []),
        ("It appears that the request is not medically necessary.", []),
        ("The MTUS recommends it where pain is likely.", []),
    ],
)
def test_a_fact_put_as_an_appearance(rationale: str, expected: list[Row]) -> None:
    assert of_one("hedge", "words decisive", rationale=rationale) == expected
