"""Assertion scope: what a cue reaches, and what ends its reach."""

from __future__ import annotations

from typing import Any

import pytest

from checker.knowledge.marks import Mark, MarkFamily, MarkName
from checker.letter import Mention, Sentence
from checker.reading.marked import SentenceReader
from checker.reading.treatments import RequestReader
from checker.spans import Span
from tests.shipped import knowledge

from .sample import LEXICON


def _mark(name: MarkName, *patterns: str, **data: Any) -> Mark:
    return Mark.model_validate({"name": name, "about": name, "patterns": patterns, **data})


FAMILY = MarkFamily(
    marks=(
        _mark("negation_before", r"\b(?:no|denies)\b", asserts="negated", direction="forward"),
        _mark("negation_after", r"\bis absent\b", asserts="negated", direction="backward", reach=90),
        _mark(
            "result_after",
            r"\b(?:negative|was normal)(?:$|,| (?:and|for)\b)",
            asserts="negated",
            direction="backward",
            reach=90,
            spares=["treatment"],
        ),
        _mark("uncertain_before", r"\bpossible\b", asserts="uncertain", direction="forward"),
        _mark("hypothetical_before", r"\bif\b", asserts="hypothetical", direction="forward"),
        _mark("historical_before", r"\bhistory of\b", asserts="historical", direction="forward"),
        _mark("found_so", r"\bpositive\b"),
        _mark("found_beside", ", decreased "),
        _mark("clause_beside", ", (?:[^ ,]+ ){0,5}?(?:is|are|was|were)\\b"),
        _mark("told_of", r"\b(?:is|are|was|were) found\b"),
        _mark("listed_beside", ", (?:or|nor|which)\\b"),
        _mark("terminators", r"\bbut\b", "[;:]", direction="stop"),
    )
)
REQUESTS = RequestReader(knowledge().words, LEXICON)
READER = SentenceReader([FAMILY], REQUESTS)


def mentions(text: str) -> tuple[Mention, ...]:
    return READER.read(Sentence(Span(0, len(text)), text, text)).mentions


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
    assert [mention.assertion for mention in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("numbness, fracture negative", ["affirmed", "negated"]),
        ("numbness, fracture and radiculopathy negative", ["negated", "negated", "negated"]),
        ("numbness, fracture, and radiculopathy were negative", ["negated", "negated", "negated"]),
        ("numbness, fracture, and radiculopathy is negative", ["affirmed", "affirmed", "negated"]),
        ("numbness positive and fracture negative", ["affirmed", "negated"]),
        ("numbness, as was said, is absent", ["negated"]),
        ("numbness of march 3, 2016 is absent", ["negated"]),
        ("numbness, fracture, negative", ["affirmed", "negated"]),
        ("numbness, negative tinel", ["affirmed"]),
        ("numbness, fracture negative, tinel and radiculopathy negative", ["affirmed", "negated", "negated"]),
        ("no numbness, decreased radiculopathy", ["negated", "affirmed"]),
        ("no numbness, decreased radiculopathy or fracture", ["negated", "negated", "negated"]),
    ],
)
def test_of_a_list_what_is_said_of_one_is_of_the_others_where_they_are_joined(
    text: str, expected: list[str]
) -> None:
    assert [mention.assertion for mention in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no fracture, numbness is constant", ["negated", "affirmed"]),
        ("no fracture, and numbness and radiculopathy are constant", ["negated", "affirmed", "affirmed"]),
        ("no fracture, numbness and radiculopathy are constant", ["negated", "negated", "negated"]),
        ("no fracture, numbness was found", ["negated", "negated"]),
        ("no fracture, or numbness is denied", ["negated", "negated"]),
        ("no fracture, which is old, or numbness", ["negated", "negated"]),
        ("no note that a fracture was found, numbness is constant", ["negated", "negated"]),
        ("if there is a fracture, numbness is constant", ["hypothetical", "hypothetical"]),
    ],
)
def test_a_denial_ends_with_its_clause(text: str, expected: list[str]) -> None:
    assert [mention.assertion for mention in mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mri of may 2 was normal", [("mri", "affirmed"), ("normal_mri", "affirmed")]),
        ("the arthrogram was normal", [("arthrogram", "affirmed"), ("normal_mri", "affirmed")]),
        ("mri negative for fracture", [("mri", "affirmed"), ("fracture", "affirmed")]),  # "for" denies it
        ("mri and fracture negative", [("mri", "affirmed"), ("fracture", "negated")]),
        (
            "fracture and mri negative",
            [("fracture", "negated"), ("mri", "affirmed"), ("normal_mri", "affirmed")],
        ),
        ("no mri was normal", [("mri", "negated"), ("normal_mri", "negated")]),
        ("if the mri was normal", [("mri", "hypothetical"), ("normal_mri", "hypothetical")]),
        ("nerve block negative", [("nerve_block", "affirmed")]),  # no condition says that it found nothing
        ("a normal mri", [("mri", "affirmed")]),
    ],
)
def test_a_result_denies_what_a_study_looked_for_not_the_study(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.concept, one.assertion) for one in mentions(text)] == expected


def test_a_negation_reaches_back_only_so_far() -> None:
    near = "fracture " + "a" * 80 + " is absent"
    far = "fracture " + "a" * 81 + " is absent"
    assert [mentions(text)[0].assertion for text in (near, far)] == ["negated", "affirmed"]


def test_a_mention_has_its_concept_place_and_words() -> None:
    assert mentions("no fractures, ibuprophen") == (
        Mention("fracture", 3, 12, "fractures", "negated"),
        Mention("ibuprofen", 14, 24, "ibuprophen", "negated", misspelt=True),
    )
    assert mentions("nothing that is known") == ()


def test_the_status_of_words() -> None:
    _, scopes = READER.clause("no visit for 8 weeks but 6 weeks")
    assert (scopes.status(13, 20), scopes.status(25, 32)) == ("negated", "affirmed")
    assert scopes.negates


@pytest.mark.parametrize("text", ["visit for 8 weeks", "possible visit if asked"])
def test_what_denies_nothing(text: str) -> None:
    assert not READER.clause(text)[1].negates


def test_a_reach_ends_a_scope_ahead() -> None:
    short = _mark("negation_before", r"\bno\b", asserts="negated", direction="forward", reach=10)
    _, scopes = SentenceReader([MarkFamily(marks=(short,))], REQUESTS).clause("no visit for 8 weeks")
    assert (scopes.status(3, 12), scopes.status(3, 13)) == ("negated", "affirmed")
