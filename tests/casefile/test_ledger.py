"""The ledger: the kind of each sentence, the criteria that it states, and what becomes of it."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2009, CHRONIC_2016, RELAXANTS, only_item, statements

FEXMID = "Fexmid 7.5 mg"
WEEKS = "The guideline limits cyclobenzaprine to 2 to 3 weeks."


@pytest.mark.parametrize(
    ("sentence", "kind", "status", "polarity"),
    [
        ("The MTUS recommends muscle relaxants as second-line option.", "guideline", "supported", "none"),
        ("Muscle relaxants are second-line agents.", "guideline", "supported", "none"),
        ("The patient is on second-line agents.", "case", "case_fact", "none"),
        ("The MTUS recommends a garden.", "guideline", "not_known", "none"),
        ("The MTUS requires that the patient first try gardening.", "guideline", "not_known", "none"),
        ("The patient tried no exercise, which the MTUS recommends.", "case", "case_fact", "none"),
        ("There is no documentation of what the MTUS recommends.", "case", "case_fact", "none"),
        ("A short trial was helpful.", "case", "case_fact", "none"),
        ("The request is medically necessary.", "conclusion", "conclusion", "necessary"),
        ("The request is not medically necessary.", "conclusion", "conclusion", "not_necessary"),
        ("The request is medically necessary only if he is worse.", "case", "case_fact", "none"),
        ("Thank you for sending this file.", "other", "unrecognised", "none"),
    ],
)
def test_what_a_sentence_is(sentence: str, kind: str, status: str, polarity: str) -> None:
    (found,) = statements(sentence, reviewer=RELAXANTS)
    assert (found.kind, found.status, found.polarity) == (kind, status, polarity)


def test_what_stands_in_an_open_quotation_is_the_guidelines() -> None:
    found = statements('The MTUS states: "Use it. Relief is brief. The patient coped. End." Relief is brief.')
    assert [s.frame.quoted for s in found] == [False, True, True, True, False]
    assert [s.kind for s in found] == ["guideline", "guideline", "case", "guideline", "guideline"]


@pytest.mark.parametrize(
    ("title", "reviewer", "status", "where"),
    [
        (FEXMID, RELAXANTS, "supported", "cited"),
        (FEXMID, CHRONIC_2009, "supported", "cited"),
        (FEXMID, f"{RELAXANTS} Page(s): 64", "supported", "cited"),
        (FEXMID, f"{RELAXANTS} Page(s): 22", "other_page", "same_guideline"),
        (FEXMID, f"{CHRONIC_2009}, Section(s): Opioids", "other_page", "same_guideline"),
        (FEXMID, "MTUS Knee Complaints 2004", "other_guideline", "other_guideline"),
        (FEXMID, f"{CHRONIC_2016}, Section(s): Cyclobenzaprine", "supported", "cited"),
        (FEXMID, f"{CHRONIC_2016}, Section(s): Massage", "other_page", "same_guideline"),
        (FEXMID, None, "other_guideline", "other_guideline"),
        ("Knee brace", RELAXANTS, "supported", "cited"),
    ],
)
def test_where_a_criterion_stands_seen_from_the_citation(
    title: str, reviewer: str | None, status: str, where: str | None
) -> None:
    (found,) = statements(WEEKS, title=title, reviewer=reviewer)
    assert (found.status, next((claim.where for claim in found.claims), None)) == (status, where)


def test_what_an_edition_is_based_on_is_no_other_page_of_it() -> None:
    (found,) = statements(
        "Trigger point injections need documented circumscribed trigger points with a twitch response.",
        title="Trigger point injection",
        reviewer=f"{CHRONIC_2016}, Section(s): Massage",
    )
    where = {claim.stated.edition.id: claim.where for claim in found.claims}
    assert (where["MTUS-CP-2016"], where["ODG-PAIN"]) == ("same_guideline", "other_guideline")


@pytest.mark.parametrize(
    ("stated", "relation", "status"),
    [
        ("8-10 visits over 4 weeks", "agreeing", "supported"),
        ("10 visits over 28 days", "agreeing", "supported"),
        ("10 visits", "agreeing", "supported"),
        ("8 visits over 4 weeks", "no_figure", "partly"),
        ("10 visits over 6 weeks", "conflicting", "misstated"),
        ("some visits", "no_figure", "supported"),
        ("visits of 3 mg", "no_figure", "partly"),
    ],
)
def test_figures_against_the_criterions(stated: str, relation: str, status: str) -> None:
    section = "Physical medicine guideline: neuralgia, neuritis and radiculitis"
    (found,) = statements(
        f"The MTUS recommends {stated} for radiculitis.",
        title="Physical therapy for the low back",
        reviewer=f"{CHRONIC_2009}, Section(s): {section}",
    )
    assert (found.claims[0].relation, found.status) == (relation, status)
    assert found.claims[0].measure is None or found.claims[0].measure.words == stated
    assert found.criterion == found.claims[0].stated.criterion.id


@pytest.mark.parametrize(("title", "covers"), [("Lorazepam 1 mg", True), ("Gabapentin 300 mg", False)])
def test_whether_a_criterion_is_about_the_disputed_treatment(title: str, covers: bool) -> None:
    said = "The MTUS does not recommend benzodiazepines for long-term use; guidelines limit use to 4 weeks."
    (found,) = statements(said, title=title, reviewer=f"{CHRONIC_2009}, Section(s): Benzodiazepines")
    assert {claim.covers for claim in found.claims} == {covers}


def test_a_sentence_on_the_patient_states_no_criterion() -> None:
    (found,) = statements("The patient's use went beyond 2 to 3 weeks.", title=FEXMID, reviewer=RELAXANTS)
    assert (found.kind, found.claims, [m.words for m in found.measures]) == ("case", (), ["2 to 3 weeks"])


def test_an_item_without_rationale_has_no_statements() -> None:
    assert only_item(rationale=None).statements == ()


def test_of_a_sentence_that_says_much_more_its_criterion_bears_a_part() -> None:
    more = "and the harbour authority weighs oranges, lanterns and violins by moonlight"
    whole, part = statements(
        f"{WEEKS} {WEEKS[:-1]}, {more}.",
        title=FEXMID,
        reviewer=f"{CHRONIC_2009}, Section(s): Cyclobenzaprine",
    )
    assert (whole.status, part.status) == ("supported", "partly")
    assert part.fit is not None
    assert part.fit.differs == "the sentence adds words: harbour, lanterns, moonlight, oranges"


@pytest.mark.parametrize(
    ("sentence", "differs"),
    [
        ("The MTUS speaks of a limit of massage visits.", "the sentence leaves out: 6"),
        ("Massage has a limit under the MTUS.", None),
        ("The MTUS allows most people 6 visits.", "the sentence adds words: people, allows"),
        ("The MTUS has a limit of 6 visits.", None),
    ],
)
def test_a_sentence_that_leaves_out_or_adds_much_is_not_borne_out(sentence: str, differs: str | None) -> None:
    (found,) = statements(sentence, title="Massage therapy", reviewer=f"{CHRONIC_2009}, Section(s): Massage")
    assert found.criterion == "CP09.mass.visits"
    assert found.fit is not None
    assert found.fit.differs == differs


@pytest.mark.parametrize(
    ("sentence", "differs"),
    [
        (
            "The MTUS wants imaging to bear out radiculopathy.",
            "it is like what the guideline holds, not surely the same",
        ),
        ("The MTUS asks that radiculopathy be seen on examination and imaging.", None),
    ],
)
def test_a_sentence_that_is_not_surely_tied_is_not_borne_out(sentence: str, differs: str | None) -> None:
    (found,) = statements(
        sentence,
        title="Epidural steroid injection",
        reviewer=f"{CHRONIC_2009}, Section(s): Epidural steroid injections",
    )
    assert found.criterion == "CP09.esi.radiculopathy"
    assert found.fit is not None
    assert found.fit.differs == differs


@pytest.mark.parametrize(("weeks", "fit"), [("two", "supported"), ("five", "misstated")])
def test_a_figure_may_be_of_another_criterion_that_its_clause_is_on(weeks: str, fit: str) -> None:
    (found,) = statements(
        f"The MTUS provides for six visits of manipulation over {weeks} weeks on trial, and with objective "
        "functional improvement for up to eighteen visits in six to eight weeks altogether.",
        title="Chiropractic manipulation, lumbar spine",
        reviewer=f"{CHRONIC_2016}, Section(s): Manual therapy & manipulation",
    )
    assert found.criterion == "CP16.manip.total"
    assert found.fit is not None
    assert found.fit.word == fit


NECK = "MTUS Neck and Upper Back Complaints 2004, Section(s): Special Studies"
LOW_BACK = "MTUS Low Back Complaints 2004, Section(s): Special Studies"


@pytest.mark.parametrize(
    ("reviewer", "sentence", "criterion"),
    [
        (
            NECK,
            "ACOEM accepts unequivocal signs of nerve compromise as grounds for an MRI of the neck in those "
            "whose symptoms persist, who would have to consider surgery an option.",
            "AC04.8.spec.surgery_option.not_there",
        ),
        (
            NECK,
            "ACOEM accepts unequivocal signs of nerve compromise as grounds for an MRI of the neck in those "
            "who have not responded to treatment and for whom surgery would be an acceptable option.",
            "AC04.8.spec.surgery_option.not_there",
        ),
        (
            LOW_BACK,
            "ACOEM asks for physiologic evidence of nerve dysfunction where the examination is less clear, "
            "and after six weeks of conservative treatment have failed.",
            "AC04.12.spec.weeks.not_there",
        ),
    ],
)
def test_a_clause_adds_what_the_section_is_known_not_to_hold(
    reviewer: str, sentence: str, criterion: str
) -> None:
    (found,) = statements(sentence, title="MRI of the spine", reviewer=reviewer)
    assert (found.status, found.criterion) == ("misstated", criterion)
    assert any(claim.stated.criterion.held for claim in found.claims)


@pytest.mark.parametrize(
    "sentence",
    [
        "ACOEM accepts unequivocal signs of nerve compromise as grounds for a neck MRI, if symptoms go on.",
        "ACOEM takes unequivocal signs of nerve compromise as enough for an MRI where treatment failed.",
        "ACOEM asks of the neck that nerve findings be unequivocal and go on, not that surgery be an aim.",
        "Chapter 8 does not ask for more than nerve findings, such as that the patient consider surgery an "
        "option.",
        "The neck chapter supports MRI when strengthening to avoid surgery failed, and to clear up anatomy.",
        "The neck chapter supports MRI for those with nerve findings, not for those for whom surgery would "
        "be an acceptable option.",
        "The neck chapter wants three or four weeks of care first, unless there are red flags, and plain "
        "films are usually normal by then.",
    ],
)
def test_a_clause_that_asks_for_no_such_thing(sentence: str) -> None:
    (found,) = statements(sentence, title="MRI of the neck", reviewer=NECK)
    assert found.status != "misstated"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (
            "Voltaren gel is indicated for osteoarthritis of the ankle, foot, knee and wrist.",
            "supported",
        ),
        ("Voltaren gel is indicated for osteoarthritis of the shoulder, hand and knee.", "misstated"),
        (
            "Voltaren gel is indicated for osteoarthritis of the elbow, wrist, hand and knee, and has not "
            "been evaluated for the shoulder.",
            "supported",
        ),
    ],
)
def test_a_part_that_the_section_rules_out_among_those_it_allows(sentence: str, status: str) -> None:
    topical = f"{CHRONIC_2009}, Section(s): Topical analgesics"
    (stated,) = statements(sentence, title="Voltaren gel 1% for the right shoulder", reviewer=topical)
    assert (stated.criterion, stated.status) == ("CP09.top.volt.joints", status)


_AMENABLE = (
    "Topical NSAIDs may be used for osteoarthritis and tendinitis, in particular of the knee and elbow and "
    "other joints amenable to topical treatment"
)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (f"{_AMENABLE}, short term, with little evidence for spine, hip or shoulder.", "supported"),
        (f"{_AMENABLE}, short term, and so in the spine, hip or shoulder.", "misstated"),
        (f"{_AMENABLE}, and the spine in case it is indicated.", "misstated"),
        ("There is little evidence on topical NSAIDs for osteoarthritis of spine or hip.", "supported"),
        (
            "Topical NSAIDs are for osteoarthritis or tendinitis of the knee or elbow, with little evidence "
            "for the spine, hip or shoulder.",
            "supported",
        ),
        (
            "There is little evidence on topical NSAIDs for osteoarthritis of the wrist, hip or shoulder.",
            "partly",
        ),
    ],
)
def test_what_is_ruled_out_may_be_stated_beside_what_is_not(sentence: str, status: str) -> None:
    topical = f"{CHRONIC_2009}, Section(s): Topical analgesics"
    (stated,) = statements(sentence, title="Voltaren gel 1% for the right knee", reviewer=topical)
    assert stated.status == status


SURGERY = "MTUS Knee Complaints 2004, Section(s): Surgical Considerations"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The MTUS requires a failed steroid injection before arthroscopy of the knee.", "misstated"),
        ("The MTUS does not support meniscectomy without a failed steroid injection.", "misstated"),
        ("The MTUS does not recommend meniscectomy until a steroid injection has failed.", "misstated"),
        ("A failed steroid injection before meniscectomy is not part of the MTUS criteria.", "not_known"),
        ("The MTUS has no condition of a failed steroid injection before meniscectomy.", "not_known"),
        ("Nowhere does the MTUS speak of a failed steroid injection before meniscectomy.", "not_known"),
        ("The MTUS knee chapter says nothing of steroid injections before meniscectomy.", "says_silent"),
    ],
)
def test_what_a_section_does_not_hold_and_is_not_said_to_hold(sentence: str, status: str) -> None:
    (found,) = statements(sentence, title="Left knee arthroscopy", reviewer=SURGERY)
    assert found.status == status
    assert all(claim.stated.criterion.held for claim in found.claims) == (status != "misstated")


def test_what_the_criterion_stated_joins_in_its_own_words_another_of_the_section_does_not_part() -> None:
    sentence = (
        "For a full-thickness tear ODG asks for shoulder pain with inability to elevate the arm, weak "
        "abduction, films and an MRI with a cuff deficit."
    )
    line = "Non-MTUS Citation Official Disability Guidelines (ODG), Shoulder, Surgery for rotator cuff repair"
    (found,) = statements(sentence, title="Rotator cuff repair, right shoulder", reviewer=line)
    assert (found.criterion, found.status) == ("ODG.sh.rcr.full_thickness", "supported")


_LISTED = (
    "two of these symptoms: abnormal hand diagram, nocturnal symptoms, flick sign; two positive findings on "
    "examination; and three conservative measures, out of activity modification for a month, wrist splint at "
    "night for a month, nonprescription analgesics, home exercise training, and an injection trial."
)


@pytest.mark.parametrize(
    ("sentence", "title", "status"),
    [
        (
            f"For CTS that is not severe the MTUS requires {_LISTED}",
            "Carpal tunnel release",
            "other_guideline",
        ),
        (f"For CTS that is not severe one requires {_LISTED}", "Carpal tunnel release", "unrecognised"),
        (
            f"For CTS that is not severe the MTUS and ODG require {_LISTED}",
            "Carpal tunnel release",
            "not_known",
        ),
        (f"For CTS that is not severe the MTUS requires {_LISTED}", "Ganglion excision", "not_known"),
        ("The MTUS requires nocturnal symptoms or a garden.", "Carpal tunnel release", "not_known"),
    ],
)
def test_a_list_of_another_guideline(sentence: str, title: str, status: str) -> None:
    line = "MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Surgical Considerations"
    (found,) = statements(sentence, title=title, reviewer=line, claims=line)
    assert found.status == status


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        (
            "The Acupuncture Medical Treatment Guidelines recommend a trial of 3-4 visits over 2 weeks, "
            "and a total of up to 8-12 visits over 4-6 weeks.",
            "AC07.acup.total.not_there",
        ),
        (
            "The Acupuncture Medical Treatment Guidelines recommend 3-6 visits as a trial for functional "
            "improvement.",
            "AC07.acup.time",
        ),
        (
            "The Acupuncture Medical Treatment Guidelines recommend a trial of acupuncture to see whether "
            "function improves.",
            "AC07.acup.time",
        ),
    ],
)
def test_figures_that_only_what_is_not_held_has(sentence: str, criterion: str) -> None:
    line = "MTUS Acupuncture Treatment 2007"
    (found,) = statements(sentence, title="Acupuncture, 6 visits", reviewer=line)
    assert found.criterion == criterion


@pytest.mark.parametrize(
    ("beside", "status"),
    [
        ("the low back chapter has EMG, including H-reflex tests", "supported"),
        ("NCS of the legs is not recommended in presumed radiculopathy", "misstated"),
    ],
)
def test_a_clause_that_the_criterion_stated_bears(beside: str, status: str) -> None:
    sentence = (
        "EMG with H-reflex tests finds subtle focal neurologic dysfunction when low back symptoms last more "
        f"than three to four weeks, and per ACOEM {beside}."
    )
    line = "MTUS Low Back Complaints 2004, Section(s): Special Studies"
    (found,) = statements(sentence, title="NCV of the lower extremities", reviewer=line)
    assert found.status == status


RISKS = (
    "The MTUS names age over 65, a history of peptic ulcer or bleeding, concurrent aspirin or "
    "anticoagulants, and high-dose or multiple NSAIDs as risk factors for GI events."
)
MEMBERSHIP = (
    "ODG does not recommend gym memberships unless a documented home exercise program has not been "
    "effective, there is a need for equipment, and treatment is monitored by medical professionals."
)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (RISKS, "All four must be documented before a PPI is given under the guideline.", "together"),
        (RISKS, "A PPI is reserved for the patient in whom these elements come together.", "together"),
        (RISKS, "None of these is enough by itself under the guideline.", "together"),
        (RISKS, "It is not enough that one or two of them are found.", "together"),
        (RISKS, "Any one of them is enough.", None),
        (RISKS, "Not all of them have to be present.", None),
        (RISKS, "All of these should be reviewed at each visit.", None),
        (RISKS, "If all of these are absent, a PPI is not recommended.", None),
        (RISKS, "Both the risk and the benefit must be documented.", None),
        (MEMBERSHIP, "Any one of these suffices under the guideline.", "any of"),
        (MEMBERSHIP, "Any one of the following suffices: a fall, a bet, or several of these.", None),
        (MEMBERSHIP, "All three must be met.", None),
        (MEMBERSHIP, "If any of these is missing, the guideline does not support the request.", None),
        (MEMBERSHIP, "Failure of any one of them is sufficient for denial.", None),
    ],
)
def test_a_sentence_that_joins_what_the_one_before_names(first: str, second: str, joined: str | None) -> None:
    title, line = (
        ("Omeprazole 20 mg #30", f"{CHRONIC_2009}, Section(s): NSAIDs, GI symptoms & cardiovascular risk")
        if first is RISKS
        else ("Gym membership", "ODG Low Back Chapter, Gym memberships")
    )
    fit = statements(f"{first} {second}", title=title, reviewer=line, claims=line)[1].fit
    differs = fit.differs if fit is not None and fit.word == "fused" else None
    assert (joined in differs) if joined and differs else (joined == differs)


def test_a_sentence_too_unlike_for_a_tie_that_joins_the_cited_criterion_otherwise() -> None:
    line = f"{CHRONIC_2009}, Section(s): Epidural steroid injections (ESIs)"
    said = (
        "Per the guideline the examination has to be backed up twice over, by an imaging study as well as by "
        "an electrodiagnostic study."
    )
    (found,) = statements(said, title="Lumbar epidural steroid injection", reviewer=line, claims=line)
    assert (found.criterion, found.status) == ("CP09.esi.radiculopathy", "fused")


_TWO_OF_A_SECTION = (
    "radiculopathy must be shown on examination and be borne out by imaging and/or electrodiagnostic "
    "testing, and the patient must first have failed exercise, physical methods, NSAIDs and muscle relaxants."
)
_LITTLE_OF_IT = (
    "The provider of a block, if she asks for it, has a licence of the board, a room with two doors, a "
    "nurse who is trained, a log of all that happens, and radiculopathy is documented by examination."
)


@pytest.mark.parametrize(
    ("sentence", "title", "reviewer", "stated"),
    [
        (
            f"The MTUS says that {_TWO_OF_A_SECTION}",
            "Lumbar epidural steroid injection",
            f"{CHRONIC_2016}, Section(s): Epidural steroid injections (ESIs)",
            {"CP16.esi.radiculopathy", "CP16.esi.unresponsive"},
        ),
        (
            f"The MTUS says that {_TWO_OF_A_SECTION}",
            "Lumbar epidural steroid injection",
            CHRONIC_2016,
            {"CP16.esi.radiculopathy", "CP16.esi.unresponsive"},
        ),
        (f"The MTUS says that {_TWO_OF_A_SECTION}", "Massage, 6 visits", CHRONIC_2016, set()),
        (
            f"ODG says that {_TWO_OF_A_SECTION}",
            "Lumbar epidural steroid injection",
            f"{CHRONIC_2016}, Section(s): Epidural steroid injections (ESIs)",
            set(),
        ),
        (
            _LITTLE_OF_IT,
            "Lumbar epidural steroid injection",
            f"{CHRONIC_2016}, Section(s): Epidural steroid injections (ESIs)",
            set(),
        ),
        (
            "Visits should be tapered as the patient meets functional goals, and therapy is to be stopped at "
            "any time if there is no functional improvement.",
            "Physical therapy for the right shoulder, 12 visits",
            "MTUS Postsurgical Treatment 2009, Section(s): Shoulder",
            {"PS09.general.taper", "PS09.general.stop"},
        ),
    ],
)
def test_a_sentence_that_joins_criteria_states_each(
    sentence: str, title: str, reviewer: str, stated: set[str]
) -> None:
    (found,) = statements(sentence, title=title, reviewer=reviewer)
    cited = {claim.stated.criterion.id for claim in found.claims if claim.where != "other_guideline"}
    assert cited == stated


def test_a_list_of_conditions_states_each_beside_the_likest() -> None:
    (found,) = statements(
        "Criteria for use: trigger points with a twitch response and referred pain; symptoms for "
        "more than three months; failure of stretching, therapy, NSAIDs and relaxants; no radiculopathy "
        "by examination; no more than 3-4 injections in a session.",
        title="Trigger point injections, left trapezius",
        reviewer=f"{CHRONIC_2009}, Section(s): Trigger point injections",
    )
    stated = {claim.stated.criterion.id.removeprefix("CP09.tpi.") for claim in found.claims}
    assert {"twitch", "three_months", "failed", "no_radiculopathy", "per_session"} <= stated


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The sum of all opioids is to stay within 120 mg of oral morphine equivalents a day.", "guideline"),
        ("The sum of all his opioids is within 120 mg of oral morphine equivalents a day.", "case"),
        ("The sum of all bills is to stay within the envelope in the drawer.", "case"),
    ],
)
def test_what_goes_on_with_the_cited_text_without_naming_it_is_the_guidelines(
    sentence: str, kind: str
) -> None:
    found = statements(
        f"The MTUS asks that the lowest dose of an opioid be prescribed. {sentence}",
        title="Norco 10/325 mg #90",
        reviewer=f"{CHRONIC_2009}, Section(s): Opioids, dosing",
    )
    assert [one.kind for one in found] == ["guideline", kind]
