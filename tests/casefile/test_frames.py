"""Frames: of each sentence of a rationale its kind, and the source that it names or carries on."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2009, CHRONIC_2016, statements

NECK = "MTUS Neck and Upper Back Complaints 2004"
BACK = "MTUS Low Back Complaints 2004"


def frames(rationale: str, reviewer: str = CHRONIC_2016) -> list[tuple[str, str | None]]:
    return [(found.kind, found.source) for found in statements(rationale, reviewer=reviewer)]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The MTUS recommends exercise.", "MTUS"),
        ("The MTUS Chronic Pain Medical Treatment Guidelines recommend exercise.", "MTUS-CP"),
        ("The Opioid Treatment Guidelines recommend an agreement.", "MTUS-OP"),
        ("ODG recommends exercise for the knee.", "ODG"),
        ("The Knee Chapter of the ODG recommends exercise.", "ODG-KNEE"),
        ("ACOEM recommends exercise.", "ACOEM"),
        ("ACOEM Chapter 12 recommends exercise.", "ACOEM-12"),
        ("The MTUS/ACOEM Guidelines recommend exercise.", "ACOEM"),
        ("The MTUS recommends exercise, as the ODG does.", "MTUS"),
        ("The guideline recommends exercise.", None),
        ("Exercise is recommended.", None),
    ],
)
def test_the_source_that_a_sentence_names(sentence: str, source: str | None) -> None:
    assert frames(sentence) == [("guideline", source)]


@pytest.mark.parametrize(
    ("reviewer", "source"),
    [(BACK, "ACOEM-12"), (f"{BACK}, and {NECK}", "ACOEM"), (CHRONIC_2009, "ACOEM")],
)
def test_acoem_alone_is_the_one_chapter_of_it_that_is_cited(reviewer: str, source: str) -> None:
    assert frames("ACOEM recommends exercise.", reviewer) == [("guideline", source)]


@pytest.mark.parametrize(
    ("second", "frame"),
    [
        ("Traction is not recommended.", ("guideline", "MTUS")),
        ("The guideline also recommends ice.", ("guideline", "MTUS")),
        ("The ODG also recommends ice.", ("guideline", "ODG")),
        ("(2) Frequency: 1 to 3 times a week.", ("guideline", "MTUS")),
        ("Failure of a strengthening program.", ("guideline", "MTUS")),
        ("Criteria include the failure of ice.", ("guideline", "MTUS")),
        ("They are recommended once ice has failed.", ("guideline", "MTUS")),
        ("Ice must have failed first, unless the patient has red flags.", ("guideline", "MTUS")),
        ("It eases the way back to work and helps the patient to keep up a program.", ("guideline", "MTUS")),
        ("There is no scientific evidence of a further effect.", ("guideline", "MTUS")),
        ("The patient has had six visits.", ("case", None)),
        ("Ice has failed.", ("case", None)),
        ("The left knee is sore.", ("case", None)),
        ("There is no evidence of a tear.", ("case", None)),
        ("The provider states that the ODG recommends more.", ("case", None)),
        ("The claims administrator cited the ODG, which recommends ice.", ("case", None)),
        ("Therefore, the requested brace would not be supported.", ("conclusion", None)),
        ("The criteria were not met.", ("conclusion", None)),
        ("The brace is not medically necessary per the ODG.", ("conclusion", "ODG")),
        ("This decision addresses opioids as they were prescribed.", ("other", None)),
    ],
)
def test_what_follows_a_sentence_on_the_guideline(second: str, frame: tuple[str, str | None]) -> None:
    assert frames(f"The MTUS recommends exercise. {second}") == [("guideline", "MTUS"), frame]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Larger trials have not found it better than placebo at one year.", "guideline"),
        ("A manual wheelchair is recommended if the patient needs it.", "guideline"),
    ],
)
def test_words_go_against_the_marks_where_they_are_sure(sentence: str, kind: str) -> None:
    assert frames(f"The MTUS recommends exercise. {sentence}")[1][0] == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The MTUS keeps traction for the patient whom exercise has not helped.", "guideline"),
        (
            "On collars the neck chapter is brief: no lasting gain was found beyond the first week.",
            "guideline",
        ),
        (
            "The MTUS would have the treating physician try exercise first.",
            "guideline",
        ),
        ("The patient kept to what the chapter lays out and is back at work.", "case"),
        ("The visits were spread over six weeks and stayed below what the chapter has.", "case"),
        ("The treating doctor leaves the choice of days to the chapter.", "case"),
    ],
)
def test_who_is_named_first_speaks_where_marks_are_loose(sentence: str, kind: str) -> None:
    assert frames(sentence)[0][0] == kind


def test_a_source_is_carried_over_what_is_said_of_the_patient() -> None:
    assert frames("The MTUS recommends exercise. The patient limps. The guideline allows ice.") == [
        ("guideline", "MTUS"),
        ("case", None),
        ("guideline", "MTUS"),
    ]


@pytest.mark.parametrize(
    ("first", "source", "carried"),
    [
        ("The MTUS is silent on magnets.", "MTUS", None),
        ("The MTUS does not address magnets, so the ODG was consulted.", "MTUS", "ODG"),
        ("According to the ODG, magnets are not recommended; the MTUS is silent.", "ODG", "ODG"),
    ],
)
def test_what_is_silent_is_not_carried_on(first: str, source: str, carried: str | None) -> None:
    assert frames(f"{first} Magnets are not recommended for pain.") == [
        ("guideline", source),
        ("guideline", carried),
    ]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The MTUS requires that the patient first try exercise.", "guideline"),
        ("The patient tried no exercise, which the MTUS recommends.", "case"),
        ("The patient did what the MTUS recommends.", "case"),
        ("Regarding the request for a brace, the MTUS recommends none.", "guideline"),
        ("The records show use beyond the 6 weeks that the MTUS recommends.", "case"),
        ("The records show use beyond what the MTUS recommends as a maximum, 6 weeks.", "guideline"),
        ("Twelve visits exceed the guideline.", "case"),
        ("It was not clearly stated why she has the brace.", "case"),
        ("Traction has failed.", "case"),
        ("Traction should have failed.", "guideline"),
        ("Thank you for sending this file.", "other"),
    ],
)
def test_whom_a_sentence_is_about(sentence: str, kind: str) -> None:
    assert [found for found, _ in frames(sentence)] == [kind]


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ('The MTUS states, "Rest comes first.', True),
        ('The MTUS states, "Rest comes first."', False),
        ('Rest" means no work.', False),
        ("He is 5'9\" tall.", False),
    ],
)
def test_whether_a_quotation_is_open_after_a_sentence(sentence: str, quoted: bool) -> None:
    _, second = statements(f"{sentence} Ice comes next.")
    assert second.frame.quoted is quoted


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Zolpidem is limited to 10 days.", "guideline"),
        ("Her use of zolpidem is limited to 10 days a month.", "case"),
        ("Walking is limited to 10 days a month.", "case"),
    ],
)
def test_a_limit_of_a_treatment_in_general_is_the_guidelines(sentence: str, kind: str) -> None:
    assert frames(sentence)[0][0] == kind
