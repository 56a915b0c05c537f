"""Visits: what a number in a sentence counts, and the ledger of an item."""

from __future__ import annotations

import pytest

from checker.casefile.features.kinds import Features, Place, Visits
from checker.casefile.features.visits import VisitLedger, is_alone, visit_ledger
from tests.shipped import lexicon, requests

from .reading import features_of

COUNTS = [
    ("The patient completed 12 sessions of physical therapy.", ("done", 12, "asserted")),
    ("Treatment has included at least 3 visits of acupuncture.", ("done", 3, "asserted")),
    ("The notes tell of 8 prior therapy sessions.", ("done", 8, "asserted")),
    ("She improved with ten (10) chiropractic visits.", ("done", 10, "asserted")),
    ("Treatments to date included physical therapy x 9, rest and ice.", ("done", 9, "asserted")),
    ("He came to 4 of 6 acupuncture visits.", ("done", 4, "asserted")),
    ("Utilization review certified 4 of the 12 requested acupuncture visits.", ("authorized", 4, "asserted")),
    ("After 8 physical therapy visits his pain decreased.", ("done", 8, "asserted")),
    ("Her 8 sessions of physical therapy helped.", ("done", 8, "asserted")),
    ("There was no improvement after 9 sessions of physical therapy.", ("done", 9, "asserted")),
    ("He previously had physical therapy 3 times a week for 4 weeks.", ("done", 12, "asserted")),
    ("He completed physical therapy 2x6.", ("done", 12, "asserted")),
    ("He had 8 sessions of PT.", ("done", 8, "asserted")),
    ("He had 8 visits of physical therapy, then 6 more after a fall.", ("done", 14, "asserted")),
    ("He had 3 massage visits in March and an additional 5 massage visits in May.", ("done", 8, "asserted")),
    ("He was to attend 12 massage visits but stopped after 5 because of pain.", ("done", 5, "asserted")),
    ("He has had an initial trial of 6 chiropractic visits.", ("done", 6, "asserted")),
    ("Chiropractic visits completed to date: 8.", ("done", 8, "asserted")),
    ("The request was reduced to 6 acupuncture visits.", ("authorized", 6, "asserted")),
    ("The clinic requests massage, one visit per week for 6 weeks.", ("requested", 6, "asserted")),
    ("He has had no physical therapy.", ("done", 0, "asserted")),
    ("Acupuncture has not been tried.", ("done", 0, "asserted")),
    ("A request was received for 12 sessions of physical therapy.", ("requested", 12, "asserted")),
    ("He underwent surgery, and 12 sessions of physical therapy are needed.", ("requested", 12, "asserted")),
    ("The clinic seeks authorization for 6 acupuncture visits.", ("requested", 6, "asserted")),
    ("The adjuster allowed 6 acupuncture visits.", ("authorized", 6, "asserted")),
    ("The provider received authorization for 12 physical therapy visits.", ("authorized", 12, "asserted")),
    ("The previous request for 12 sessions of massage was denied.", ("denied", 12, "asserted")),
    ("He is better after 4/6 acupuncture treatments.", ("done", 4, "asserted")),
    ("There were no prior massage sessions.", ("done", 0, "asserted")),
    ("He has not yet started physical therapy.", ("done", 0, "asserted")),
    ("The number of acupuncture sessions was not provided.", ("done", None, "unknown")),
    ("He had an unknown amount of physical therapy.", ("done", None, "unknown")),
    ("The request did not specify the quantity of massage visits.", ("requested", None, "unknown")),
    ("Utilization review authorized 6 sessions of physical therapy.", ("authorized", 6, "asserted")),
    ("Two sessions of physical therapy were approved.", ("authorized", 2, "asserted")),
    ("The order was modified to 6 visits of physical therapy.", ("authorized", 6, "asserted")),
    ("Utilization review denied 8 acupuncture sessions.", ("denied", 8, "asserted")),
    ("The clinic requested 10 additional acupuncture visits.", ("requested", 10, "asserted")),
    ("She did 2 weeks of it and asks for 12 more physical therapy visits.", ("requested", 12, "asserted")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), COUNTS)
def test_what_a_number_counts(sentence: str, expected: tuple[str, int | None, str]) -> None:
    found = [(one.role, one.count, one.status) for one in features_of(sentence) if isinstance(one, Visits)]
    assert found == [expected]


BOTH = [
    ("He completed 18 of 24 authorized postoperative visits.", [("done", 18), ("authorized", 24)]),
    ("He came to 4 of 6 authorized acupuncture visits.", [("done", 4), ("authorized", 6)]),
    ("He had 5 of the 6 chiropractic visits that were certified.", [("done", 5), ("authorized", 6)]),
    ("Twelve visits of acupuncture were authorized and completed.", [("authorized", 12), ("done", 12)]),
    ("He was certified for 12 acupuncture visits and used 8.", [("authorized", 12), ("done", 8)]),
    ("The request for 12 acupuncture visits was modified to 8.", [("requested", 12), ("authorized", 8)]),
    ("He had 8 PT, 4 massage and 6 chiropractic visits.", [("done", 6), ("done", 8), ("done", 4)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), BOTH)
def test_what_two_numbers_count(sentence: str, expected: list[tuple[str, int]]) -> None:
    found = [(one.role, one.count) for one in features_of(sentence) if isinstance(one, Visits)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "He had a fall and is to undergo 12 sessions of physical therapy.",
        "The patient had pain, and 12 sessions of physical therapy were recommended.",
        "He has not completed 12 sessions of physical therapy.",
        "There is no record that he completed 12 sessions of physical therapy.",
        "He missed 3 of his 8 physical therapy visits.",
        "He received a referral for 12 sessions of physical therapy.",
        "After 6 physical therapy visits he is to be seen again.",
        "He is pending authorization for 12 physical therapy visits.",
        "He had two office visits and was referred to physical therapy.",
        "Patients who had 12 physical therapy visits did better.",
        "He has had no physical therapy since March.",
        "He has had no response to physical therapy.",
        "No record of physical therapy has been provided.",
        "The guideline recommends 10 visits of physical therapy over 8 weeks.",
        "A trial of 6 visits of acupuncture is allowed.",
        "He had 6 weeks of physical therapy.",
        "Strength was 4/5 before and after physical therapy.",
        "He had 12 injections.",
        "There was no benefit of prior sessions.",
    ],
)
def test_what_counts_no_visits(sentence: str) -> None:
    assert [one for one in features_of(sentence) if isinstance(one, Visits)] == []


