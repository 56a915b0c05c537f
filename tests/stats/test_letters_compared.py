"""One source quoted with different limits, and nearly the same rationale with opposite decisions."""

from __future__ import annotations

from checker.report.records import Decision, FigureRecord, ItemRecord, LetterRecord
from checker.stats.duplicates import Pair, Rationale, pairs_of
from checker.stats.limits import figures_of
from tests.stats.sample import counted, item, letter, sentence


def stating(
    low: float, high: float, over: str | None = None, unit: str = "visit", criterion: str = "K.visits"
) -> ItemRecord:
    figure = FigureRecord(
        unit=unit, low=low, high=high, over=over, holds="at most 9-10 visits over 8 weeks", agrees=high == 10
    )
    return item(statements=[sentence("It says so.", criterion=criterion, figure=figure)])


def figures(*items: ItemRecord) -> list[list[tuple[str, int, bool, tuple[str, int | None, int]]]]:
    letters = [letter(f"{number}.txt", one) for number, one in enumerate(items)]
    with counted(letters) as run:
        return [[(one.words, one.letters, one.agrees, one.first) for one in same] for same in figures_of(run)]


def test_a_criterion_with_different_figures() -> None:
    found = figures(stating(9, 10, "8 weeks"), stating(4, 6, "3 weeks"), stating(9, 10, "8 weeks"))
    assert found == [
        [
            ("9-10 visits over 8 weeks", 2, True, ("0.txt", None, 1)),
            ("4-6 visits over 3 weeks", 1, False, ("1.txt", None, 1)),
        ]
    ]


def test_a_figure_without_its_period_differs_from_none_that_has_one() -> None:
    assert figures(stating(9, 10, "8 weeks"), stating(9, 10)) == []
    (same,) = figures(stating(9, 10, "8 weeks"), stating(9, 10, "4 weeks"), stating(9, 10))
    assert sorted(words for words, *_ in same) == [
        "9-10 visits",
        "9-10 visits over 4 weeks",
        "9-10 visits over 8 weeks",
    ]


def test_other_units_and_other_criteria_are_other_limits() -> None:
    assert figures(stating(9, 10), stating(8, 8, unit="week"), stating(4, 6, criterion="L.visits")) == []


def test_a_letter_counts_once_for_a_figure() -> None:
    twice = letter("a.txt", stating(9, 10), stating(9, 10), stating(4, 6))
    with counted([twice]) as run:
        (same,) = figures_of(run)
    assert [(one.words, one.letters, one.first) for one in same] == [
        ("4-6 visits", 1, ("a.txt", None, 3)),
        ("9-10 visits", 1, ("a.txt", None, 1)),
    ]


RATIONALE = (
    "The guideline recommends a course of manual therapy for pain of the low back that has lasted longer "
    "than the usual time of healing. The worker has pain that goes down to the left leg and has had six "
    "visits."
)


def rationale(text: str, decision: Decision, path: str, title: str = "Therapy") -> LetterRecord:
    words = (
        "It is medically necessary." if decision == "overturned" else "It is not necessary at all, by far."
    )
    return letter(
        path,
        item(decision=decision, statements=[sentence(text), sentence(words, "conclusion")], title=title),
    )


def pairs(*letters: LetterRecord) -> list[tuple[str, int, str, int, float, tuple[str, ...], tuple[str, ...]]]:
    with counted(letters) as run:
        return [
            (*_side(one.upheld), *_side(one.overturned), round(one.likeness, 3), *_only(one))
            for one in pairs_of(run)
        ]


def _side(one: Rationale) -> tuple[str, int]:
    return one.path, one.alike


def _only(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return pair.only_upheld, pair.only_overturned


def test_the_same_rationale_with_opposite_decisions() -> None:
    found = pairs(rationale(RATIONALE, "upheld", "a.txt"), rationale(RATIONALE, "overturned", "b.txt"))
    assert found == [("a.txt", 1, "b.txt", 1, 1.0, (), ())]


def test_words_that_differ_are_shown() -> None:
    other = RATIONALE.replace("six visits", "ten visits").replace("left leg", "right leg")
    found = pairs(rationale(RATIONALE, "upheld", "a.txt"), rationale(other, "overturned", "b.txt"))
    # 40 words of each, of which 38 are the same: 76 of 80.
    assert len(RATIONALE.split()) == 40
    assert found == [("a.txt", 1, "b.txt", 1, 0.95, ("left", "six"), ("right", "ten"))]


def test_the_same_decision_and_no_decision_are_no_pair() -> None:
    same = [rationale(RATIONALE, "upheld", name) for name in "ab"]
    assert pairs(*same, rationale(RATIONALE, "modified", "c")) == []


def test_those_that_are_alike_are_counted_together() -> None:
    near = RATIONALE.replace("six", "ten")
    found = pairs(
        rationale(RATIONALE, "upheld", "a"),
        rationale(near, "upheld", "b"),
        rationale(RATIONALE, "upheld", "c"),
        rationale(RATIONALE, "overturned", "d"),
    )
    assert found == [("a", 3, "d", 1, 1.0, (), ())]


def test_what_is_unlike_or_short_is_no_pair() -> None:
    half = " ".join(RATIONALE.split()[:18])
    assert pairs(rationale(half, "upheld", "a"), rationale(half, "overturned", "b")) == []
    unlike = RATIONALE.replace("manual therapy for pain of the low back", "opioids for headache after a fall")
    assert pairs(rationale(RATIONALE, "upheld", "a"), rationale(unlike, "overturned", "b")) == []


def test_case_and_marks_between_words_make_no_difference() -> None:
    shouted = RATIONALE.upper().replace(" ", " - ")
    found = pairs(rationale(RATIONALE, "upheld", "a"), rationale(shouted, "overturned", "b"))
    assert [one[4] for one in found] == [1.0]
