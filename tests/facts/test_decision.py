"""The item itself, the conclusion drawn, requests that lack something, and words of another modality."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2009, Parts, Row, of_one

CREAM = "Cream: ketoprofen 10%, lidocaine 2%, baclofen 5%"
MANUAL = f"{CHRONIC_2009}, Section(s): Manual therapy & manipulation"
NOT = "The request is not medically necessary."
FOR_PAIN = "The MTUS recommends manual therapy for low back pain."


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("Tizanidine 4 mg #30", "treatment category family drug", ("tizanidine", "drug_oral", "drug", True)),
        ("Tizanidine 4 mg #30", "strength_known quantity_known visits_known", (True, True, False)),
        ("Tizanidine", "strength_known quantity_known needs_body_part", (False, False, False)),
        ("Voltaren gel 1%, 100 g", "family quantity_known", ("topical", True)),
        ("MRI of the knee", "family drug needs_body_part body_part_known", ("study", False, True, True)),
        ("MRI", "needs_visits body_part_known", (False, False)),
        ("Acupuncture, 6 visits", "needs_visits visits_known visits", (True, True, 6)),
        ("Acupuncture, visits", "visits_known visits says_unspecified", (False, 0, False)),
        ("Acupuncture, unspecified visits", "says_unspecified", (True,)),
        ("Associated surgical service: Cold therapy unit", "associated", (True,)),
        ("Cold therapy unit", "associated", (False,)),
        ("A garden shed", "treatment_known treatment family", (False, "A garden shed", "unknown")),
    ],
)
def test_the_item_by_its_title(title: str, names: str, expected: Row) -> None:
    assert of_one("item", names, title=title) == [expected]


@pytest.mark.parametrize(
    ("parts", "names", "expected"),
    [
        ({"decision": "Partially Overturned"}, "decision", ("modified",)),
        ({"decision": "Soon"}, "decision", ("unknown",)),
        ({"rationale": "Lidocaine is known."}, "ingredients ingredients_named unjudged", (3, 1, 2)),
        ({"rationale": "Lidocaine, baclofen and ketoprofen are known."}, "unjudged", (0,)),
        ({"title": "Lidocaine 2% gel", "rationale": "Lidocaine is known."}, "ingredients", (0,)),
        ({"rationale": "At least one drug of it is not recommended."}, "compound_rule_stated", (True,)),
        ({"rationale": "The drugs are not recommended."}, "compound_rule_stated", (False,)),
        (
            {"rationale": "The MTUS recommends it. The patient rests. He works."},
            "guideline_statements case_statements",
            (1, 2),
        ),
        ({"summary": "He uses baclofen."}, "summary_present in_summary", (True, True)),
        ({"summary": "He takes Norco."}, "summary_present in_summary", (True, False)),
        ({"title": "Muscle relaxant", "summary": "He takes Zanaflex."}, "in_summary", (True,)),
        ({"title": "Ibuprofen 600 mg", "summary": "He takes an NSAID."}, "in_summary", (True,)),
        ({"title": "Ibuprofen 600 mg", "summary": "He takes medications."}, "in_summary", (False,)),
        ({"summary": None}, "summary_present in_summary", (False, False)),
    ],
)
def test_the_item_by_the_rest_of_the_letter(parts: Parts, names: str, expected: Row) -> None:
    assert of_one("item", names, **{"title": CREAM, **parts}) == [expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tizanidine 4 mg #60, one tablet twice daily for 14 days", [(60, 28, 14, 32)]),
        ("Tizanidine 4 mg #28, one tablet twice daily for 14 days", [(28, 28, 14, 0)]),
        ("Tizanidine 4 mg #60, one tablet twice daily", []),
        ("Tizanidine 4 mg, one tablet twice daily for 14 days", []),
        ("Tizanidine #60 and Norco #60, one tablet twice daily for 14 days", []),
    ],
)
def test_a_quantity_against_the_directions(title: str, expected: list[Row]) -> None:
    assert of_one("supply", "quantity used days excess", title=title) == expected


@pytest.mark.parametrize(
    ("rationale", "names", "expected"),
    [
        ("The patient was seen.", "polarity any confidence decision", ("none", False, "medium", "upheld")),
        (NOT, "polarity any opposed found_reasonable", ("not_necessary", True, False, False)),
        (f"The request is medically necessary. {NOT}", "polarity opposed", ("not_necessary", True)),
        # an outright conclusion counts before what leads up to it
        (f"Therefore, the request is reasonable. {NOT}", "opposed found_reasonable", (False, True)),
        (f"The request does not specify the dose. {NOT}", "for_want_of_detail", (True,)),
        (f"The request does not specify the dose. There is no spasm. {NOT}", "for_want_of_detail", (False,)),
        (NOT, "for_want_of_detail recommended", (False, False)),
        (f"{FOR_PAIN} {NOT}", "recommended", (True,)),
        (f"{FOR_PAIN} As a trial 6 visits over 2 weeks are recommended.", "recommended", (False,)),
    ],
)
def test_the_conclusion(rationale: str, names: str, expected: Row) -> None:
    parts = {"title": "Chiropractic treatment, 6 visits", "reviewer": MANUAL, "rationale": rationale}
    assert of_one("conclusion", names, **parts) == [expected]


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("The quantity was not provided.", [("quantity was not provided",)]),
        ("The request is open-ended. It is vague.", [("request is open-ended",)]),
        ("The quantity is 30.", []),
        ("The patient does not specify how the pain began.", []),
        ("The MTUS recommends that no dose be left unspecified.", []),
    ],
)
def test_a_request_said_to_leave_something_out(rationale: str, expected: list[Row]) -> None:
    assert of_one("incomplete_request", "words", rationale=rationale) == expected


@pytest.mark.parametrize(
    ("title", "rationale", "expected"),
    [
        ("Diclofenac 1% gel", "The oral form of diclofenac is safe.", [("route", "oral form", "diclofenac")]),
        ("Diclofenac 1% gel", "The topical, not the oral form of diclofenac is safe.", []),
        ("Diclofenac 1% gel", "The oral form of ibuprofen is safe.", []),
        ("Diclofenac 50 mg", "The oral form of diclofenac is safe.", []),
        (
            "Acupuncture",
            "Massage is recommended, with a time to produce functional improvement of 3 to 6 treatments.",
            [("treatment", "massage", "acupuncture")],
        ),
        ("Acupuncture", "The MTUS recommends an initial trial of acupuncture over massage.", []),
        ("Acupuncture", "The MTUS recommends massage for a while.", []),
        ("MRI of the knee", "The MTUS recommends an initial trial of massage of 6 visits.", []),
    ],
)
def test_words_of_another_modality(title: str, rationale: str, expected: list[Row]) -> None:
    parts = {"title": title, "reviewer": "MTUS Acupuncture Treatment 2007", "rationale": rationale}
    assert of_one("other_modality", "form words item", **parts) == expected