def test_a_number_put_as_an_appearance_is_possible_in_the_rationale_alone() -> None:
    sentence = "It appears that he completed 6 sessions of physical therapy."
    places: tuple[Place, ...] = ("rationale", "summary")
    found = [
        one.status for place in places for one in features_of(sentence, place) if isinstance(one, Visits)
    ]
    assert found == ["possible", "asserted"]


def test_those_allowed_of_the_ones_asked_for_are_told_from_those_allowed_before() -> None:
    texts = ("The request was modified to 6 massage visits.", "Earlier 6 massage visits were approved.")
    found = [one for text in texts for one in features_of(text) if isinstance(one, Visits)]
    assert [(one.role, one.of_request) for one in found] == [("authorized", True), ("authorized", False)]


def test_what_the_decision_allows_was_not_allowed_before() -> None:
    for words, roles in (("are granted", []), ("were granted", ["authorized"])):
        found = features_of(f"The 12 visits of massage {words}.", "rationale")
        assert [one.role for one in found if isinstance(one, Visits)] == roles


def test_what_the_rationale_adds_is_not_added_to_what_was_had() -> None:
    sentence = "He had 24 visits of massage and 12 more would be too many."
    found = [one.count for one in features_of(sentence, "rationale") if isinstance(one, Visits)]
    assert found == [24]


def ledger(
    title: str,
    told: str,
    original: str | None = None,
    authorized: str | None = None,
    named: tuple[str, ...] = ("acupuncture",),
) -> VisitLedger | None:
    read = requests().treatment
    return visit_ledger(
        read(title),
        read(original) if original else None,
        read(authorized) if authorized else None,
        Features(features_of(told)),
        lexicon(),
        after_surgery="post" in title.lower(),
        alone=is_alone(read(title), named, lexicon()),
    )  # fmt: skip


KNEE = "Physical therapy of the knee, 8 visits"
THERAPY = "He completed 6 sessions of physical therapy."
LEDGERS = [
    ("Physical therapy 2 times a week for 4 weeks", THERAPY, (8, 6, None)),
    ("Physical therapy", "He completed 6 sessions of physical therapy.", (None, 6, None)),
    ("Physical therapy, 8 visits", "He completed 6 sessions of acupuncture.", (8, None, None)),
    ("Physical therapy, 8 visits", "He had physical therapy.", (8, None, None)),
    ("Acupuncture, 6 visits", "Earlier 4 acupuncture visits were approved.", (6, None, 4)),
    (KNEE, "He had 6 visits of physical therapy of the neck.", (8, None, None)),
    (KNEE, "He had 6 visits of physical therapy of the knee.", (8, 6, None)),
    (f"Left {KNEE}", "He had 6 visits of physical therapy for the right knee.", (8, None, None)),
    (f"Left {KNEE}", "He had 6 visits of physical therapy for the left knee.", (8, 6, None)),
    ("Occupational therapy, 8 visits", "He had 6 visits of postoperative therapy.", (8, 6, None)),
    ("Postoperative physical therapy, 12 visits", "He had 6 visits of physical therapy.", (12, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "told", "expected"), LEDGERS)
def test_ledger(title: str, told: str, expected: tuple[int | None, ...]) -> None:
    found = ledger(title, told)
    assert found is not None
    assert (found.requested, found.done, found.authorized) == expected


@pytest.mark.parametrize(
    ("named", "done"),
    [(("physical_therapy", "mri"), 6), (("physical_therapy", "acupuncture"), None)],
)
def test_visits_without_a_name_are_of_the_only_treatment_that_is_counted(
    named: tuple[str, ...], done: int | None
) -> None:
    found = ledger("Physical therapy, 8 visits", "He attended 6 visits.", named=named)
    assert found is not None
    assert found.done == done


def test_what_was_first_asked_for_counts_where_a_part_was_allowed() -> None:
    found = ledger("Acupuncture, 6 visits", "He has pain.", "Acupuncture, 10 visits", "Acupuncture, 4 visits")
    assert found == VisitLedger(requested=10, done=None, authorized=4)


def test_two_counts_of_what_was_had_conflict_and_the_larger_counts() -> None:
    found = ledger("Acupuncture, 6 visits", "He had 4 acupuncture visits. He completed 9 acupuncture visits.")
    assert found is not None
    assert (found.done, found.conflicting) == (9, True)


@pytest.mark.parametrize("title", ["MRI of the knee", "Tramadol 50 mg #60", "Consultation"])
def test_what_is_not_counted_in_visits_has_no_ledger(title: str) -> None:
    assert ledger(title, "He completed 6 sessions of physical therapy.") is None
