"""Facts on guideline lines: what they cite, whether it is in force, and whether it fits the item."""

from __future__ import annotations

import pytest

from tests.letters import (
    CHRONIC_2009,
    CHRONIC_2016,
    NAME_2009,
    NAME_2016,
    RELAXANTS,
    Parts,
    Row,
    facts,
    of_one,
    one,
)

NECK, LEGS = "MTUS Neck and Upper Back Complaints 2004", "EMG of the bilateral lower extremities"
KNEE, POSTSURGICAL = "MTUS Knee Complaints 2004", "MTUS Postsurgical Treatment 2009, Section(s): Knee"
ODG_PAIN = "Non-MTUS Official Disability Guidelines (ODG) Pain (Chronic)"
MASSAGE = f"{CHRONIC_2009}, Section(s): Massage therapy"
KNEE_SHOULDER = f"{KNEE} and Shoulder Complaints 2004"
UNDATED = {"decided": "", "denied": "", "injured": ""}
OPIOIDS = "MTUS Opioid Treatment 2016, Section(s):"
EARLY = {"injured": "06/10/2016", "denied": "08/01/2016"}
SECOND_LINE = "The MTUS recommends muscle relaxants as a second-line option."


@pytest.mark.parametrize(
    ("parts", "names", "expected"),
    [
        ({}, "by source label name rank", ("reviewer", "MTUS", "mtus", NAME_2016, 1)),
        ({}, "resolved edition_named dated paged side_has_mtus", (True, True, True, False, True)),
        (
            {},
            "standing dates",
            ("in_force", "in force from 2016-07-28 to 2017-11-30, for requests from 2016-07-29"),
        ),
        (
            {"reviewer": CHRONIC_2009},
            "standing dates",
            ("superseded", "in force from 2009-07-18 to 2016-07-27"),
        ),
        ({"reviewer": "MTUS Chronic Pain Medical Treatment"}, "resolved edition_named", (True, False)),
        ({"reviewer": f"{RELAXANTS} Page(s): 63, 66"}, "sections_cited pages_cited paged", (1, 2, True)),
        (
            {"reviewer": ODG_PAIN},
            "source label rank dated side_has_mtus",
            ("ODG", "non_mtus", 2, False, False),
        ),
        ({"reviewer": "Non-MTUS a book"}, "source resolved name rank", ("OTHER", False, "a book", 2)),
        # whether it fits
        ({"reviewer": KNEE, "title": "MRI of the knee"}, "fits_body another_fits", ("yes", False)),
        ({"reviewer": KNEE, "title": "MRI of the shoulder"}, "fits_body another_fits", ("no", False)),
        ({"reviewer": KNEE_SHOULDER, "title": "MRI of the shoulder"}, "another_fits", (True,)),
        # limbs that the chapter's nerves don't run to, where nothing is told of its part
        ({"reviewer": NECK, "title": LEGS}, "fits_body", ("no",)),
        ({"reviewer": NECK, "title": LEGS, "summary": "There is no neck pain."}, "fits_body", ("no",)),
        ({"reviewer": NECK, "title": LEGS, "summary": "She has neck pain."}, "fits_body", ("unknown",)),
        ({"reviewer": NECK, "title": LEGS, "rationale": "The neck is stiff."}, "fits_body", ("unknown",)),
        ({"reviewer": NECK, "title": "EMG of the arms and legs"}, "fits_body", ("unknown",)),
        ({"reviewer": NECK, "title": "EMG of the arms"}, "fits_body", ("unknown",)),
        ({"reviewer": NECK, "title": "MRI of the spine"}, "fits_body", ("unknown",)),
        ({"reviewer": "MTUS Low Back Complaints 2004", "title": LEGS}, "fits_body", ("unknown",)),
        ({"reviewer": "MTUS Low Back Complaints 2004", "title": "EMG of the arms"}, "fits_body", ("no",)),
        ({"reviewer": RELAXANTS}, "fits_treatment", ("yes",)),
        ({"reviewer": MASSAGE}, "fits_treatment", ("no",)),
        ({"reviewer": f"{MASSAGE}, Gardening"}, "fits_treatment", ("unknown",)),
        # pain is chronic from the ninetieth day
        ({"injured": "05/03/2016", "denied": "08/01/2016"}, "fits_phase", ("yes",)),
        ({"injured": "05/04/2016", "denied": "08/01/2016"}, "fits_phase", ("no",)),
        ({"injured": ""}, "fits_phase", ("unknown",)),
        ({"injured": "05/04/2016", "reviewer": KNEE}, "fits_phase", ("unknown",)),
        # the part of the opioid guideline, 52 days after the injury at the denial, 101 at the decision
        (
            {**EARLY, "reviewer": f"{OPIOIDS} 1.3 Severe Acute Injuries"},
            "phase section_phase",
            ("any", "outside"),
        ),
        ({**EARLY, "reviewer": f"{OPIOIDS} 2 Opioids for Subacute Pain"}, "section_phase", ("inside",)),
        ({**EARLY, "reviewer": f"{OPIOIDS} 3.3.4 Use of CURES"}, "section_phase", ("at_decision",)),
        ({**EARLY, "reviewer": f"{OPIOIDS} 4 Tapering Opioids"}, "section_phase", ("unknown",)),
        ({"reviewer": POSTSURGICAL, "title": "Therapy for the knee"}, "section_phase", ("unknown",)),
        # the request names no body part
        ({"reviewer": KNEE, "title": "MRI", "summary": "The knee locks."}, "fits_diagnosis", ("yes",)),
        ({"reviewer": KNEE, "title": "MRI", "summary": "The arm is weak."}, "fits_diagnosis", ("no",)),
        ({"reviewer": KNEE, "title": "MRI"}, "fits_diagnosis", ("unknown",)),
        ({"reviewer": KNEE, "title": "MRI of the arm"}, "fits_diagnosis", ("unknown",)),
        # what the rationale makes of it
        ({"rationale": SECOND_LINE}, "used named_in_rationale silence_said", (True, True, False)),
        ({"rationale": "The ODG recommends rest."}, "used named_in_rationale", (False, False)),
        ({"rationale": "The MTUS does not address it."}, "used silence_said", (False, True)),
        ({"rationale": "The record does not address it."}, "silence_said", (False,)),
    ],
)
def test_what_a_citation_is(parts: Parts, names: str, expected: Row) -> None:
    assert of_one("citation", names, **{"claims": None, **parts})[0] == expected


