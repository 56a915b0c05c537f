"""``imr-check stats``: any form of a saved run gives the same; what can't be counted is said."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from checker.render.formats import rendered
from tests.cli.conftest import Cli, shell
from tests.render.sample import report_of
from tests.stats.sample import LETTERS


@pytest.fixture
def runs(here: Path) -> Path:
    """An invented run, saved in three forms."""
    for name in ("json", "jsonl", "parquet"):
        (here / f"run.{name}").write_bytes(rendered(name, report_of(*LETTERS)))
    return here


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "json"),
        ("--by", "specialty", "--by", "treatment+decision", "--of", "findings", "--format", "csv"),
        ("--by", "period", "--period", "month", "--outliers"),
        ("--limits", "--duplicates", "--format", "markdown"),
    ],
)
@pytest.mark.usefixtures("runs")
def test_all_forms_of_a_run_give_the_same(cli: Cli, options: tuple[str, ...]) -> None:
    results = [cli("stats", f"run.{name}", *options) for name in ("json", "jsonl", "parquet")]
    assert {(one.code, one.err) for one in results} == {(0, "")}
    assert results[0].out
    assert {one.out for one in results} == {results[0].out}


@pytest.mark.usefixtures("runs")
def test_a_csv_has_every_share_with_its_denominator(cli: Cli) -> None:
    run = cli("stats", "run.parquet", "--by", "decision", "--of", "findings", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.text, newline="")))
    found = {
        (row["group"], row["name"]): (row["count"], row["of"]) for row in rows if row["by"] == "decision"
    }
    assert found["upheld", "error"] == ("1", "3")
    assert found["overturned", "error"] == ("0", "1")
    assert found["not stated", "limit-misstated"] == ("1", "1")
    whole = next(row for row in rows if row["name"] == "error" and not row["by"])
    assert [whole[name] for name in ("count", "of", "share", "low", "high", "few")] == [
        *("2", "5", "0.4", "0.117621", "0.769276", "True"),
    ]


@pytest.mark.usefixtures("runs")
def test_a_plot_is_written_beside_what_is_printed(cli: Cli, here: Path) -> None:
    run = cli("stats", "run.json", "--by", "treatment", "--plot", "out.svg")
    assert run.code == 0
    assert "Verdicts by treatment" in run.text
    assert (here / "out.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "treatmnt"], "--by: nothing is grouped by 'treatmnt' (did you mean treatment?)"),
        (["--by", "drug+drug"], "--by: drug+drug names drug twice"),
        (["--outliers"], "--outliers needs --by: it compares groups with the run"),
        (["--limits", "--duplicates", "--format", "csv"], "choose one of --limits and --duplicates"),
        (["--plot", "a.pdf", "--by", "drug"], "--plot: a.pdf is no .svg or .png"),
        (["--plot", "a.svg"], "--plot draws the groups of one --by"),
        (["--plot", "a.svg", "--by", "drug", "--of", "aspects"], "--plot draws verdicts or findings"),
        (["--plot", "no/a.svg", "--by", "drug"], "no/a.svg: there is no folder no"),
    ],
)
@pytest.mark.usefixtures("runs")
def test_what_cannot_be_done_is_said(cli: Cli, here: Path, options: list[str], said: str) -> None:
    run = cli("stats", "run.json", *options)
    assert (run.code, run.out) == (2, b"")
    assert said in run.err
    assert not list(here.glob("a.*"))


def test_no_statistic_is_made_of_nothing(cli: Cli, here: Path) -> None:
    (here / "run.json").write_bytes(rendered("json", report_of(*LETTERS[3:])))
    run = cli("stats", "run.json")
    assert (run.code, run.out) == (2, b"")
    assert run.err == "imr-check: run.json: no rationale in it was checked: there is nothing to count\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "run: No such file or directory"),
        (b"", "run: not a saved run"),
        (b"{}", "run: not a saved run: tool: Field required"),
        (b"PAR1 and no more", "run: statistics can't be made of it: "),
    ],
)
def test_what_is_no_run_is_said(cli: Cli, here: Path, data: bytes | None, said: str) -> None:
    if data is not None:
        (here / "run").write_bytes(data)
    run = cli("stats", "run")
    assert (run.code, run.out) == (2, b"")
    assert said in run.err
    assert len(run.err.splitlines()) <= 6


@pytest.mark.usefixtures("runs")
def test_a_line_that_is_no_letter_is_named(cli: Cli, here: Path) -> None:
    file = here / "run.jsonl"
    file.write_text(f"{file.read_text('utf-8')}{{}}\n", encoding="utf-8")
    run = cli("stats", file.name)
    assert (run.code, run.err) == (2, "imr-check: run.jsonl:5: not a letter of a saved run\n")


@pytest.mark.usefixtures("runs")
def test_parquet_of_another_kind_is_no_run(cli: Cli, here: Path) -> None:
    table = pyarrow.parquet.read_table(here / "run.parquet")
    pyarrow.parquet.write_table(table.drop_columns(["sentences"]), here / "old.parquet")
    assert cli("stats", "old.parquet").code == 0
    run = cli("stats", "old.parquet", "--limits")
    assert (run.code, run.err) == (
        2,
        "imr-check: old.parquet: it has no column sentences: save the run again with this imr-check\n",
    )
    changed = table.set_column(table.schema.get_field_index("findings"), "findings", table["path"])
    pyarrow.parquet.write_table(changed, here / "other.parquet")
    run = cli("stats", "other.parquet")
    assert (run.code, run.out) == (2, b"")
    assert run.err.startswith("imr-check: other.parquet: statistics can't be made of it: ")


@pytest.mark.parametrize("module", ["duckdb", "pyarrow"])
def test_a_missing_library_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    run = cli("stats", "run.json")
    assert (run.code, run.err) == (
        2,
        f"imr-check: stats needs {module}, which is not installed: pip install 'imr-check[stats]'\n",
    )


@pytest.mark.parametrize(
    ("module", "options"), [("rensa", ["--duplicates"]), ("matplotlib", ["--by", "drug", "--plot", "a.svg"])]
)
def test_a_library_is_missed_where_it_is_needed(
    cli: Cli, runs: Path, monkeypatch: pytest.MonkeyPatch, module: str, options: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert cli("stats", "run.json").code == 0
    run = cli("stats", "run.json", *options)
    assert (run.code, run.out) == (2, b"")
    assert f"needs {module}, which is not installed: pip install 'imr-check[stats]'" in run.err


@pytest.mark.usefixtures("runs")
def test_a_name_that_looks_like_an_address_or_a_pattern_is_a_file(cli: Cli, here: Path) -> None:
    (here / "s3:" / "a").mkdir(parents=True)
    for name in ("s3:/a/run*.parquet", "s3:/a/'; DROP TABLE rows; --"):
        (here / name).write_bytes((here / "run.parquet").read_bytes())
        assert cli("stats", f"s3://a/{Path(name).name}").code == 0


def test_stats_of_the_shell(runs: Path) -> None:
    done = shell("stats", "run.parquet", "--by", "decision", env={"COLUMNS": "80"})
    assert (done.code, done.err) == (0, "")
    assert "overturned" in done.text
