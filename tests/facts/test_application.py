"""Criteria against the case: visits, diagnoses, criteria said to be met or left unapplied, other items."""

from __future__ import annotations

import pytest

from checker.casefile.casefile import Grounds
from checker.facts.gathering import facts_of_item
from tests.letters import (
    CHRONIC_2009,
    CHRONIC_2016,
    Parts,
    Row,
    analyse,
    compiled,
    facts,
    item,
    letter,
    of_one,
    one,
)

STATED = "The MTUS recommends 8-10 visits over 4 weeks for radiculitis."
MYALGIA = "The MTUS recommends 9-10 visits over 8 weeks for myalgia."
THERAPY: Parts = {
    "title": "Physical therapy for the low back, 12 visits",
    "reviewer": f"{CHRONIC_2016}, Section(s): Physical medicine treatment",
    "rationale": STATED,
}
MASSAGE: Parts = {"reviewer": f"{CHRONIC_2009}, Section(s): Massage therapy", "rationale": "He was seen."}
HAD_FOUR = "The patient had 4 prior visits of physical therapy."
EXCEEDS = "The request exceeds the guideline limit."
HAD_SIX, PRIOR = "He completed 6 sessions of physical therapy.", "prior prior_known prior_mentioned margin"


@pytest.mark.parametrize(
    ("parts", "names", "expected"),
    [
        ({}, "basis requested low high margin decision", [("stated", 12, 8, 10, -2, "upheld")]),
        ({"title": "Physical therapy for the low back, 9 visits"}, "requested margin", [(9, 1)]),
        (
            {"title": "Physical therapy, 999,999,999 visits", "summary": "He had 999,999,999 prior visits."},
            "requested",
            [(999_999_999,)],
        ),
        ({"rationale": f"{STATED} {MYALGIA}"}, "high margin", [(10, -2)]),
        ({"rationale": f"{STATED} The MTUS recommends 24 visits over 16 weeks for CRPS."}, "high", []),
        ({"title": "Massage therapy, 12 visits", **MASSAGE}, "basis high margin", [("cited", 6, -6)]),
        ({"title": "Chiropractic treatment, 12 visits", **MASSAGE}, "basis", []),
        ({"title": "Physical therapy for the low back"}, "basis", []),
        ({"decision": "Soon"}, "basis", []),
        ({"rationale": "He was seen."}, "basis", []),
        # a limit said to be exceeded
        ({"rationale": EXCEEDS}, "exceeds_said limit_known", [(True, False)]),
        ({"rationale": f"{STATED} {EXCEEDS}"}, "exceeds_said limit_known", [(True, True)]),
        ({"rationale": EXCEEDS.replace("exceeds", "does not exceed")}, "exceeds_said", []),
        ({"rationale": EXCEEDS.replace("exceeds", "is not in excess of")}, "exceeds_said", []),
        # earlier visits
        ({}, PRIOR, [(0, False, False, -2)]),
        ({"summary": HAD_SIX}, f"{PRIOR} total", [(6, True, True, -8, 18)]),
        ({"rationale": f"{STATED} {HAD_FOUR}"}, PRIOR, [(4, True, True, -6)]),
        ({"summary": "He completed physical therapy."}, PRIOR, [(0, False, True, -2)]),
        ({"summary": "He completed up to 6 sessions of physical therapy."}, PRIOR, [(0, False, True, -2)]),
        ({"summary": HAD_SIX.replace("physical therapy", "acupuncture")}, PRIOR, [(0, False, False, -2)]),
        ({"summary": HAD_SIX.replace("completed", "requested")}, PRIOR, [(0, False, False, -2)]),
    ],
)
def test_visits_against_a_cap(parts: Parts, names: str, expected: list[Row]) -> None:
    assert of_one("visit_count", names, **{**THERAPY, **parts}) == expected


@pytest.mark.parametrize(
    ("summary", "rationale", "expected"),
    [
        ("The diagnosis is radiculitis.", STATED, [(True, 1)]),
        ("The diagnosis is radiculopathy.", STATED, [(True, 1)]),  # evidence of it
        ("The diagnosis is a knee sprain.", STATED, [(False, 1)]),
        ("There is no radiculitis.", STATED, [(False, 1)]),
        ("The diagnosis is myalgia.", f"{STATED} {MYALGIA}", [(True, 2)]),
        ("The diagnosis is radiculitis.", "The MTUS recommends 8-10 visits.", []),
        (None, STATED, []),
    ],
)
def test_the_diagnoses_of_stated_rows(summary: str | None, rationale: str, expected: list[Row]) -> None:
    parts = {**THERAPY, "rationale": rationale, "summary": summary}
    assert of_one("required_condition", "diagnosed rows", **parts) == expected


@pytest.mark.parametrize(
    ("cited", "section", "criterion"),
    [
        (CHRONIC_2016, "Physical medicine treatment", "CP16.pm.neuritis"),
        (CHRONIC_2009, "Physical medicine", "CP09.pm.neuritis.visits"),
    ],
)
def test_the_row_shown_is_that_of_the_cited_edition(cited: str, section: str, criterion: str) -> None:
    case_file = analyse(
        one(title=THERAPY["title"], reviewer=f"{cited}, Section(s): {section}", rationale=STATED)
    )
    (fact,) = (
        fact
        for fact in facts_of_item(case_file, case_file.items[0], compiled())
        if fact.kind == "required_condition"
    )
    assert isinstance(fact.evidence, Grounds)
    assert fact.evidence.reference is not None
    assert fact.evidence.reference.stated == compiled().criteria.by_id[criterion]


