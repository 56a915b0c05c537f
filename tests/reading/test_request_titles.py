"""Titles in the vocabulary that is shipped: each with the category and the concepts that it names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.letter import Treatment
from tests.shipped import requests

TITLES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("titles.yaml").read_text(encoding="utf-8")
)


def named(category: str) -> dict[str, tuple[str, ...]]:
    return {title: tuple(concepts) for title, concepts in TITLES[category].items()}


@pytest.mark.parametrize("category", TITLES)
def test_titles_are_read(category: str) -> None:
    read = {title: requests().treatment(title) for title in TITLES[category]}
    assert {title: one.concepts for title, one in read.items()} == named(category)
    assert {title: one.category for title, one in read.items() if one.category != category} == {}
    assert [title for title, one in read.items() if one.misspelt or not one.recognised] == []


def test_no_title_stands_there_twice() -> None:
    titles = [title for category in TITLES.values() for title in category]
    assert len(titles) == len(set(titles))


UNRECOGNISED = {
    "a drug": ("Zorbinex 20 mg #30", ("zorbinex",)),
    "the second of two": ("Norco 10/325 mg #60 and Zorbinex 20 mg", ("zorbinex",)),
    "the first of two": ("Zorbinex HCl ER 20mg, Norco 10/325 mg", ("zorbinex",)),
    "two": ("Zorbinex 20 mg/Quillomab 5 mcg", ("zorbinex", "quillomab")),
    "an ingredient": ("Cream: flurbiprofen 20%, zorbinex 5%, menthol 2%", ("zorbinex",)),
    "before its form": ("Zorbinex tablets 20 mg", ("zorbinex",)),
    "after how many": ("30 capsules of Zorbinex 20 mg", ("zorbinex",)),
    "none: the name stands before the form": ("Norco tablets 10 mg", ()),
    "none: a maximum": ("Norco 10/325 mg, maximum 60 mg", ()),
    "none: a tube": ("Voltaren gel 1%, large tubes, 100 g", ()),
    "none: directions": ("Norco 10/325 mg, one tablet every 6 hours", ()),
    "none: no strength": ("Zorbinex", ()),
    "none: a short word": ("Zorb 20 mg", ()),
}


@pytest.mark.parametrize(("title", "unrecognised"), UNRECOGNISED.values(), ids=UNRECOGNISED)
def test_words_before_a_strength_that_name_nothing_known(title: str, unrecognised: tuple[str, ...]) -> None:
    assert requests().treatment(title).unrecognised == unrecognised


@pytest.mark.parametrize(
    ("title", "recognised"),
    [
        ("Norco 10/325 mg", True),
        ("Norco 10/325 mg and Zorbinex 20 mg", False),
        ("Zorbinex", False),
        ("A garden shed", False),
    ],
)
def test_a_treatment_is_recognised_if_all_of_it_is(title: str, recognised: bool) -> None:
    treatment: Treatment = requests().treatment(title)
    assert treatment.recognised is recognised
