"""Sentences as terms."""

from __future__ import annotations

import pytest

from checker.casefile.terms import Terms, concept_of, is_figure
from tests.letters import compiled


@pytest.fixture(scope="module")
def terms() -> Terms:
    return compiled().terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("radiculopathies", "radiculopathy"),
        ("recommended", "recommends"),
        ("twelve weeks", "12 week"),
        ("the patient's function", "the patients function"),
    ],
)
def test_forms_of_a_word_are_one_term(terms: Terms, one: str, other: str) -> None:
    assert terms.of(one) == terms.of(other)


def test_a_drug_is_named_with_what_it_is_a_kind_of(terms: Terms) -> None:
    found = terms.of("norco")
    assert "@hydrocodone_acetaminophen" in found
    assert "^opioid" in found


def test_concepts_that_are_known_are_not_looked_for_again(terms: Terms) -> None:
    assert terms.of("norco", ()) == ["norco"]


def test_figures_and_concepts_are_told_apart() -> None:
    assert [is_figure(term) for term in ("12", "2.5", "week", "%", "@opioid")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [concept_of(term) for term in ("@opioid", "^opioid", "opioid")] == ["opioid", None, None]


def test_terms_are_shown_by_the_words_that_they_stand_for(terms: Terms) -> None:
    words = terms.words("norco for twelve weeks")
    assert {words[term] for term in terms.of("norco for twelve weeks")} == {"norco", "for", "twelve", "weeks"}
