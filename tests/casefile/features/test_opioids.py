"""Opioids, their doses a day, and what they come to in morphine."""

from __future__ import annotations

import pytest

from checker.casefile.features.kinds import Morphine, Opioid
from checker.casefile.features.opioids import in_morphine
from tests.casefile.features.reading import features_of
from tests.shipped import lexicon

Row = tuple[str | None, float | None, float | None, bool | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He takes Norco 10/325 mg four times a day.", [("hydrocodone_acetaminophen", 40, 40, True)]),
        ("He takes Norco 10/325 mg.", [("hydrocodone_acetaminophen", None, None, True)]),
        ("He takes MS Contin 30 mg TID.", [("morphine_er", 90, 90, True)]),
        ("Duragesic 50 mcg/hr every 72 hours is used.", [("fentanyl_transdermal", 50, 50, True)]),
        ("He uses a Butrans patch 20 mcg/hr.", [("buprenorphine_transdermal", None, None, True)]),
        ("He takes oxycodone (Percocet) 10/325 mg qid.", [("oxycodone_acetaminophen", 40, 40, True)]),
        ("He takes three Norco 10/325 a day.", [("hydrocodone_acetaminophen", None, None, True)]),
        (
            "He takes Norco 10/325 mg tid, which the provider puts at 30 mg a day.",
            [("hydrocodone_acetaminophen", 30, 30, True)],
        ),
        ("OxyContin 40 mg bid was stopped.", [("oxycodone_er", 80, 80, False)]),
        ("OxyContin 40 mg bid failed.", [("oxycodone_er", 80, 80, None)]),
        ("The plan is to start MS Contin 30 mg bid.", [("morphine_er", 60, 60, None)]),
        ("An intrathecal pump gives morphine 5 mg a day.", [("morphine", None, None, True)]),
        ("He doesn't use Norco 10/325 mg qid.", []),
        ("The morphine equivalent is 60 mg of morphine a day.", []),
        ("He takes gabapentin 600 mg tid.", []),
        ("He takes opioids.", []),
    ],
)
def test_opioids(text: str, expected: list[Row]) -> None:
    found = [one for one in features_of(text) if isinstance(one, Opioid)]
    assert [(one.concept, one.low, one.high, one.in_use) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("He takes OxyContin 40 mg bid and Norco 10/325 mg qid.", "156 to 160 mg of morphine a day"),
        ("He takes morphine 60 mg tid.", "180 mg of morphine a day"),
        # methadone counts for more the higher its dose, in some of the tables
        ("He takes methadone 10 mg bid.", "60 to 80 mg of morphine a day"),
        ("He takes methadone 10 mg tid.", "90 to 240 mg of morphine a day"),
        ("He takes methadone 20 mg tid.", "180 to 600 mg of morphine a day"),
        ("He takes methadone 30 mg tid.", "270 to 1080 mg of morphine a day"),
        ("He uses Duragesic 100 mcg/hr.", "240 mg of morphine a day"),
        # one drug by two names, and in two places
        ("Oxycodone 10 mg qid. He takes Percocet 10/325 mg qid.", "60 mg of morphine a day"),
        ("He takes OxyContin 30 mg bid. He takes oxycodone 30 mg bid.", "90 to 180 mg of morphine a day"),
        ("He takes OxyContin 30 mg bid and oxycodone 10 mg qid.", "150 mg of morphine a day"),
        # the least that is told is sure, and one may be taken beside the other
        ("He takes MS Contin 30 mg bid. He takes MS Contin 30 mg tid.", "60 to 150 mg of morphine a day"),
        ("He takes MS Contin 60 mg bid and MS Contin 30 mg bid.", "60 to 180 mg of morphine a day"),
        ("He takes MS Contin 30 mg bid and Actiq 400 mcg.", "at least 60 mg of morphine a day"),
        ("He uses Actiq 400 mcg and Duragesic 50 mcg/hr.", "at least 120 mg of morphine a day"),
        ("He takes MS Contin 30 mg bid. MS Contin was stopped.", "0 to 60 mg of morphine a day"),
        (
            "On 01/05/2012 he took OxyContin 80 mg tid. On 03/04/2016 he takes MS Contin 30 mg bid.",
            "60 to 420 mg of morphine a day",
        ),
        ("He takes MS Contin 30 mg bid and Norco.", "at least 60 mg of morphine a day"),
        ("He takes MS Contin 30 mg bid and uses Butrans 20 mcg/hr.", "at least 60 mg of morphine a day"),
        ("He takes Norco 10/325 mg qid as needed.", "0 to 40 mg of morphine a day"),
        ("He takes Norco.", None),
        ("He takes naproxen.", None),
    ],
)
def test_the_sum_in_morphine(text: str, amount: str | None) -> None:
    summed = in_morphine(features_of(text), lexicon())
    assert (summed and summed.amount) == amount


def test_the_dose_of_a_patch_is_that_of_an_hour() -> None:
    found = next(one for one in features_of("He uses Duragesic 50 mcg/hr.") if isinstance(one, Opioid))
    assert found.amount == "50 mcg an hour"


def test_each_dose_that_counts_is_kept_with_the_sum() -> None:
    summed = in_morphine(features_of("He takes MS Contin 30 mg bid and Norco 5/325 mg bid."), lexicon())
    assert isinstance(summed, Morphine)
    assert [(one.words, one.amount) for one in summed.parts] == [
        ("ms contin", "60 mg a day"),
        ("norco", "10 mg a day"),
    ]
