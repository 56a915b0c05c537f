"""Misspelt words of needs: what is one, and what is a word of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.sample import changed, folder, place_of, problems

FILES = folder()
SECTIONS = "editions/two/01-all.yaml"

NEEDS = ("sections", 1, "criteria", 1, "needs")
TEXT = ("sections", 1, "criteria", 1, "text")


@pytest.mark.parametrize(
    ("words", "text", "meant"),
    [
        ("kene", None, "knee"),
        ("a knees", None, None),  # another number of a word that is known
        ("kneeling", None, None),  # another ending: a word that comes of it
        ("ankylosis", None, None),  # like nothing that is known
        ("ken", None, None),  # too short to be told from others
        ("kene", "the kene, as they spell it", None),  # its own text has it: it is meant
    ],
)
def test_a_word_one_letter_from_a_known_one_is_misspelt(
    base: Path, words: str, text: str | None, meant: str | None
) -> None:
    bad = changed(FILES[SECTIONS], NEEDS, {"any": [{"plan": "rest"}, {"condition": words}]})
    bad = changed(bad, TEXT, f"rest, {text}" if text else "rest")
    place = place_of(bad, (*NEEDS, "any", 1, "condition"))
    told = (
        f"{SECTIONS}:{place}: '{words}' is a word of no guideline and no vocabulary (did you mean {meant}?)"
    )
    assert problems(base, {**FILES, SECTIONS: bad}) == ([told] if meant else [])
