"""``imr-check cluster``: what can't be done is said before a cluster is started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cluster.test_letters import saved


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["in.parquet", "in.parquet"], "in.parquet: the letters are there"),
        (["in.parquet", "no/out.parquet"], "no/out.parquet: there is no folder no"),
        (["in.parquet", "/dev/null"], "/dev/null: not a regular file"),
        (["missing.parquet", "out.parquet"], "missing.parquet: no such file"),
        (
            ["in.parquet", "out.parquet", "--text-column", "x"],
            "in.parquet: it has no column 'x' (--text-column)",
        ),
        (["in.parquet", "out.parquet", "--workers", "2", "--scheduler", "x"], "exclude each other"),
    ],
)
def test_what_cannot_be_done_is_said_before_a_cluster_is_started(
    cli: Cli, here: Path, options: list[str], said: str
) -> None:
    saved("in.parquet", text=["a"])
    run = cli("cluster", *options)
    assert (run.code, run.out) == (2, b"")
    assert said in run.err
    assert [path.name for path in here.iterdir()] == ["in.parquet"]


@pytest.mark.parametrize("name", ["distributed", "pyarrow"])
def test_a_missing_library_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    run = cli("cluster", "in.parquet", "out.parquet")
    assert (run.code, run.err) == (
        2,
        f"imr-check: cluster needs {name}, which is not installed: pip install 'imr-check[cluster]'\n",
    )