@pytest.mark.parametrize(("decided", "named"), [("09/19/2016", True), ("03/02/2015", False)])
def test_the_edition_that_is_in_force_instead(decided: str, named: bool) -> None:
    ((current,),) = of_one("citation", "current", claims=None, reviewer=CHRONIC_2009, decided=decided)
    assert (NAME_2016 in str(current)) is named


def test_both_sides_are_numbered_through_also_one_that_cites_nothing() -> None:
    nothing = "The claims administrator cited no medical evidence"
    text = one(claims=CHRONIC_2009).replace(f"Decision based on {CHRONIC_2009}", nothing)
    by = [(1, "claims_administrator", "NONE", 9), (2, "reviewer", "MTUS", 1)]
    assert facts("citation", "id by source rank", text) == by
    assert facts("sides", "share", text) == []


@pytest.mark.parametrize(
    ("reviewer", "expected"),
    [
        (f"{CHRONIC_2009}, Section(s): Zanaflex", [("alias", "yes", "unknown", True)]),
        (MASSAGE, [("yes", "no", "unknown", True)]),
        (f"{CHRONIC_2009}, Section(s): Gardening", [("no", "unknown", "unknown", True)]),
        (f"{CHRONIC_2009}, Section(s): 63", [("number", "unknown", "unknown", True)]),
        (f"{RELAXANTS} Page(s): 63-66", [("yes", "yes", "inside", True)]),
        (f"{RELAXANTS} Page(s): 60-66", [("yes", "yes", "outside", True)]),
        (f"{RELAXANTS} Page(s): 22", [("yes", "yes", "outside", True)]),
        (f"{CHRONIC_2009} Page(s): 66", [("yes", "yes", "inside", False)] * 2),  # in general, and the drug
        (f"{CHRONIC_2009} Page(s): 22", []),
        (POSTSURGICAL, [("yes", "no", "unknown", True)]),
        (CHRONIC_2009, []),
    ],
)
def test_the_sections_that_are_cited(reviewer: str, expected: list[Row]) -> None:
    names = "known covers pages named"
    assert of_one("cited_section", names, claims=None, reviewer=reviewer) == expected


