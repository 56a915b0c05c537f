"""What a report records for statistics: the figure that a sentence states, and the family of a citation."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pyarrow.parquet
import pytest

import checker
from checker.render.formats import rendered
from checker.report.records import FigureRecord, Report

ROOT = Path(__file__).parents[2]


@cache
def report(name: str) -> Report:
    return checker.check_file(ROOT / "examples" / f"{name}.txt")


@pytest.mark.parametrize(
    ("name", "criterion", "figure"),
    [
        (
            "misstated-limit",
            "CP09.pm.myalgia.visits",
            FigureRecord(
                unit="visit",
                low=4,
                high=6,
                over="3 weeks",
                holds="at most 9-10 visits over 8 weeks (myalgia and myositis)",
                agrees=False,
            ),
        ),
        (
            "search-order",
            "ODG.pain.zolp.two_to_six_weeks",
            FigureRecord(unit="week", low=2, high=6, holds="at most 2-6 weeks", agrees=True),
        ),
    ],
)
def test_a_sentence_has_the_figure_that_it_states(name: str, criterion: str, figure: FigureRecord) -> None:
    (letter,) = report(name).letters
    stated = [
        (one.criterion, one.figure)
        for item in letter.items
        for one in item.statements
        if one.figure is not None
    ]
    assert stated == [(criterion, figure)]


def test_a_citation_has_the_family_of_its_edition() -> None:
    (item,) = report("misstated-limit").letters[0].items
    assert {(one.by, one.family, one.guideline) for one in item.citations} == {
        ("claims_administrator", "MTUS-CP", "MTUS-CP-2009"),
        ("reviewer", "MTUS-CP", "MTUS-CP-2009"),
    }


def test_parquet_has_the_sentences_and_the_citations() -> None:
    run = report("misstated-limit")
    _, row = pyarrow.parquet.read_table(io.BytesIO(rendered("parquet", run))).to_pylist()
    (item,) = run.letters[0].items
    assert [one["text"] for one in row["sentences"]] == [one.text for one in item.statements]
    assert row["sentences"][0]["criterion"] == "CP09.pm.myalgia.visits"
    assert row["sentences"][0]["figure"] == {
        "unit": "visit",
        "low": 4.0,
        "high": 6.0,
        "over": "3 weeks",
        "holds": "at most 9-10 visits over 8 weeks (myalgia and myositis)",
        "agrees": False,
    }
    assert row["citations"][1] == {
        "by": "reviewer",
        "source": "MTUS",
        "family": "MTUS-CP",
        "guideline": "MTUS-CP-2009",
    }
