"""Entries of the form of 2016: where each ends, and what is none."""

from __future__ import annotations

import pytest

from checker.reading.yeared import Yeared, YearedReader
from tests.shipped import knowledge

CASES = {
    "a topic": ("Knee Complaints 2004", [(0, "Knee Complaints", "2004", "")]),
    "guidelines after the year": ("Knee Complaints 2004 Guidelines", [(0, "Knee Complaints", "2004", "")]),
    "sections": ("Knee 2004, Section(s): Surgery, MRI", [(0, "Knee", "2004", "Surgery, MRI")]),
    "sections with an and": (
        "Knee 2004, Sections: Care and Surgery",
        [(0, "Knee", "2004", "Care and Surgery")],
    ),
    "two entries": (
        "Knee 2004, Section(s): Surgery, and Pain, Chronic 2016. and Neck 2004",
        [(0, "Knee", "2004", "Surgery"), (30, "Pain, Chronic", "2016", ""), (55, "Neck", "2004", "")],
    ),
    "a year within the topic": ("Knee 2004 Care 2016", [(0, "Knee 2004 Care", "2016", "")]),
    "as many years as a topic has": (
        "A 2001 B 2002 C 2003 D 2004",
        [(0, "A 2001 B 2002 C 2003 D", "2004", "")],
    ),
    "one year too many": ("A 2001 B 2002 C 2003 D 2004 E 2005", []),
    "a topic of two commas": (
        "Knee 2004 and Pain, Acute, Chronic 2016",
        [
            (0, "Knee", "2004", ""),
            (9, "Pain, Acute, Chronic", "2016", ""),
        ],
    ),
    "an entry of three commas is no entry of its own": (
        "Knee 2004 and A, B, C, D 2016",
        [
            (0, "Knee 2004 and A, B, C, D", "2016", ""),
        ],
    ),
    "no topic goes over a colon": ("Knee: Pain 2016", []),
    "what is no year": ("Knee 3004", []),
    "a topic begins with a capital": ("knee 2004", []),
    "words after the year": ("Knee 2004 revised", []),
    "no words": ("", []),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_the_entries_of_a_line(words: str, expected: list[tuple[int, str, str, str]]) -> None:
    assert list(YearedReader(knowledge().words.citations).find(words)) == [
        Yeared(*entry) for entry in expected
    ]