@pytest.mark.parametrize(("part", "covers"), [("knee", "yes"), ("neck", "no")])
def test_a_section_on_another_body_part_does_not_cover(part: str, covers: str) -> None:
    parts = {"title": f"Physical therapy for the {part}", "reviewer": POSTSURGICAL}
    assert of_one("cited_section", "name covers complete", claims=None, **parts) == [("Knee", covers, False)]


@pytest.mark.parametrize(
    ("title", "parts", "expected"),
    [
        ("Tizanidine", {}, [("Muscle relaxants: tizanidine", True, "chronic", True)]),
        ("Tizanidine", {"injured": "07/02/2016"}, [("Muscle relaxants: tizanidine", True, "chronic", False)]),
        (
            "Tizanidine",
            {"decided": "03/02/2020"},
            [("Medications: muscle relaxants", False, "chronic", True)],
        ),
        ("Acupuncture", UNDATED, [("Acupuncture Medical Treatment Guidelines", True, "any", True)]),
        ("Lumbar fusion", {}, [("Surgical Considerations", False, "acute", True)]),
        ("A garden shed", {}, []),
        # the chapter on the body part beside a better section of another guideline
        (
            "EMG of the neck",
            {"decided": "09/19/2016"},
            [
                ("Electrodiagnostic testing (EMG/NCS)", True, "chronic", True),
                ("Special Studies", False, "acute", True),
            ],
        ),
    ],
)
def test_what_the_mtus_in_force_holds(title: str, parts: Parts, expected: list[Row]) -> None:
    given = {"decided": "07/05/2016", "title": title, **parts}
    assert of_one("mtus_coverage", "section exact phase phase_fits", **given) == expected


@pytest.mark.parametrize(
    ("reviewer", "claims", "expected"),
    [
        (CHRONIC_2016, CHRONIC_2016, [(True, NAME_2016, NAME_2016)]),
        (CHRONIC_2016, CHRONIC_2009, [(False, NAME_2016, NAME_2009)]),
        (CHRONIC_2016, "MTUS Chronic Pain Medical Treatment", [(True, NAME_2016, NAME_2016)]),
        ("MTUS Garden 2016", "MTUS Garden 2016", [(True, "MTUS Garden, 2016", "MTUS Garden, 2016")]),
        ("MTUS Garden 2016", "MTUS Garden 2014", [(False, "MTUS Garden, 2016", "MTUS Garden, 2014")]),
        # two lines that cite one edition name it once
        (CHRONIC_2016, f"{CHRONIC_2016} and {CHRONIC_2016}", [(True, NAME_2016, NAME_2016)]),
        (CHRONIC_2016, None, []),
        (None, CHRONIC_2016, []),
    ],
)
def test_the_two_sides_compared(reviewer: str | None, claims: str | None, expected: list[Row]) -> None:
    found = of_one("sides", "share reviewer claims_administrator", reviewer=reviewer, claims=claims)
    assert found == expected


@pytest.mark.parametrize(
    ("rationale", "reviewer", "expected"),
    [
        ("The ODG recommends it.", CHRONIC_2016, [("ODG", False, True, "high")]),
        ("The ODG recommends it.", ODG_PAIN, [("ODG", True, True, "high")]),
        ("The ODG recommends it.", None, [("ODG", False, False, "high")]),
        ("The MTUS recommends it. The MTUS advises it.", CHRONIC_2016, [("MTUS", True, True, "high")]),
        ("The ACOEM guidelines recommend it.", CHRONIC_2016, [("ACOEM", True, True, "high")]),
        ("The ACOEM guidelines recommend it.", ODG_PAIN, [("ACOEM", False, True, "high")]),
        ("The MTUS does not address it. ODG recommends it.", KNEE, [("ODG", False, True, "medium")]),
        ("The guidelines recommend it.", CHRONIC_2016, []),
        ("The patient reads the ODG.", CHRONIC_2016, []),
    ],
)
def test_the_sources_that_are_relied_on(rationale: str, reviewer: str | None, expected: list[Row]) -> None:
    names = "source cited line_cites confidence"
    assert of_one("relied_source", names, rationale=rationale, reviewer=reviewer) == expected


@pytest.mark.parametrize(("other", "covers"), [(RELAXANTS, True), (ODG_PAIN, False), (MASSAGE, False)])
def test_whether_another_citation_of_the_mtus_covers_the_treatment(other: str, covers: bool) -> None:
    text = one(claims=None, reviewer=f"{MASSAGE}. Decision based on {other}", decided="03/02/2015", denied="")
    assert facts("citation", "another_covers", text)[0] == (covers,)
