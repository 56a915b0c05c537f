"""Which tests decide nothing, against every value that a field can hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.engine import FactField
from checker.engine.domains import domain_of, idle
from checker.engine.facts import Encoded
from checker.engine.rules import COMPARE, Operator

ORDER: tuple[Operator, ...] = ("eq", "ne", "lt", "le", "gt", "ge")
WORDS = ("a", "b", "c")
Tests = list[tuple[Operator, Encoded]]


def _texts(values: tuple[str, ...]) -> st.SearchStrategy[Tests]:
    return st.lists(st.tuples(st.sampled_from(ORDER[:2]), st.sampled_from(values)), min_size=1, max_size=4)


def _left(values: list[Encoded], tests: Tests) -> list[Encoded]:
    return [one for one in values if all(COMPARE[operator](one, value) for operator, value in tests)]


def _expected(values: list[Encoded], tests: Tests) -> tuple[int, str] | None:
    for place, test in enumerate(tests):
        if not _left(values, [test]):
            return place, "never true"
        if _left(values, [test]) == values:
            return place, "always true"
        if not _left(values, tests[: place + 1]):
            return place, "never true together with the tests before it"
    for place in reversed(range(len(tests))):
        if _left(values, tests[:place] + tests[place + 1 :]) == _left(values, tests):
            return place, "true wherever the other tests are"
    return None


@given(st.lists(st.tuples(st.sampled_from(ORDER), st.integers(-1, 6)), min_size=1, max_size=4))
def test_whole_numbers_within_bounds(tests: Tests) -> None:
    assert idle(domain_of(FactField("integer", least=0, most=5)), tests) == _expected([*range(6)], tests)


@given(st.lists(st.tuples(st.sampled_from(ORDER), st.integers(-2, 2)), min_size=1, max_size=4))
def test_numbers_without_bounds(tests: Tests) -> None:
    """Beyond what is compared with, all numbers are alike: a few of them stand for the rest."""
    assert idle(domain_of(FactField("number")), tests) == _expected([*range(-6, 7)], tests)


@given(_texts(WORDS))
def test_texts_of_a_closed_set(tests: Tests) -> None:
    assert idle(domain_of(FactField("string", WORDS)), tests) == _expected([*WORDS], tests)


@given(_texts(("", *WORDS)))
def test_free_texts(tests: Tests) -> None:
    """Five more words stand for all that a test does not name."""
    assert idle(domain_of(FactField("string")), tests) == _expected(["", *WORDS, *"vwxyz"], tests)


@given(_texts(("", *WORDS)))
def test_free_texts_that_are_never_empty(tests: Tests) -> None:
    assert idle(domain_of(FactField("string", filled=True)), tests) == _expected([*WORDS, *"vwxyz"], tests)


@given(st.lists(st.tuples(st.sampled_from(ORDER[:2]), st.integers(0, 1)), min_size=1, max_size=3))
def test_truths(tests: Tests) -> None:
    assert idle(domain_of(FactField("boolean")), tests) == _expected([0, 1], tests)
