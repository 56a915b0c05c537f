"""The conditions of an item: what is found of each criterion that is stated, and what that rests on."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2016, SUMMARY, only_item

Row = tuple[str, str, tuple[int, ...]]

NECK: dict[str, str | None] = {
    "title": "MRI of the cervical spine",
    "reviewer": "MTUS Neck and Upper Back Complaints 2004",
}
GROUNDS = (
    "The guideline asks for a red flag, or physiologic evidence of tissue insult or neurologic dysfunction, "
    "or clarification of the anatomy before an invasive procedure."
)
ALL, INSULT, ANATOMY = "AC04.8.spec.imaging", "AC04.8.spec.tissue_insult", "AC04.8.spec.anatomy"
ACUPUNCTURE = "MTUS Acupuncture 2007"
COURSE = "The MTUS says that improvement is produced within 3 to 6 acupuncture treatments."
WEEKLY = "The MTUS recommends acupuncture 1 to 3 times a week."
RELAXANT = f"{CHRONIC_2016}, Section(s): Cyclobenzaprine"
WEEKS = "The MTUS says that cyclobenzaprine is not recommended for longer than 2 to 3 weeks."
MANIPULATION = f"{CHRONIC_2016}, Section(s): Manual therapy & manipulation"
LIMBS = (
    "Manipulation is not recommended for the ankle and foot, carpal tunnel syndrome, forearm, wrist and "
    "hand, or knee."
)


def rows(**parts: str | None) -> list[Row]:
    """The criterion of each condition, its outcome, and the sentences that compare."""
    found = only_item(**parts).conditions
    return [(one.stated.criterion.id, one.outcome, one.compared_in) for one in found if one.stated]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "There is no documentation of neurologic dysfunction.",
            {
                ALL: ("not_documented", (1,)),
                INSULT: ("not_documented", (1,)),
                ANATOMY: ("not_documented", ()),
            },
        ),
        (
            "The patient has no neurologic deficit.",
            {ALL: ("unmet", (1,)), INSULT: ("unmet", (1,)), ANATOMY: ("not_documented", ())},
        ),
        (
            "The examination did not reveal a neurologic deficit.",
            {ALL: ("unmet", (1,)), INSULT: ("unmet", (1,)), ANATOMY: ("not_documented", ())},
        ),
        (
            "The patient's neurological exam is unremarkable.",
            {ALL: ("unmet", (1,)), INSULT: ("unmet", (1,)), ANATOMY: ("not_documented", ())},
        ),
        (
            "The patient has no plan of an invasive procedure.",
            {ALL: ("not_documented", ()), INSULT: ("not_documented", ()), ANATOMY: ("unmet", (1,))},
        ),
        (
            "The patient has a neurologic deficit.",
            {ALL: ("met", (1,)), INSULT: ("met", (1,)), ANATOMY: ("not_documented", ())},
        ),
        (
            "The patient was seen.",
            {ALL: ("not_documented", ()), INSULT: ("not_documented", ()), ANATOMY: ("not_documented", ())},
        ),
        (
            "The study is not medically necessary for a neurologic deficit.",
            {ALL: ("not_documented", ()), INSULT: ("not_documented", ()), ANATOMY: ("not_documented", ())},
        ),
    ],
)
def test_what_the_rationale_says_of_each_ground(
    said: str, found: dict[str, tuple[str, tuple[int, ...]]]
) -> None:
    made = rows(rationale=f"{GROUNDS} {said}", **NECK)
    assert {name: (outcome, compared) for name, outcome, compared in made} == found


SHINGLES: dict[str, str | None] = {
    "title": "Lidoderm 5% patch #30",
    "reviewer": "MTUS Chronic Pain Medical Treatment 2009, Section(s): Lidoderm (lidocaine patch)",
    "summary": f"{SUMMARY} He has post-herpetic neuralgia.",
}
APPROVED_FOR = "Lidoderm is FDA approved only for post-herpetic neuralgia."


@pytest.mark.parametrize("denial", ["The patient has no", "There is no documentation of"])
def test_what_is_denied_or_missed_and_recorded_is_conflicting(denial: str) -> None:
    made = rows(rationale=f"{APPROVED_FOR} {denial} post-herpetic neuralgia.", **SHINGLES)
    assert made == [("CP09.lido.phn", "conflicting", (1,))]


def test_what_is_denied_and_recorded_is_met_where_a_tree_shows_it() -> None:
    parts = {**NECK, "summary": f"{SUMMARY} There is a neurologic deficit of the arm."}
    made = rows(rationale=f"{GROUNDS} The patient has no neurologic deficit.", **parts)
    assert (INSULT, "met", (1,)) in made


def test_what_is_recorded_of_another_body_part_is_no_conflict() -> None:
    parts = {**NECK, "summary": f"{SUMMARY} There is a neurologic deficit of the foot."}
    made = rows(rationale=f"{GROUNDS} The patient has no neurologic deficit.", **parts)
    assert (INSULT, "unmet", (1,)) in made


def test_a_ground_denied_in_an_approval_leaves_the_others_open() -> None:
    made = rows(decision="Overturned", rationale=f"{GROUNDS} The patient has no neurologic deficit.", **NECK)
    assert (ALL, "not_documented", (1,)) in made
    assert (INSULT, "unmet", (1,)) in made


PAIN_2009 = "MTUS Chronic Pain Medical Treatment 2009, Section(s): "
ESI = {
    "title": "Lumbar epidural steroid injection",
    "reviewer": f"{PAIN_2009}Epidural steroid injections (ESIs)",
}
SHOWN = "The MTUS asks for radiculopathy documented by examination and corroborated by imaging or EMG."


@pytest.mark.parametrize(
    ("decision", "summary", "found"),
    [
        ("Overturned", "There is lumbar radiculopathy.", [("CP09.esi.radiculopathy", "met", (1,))]),
        ("Overturned", "There is low back pain.", []),
        ("Upheld", "There is lumbar radiculopathy.", []),
    ],
)
def test_what_an_approval_says_and_the_summary_bears_out(
    decision: str, summary: str, found: list[Row]
) -> None:
    said = f"{SHOWN} The patient has a lumbar radiculopathy."
    assert rows(decision=decision, summary=f"{SUMMARY} {summary}", rationale=said, **ESI) == found


@pytest.mark.parametrize(("dose", "outcome"), [("120", "met"), ("130", "unmet")])
def test_a_dose_in_morphine_against_a_ceiling(dose: str, outcome: str) -> None:
    made = rows(
        title="Norco 10/325 mg #120",
        reviewer=f"{PAIN_2009}Opioids, dosing",
        summary=f"{SUMMARY} The morphine equivalent is {dose} mg.",
        rationale="Dosing should not exceed 120 mg oral morphine equivalents per day. The patient was seen.",
    )
    assert made == [("CP09.op.dose.ceiling", outcome, ())]


NORCO = "He takes MS Contin 30 mg tid and Norco 10/325 mg"


@pytest.mark.parametrize(
    ("decision", "told", "found"),
    [
        ("Overturned", f"{NORCO} six a day.", [("CP09.op.dose.ceiling", "unmet", ())]),
        ("Overturned", f"{NORCO} twice a day.", [("CP09.op.dose.ceiling", "met", ())]),
        # some tables have it above the ceiling, or nobody can tell
        ("Overturned", f"{NORCO} one tablet every eight hours as needed, and Butrans.", []),
        ("Overturned", f"{NORCO}.", []),
        ("Upheld", f"{NORCO} six a day.", [("CP09.op.dose.ceiling", "unmet", ())]),
        # that it is within is no ground of a denial
        ("Upheld", f"{NORCO} twice a day.", [("CP09.op.dose.ceiling", "not_documented", ())]),
    ],
)
def test_the_sum_of_opioids_against_a_ceiling(decision: str, told: str, found: list[Row]) -> None:
    made = rows(
        title="MS Contin 30 mg #90",
        reviewer=f"{PAIN_2009}Opioids, dosing",
        decision=decision,
        summary=f"{SUMMARY} {told}",
        rationale="Dosing should not exceed 120 mg oral morphine equivalents per day. The patient was seen.",
    )
    assert made == found


@pytest.mark.parametrize(("injured", "outcome"), [("12/20/2014", "met"), ("12/20/2013", "unmet")])
def test_a_time_after_the_injury(injured: str, outcome: str) -> None:
    made = rows(
        title="Work conditioning, 10 visits",
        reviewer=f"{PAIN_2009}Work conditioning, work hardening",
        injured=injured,
        rationale="Work hardening is not supported more than two years after the injury. He was seen.",
    )
    assert made == [("CP09.wc.two_years", outcome, ())]


MYALGIA = "For myalgia and myositis, 9-10 visits over 8 weeks."
THERAPY = {"title": "Physical therapy of the low back, 8 visits", "reviewer": f"{PAIN_2009}Physical Medicine"}


@pytest.mark.parametrize(
    ("summary", "said", "outcomes"),
    [
        ("He has myalgia and had 4 visits of physical therapy.", "He was seen.", ["unmet"]),
        (
            "He has myalgia and had physical therapy.",
            "The number of visits is not stated.",
            ["not_documented"],
        ),
        ("He had physical therapy.", "The number of visits is not stated.", []),
        ("He had 24 visits of physical therapy.", "He was seen.", []),
        ("He was treated.", "He had 24 visits of physical therapy.", ["unmet"]),
    ],
)
def test_visits_of_an_unknown_number_or_another_diagnosis(
    summary: str, said: str, outcomes: list[str]
) -> None:
    made = rows(summary=f"{SUMMARY} {summary}", rationale=f"{MYALGIA} {said}", **THERAPY)
    assert [outcome for _, outcome, _ in made] == outcomes


def test_silence_of_an_approval_says_nothing() -> None:
    assert rows(decision="Overturned", rationale=f"{GROUNDS} The patient was seen.", **NECK) == []


@pytest.mark.parametrize(
    ("title", "stated", "criterion", "outcome"),
    [
        ("Acupuncture of the low back, 6 sessions", COURSE, "AC07.acup.time", "met"),
        ("Acupuncture of the low back, 7 sessions", COURSE, "AC07.acup.time", "unmet"),
        ("Acupuncture 3 times a week for 1 week", WEEKLY, "AC07.acup.frequency", "met"),
        ("Acupuncture 4 times a week for 1 week", WEEKLY, "AC07.acup.frequency", "unmet"),
        ("Acupuncture", WEEKLY, "AC07.acup.frequency", "not_documented"),
    ],
)
def test_what_is_asked_for_against_a_figure(title: str, stated: str, criterion: str, outcome: str) -> None:
    assert rows(title=title, reviewer=ACUPUNCTURE, rationale=stated) == [(criterion, outcome, ())]


@pytest.mark.parametrize(
    ("title", "since", "outcome"),
    [
        ("Cyclobenzaprine 7.5 mg #30", "8/29/2016", "met"),  # the decision is of September 19th
        ("Cyclobenzaprine 7.5 mg #30", "8/28/2016", "unmet"),
        ("Cyclobenzaprine 7.5 mg #30, DOS 8/10/2016", "7/20/2016", "met"),
        ("Cyclobenzaprine 7.5 mg #30, DOS 8/10/2016", "7/19/2016", "unmet"),
    ],
)
def test_use_counts_until_it_is_asked_for(title: str, since: str, outcome: str) -> None:
    said = f"{WEEKS} The patient utilized cyclobenzaprine since {since}."
    made = rows(title=title, reviewer=RELAXANT, rationale=said)
    assert made == [("CP16.cyclo.two_three_weeks", outcome, (1,))]


@pytest.mark.parametrize(
    ("injured", "found"),
    [
        ("08/30/2016", [("AC04.8.spec.timing", "unmet", ())]),  # 20 days before the decision
        ("08/29/2016", []),
    ],
)
def test_what_takes_three_weeks_can_not_have_been_done_in_less(injured: str, found: list[Row]) -> None:
    stated = (
        "The guideline says that special studies are not needed unless three to four weeks of conservative "
        "care and observation fail."
    )
    assert rows(rationale=stated, injured=injured, **NECK) == found


@pytest.mark.parametrize(("age", "outcome"), [(40, "unmet"), (41, "met")])
def test_an_age(age: int, outcome: str) -> None:
    made = rows(
        title="MRI of the shoulder",
        reviewer="ODG Shoulder 2016",
        summary=f"The injured worker is a {age} year old male.",
        rationale="The ODG asks for an MRI of the shoulder for acute shoulder trauma over age 40.",
    )
    assert ("ODG16.sh.mri.age", outcome, ()) in made


@pytest.mark.parametrize(("part", "outcome"), [("knee", "unmet"), ("neck", "met")])
def test_an_exclusion_of_body_parts(part: str, outcome: str) -> None:
    made = rows(title=f"Chiropractic care of the {part}, 4 sessions", reviewer=MANIPULATION, rationale=LIMBS)
    assert made == [("CP16.manip.not_extremity", outcome, ())]


TOPICAL = f"{CHRONIC_2016}, Section(s): Topical analgesics"
ONE = "Any compounded product that contains at least one drug that is not recommended is not recommended."


@pytest.mark.parametrize(
    ("title", "reviewer", "stated", "found"),
    [
        (
            "Gabapentin 10% cream",
            TOPICAL,
            "The MTUS does not recommend topical gabapentin.",
            [("CP16.top.gabapentin", "unmet", ())],
        ),
        (
            "Ibuprofen 10% cream",
            TOPICAL,
            "The MTUS does not recommend topical gabapentin.",
            [],
        ),
        (
            "Gabapentin 10%, ketoprofen 5% cream",
            TOPICAL,
            f"The MTUS says: {ONE}",
            [("CP16.top.compounded", "unmet", ())],
        ),
        ("Gabapentin 10% cream", TOPICAL, f"The MTUS says: {ONE}", []),
        (
            "TENS unit",
            f"{CHRONIC_2016}, Section(s): Transcutaneous electrical nerve stimulation",
            "The MTUS does not recommend TENS as a primary treatment modality.",
            [],
        ),
    ],
)
def test_what_the_guideline_rules_out_is_unmet_where_it_is_asked_for(
    title: str, reviewer: str, stated: str, found: list[Row]
) -> None:
    assert rows(title=title, reviewer=reviewer, rationale=stated) == found


FACET = {
    "title": "Lumbar facet injection",
    "reviewer": "ODG Low Back Chapter, Section(s): Facet joint diagnostic blocks (injections)",
}
NO_ROOT_PAIN = (
    "Facet blocks are limited to non-radicular low back pain at no more than two levels bilaterally."
)


def test_a_denial_of_what_is_not_to_be_misses_nothing() -> None:
    assert rows(rationale=f"{NO_ROOT_PAIN} There is no radicular pain.", **FACET) == []
    recorded = {**FACET, "summary": f"{SUMMARY} There is no radicular pain."}
    made = rows(rationale=NO_ROOT_PAIN, **recorded)
    assert made == [("ODG.lb.facet.nonradicular", "not_documented", ())]


def test_what_is_not_to_be_and_is_there() -> None:
    recorded = {**FACET, "summary": f"{SUMMARY} There is radicular pain of the leg."}
    made = rows(rationale=NO_ROOT_PAIN, **recorded)
    assert made == [("ODG.lb.facet.nonradicular", "unmet", ())]


PATCH: dict[str, str | None] = {
    "title": "Lidocaine patch #30",
    "reviewer": f"{PAIN_2009}Topical Analgesics",
}
FIRST_LINE = (
    "Topical analgesics are primarily for neuropathic pain when trials of antidepressants and "
    "anticonvulsants have failed."
)


@pytest.mark.parametrize(
    ("summary", "outcome"),
    [
        ("He has diabetic neuropathy. Nortriptyline and gabapentin failed.", "met"),
        ("He has diabetic neuropathy. Nortriptyline and gabapentin are planned.", "not_documented"),
        ("He has diabetic neuropathy.", "not_documented"),
    ],
)
def test_drugs_of_a_class_that_is_missed_are_on_record(summary: str, outcome: str) -> None:
    """All that is needed stands in the summary: the record meets it, whatever the rationale says."""
    said = "There is no record that the patient was given an antidepressant or an anticonvulsant."
    made = rows(summary=f"{SUMMARY} {summary}", rationale=f"{FIRST_LINE} {said}", **PATCH)
    assert ("CP09.top.neuropathic_after_first_line", outcome, (1,)) in made


def test_visits_of_an_unknown_number_are_no_first_ones() -> None:
    made = rows(
        title="Psychotherapy, 6 sessions",
        reviewer=f"{PAIN_2009}Behavioral interventions",
        summary=f"{SUMMARY} He has had an unknown number of psychotherapy sessions.",
        rationale="An initial trial of 3-4 psychotherapy visits over 2 weeks is recommended. He was seen.",
    )
    assert made == [("CP09.behav.visits", "not_documented", ())]


def test_where_a_letter_has_no_later_day_than_the_injury_no_time_has_passed_that_is_known() -> None:
    made = rows(
        decided=None,
        denied=None,
        injured="02/11/2014",
        title="Work conditioning, 10 visits",
        reviewer=f"{PAIN_2009}Work conditioning, work hardening",
        rationale="Work hardening is not supported more than two years after the injury. He was seen.",
    )
    assert made == []
