"""Tables: csv, xlsx, parquet, each read by a library of its own."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace

import openpyxl
import pyarrow.parquet
import pytest

from checker.render.formats import FORMATS, rendered, xlsx
from checker.render.formats.extras import FormatError
from checker.report.records import ConditionRecord
from tests.render.sample import ERROR, ITEM, LETTER, report_of

from .sample import RUN


def test_csv_has_a_row_a_finding_and_one_a_letter_not_checked() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered("csv", RUN).decode(), newline="")))
    assert [(row["path"], row["item"], row["rule"], row["severity"], row["suppressed"]) for row in rows] == [
        ("letters/002.txt", "", "IMR001", "warning", "False"),
        ("letters/002.txt", "1", "IMR103", "note", "False"),
        ("letters/002.txt", "1", "IMR402", "warning", "False"),
        ("letters/002.txt", "1", "IMR301", "error", "False"),
        ("letters/002.txt", "2", "IMR103", "note", "False"),
        ("letters/002.txt", "2", "IMR402", "warning", "True"),
        ("letters/bound.pdf", "", "IMR001", "warning", "False"),
        ("letters/bound.pdf", "1", "IMR103", "note", "False"),
        ("letters/bound.pdf", "1", "IMR402", "warning", "False"),
        ("letters/bound.pdf", "1", "IMR301", "error", "False"),
        ("letters/lost.pdf", "", "", "", ""),
        ("letters/news.txt", "", "", "", ""),
    ]
    assert rows[2]["page"] == "4"
    assert rows[3]["quote"] == ERROR.evidence[0].quote
    assert [(row["status"], row["message"]) for row in rows[-2:]] == [
        ("unreadable", "no such file"),
        ("not_a_determination", "its headings are missing"),
    ]


def sheet(book: openpyxl.Workbook, name: str) -> list[dict[str, object]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_xlsx_has_a_sheet_of_rationales_findings_and_conditions() -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered("xlsx", RUN)))
    assert book.sheetnames == ["rationales", "findings", "conditions"]
    rationales = sheet(book, "rationales")
    assert [(row["path"], row["item"], row["verdict"], row["errors"]) for row in rationales] == [
        ("letters/002.txt", 1, "inconsistent", 1),
        ("letters/002.txt", 2, "consistent", 0),
        ("letters/002.txt", 3, "cannot_tell", 0),
        ("letters/bound.pdf", 1, "inconsistent", 1),
        ("letters/lost.pdf", None, None, None),
        ("letters/news.txt", None, None, None),
    ]
    assert rationales[0]["criteria"] == "do_not_match"
    why = "the rationale states 10-12 visits over 8 weeks, the cited pages 9-10"
    assert rationales[0]["why"] == why
    assert rationales[-1]["why"] == "its headings are missing"
    assert len(sheet(book, "findings")) == 12
    conditions = sheet(book, "conditions")
    assert conditions[1] == {
        "path": "letters/002.txt",
        "part": None,
        "status": "checked",
        "case_number": "CM15-0079236",
        "decision_date": "2015-06-02",
        "item": 1,
        "title": "Physical Therapy, 12 sessions",
        "criterion": "CP09.pm.neuritis",
        "condition": "visits for neuralgia, neuritis and radiculitis: at most 8-10 visits over 4 weeks",
        "stated_in": "0",
        "case": "unmet",
        "case_quotes": "Six sessions of physical therapy were completed.; Physical Therapy, 12 sessions",
        "compared_in": "3",
        "decisive": True,
    }


def test_xlsx_and_parquet_of_the_same_run_are_the_same_bytes() -> None:
    assert rendered("xlsx", RUN) == rendered("xlsx", RUN)
    assert rendered("parquet", RUN) == rendered("parquet", RUN)


def test_a_cell_that_is_too_long_says_that_it_is_cut() -> None:
    condition = ConditionRecord(text="w" * 40_000, case="met")
    report = report_of(replace(LETTER, items=(replace(ITEM, conditions=(condition,)),)))
    (row,) = sheet(openpyxl.load_workbook(io.BytesIO(rendered("xlsx", report))), "conditions")
    assert str(row["condition"]).endswith("w … [cut]")
    assert len(str(row["condition"])) == xlsx.MOST_SIGNS


def test_a_sheet_without_room_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 13)
    assert rendered("xlsx", RUN)
    monkeypatch.setattr(xlsx, "MOST_ROWS", 12)
    with pytest.raises(FormatError, match="a sheet of xlsx holds 11 findings, this run has more"):
        rendered("xlsx", RUN)


def test_parquet_has_a_row_a_letter_and_one_a_rationale() -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(rendered("parquet", RUN)))
    rows = table.to_pylist()
    assert [(row["path"], row["part"], row["item"], row["verdict"]) for row in rows] == [
        ("letters/002.txt", None, None, None),
        ("letters/002.txt", None, 1, "inconsistent"),
        ("letters/002.txt", None, 2, "consistent"),
        ("letters/002.txt", None, 3, "cannot_tell"),
        ("letters/bound.pdf", 2, None, None),
        ("letters/bound.pdf", 2, 1, "inconsistent"),
        ("letters/lost.pdf", None, None, None),
        ("letters/news.txt", None, None, None),
    ]
    assert rows[1]["aspects"]["criteria"] == "do_not_match"
    assert [(one["rule"], one["criterion"], one["suppressed"]) for one in rows[1]["findings"]] == [
        ("IMR103", None, False),
        ("IMR402", None, False),
        ("IMR301", "CP09.pm.myalgia", False),
    ]
    assert [one["decisive"] for one in rows[1]["conditions"]] == [False, True, False, False]
    assert [one["rule"] for one in rows[0]["findings"]] == ["IMR001"]
    assert rows[-2]["error"] == "no such file"
    assert table.schema.metadata[b"imr-check.knowledge"] == b"2026.11"


def test_parquet_of_no_letters_has_the_same_columns() -> None:
    def columns(*letters: object) -> object:
        data = rendered("parquet", replace(RUN, letters=letters))  # type: ignore[arg-type]
        return pyarrow.parquet.read_schema(io.BytesIO(data))

    assert columns() == columns(*RUN.letters)


@pytest.mark.parametrize(
    ("name", "module", "package"), [("xlsx", "xlsxwriter", "XlsxWriter"), ("parquet", "pyarrow", "pyarrow")]
)
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, module: str, package: str
) -> None:
    FORMATS[name].require()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(FormatError) as raised:
        FORMATS[name].require()
    assert str(raised.value) == (
        f"the format {name} needs {package}, which is not installed: pip install 'imr-check[{name}]'"
    )
