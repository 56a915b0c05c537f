"""What a title asks for, on a small vocabulary."""

from __future__ import annotations

import pytest

from checker.knowledge.phrases import fold
from checker.letter import BodyPart, Drug, Treatment
from checker.reading.treatments import RequestReader
from tests.shipped import knowledge, requests

from .sample import LEXICON

READER = RequestReader(knowledge().words, LEXICON)


def read(title: str) -> Treatment:
    return READER.treatment(title)


def drug(
    name: str, strength: str | None = None, quantity: int | None = None, words: str | None = None
) -> Drug:
    return Drug(name, name, strength, quantity, words or name)


def treatment(
    category: str,
    *concepts: str,
    drugs: tuple[Drug, ...] = (),
    procedure: str | None = None,
    body_parts: tuple[BodyPart, ...] = (),
    visits: int | None = None,
    misspelt: tuple[str, ...] = (),
    unrecognised: tuple[str, ...] = (),
) -> Treatment:
    return Treatment(
        category, concepts, drugs, procedure, body_parts, visits, misspelt, unrecognised=unrecognised
    )


LEFT_KNEE = BodyPart("knee", "left", "knee")
CASES = {
    "a drug": (
        "Motrin 800 mg #60",
        treatment("drug_oral", "ibuprofen", drugs=(drug("ibuprofen", "800 mg", 60, "motrin"),)),
    ),
    "a count that leads": (
        "60 tablets of tramadol 50mg",
        treatment("drug_oral", "tramadol", drugs=(drug("tramadol", "50 mg", 60),)),
    ),
    "a topical drug": (
        "Lidocaine 5% patch, qty 30",
        treatment("drug_topical", "lidocaine", drugs=(drug("lidocaine", "5%", 30),)),
    ),
    "the size of a tube is no strength": (
        "Lidocaine 5% ointment, 100 g",
        treatment("drug_topical", "lidocaine", drugs=(drug("lidocaine", "5%"),)),
    ),
    "a compound": (
        "Cream: ibuprofen 10%, lidocaine 2%",
        treatment(
            "drug_compound",
            "ibuprofen",
            "lidocaine",
            drugs=(drug("ibuprofen", "10%"), drug("lidocaine", "2%")),
        ),
    ),
    "a drug for injection": ("Bupivacaine", treatment("injection", "bupivacaine")),
    "a class": ("An opioid", treatment("drug_oral", "opioid")),
    "a topical class": ("A topical agent", treatment("drug_topical", "topical")),
    "a procedure with a side": (
        "MRI of the left knee",
        treatment("imaging", "mri", procedure="MRI", body_parts=(LEFT_KNEE,)),
    ),
    "a side holds through a list": (
        "MRI left knee and wrist",
        treatment(
            "imaging", "mri", procedure="MRI", body_parts=(LEFT_KNEE, BodyPart("wrist", "left", "wrist"))
        ),
    ),
    "both sides": (
        "MRI of the left and right knee",
        treatment("imaging", "mri", procedure="MRI", body_parts=(BodyPart("knee", "bilateral", "knee"),)),
    ),
    "a side of its own each": (
        "MRI of left knee, right wrist",
        treatment(
            "imaging", "mri", procedure="MRI", body_parts=(LEFT_KNEE, BodyPart("wrist", "right", "wrist"))
        ),
    ),
    "no side": (
        "Knee MRI",
        treatment("imaging", "mri", procedure="MRI", body_parts=(BodyPart("knee", None, "knee"),)),
    ),
    "an extremity's letters": (
        "MRI RUE",
        treatment(
            "imaging", "mri", procedure="MRI", body_parts=(BodyPart("upper_extremity", "right", "rue"),)
        ),
    ),
    "visits": (
        "Physical therapy 2 times a week for 6 weeks",
        treatment("physical_therapy", "therapy", procedure="physical therapy", visits=12),
    ),
    "a drug inside a procedure": (
        "Bupivacaine injection",
        treatment("injection", "bupivacaine", "injection", procedure="injection"),
    ),
    "a misspelt drug": (
        "Bupivicaine injection",
        treatment("injection", "bupivacaine", "injection", procedure="injection", misspelt=("bupivicaine",)),
    ),
    "a misspelling on file": (
        "Ibuprophen",
        treatment(
            "drug_oral", "ibuprofen", drugs=(drug("ibuprofen", words="ibuprophen"),), misspelt=("ibuprophen",)
        ),
    ),
    "an ordinary word": ("Aspiring 81 mg", treatment("other", unrecognised=("aspiring",))),
    "nothing known": ("Something unheard of", treatment("other")),
}


