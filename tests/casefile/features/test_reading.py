"""What sentences on the patient tell: each kind of feature, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from checker.casefile.features.kinds import (
    Age,
    Condition,
    Documented,
    Dose,
    Elapsed,
    Feature,
    Finding,
    Procedure,
    Response,
    Tried,
    Use,
    Visits,
    WorkStatus,
)
from checker.reading.read import ReadLetter
from checker.spans import LetterText
from tests.reading.letters import item, letter
from tests.shipped import checker

from .reading import features_of

Row = tuple[object, ...]
CARE = "conservative_care"
EXAM, IMAGING, EMG = "examination", "imaging", "electrodiagnostic"


def rows(sentence: str, kind: type[Feature], *names: str) -> list[Row]:
    found = [one for one in features_of(sentence) if isinstance(one, kind)]
    return [tuple(getattr(one, name) for name in names) for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He takes naproxen.", [("naproxen", "asserted", None, None, True, False)]),
        ("He takes cyclobenzaprine for 3 weeks.", [("cyclobenzaprine", "asserted", 21, None, True, False)]),
        ("He uses tramadol since 2014.", [("tramadol", "asserted", None, date(2014, 12, 31), True, False)]),
        ("He uses muscle relaxants long-term.", [("muscle_relaxant", "asserted", None, None, True, True)]),
        ("He no longer takes tramadol.", [("tramadol", "asserted", None, None, False, False)]),
        ("He does not use opioids.", [("opioid", "denied", None, None, True, False)]),
        ("He takes naproxen for more than 3 weeks.", [("naproxen", "asserted", 22, None, True, False)]),
        ("He takes naproxen for no more than 3 weeks.", [("naproxen", "asserted", 21, None, True, False)]),
        ("He has taken it for 3 weeks.", [(None, "asserted", 21, None, True, False)]),
        ("He has not taken it.", [(None, "denied", None, None, True, False)]),
        ("He took a walk for 3 weeks.", []),
        ("Naproxen is requested.", []),
        ("Naproxen can upset the stomach.", []),
    ],
)  # fmt: skip
def test_use(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Use, "concept", "status", "days", "since", "current", "long_term") == expected


@pytest.mark.parametrize(
    ("since", "day"),
    [
        ("since May 2014", date(2014, 5, 31)),
        ("since about 2/2014", date(2014, 2, 28)),
        ("since February of 2012", date(2012, 2, 29)),
        ("since 05/12/2014", date(2014, 5, 12)),
        ("since the fall that he had in 2014", None),
        ("since 13/2014", None),
    ],
)
def test_a_month_or_year_since_which_means_its_last_day(since: str, day: date | None) -> None:
    assert rows(f"He uses tramadol {since}.", Use, "since") == [(day,)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He takes oxycodone 60 mg per day.", [("oxycodone", 60, None)]),
        ("The total is 120 mg morphine equivalent per day.", [(None, None, 120)]),
        ("He takes oxycodone 10 mg.", []),
    ],
)
def test_dose(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Dose, "concept", "mg_a_day", "morphine_equivalent") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Treatment has included acupuncture.", [("acupuncture", "asserted", None, None)]),
        ("Acupuncture for 6 weeks failed.", [("acupuncture", "asserted", 42, "failed")]),
        ("He had acupuncture with significant benefit.", [("acupuncture", "asserted", None, "helped")]),
        ("He had acupuncture with temporary relief.", [("acupuncture", "asserted", None, "partly")]),
        ("He had acupuncture, which did not help.", [("acupuncture", "asserted", None, "failed")]),
        ("He failed conservative treatment.", [("conservative_care", "asserted", None, "failed")]),
        ("No record of failed conservative care.", [(CARE, "unknown", None, "failed")]),
        ("He has not had acupuncture.", [("acupuncture", "denied", None, None)]),
        ("No record of acupuncture.", [("acupuncture", "unknown", None, None)]),
        # not the treatment is denied: how much of it, when, or what it brought
        ("He has not completed adequate acupuncture.", []),
        ("No documentation of recent conservative care.", []),
        ("There is no benefit from prior acupuncture.", [("acupuncture", "asserted", None, "failed")]),
        ("He had no relief from acupuncture.", [("acupuncture", "asserted", None, "failed")]),
        ("It hurts despite therapy.", [(None, "asserted", None, None)]),
        ("The plan is acupuncture.", []),
        ("An MRI was performed.", []),
    ],
)  # fmt: skip
def test_tried(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Tried, "concept", "status", "days", "result") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He has pain relief.", [("pain", "better", "asserted", None, None)]),
        ("There was 70% pain relief for 8 weeks.", [("pain", "better", "asserted", 70, 56)]),
        ("There was functional improvement.", [("function", "better", "asserted", None, None)]),
        ("There is no record of functional improvement.", [("function", "better", "unknown", None, None)]),
        ("The pain is worse.", [("pain", "worse", "asserted", None, None)]),
        ("The pain is unchanged.", [("pain", "same", "asserted", None, None)]),
        ("There was no improvement.", [("overall", "same", "asserted", None, None)]),
        ("There is a lack of improvement.", [("overall", "same", "asserted", None, None)]),
        ("He has constant neck pain.", [("pain", "persists", "asserted", None, None)]),
        ("There was decreased sensation.", []),
    ],
)  # fmt: skip
def test_response(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Response, "of", "change", "status", "percent", "days") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There was no muscle spasm on examination.", [("muscle_spasm", "denied", EXAM, None, None, None)]),
        ("MRI: mild stenosis at L4-5.", [("spinal_stenosis", "asserted", IMAGING, "mild", None, "l4-5")]),
        ("The MRI showed stenosis.", [("spinal_stenosis", "asserted", IMAGING, None, None, None)]),
        ("The EMG showed severe radiculopathy.", [("radiculopathy", "asserted", EMG, "severe", None, None)]),
        ("The MRI is to rule out a fracture.", [("fracture", "possible", IMAGING, None, None, None)]),
        ("He has depression.", []),
    ],
)  # fmt: skip
def test_findings(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Finding, "concept", "status", "of", "severity", "figure", "level") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He has depression.", [("depression", "asserted", False, None)]),
        ("He has a history of depression.", [("depression", "asserted", True, None)]),
        ("He denies depression.", [("depression", "denied", False, None)]),
        ("There is no documentation of depression.", [("depression", "unknown", False, None)]),
        ("He may have depression.", [("depression", "possible", False, None)]),
        ("The spasm of 01/05/2015 has resolved.", [("muscle_spasm", "denied", False, date(2015, 1, 5))]),
        (
            "On 01/05/2015 there was spasm, and on 02/05/2015 there was swelling.",
            [
                ("muscle_spasm", "asserted", False, date(2015, 1, 5)),
                ("swelling", "asserted", False, date(2015, 2, 5)),
            ],
        ),
        ("Return if depression appears.", []),
    ],
)  # fmt: skip
def test_conditions(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Condition, "concept", "status", "past", "day") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "He underwent a lumbar fusion on 03/05/2015.",
            [("spinal_fusion", False, date(2015, 3, 5), "low_back")],
        ),
        ("The plan is an epidural steroid injection.", [("epidural_steroid_injection", True, None, None)]),
        ("An epidural steroid injection is a procedure.", []),
    ],
)
def test_procedures(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Procedure, "concept", "planned", "day", "body_part") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He is off work.", [("off",)]),
        ("He does modified work.", [("modified",)]),
        ("He returned to full duty.", [("full",)]),
        ("He has pain at work.", []),
    ],
)
def test_work(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, WorkStatus, "working") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A urine drug screen was performed.", [("urine_drug_testing", "asserted")]),
        ("A urine drug screen is planned.", []),
        ("There is no documentation of a urine drug screen.", [("urine_drug_testing", "unknown")]),
        ("The pain agreement was signed.", [(None, "asserted")]),
        ("An MRI was obtained.", [("mri", "asserted")]),
        ("There is no discussion of an MRI.", []),
        ("Previous x-rays were negative.", []),
        ("There is no RFA.", [(None, "denied")]),
        ("The notes do not document an examination.", [(None, "unknown")]),
        ("An MRI is requested.", []),
    ],
)
def test_papers(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence, Documented, "concept", "status") == expected


def read_letter(title: str) -> tuple[Feature, ...]:
    compiled = checker().compiled
    read: ReadLetter = compiled.letters.read(LetterText(letter(item(f"{title}: Upheld"))))
    return compiled.open(read).items[0].features.all


def test_the_age_of_a_summary_and_the_time_since_the_injury() -> None:
    found = read_letter("MRI of the knee")
    assert [one.years for one in found if isinstance(one, Age)] == [48]
    assert [(one.since, one.days) for one in found if isinstance(one, Elapsed)] == [("injury", 423)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Tramadol 50 mg, one tablet twice daily for 14 days", [("tramadol", 100)]), ("Tramadol 50 mg #60", [])],
)
def test_the_dose_a_day_of_a_request(title: str, expected: list[Row]) -> None:
    found = read_letter(title)
    assert [(one.concept, one.mg_a_day) for one in found if isinstance(one, Dose)] == expected


@pytest.mark.parametrize(
    ("sentence", "care"),
    [
        ("Lyrica was tried with no change.", "pregabalin"),
        ("The pain is unchanged.", None),
        ("There was no change, and tramadol was renewed.", None),  # it is named after it
        ("Lyrica and physical therapy were tried with no change.", None),
    ],
)
def test_the_care_of_which_a_change_is_told(sentence: str, care: str | None) -> None:
    assert rows(sentence, Response, "change", "care") == [("same", care)]


@pytest.mark.parametrize(
    "sentence", ["UR denied it, stating that the pain is unchanged.", "The carrier denied it: no change."]
)
def test_why_it_was_decided_before_is_no_record(sentence: str) -> None:
    assert rows(sentence, Response, "change") == []


def test_visits_that_were_authorized_before_are_counted() -> None:
    assert rows("UR certified 6 visits of physical therapy.", Visits, "count") == [(6,)]
