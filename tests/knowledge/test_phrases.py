"""Folding, and patterns in RE2 syntax."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.phrases import compile_pattern, expand, fold

TERMS = {"knee": ["knee", "knee joint"], "none": []}


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_single_spaces_and_no_ends(text: str) -> None:
    assert fold(text) == " ".join(fold(text).split())


def test_quotes_dashes_and_case_are_folded() -> None:
    assert fold(" “Not”\u00a0a\u2013b\u2014c\u2011d ‘e’\n so\u00adft ") == "\"not\" a-b-c-d 'e' soft"


def test_a_concept_in_a_pattern_stands_for_its_terms_as_words() -> None:
    pattern = compile_pattern(expand("@knee pain", TERMS.__getitem__))
    matched = ["knee pain", "knees pain", "knee joint pain", "knee-joint pain"]
    assert [text for text in matched if not pattern.search(text)] == []
    assert not pattern.search("wknee pain")
    assert not pattern.search("kneel pain")


@pytest.mark.parametrize("concept", ["unheard_of", "none"])
def test_a_concept_without_terms_is_an_error(concept: str) -> None:
    with pytest.raises(KeyError, match=concept):
        expand(f"@{concept}", TERMS.__getitem__)


@pytest.mark.parametrize("pattern", ["(", "(?=a)", r"(a)\1", "[b-a]"])
def test_what_is_not_re2_syntax_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="not RE2 syntax"):
        compile_pattern(pattern)


def test_a_pattern_that_explodes_elsewhere_takes_linear_time() -> None:
    begin = time.perf_counter()
    assert not compile_pattern("(a+)+$").search("a" * 100_000 + "b")
    seconds = time.perf_counter() - begin
    print(f"(a+)+$ on 100,000 letters: {seconds:.3f} s")
    assert seconds < 1
