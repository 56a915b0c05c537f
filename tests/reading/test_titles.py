"""Titles with commas stay whole; what isn't known is split where a list would be."""

from __future__ import annotations

import pytest

from tests.shipped import titles

CP = "Chronic Pain Medical Treatment"


@pytest.mark.parametrize(
    ("words", "topic", "rest"),
    [
        (
            "Chronic Pain Medical Treatment Guidelines, Opioids",
            "Chronic Pain Medical Treatment Guidelines",
            ", Opioids",
        ),
        ("Chronic Pain Treatment Guidelines", "Chronic Pain Treatment Guidelines", ""),
        ("A book of knees", None, "A book of knees"),
        (
            "Elbow Disorders Chapter (ACOEM Practice Guidelines, 2nd Edition (Revised 2007), Chapter 10)",
            "Elbow Disorders Chapter (ACOEM Practice Guidelines, 2nd Edition (Revised 2007), Chapter 10)",
            "",
        ),
    ],
)
def test_the_topic_leads(words: str, topic: str | None, rest: str) -> None:
    assert titles().split_topic(words) == (topic, rest)


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("", ()),
        ("Opioids, criteria for use", ("Opioids, criteria for use",)),
        (
            "Muscle relaxants (for pain) and Topical analgesics",
            ("Muscle relaxants (for pain)", "Topical analgesics"),
        ),
        ("Unheard of, Nor this", ("Unheard of", "Nor this")),
        ("Unheard of, nor this", ("Unheard of, nor this",)),
        ("Unheard of (This, That), Other", ("Unheard of (This, That)", "Other")),
        ("3.1 First, with a comma, 3.2 Second", ("3.1 First, with a comma", "3.2 Second")),
    ],
)
def test_sections_of_the_mtus(words: str, sections: tuple[str, ...]) -> None:
    assert titles().split(CP, "2016", words) == sections


@pytest.mark.parametrize(
    ("words", "topic", "sections"),
    [
        ("", None, ()),
        ("Knee Chapter, MRI", "Knee Chapter", ("MRI",)),
        ("MRI, Knee Chapter", "Knee Chapter", ("MRI",)),
        ("Unheard Chapter, MRI", "Unheard Chapter", ("MRI",)),
        ("Unheard of, MRI", None, ("Unheard of", "MRI")),
    ],
)
def test_chapter_and_entries_of_odg(words: str, topic: str | None, sections: tuple[str, ...]) -> None:
    assert titles().split_chapter("ODG", words) == (topic, sections)