@pytest.mark.parametrize(("title", "expected"), CASES.values(), ids=CASES)
def test_a_title_in_the_terms_of_the_vocabulary(title: str, expected: Treatment) -> None:
    assert read(title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("norco 10/325 mg", ["10/325 mg"]),
        ("1,000 mg or 2.5 mg", ["1000 mg", "2.5 mg"]),
        ("5 % cream, 30 gm", ["5%", "30 g"]),
        ("25 mcg/hr patch", ["25 mcg/hr"]),
        ("100 units", ["100 units"]),
        ("l4-5 and 60 tablets", []),
    ],
)
def test_strengths(text: str, expected: list[str]) -> None:
    found = requests().drug_figures.strengths(text)
    assert [strength for strength, _, _ in found] == expected
    assert all(text[start:end].startswith(strength[0]) for strength, start, end in found)


@pytest.mark.parametrize(
    ("title", "quantity"),
    [
        ("#60", 60),
        ("Qty: 60", 60),
        ("quantity of 60", 60),
        ("30 tablets", 30),
        ("one tablet twice daily #40", 40),
        ("one tablet twice daily", None),
        ("take 2 tablets by mouth", None),
        ("two tubes", 2),
        ("(90)", 90),
        ("x 30", 30),
        ("x 30 days", None),
        ("#30 mg", None),
        ("60", None),
        ("#12345", None),
    ],
)
def test_quantities(title: str, quantity: int | None) -> None:
    assert requests().drug_figures.quantity(fold(title)) == quantity


@pytest.mark.parametrize(
    ("title", "drug_meant"),
    [("Bupivicaine injection", "bupivacaine"), ("Pentoxifyline 400 mg", "pentoxifylline")],
)
def test_misspelt_drugs_of_the_shipped_vocabulary(title: str, drug_meant: str) -> None:
    found = requests().treatment(title)
    assert found.misspelt == (title.partition(" ")[0].lower(),)
    assert drug_meant in found.concepts


@pytest.mark.parametrize(
    "word", ["ability", "ambient", "aspiring", "singular", "resistor", "patients", "lyrical", "pentobarbital"]
)
def test_ordinary_words_are_no_misspelt_drugs(word: str) -> None:
    assert requests().treatment(f"{word} 10 mg #30").misspelt == ()


def test_a_title_without_end_is_read_no_further() -> None:
    assert read("MRI " + "a " * 5_000 + "of the knee") == treatment("imaging", "mri", procedure="MRI")


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Spine surgery evaluation for the neck", "consultation"),
        ("Epidural steroid injection consultation", "consultation"),
        ("Consult for a lumbar fusion", "consultation"),
        ("Lumbar laminectomy with evaluation of the nerve root", "surgery"),
    ],
)
def test_a_visit_about_a_procedure_is_a_visit(title: str, category: str) -> None:
    assert requests().treatment(title).category == category


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Left carpal tunnel release", [("wrist", "left")]),
        ("Lumbar support", [("low_back", None)]),
        ("Right shoulder arthroscopy with rotator cuff repair", [("shoulder", "right")]),
        ("Knee scooter", []),
        ("Carpal tunnel release right", [("wrist", "right")]),
        ("MRI of the knee (left)", [("knee", "left")]),
        ("MRI knee without contrast, right shoulder", [("knee", None), ("shoulder", "right")]),
        ("C5-7 discectomy", [("neck", None)]),
        ("L4, L5 medial branch block", [("low_back", None)]),
        ("EMG BUE", [("upper_extremity", "bilateral")]),
        ("Right trapezius injection", [("trapezius", "right")]),
    ],
)
def test_body_parts_of_the_shipped_vocabulary(title: str, parts: list[tuple[str, str | None]]) -> None:
    found = requests().treatment(title)
    assert [(part.concept, part.side) for part in found.body_parts] == parts


@pytest.mark.parametrize(
    ("title", "release"),
    [("Morphine sulfate ER 15 mg", "ER"), ("MS Contin 15 mg", None), ("Morphine 15 mg", None)],
)
def test_the_release_that_the_request_names(title: str, release: str | None) -> None:
    (found,) = requests().treatment(title).drugs
    assert (found.name, found.release) == ("morphine", release)


@pytest.mark.parametrize(
    ("title", "strength", "quantity"),
    [
        ("Norco 5/325 #60", "5/325 mg", 60),
        ("Suboxone 8mg/2mg #30", "8/2 mg", 30),
        ("Tylenol #3 #60", None, 60),
        ("Norco on 5/12/2016", None, None),
    ],
)
def test_strength_and_quantity_beside_a_name(title: str, strength: str | None, quantity: int | None) -> None:
    (found,) = requests().treatment(title).drugs
    assert (found.strength, found.quantity) == (strength, quantity)


@pytest.mark.parametrize(
    ("title", "category"), [("PT 12 visits", "physical_therapy"), ("PT education material", "other")]
)
def test_pt_is_therapy_only_with_a_count(title: str, category: str) -> None:
    assert requests().treatment(title).category == category
