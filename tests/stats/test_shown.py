"""What is shown of statistics: hostile words are words, few are said to be few, plots are the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import cmarkgfm
import pytest
from rich.console import Console

from checker.report.records import FigureRecord
from checker.stats.duplicates import pairs_of
from checker.stats.limits import figures_of
from checker.stats.outliers import outliers_of
from checker.stats.plot import plot
from checker.stats.rates import WHOLE, By, Rate, rates_of
from checker.stats.runs import Run
from checker.stats.sections import (
    Section,
    duplicates_section,
    limits_section,
    outliers_section,
    rates_section,
)
from checker.stats.terminal import shown
from checker.stats.writing import OneTableError, as_csv, as_data, as_markdown
from tests.render.formats.test_injection import CORPUS, VISIBLE
from tests.stats.sample import CHRONIC, LETTERS, counted, item, letter, sentence
from tests.stats.test_letters_compared import RATIONALE


def printed(run: Run, sections: Sequence[Section], width: int) -> str:
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(shown(run, sections))
    return file.getvalue()


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip(" ─")]


def test_the_terminal_says_what_is_few_and_what_was_not_checked() -> None:
    with counted() as run:
        rates = [*rates_of(run, WHOLE, ["verdict"]), *rates_of(run, ("specialty",), ["verdict"])]
        text = printed(run, [rates_section(rates)], 100)
    assert lines_of(text) == [
        "5 rationales of 3 letters",
        "1 input that could not be checked: in no figure",
        "Verdicts",
        "Run Of Inconsistent Cannot tell Consistent",
        "all 5 few 2: 40% [12-77] 1: 20% [4-62] 2: 40% [12-77]",
        "few: fewer than 30; the interval tells how little that says.",
        "Verdicts by specialty",
        "Specialty Of Inconsistent Cannot tell Consistent",
        "Family Practice 3 few 1: 33% [6-79] 0: 0% [0-56] 2: 67% [21-94]",
        "Neurology 2 few 1: 50% [9-91] 0: 0% [0-66] 1: 50% [9-91]",
        "not stated 2 few 1: 50% [9-91] 1: 50% [9-91] 0: 0% [0-66]",
        "few: fewer than 30; the interval tells how little that says.",
        "What has several of these is counted in each: the groups add up to more than the run.",
    ]


def test_long_tables_leave_out_what_is_nowhere_in_a_group() -> None:
    with counted() as run:
        table = rates_section(rates_of(run, ("treatment",), ["check"])).tables[0]
    assert table.heads == ("Treatment", "Check", "In", "Share")
    assert table.rows == (
        ("imaging", "limit-misstated", "1 of 3 few", "33% [6-79]"),
        ("imaging", "sides-cite-differently", "1 of 3 few", "33% [6-79]"),
        ("drug oral", "limit-misstated", "1 of 2 few", "50% [9-91]"),
    )


def test_many_are_told_more_finely() -> None:
    rate = Rate((), (), "verdict", "inconsistent", 389, 1000)
    table = rates_section([rate]).tables[0]
    assert table.rows == (("all", "1,000", "38.9% [35.9-42.0]"),)
    assert table.notes == ()


def test_outliers_say_their_correction() -> None:
    whole = Rate((), (), "verdict", "inconsistent", 100, 1000)
    groups = [
        Rate(("treatment",), ("imaging",), "verdict", "inconsistent", 30, 100),
        Rate(("treatment",), ("dme",), "verdict", "inconsistent", 10, 100),
    ]
    section = outliers_section(outliers_of([whole], groups))
    assert section.tables[0].rows == (
        ("treatment: imaging", "inconsistent", "30 of 100", "30% [21-41]", "100 of 1,000"),
    )
    assert "With 2 comparisons the interval of each is at 97.5% (Bonferroni)" in section.tables[0].notes[0]
    (record,) = section.records
    assert record["run_share"] == 0.1
    assert record["level"] == 0.975
    assert set(record) == set(section.columns)


def hostile(words: str) -> list[Section]:
    """All sections of a run with these words wherever a run has any."""
    figures = (
        FigureRecord(unit=words, low=low, high=low, over=words, holds=words, agrees=True) for low in (1, 2)
    )
    stated = [sentence(RATIONALE, criterion=words, figure=figure) for figure in figures]
    citation = replace(CHRONIC, family=words, guideline=words)
    items = [
        item(
            decision=decision,
            category=words,
            citations=[citation],
            statements=stated,
            drugs=[words],
            title=words,
        )
        for decision in ("upheld", "overturned")
    ]
    bys: list[By] = [("treatment", "drug"), ("guideline",), ("specialty",)]
    with counted([letter(words, *items, specialties=(words,))]) as run:
        rates = [rate for by in bys for rate in rates_of(run, by, ["verdict", "aspect", "severity", "check"])]
        outlying = outliers_of(
            [Rate((), (), "check", words, 1, 1000)], [Rate(("drug",), (words,), "check", words, 99, 100)]
        )
        return [
            rates_section(rates),
            outliers_section(outlying),
            limits_section(figures_of(run)),
            duplicates_section(pairs_of(run)),
        ]


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_words_are_words(name: str) -> None:
    sections, plain = hostile(CORPUS[name]), hostile("words")
    with counted() as run:
        text = printed(run, sections, 200)
        assert not VISIBLE.search(text.replace("\n", ""))
        assert "\x1b" not in text
        html = cmarkgfm.github_flavored_markdown_to_html(as_markdown(run, sections))
        expected = cmarkgfm.github_flavored_markdown_to_html(as_markdown(run, plain))
        tags = re.compile(r"</?(\w+)")
        assert tags.findall(html) == tags.findall(expected)
        for section, same in zip(sections, plain, strict=True):
            rows = list(csv.reader(io.StringIO(as_csv([section]), newline="")))
            assert len(rows) == 1 + len(section.records) == 1 + len(same.records)
            assert {len(row) for row in rows} == {len(section.columns)}
            assert [cell for row in rows for cell in row if re.match(r"\s*[=+\-@\uff1d]", cell)] == []
        assert set(json.loads(json.dumps(as_data(run, sections)))) >= {"rates", "limits", "duplicates"}


def test_csv_holds_one_table() -> None:
    with pytest.raises(OneTableError, match="choose one of --rates and --outliers and"):
        as_csv(hostile("words"))


def drawn(kind: str, *groups: str) -> bytes:
    whole = [Rate((), (), "verdict", name, 5, 10) for name in ("inconsistent", "consistent")]
    rates = [Rate(("treatment",), (group,), "verdict", rate.name, 1, 2) for group in groups for rate in whole]
    return plot(kind, whole, rates, "Verdicts by treatment")


def words_of(svg: bytes) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_plot_has_a_panel_a_name_and_the_same_bytes_again() -> None:
    svg = drawn("svg", "imaging")
    words = words_of(svg)
    assert "imaging (2)" in words
    assert [word for word in words if "consistent" in word] == ["inconsistent", "consistent"]
    assert svg == drawn("svg", "imaging")
    png = drawn("png", "imaging")
    assert png.startswith(b"\x89PNG")
    assert png == drawn("png", "imaging")


def test_a_plot_says_how_many_groups_it_leaves_out() -> None:
    groups = [f"group {number}" for number in range(41)]
    assert any("(the first 40 of 41 groups)" in word for word in words_of(drawn("svg", *groups)))
    assert not any("the first" in word for word in words_of(drawn("svg", *groups[1:])))


def test_hostile_words_are_words_in_a_plot() -> None:
    groups = [*CORPUS.values(), "$\\frac{1}{0}$", "$$$", "漢字", "-->", "x" * 500]
    svg = drawn("svg", *groups)
    names = {node.tag.rpartition("}")[2] for node in ET.fromstring(svg).iter()}
    assert not names & {"script", "a", "image", "foreignObject"}
    plain = words_of(drawn("svg", *(f"group {number}" for number in range(len(groups)))))
    words = words_of(svg)
    assert len(words) == len(plain)
    assert {"$$$ (2)", "漢字 (2)", f"{'x' * 40} … (2)"} <= set(words)
    assert drawn("png", *groups).startswith(b"\x89PNG")


def test_the_columns_of_records_are_the_same_where_there_are_none() -> None:
    with counted(LETTERS) as run:
        empty = [limits_section(figures_of(run)), duplicates_section(pairs_of(run))]
    full = hostile("words")[2:]
    assert [section.columns for section in empty] == [section.columns for section in full]
    assert [tuple(section.records[0]) for section in full] == [section.columns for section in full]
