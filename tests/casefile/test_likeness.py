"""The index of criteria: which bags of terms a sentence is like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from checker.casefile.likeness import Likeness, Wording

SPLINT = Wording(
    ["splint"], ["wrist", "splint", "night"], [["night", "splint", "12"]], [["day", "splint"]], 0.0
)
SURGERY = Wording(["surgery"], ["release", "failed", "splint"], [["release", "tunnel"]], [], 0.5)
REST = Wording(["rest"], ["rest", "two", "day"], [], [["night", "rest"], ["work"]], 1.0)
ALL = np.arange(3, dtype=np.int32)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness.of([SPLINT, SURGERY, REST])


def likest(likeness: Likeness, terms: Sequence[str]) -> int:
    return int(likeness.to_all(likeness.query(terms)).argmax())


@pytest.mark.parametrize(
    ("terms", "row"),
    [(["splint", "night"], 0), (["tunnel", "release"], 1), (["rest", "work"], 2), (["day", "rest"], 2)],
)
def test_a_sentence_is_likest_to_what_shares_its_rare_terms(
    likeness: Likeness, terms: list[str], row: int
) -> None:
    assert likest(likeness, terms) == row


def test_the_whole_bag_is_of_likeness_one(likeness: Likeness) -> None:
    bag = [*SPLINT.title, *SPLINT.text, *SPLINT.examples[0]]
    assert likeness.to_all(likeness.query(bag))[0] == pytest.approx(1)
    assert likeness.to_texts(likeness.query(SPLINT.text), ALL)[0] == pytest.approx(1)


def test_a_rare_term_outweighs_a_common_one(likeness: Likeness) -> None:
    to_all = likeness.to_all(likeness.query(["splint", "tunnel"]))
    assert to_all[1] > to_all[0] > to_all[2] == 0


def test_unknown_terms_leave_a_sentence_less_covered(likeness: Likeness) -> None:
    known, _ = likeness.covered(likeness.query(["night", "splint"]), ALL, str.isdecimal)
    partly, _ = likeness.covered(likeness.query(["night", "splint", "moon"]), ALL, str.isdecimal)
    assert known[0] == pytest.approx(1)
    assert 0 < partly[0] < 1
    assert known[2] == 0


@pytest.mark.parametrize(
    ("terms", "lacking"),
    [(["splint"], [0, 0, 0]), (["splint", "12"], [0, 1, 1]), (["splint", "12", "3"], [0, 1, 1])],
)
def test_figures_that_a_criterion_lacks(likeness: Likeness, terms: list[str], lacking: list[float]) -> None:
    # "3" stands in no criterion at all: it tells nothing between them.
    _, found = likeness.covered(likeness.query(terms), ALL, str.isdecimal)
    assert found.tolist() == lacking


def test_the_likest_near_miss_counts(likeness: Likeness) -> None:
    near = likeness.to_near(likeness.query(["night", "rest"]), ALL)
    assert near[2] == pytest.approx(1)
    assert near[1] == 0


def test_shared_terms_stand_the_weightiest_first(likeness: Likeness) -> None:
    assert likeness.shared(["splint", "moon", "tunnel", "release"], 1) == ["release", "tunnel", "splint"]


def test_nothing_is_like_an_empty_sentence(likeness: Likeness) -> None:
    empty = likeness.query([])
    assert likeness.to_all(empty).tolist() == [0, 0, 0]
    assert likeness.covered(empty, ALL, str.isdecimal)[0].tolist() == [0, 0, 0]


def test_an_index_comes_back_from_its_file_as_it_was(likeness: Likeness) -> None:
    again = Likeness.from_bytes(likeness.to_bytes())
    query = again.query(["night", "splint", "12"])
    assert again.to_bytes() == likeness.to_bytes()
    assert again.to_all(query).tolist() == likeness.to_all(query).tolist()
    assert again.to_near(query, ALL).tolist() == likeness.to_near(query, ALL).tolist()
    assert again.shared(["night", "12"], 0) == likeness.shared(["night", "12"], 0)


def test_what_terms_criteria_have_together(likeness: Likeness) -> None:
    whole, nothing = likeness.borne(["splint", "tunnel", "release"], [1])
    assert (whole, nothing) == (1.0, [])
    share, lacking = likeness.borne(["moon", "night", "tunnel"], [1])
    assert 0 < share < 1
    assert lacking == ["moon", "night"]
    assert likeness.borne(["night", "tunnel"], [0, 1]) == (1.0, [])
    assert likeness.borne([], [1]) == (1.0, [])
