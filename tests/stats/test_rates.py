"""The shares of an invented run, counted by hand."""

from __future__ import annotations

import pytest

from checker.stats.outliers import outliers_of
from checker.stats.rates import WHOLE, By, Measure, Rate, rates_of
from tests.stats.sample import LETTERS, counted, item, letter


def shares(
    by: By, measure: Measure, period: str = "year", *, zero: bool = False
) -> dict[tuple[str, ...], tuple[int, int]]:
    with counted(period=period) as run:
        rates = rates_of(run, by, [measure])
    return {(*rate.group, rate.name): (rate.count, rate.total) for rate in rates if rate.count or zero}


def test_the_run_as_a_whole() -> None:
    with counted() as run:
        assert (run.letters, run.unchecked, run.rationales) == (3, 1, 5)
    assert shares(WHOLE, "verdict") == {
        ("inconsistent",): (2, 5),
        ("cannot_tell",): (1, 5),
        ("consistent",): (2, 5),
    }
    assert shares(WHOLE, "aspect") == {
        ("citation: fits",): (5, 5),
        ("criteria: do_not_match",): (2, 5),
        ("criteria: match",): (3, 5),
        ("application: follows",): (5, 5),
        ("record: agrees",): (5, 5),
        ("decision: agrees",): (5, 5),
    }


def test_findings_count_once_a_rationale_and_not_where_suppressed() -> None:
    assert shares(WHOLE, "severity", zero=True) == {
        ("error",): (2, 5),
        ("warning",): (0, 5),
        ("note",): (1, 5),
    }
    # Those of a letter are counted of letters.
    assert shares(WHOLE, "check") == {
        ("limit-misstated",): (2, 5),
        ("sides-cite-differently",): (1, 5),
        ("missing-section",): (1, 3),
    }


@pytest.mark.parametrize(("by", "period", "inconsistent"), [
    ("treatment", "year", {"imaging": (1, 3), "drug_oral": (1, 2)}),
    ("drug", "year", {"not stated": (1, 3), "naproxen": (1, 2), "tizanidine": (0, 1)}),
    # What only the claims administrator cites is no guideline of the rationale.
    ("guideline", "year", {"MTUS-CP": (1, 3), "ODG, not further known": (0, 1), "not stated": (1, 1)}),
    ("edition", "year", {"MTUS-CP-2009": (1, 3), "MTUS-CP-2016": (0, 1), "ODG, not further known": (0, 1),
                         "not stated": (1, 1)}),
    ("specialty", "year", {"Family Practice": (1, 3), "Neurology": (1, 2), "not stated": (1, 2)}),
    ("decision", "year", {"upheld": (1, 3), "overturned": (0, 1), "not stated": (1, 1)}),
    ("period", "year", {"2015": (1, 2), "2016": (1, 2), "not stated": (0, 1)}),
    ("period", "quarter", {"2015-Q2": (1, 2), "2016-Q4": (1, 2), "not stated": (0, 1)}),
    ("period", "month", {"2015-06": (1, 2), "2016-11": (1, 2), "not stated": (0, 1)}),
])  # fmt: skip
def test_groups(by: str, period: str, inconsistent: dict[str, tuple[int, int]]) -> None:
    found = shares((by,), "verdict", period, zero=True)
    assert {group: count for (group, name), count in found.items() if name == "inconsistent"} == inconsistent


def test_groups_of_two_dimensions() -> None:
    found = shares(("treatment", "decision"), "verdict")
    assert found == {
        ("imaging", "upheld", "inconsistent"): (1, 2),
        ("imaging", "upheld", "consistent"): (1, 2),
        ("imaging", "overturned", "cannot_tell"): (1, 1),
        ("drug_oral", "upheld", "consistent"): (1, 1),
        ("drug_oral", "not stated", "inconsistent"): (1, 1),
    }


def test_what_letters_have_as_a_whole_is_grouped_by_what_letters_have() -> None:
    assert shares(("specialty",), "check")["Neurology", "missing-section"] == (1, 1)
    assert shares(("period",), "check")["2015", "missing-section"] == (1, 1)
    assert not any(name == "missing-section" for _, name in shares(("treatment",), "check", zero=True))


def test_groups_come_by_size_and_periods_in_their_order() -> None:
    assert [
        group for group, name in shares(("treatment",), "verdict", zero=True) if name == "consistent"
    ] == [
        "imaging",
        "drug_oral",
    ]
    letters = [
        letter("a", item(), day="2016-01-01"),
        letter("b", item(), item(), day="2017-01-01"),
        letter("c", item(), day="2015-01-01"),
    ]
    with counted(letters) as run:
        rates = rates_of(run, ("period",), ["verdict"])
    assert [rate.group for rate in rates[::3]] == [("2015",), ("2016",), ("2017",)]


def test_a_run_without_letters_has_no_shares() -> None:
    with counted(LETTERS[3:]) as run:
        assert (run.letters, run.unchecked, run.rationales) == (0, 1, 0)
        assert rates_of(run, WHOLE, ["verdict", "aspect", "severity", "check"]) == ()


def rate(count: int, total: int, group: str = "g", name: str = "inconsistent") -> Rate:
    return Rate(("treatment",), (group,), "verdict", name, count, total)


def test_outliers_are_corrected_for_the_number_of_comparisons() -> None:
    whole = [Rate((), (), "verdict", "inconsistent", 100, 1000)]
    # 18 of 100 is from 0.110 at 97.5 %, which excludes 0.1, and from 0.097 at 99.5 %, which doesn't.
    alone = outliers_of(whole, [rate(18, 100)])
    assert (alone.comparisons, alone.level) == (1, 0.95)
    assert [one.rate.group for one in alone.found] == [("g",)]
    two = outliers_of(whole, [rate(18, 100), rate(30, 300, "same")])
    assert (two.comparisons, two.level) == (2, 0.975)
    assert [round(bound, 3) for bound in two.found[0].interval] == [0.11, 0.281]
    ten = outliers_of(whole, [rate(18, 100), *(rate(10, 100, f"{n}") for n in range(9))])
    assert (ten.comparisons, ten.level, ten.found) == (10, 0.995, ())


def test_outliers_are_low_shares_too_and_the_farthest_comes_first() -> None:
    whole = [Rate((), (), "verdict", "inconsistent", 500, 1000)]
    found = outliers_of(whole, [rate(20, 100, "low"), rate(90, 100, "high"), rate(50, 100, "same")]).found
    assert [one.rate.group for one in found] == [("high",), ("low",)]


def test_a_group_that_is_the_run_is_compared_with_nothing() -> None:
    whole = [Rate((), (), "verdict", "inconsistent", 5, 10)]
    assert outliers_of(whole, [rate(5, 10)]).comparisons == 0