def test_the_diagnoses_of_several_rows_are_named_in_the_order_of_the_rows() -> None:
    named = "The MTUS recommends 9-10 visits over 8 weeks for neuritis, CRPS or myalgia."
    rows = "myalgia and myositis, neuralgia, neuritis, radiculitis, complex regional pain syndrome"
    assert of_one("required_condition", "stated", **{**THERAPY, "rationale": named}) == [(rows,)]


@pytest.mark.parametrize(
    ("rationale", "decision", "expected"),
    [
        ("The criteria for use have been met.", "Overturned", [(True, "overturned")]),
        ("The request is within the guideline recommendations.", "Upheld", [(True, "upheld")]),
        ("The patient does not meet the criteria.", "Upheld", [(False, "upheld")]),
        ("There is no trial of exercise, which the guidelines recommend.", "Upheld", [(False, "upheld")]),
        ("The patient meets the criteria.", "Soon", []),
        ("The patient would be treated if he meets the criteria.", "Upheld", []),
        ("The MTUS recommends that the criteria be met.", "Upheld", []),
        ("The patient did not meet his family.", "Upheld", []),
    ],
)
def test_criteria_said_to_be_met_or_not(rationale: str, decision: str, expected: list[Row]) -> None:
    assert of_one("criteria_said", "met decision", rationale=rationale, decision=decision) == expected


SPASM = "The MTUS recommends muscle relaxants as a second-line option for spasm."
WEEKS = "The guideline limits its use to 3 weeks."


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        (SPASM, [(0, True)]),
        (f"{SPASM} The patient has insomnia.", [(1, True)]),
        (f"{SPASM} The utilization reviewer states that there is insomnia.", [(0, True)]),
        (f"{SPASM} The patient has spasm.", []),
        (f"{SPASM} The patient has none of these.", []),
        (f"{WEEKS} The patient has used it.", [(1, True)]),
        (f"{WEEKS} The patient has used it for 5 months.", []),
        (f"{WEEKS} {SPASM} The patient has used it for 5 months.", []),
        ("The MTUS recommends a garden for insomnia.", [(0, False)]),
        ("The MTUS recommends a garden.", []),
    ],
)
def test_guideline_statements_that_nothing_on_the_case_takes_up(rationale: str, expected: list[Row]) -> None:
    parts = {"title": "Fexmid 7.5 mg", "rationale": rationale}
    assert of_one("unapplied", "case_statements tied", **parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, [("radiculopathy",)]),
        ({"summary": "He has no radiculopathy."}, [("radiculopathy",)]),
        ({"summary": "He has radiculopathy."}, []),
        ({"summary": "He has decreased sensation."}, []),  # a sign of it
        ({"summary": None}, []),
        ({"decision": "Upheld"}, []),
        ({"reviewer": "MTUS Knee Complaints 2004"}, []),
        (
            {
                "title": "Gabapentin 300 mg #90",
                "reviewer": f"{CHRONIC_2009}, Section(s): Gabapentin (Neurontin)",
                "rationale": "The MTUS recommends gabapentin as first-line for neuropathic pain.",
            },
            [],  # first-line for it is no condition
        ),
    ],
)
def test_an_approval_on_a_condition_that_is_not_found(parts: Parts, expected: list[Row]) -> None:
    approval: Parts = {
        "title": "Lumbar epidural steroid injection",
        "reviewer": f"{CHRONIC_2009}, Section(s): Epidural steroid injections (ESIs)",
        "decision": "Overturned",
        "rationale": "Radiculopathy must be documented by physical examination and corroborated by imaging.",
    }
    assert of_one("unmet_condition", "names", **{**approval, **parts}) == expected


SURGERY, INJECTION = "Right knee arthroscopy", "Epidural steroid injection"
AS_IT = "As the surgery is not medically necessary, the unit is not medically necessary."


@pytest.mark.parametrize(
    ("first", "decision", "rationale", "expected"),
    [
        (SURGERY, "Upheld", AS_IT, [(1, True, True)]),
        (SURGERY, "Overturned", AS_IT, [(0, False, True)]),
        (INJECTION, "Upheld", AS_IT, [(0, False, True)]),
        (INJECTION, "Upheld", AS_IT.replace("surgery", "procedure"), [(1, True, True)]),
        ("Tizanidine", "Upheld", "The request for tizanidine was denied.", [(1, True, True)]),
        (SURGERY, "Upheld", f"{AS_IT} The patient works.", [(1, True, False)]),
        (SURGERY, "Upheld", "The request for the cold therapy unit was denied.", []),
        (SURGERY, "Upheld", "The patient was seen after the surgery.", []),
    ],
)
def test_a_reason_that_is_another_decision(
    first: str, decision: str, rationale: str, expected: list[Row]
) -> None:
    text = letter(item(first, decision), item("Cold therapy unit", rationale=rationale))
    assert facts("dependence", "other borne_out sole", text, 2) == expected
