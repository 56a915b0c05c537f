"""What the rationale says a guideline holds: claims, tightened criteria, widened exclusions."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2009, CHRONIC_2016, NAME_2009, RELAXANTS, Row, compiled, of_one

PHYSICAL = f"{CHRONIC_2009}, Section(s): Physical medicine"
MANUAL = f"{CHRONIC_2009}, Section(s): Manual therapy & manipulation"
CYCLO = f"{CHRONIC_2009}, Section(s): Cyclobenzaprine"
CARRIED = f"{CHRONIC_2016}, Section(s): Muscle relaxants"
WEEKS = "The guideline limits cyclobenzaprine to 2 to 3 weeks."
SECOND_LINE = "The MTUS recommends muscle relaxants as a second-line option for spasm."
MYALGIA = "at most 9-10 visits over 8 weeks (myalgia and myositis)"
NEURITIS = "at most 8-10 visits over 4 weeks (neuralgia, neuritis, radiculitis)"


@pytest.mark.parametrize(
    ("reviewer", "rationale", "expected"),
    [
        (RELAXANTS, WEEKS, [("CP09.musc.duration", "cited", "agreeing", "2 to 3 weeks")]),
        (PHYSICAL, WEEKS, [("CP09.musc.duration", "same_guideline", "agreeing", "2 to 3 weeks")]),
        (
            RELAXANTS,
            "The guideline allows muscle relaxants no longer than 6 weeks.",
            [("CP09.musc.duration", "cited", "conflicting", "6 weeks")],
        ),
        (RELAXANTS, SECOND_LINE, [("CP09.musc.second_line", "cited", "no_figure", "")]),
        (RELAXANTS, "The patient uses it for 6 weeks.", []),
        (RELAXANTS, "The MTUS recommends a garden.", []),
        # a figure of what a text is about limits nothing
        (
            CYCLO,
            "Its effect peaks in the first 4 days.",
            [("CP09.cyclo.early_effect", "cited", "agreeing", "4 days")],
        ),
        (CYCLO, "Its effect peaks in the first 9 days.", []),
    ],
)
def test_the_claims_that_a_rationale_makes(reviewer: str, rationale: str, expected: list[Row]) -> None:
    parts = {"title": "Fexmid 7.5 mg", "reviewer": reviewer, "rationale": rationale}
    assert of_one("claim", "criterion where relation stated", **parts) == expected


@pytest.mark.parametrize(("total", "more"), [(18, []), (24, [("conflicting", "24 visits over 6-8 weeks")])])
def test_a_figure_that_nothing_bears_out_is_a_claim_of_its_own(total: int, more: list[Row]) -> None:
    rationale = (
        f"As a trial 6 visits over 2 weeks are recommended, and later up to {total} visits over 6-8 weeks."
    )
    parts = {"title": "Chiropractic treatment, 12 visits", "reviewer": MANUAL, "rationale": rationale}
    assert of_one("claim", "relation stated", **parts) == [("agreeing", "6 visits over 2 weeks"), *more]


@pytest.mark.parametrize(
    ("rationale", "relation", "expected"),
    [
        ("The MTUS recommends 14 visits for myalgia.", "conflicting", MYALGIA),
        ("The MTUS recommends 9-10 visits for myalgia.", "agreeing", MYALGIA),
        ("For neuritis the MTUS recommends 8-10 visits.", "agreeing", NEURITIS),
    ],
)
def test_the_row_of_the_diagnosis_is_what_is_expected(rationale: str, relation: str, expected: str) -> None:
    parts = {"title": "Physical therapy for the low back", "reviewer": PHYSICAL, "rationale": rationale}
    assert of_one("claim", "relation expected", **parts) == [(relation, expected)]


def test_a_claim_says_what_is_cited_and_where_the_criterion_stands() -> None:
    found = of_one(
        "claim",
        "cited place edition pages cites_pages cites_section covers sentence",
        title="Fexmid 7.5 mg",
        reviewer=f"{RELAXANTS} Page(s): 64",
        rationale=f"The patient was seen. {WEEKS}",
    )
    cited, place = f"{NAME_2009}, Muscle relaxants, p. 64", "Muscle relaxants (for pain), p. 63-66"
    assert found == [(cited, place, NAME_2009, "p. 63-66", True, True, True, 1)]


@pytest.mark.parametrize(
    ("part", "chapter", "expected"),
    [
        ("knee", "Knee Complaints", ("AC04.9.spec.anatomy", True, True, True, False)),
        ("neck", "Neck and Upper Back Complaints", ("AC04.8.spec.anatomy", False, True, False, True)),
    ],
)
def test_a_criterion_that_the_cited_chapter_is_known_not_to_hold(
    part: str, chapter: str, expected: Row
) -> None:
    found = of_one(
        "claim",
        "criterion excluded distinctive other_body_part of_body_part",
        title=f"MRI of the {part}",
        reviewer=f"MTUS {chapter} 2004",
        rationale="Imaging is recommended by the MTUS to clarify anatomy ahead of an invasive procedure.",
    )
    assert found == [expected]


@pytest.mark.parametrize(("section", "grade"), [(RELAXANTS, "B"), (CARRIED, "C")])
def test_a_criterion_that_is_carried_over_is_of_the_lowest_grade(section: str, grade: str) -> None:
    stated = "Carisoprodol is not recommended for longer than a 2 to 3 week period."
    found = of_one("claim", "criterion grade", title="Soma 350 mg", reviewer=section, rationale=stated)
    assert found[0] == ("CP09.musc.cariso.duration", grade)


@pytest.mark.parametrize(("own", "grade"), [(False, "B"), (True, "C")])
def test_a_letter_does_not_bear_out_what_was_read_from_it(own: bool, grade: str) -> None:
    letters = compiled().criteria.by_id["AC07.acup.time"].criterion.provenance.letters
    parts = {"title": "Acupuncture", "reviewer": "MTUS Acupuncture Treatment 2007"}
    rationale = "The MTUS recommends 3 to 6 visits to produce functional improvement."
    number = letters[0] if own else "CM16-0999001"
    assert of_one("claim", "grade", number=number, rationale=rationale, **parts) == [(grade,)]


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        (f"{SECOND_LINE} The patient has no severe spasm.", [("severe", "spasm")]),
        (f"{SECOND_LINE} The patient has no significant nightly spasm.", [("significant", "spasm")]),
        (f"{SECOND_LINE} The patient has no spasm.", []),
        (f"{SECOND_LINE} The patient has severe spasm.", []),
        (f"{SECOND_LINE} The patient has no severe weakness.", []),
        (f"{SECOND_LINE} The MTUS recommends rest for severe spasm. The patient has no severe spasm.", []),
        ("The patient has no severe spasm.", []),
    ],
)
def test_a_qualifier_that_the_guideline_statement_lacks(rationale: str, expected: list[Row]) -> None:
    assert of_one("tightening", "qualifier concept", rationale=rationale) == expected


@pytest.mark.parametrize(
    ("part", "reviewer", "rationale", "expected"),
    [
        ("shoulder", MANUAL, "Manipulation is not recommended for knee and shoulder.", ["shoulder"]),
        ("knee", MANUAL, "Manipulation is not recommended for knee and shoulder.", []),
        ("shoulder", MANUAL, "Manipulation is not recommended for the knee.", []),
        ("shoulder", MANUAL, "Manipulation is recommended for the shoulder.", []),
        ("shoulder", PHYSICAL, "Manipulation is not recommended for knee and shoulder.", []),
    ],
)
def test_an_exclusion_of_a_part_that_the_criterion_does_not_list(
    part: str, reviewer: str, rationale: str, expected: list[str]
) -> None:
    parts = {"title": f"Chiropractic for the {part}", "reviewer": reviewer, "rationale": rationale}
    found = of_one("widened_exclusion", "part listed", **parts)
    assert found == [(name, "ankle, foot, forearm, wrist, hand, knee") for name in expected]


SHOULDER = "Non-MTUS Citation Official Disability Guidelines (ODG) Shoulder, Magnetic resonance imaging (MRI)"
ACUTE = (
    "ODG recommends shoulder MRI after acute trauma for patients over 40 with a suspected rotator cuff tear "
    "and normal radiographs"
)
EIGHT_WEEKS = f"{ACUTE} who have had eight weeks of physical therapy."


@pytest.mark.parametrize(
    ("decision", "rationale", "expected"),
    [
        ("Upheld", f"{EIGHT_WEEKS} The eight weeks have not gone by.", [(True, True)]),
        ("Upheld", f"{EIGHT_WEEKS} She has had no physical therapy.", [(True, True)]),
        ("Upheld", f"{EIGHT_WEEKS} She has had three weeks of physical therapy.", [(True, True)]),
        ("Upheld", f"{EIGHT_WEEKS} She has had eight weeks of therapy. There was no x-ray.", [(False, True)]),
        ("Upheld", f"{EIGHT_WEEKS} She is 31.", [(False, True)]),
        ("Overturned", f"{EIGHT_WEEKS} She has had physical therapy.", [(True, True)]),
        ("Overturned", f"{EIGHT_WEEKS} She fell.", [(False, True)]),
        # a figure of another kind: the section is not known to have none
        ("Upheld", f"{ACUTE} who lost 30 degrees. She has not lost 30 degrees.", [(True, False)]),
        ("Upheld", f"{ACUTE}. She has had no physical therapy.", [(False, False)]),
    ],
)
def test_whether_a_decision_leans_on_an_addition(decision: str, rationale: str, expected: list[Row]) -> None:
    parts = {"title": "MRI of the right shoulder", "reviewer": SHOULDER, "decision": decision}
    assert of_one("claim", "leans absent", **parts, rationale=rationale) == expected
