"""Assertion scope: what a cue reaches, and what ends its reach."""

from __future__ import annotations

import pytest

from checker.letter import Mention
from checker.reading.assertions import Assertions
from tests.shipped import knowledge

from .sample import LEXICON

CUES = knowledge().cues.model_copy(
    update={
        "negation_before": (r"\b(?:no|denies)\b",),
        "negation_after": (r"\bis absent\b",),
        "uncertain_before": (r"\bpossible\b",),
        "historical_before": (r"\bhistory of\b",),
        "hypothetical_before": (r"\bif\b",),
        "terminators": (r"\bbut\b", "[;:]"),
    }
)
READER = Assertions(CUES, LEXICON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("there is radiculopathy", ["affirmed"]),
        ("no radiculopathy", ["negated"]),
        ("no radiculopathy, fracture or numbness", ["negated", "negated", "negated"]),
        ("no radiculopathy but numbness", ["negated", "affirmed"]),
        ("no radiculopathy; numbness", ["negated", "affirmed"]),
        ("radiculopathy, no numbness", ["affirmed", "negated"]),
        ("radiculopathy is absent", ["negated"]),
        ("fracture but radiculopathy is absent", ["affirmed", "negated"]),
        ("possible fracture", ["uncertain"]),
        ("history of fracture", ["historical"]),
        ("if fracture", ["hypothetical"]),
        ("no history of fracture", ["negated"]),
        ("possible history of fracture", ["uncertain"]),
        ("if there is a history of fracture", ["hypothetical"]),
        ("no fracture but numbness is absent", ["negated", "negated"]),
        ("notable fracture", ["affirmed"]),
    ],
)
def test_a_cue_reaches_to_the_next_terminator(text: str, expected: list[str]) -> None:
    assert [mention.assertion for mention in READER.mentions(text)] == expected


def test_a_negation_reaches_back_only_so_far() -> None:
    near = "fracture " + "a" * 80 + " is absent"
    far = "fracture " + "a" * 81 + " is absent"
    assert [READER.mentions(text)[0].assertion for text in (near, far)] == ["negated", "affirmed"]


def test_a_mention_has_its_concept_place_and_words() -> None:
    assert READER.mentions("no fractures, ibuprophen") == [
        Mention("fracture", 3, 12, "fractures", "negated"),
        Mention("ibuprofen", 14, 24, "ibuprophen", "negated", misspelt=True),
    ]
    assert READER.mentions("nothing that is known") == []


def test_whether_words_are_negated() -> None:
    text = "no visit for 8 weeks but 6 weeks"
    assert READER.negated_at(text, 13, 20)
    assert not READER.negated_at(text, 25, 32)
