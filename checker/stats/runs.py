"""A saved run as rows in DuckDB, whatever it was saved as: a row a letter, and one a rationale."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from checker.errors import CheckerError
from checker.render.formats.extras import needed
from checker.render.formats.parquet import schema, table_of
from checker.report.records import LetterRecord

NOT_STATED = "not stated"
_TOGETHER = 5_000  # letters or rows that are held
_PERIODS = {
    "year": "substr(decision_date, 1, 4)",
    "quarter": "substr(decision_date, 1, 4) || '-Q' || quarter(TRY_CAST(decision_date AS date))",
    "month": "substr(decision_date, 1, 7)",
}
PERIODS = tuple(_PERIODS)
# A citation that leads to no guideline that is known is one of its source.
_UNKNOWN = """CASE c.source WHEN 'NONE' THEN 'none cited' WHEN 'OTHER' THEN 'another source'
              ELSE c.source || ', not further known' END"""
_DIMENSIONS = {
    "treatment": "[category]",
    "drug": "[d.name for d in drugs]",
    "guideline": f"[coalesce(c.family, {_UNKNOWN}) for c in citations if c.by = 'reviewer']",
    "edition": f"[coalesce(c.guideline, {_UNKNOWN}) for c in citations if c.by = 'reviewer']",
    "specialty": "specialties",
    "decision": "[decision]",
    "period": "[{period}]",
}
DIMENSIONS = tuple(_DIMENSIONS)
OF_LETTERS = ("specialty", "period")  # those that a letter has as a whole
ONE_EACH = ("treatment", "decision", "period")  # those of which a rationale has exactly one
_SETTINGS = (
    "enable_progress_bar = false",
    "python_enable_replacements = false",
    "enable_external_access = false",
)
_COLUMNS = (
    *("path", "part", "status", "item", "title", "decision_date", "decision", "category", "drugs"),
    *("specialties", "citations", "verdict", "aspects", "findings"),
)
_TEXTS = ("sentences",)  # the most of a file: read only where it is asked for


class RunError(CheckerError):
    """A file is no saved run that statistics can be made of. The message names it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of a run: the table ``rows``, with a list of groups for each dimension, none of them empty.

    ``letters`` counts those checked, ``unchecked`` the other inputs, ``rationales`` those of the letters.
    """

    connection: Any
    letters: int
    unchecked: int
    rationales: int

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        rows: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return rows


def require() -> None:
    """Raise FormatError where a library is missing."""
    for module in ("duckdb", "pyarrow"):
        needed(module, module, "stats", "stats")


@contextmanager
def run_of(
    source: Path | Iterable[LetterRecord], name: str, period: str = "year", *, texts: bool = True
) -> Iterator[Run]:
    """A run saved as Parquet, or the letters of one saved otherwise, ready to be asked.

    Without ``texts`` the sentences of rationales are left out. Nothing but the rows can be reached from a
    query: no file, no network. Raises RunError.
    """
    duckdb = needed("duckdb", "duckdb", "stats", "stats")
    pyarrow = needed("pyarrow", "pyarrow", "stats", "stats")
    with tempfile.TemporaryDirectory() as folder:
        connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        try:
            for setting in (f"temp_directory = '{folder}'", *_SETTINGS):
                connection.execute(f"SET {setting}")
            columns = (*_COLUMNS, *(_TEXTS if texts else ()))
            for number, table in enumerate(_tables(pyarrow, source, columns)):
                connection.register("run", table)
                make = "INSERT INTO rows" if number else "CREATE TABLE rows AS"
                connection.execute(f"{make} {_rows(period, texts)}")
            yield Run(connection, *_counts(connection))
        except (duckdb.Error, pyarrow.ArrowException, OSError) as error:
            what = " ".join(str(error).split())[:200]
            raise RunError(f"{name}: statistics can't be made of it: {what}") from None
        finally:
            connection.close()


def _tables(pyarrow: Any, source: Path | Iterable[LetterRecord], columns: Sequence[str]) -> Iterator[Any]:
    """The rows in tables of some thousand each, at first one without any."""
    if isinstance(source, Path):
        yield from _parquet(pyarrow, source, columns)
        return
    whole = schema(pyarrow)
    yield whole.empty_table().select(columns)
    letters = iter(source)
    while group := tuple(islice(letters, _TOGETHER)):
        yield table_of(group, whole).select(columns)


def _parquet(pyarrow: Any, path: Path, columns: Sequence[str]) -> Iterator[Any]:
    parquet = needed("pyarrow.parquet", "pyarrow", "stats", "stats")
    with path.open("rb") as opened:  # not by its name: one with "://" in it would be an address
        file = parquet.ParquetFile(opened)
        missing = [name for name in columns if name not in file.schema_arrow.names]
        if missing:
            raise RunError(f"{path}: it has no column {missing[0]}: save the run again with this imr-check")
        yield pyarrow.schema([file.schema_arrow.field(name) for name in columns]).empty_table()
        for batch in file.iter_batches(batch_size=_TOGETHER, columns=list(columns)):
            yield pyarrow.Table.from_batches([batch])


def _rows(period: str, texts: bool) -> str:
    """The query that makes the rows; a dimension of which nothing is stated has that for its group."""
    dimensions = ", ".join(
        f"{_stated(_listed(sql.replace('{period}', _PERIODS[period])))} AS {name}_groups"
        for name, sql in _DIMENSIONS.items()
    )
    sentences = "sentences, " if texts else ""
    return f"""SELECT path, part, status, item, title, decision, verdict, aspects, {sentences}{dimensions},
        {_listed("[f.check for f in findings if not f.suppressed]")} AS checks,
        {_listed("[f.severity for f in findings if not f.suppressed]")} AS severities
        FROM run"""


def _listed(sql: str) -> str:
    """Each value of a list once; what is null is none."""
    return f"list_sort(list_distinct({sql}))"


def _stated(sql: str) -> str:
    return f"CASE WHEN len({sql}) > 0 THEN {sql} ELSE ['{NOT_STATED}'] END"


def _counts(connection: Any) -> tuple[int, int, int]:
    counts: tuple[int, int, int] = connection.execute(
        """SELECT count(*) FILTER (item IS NULL AND status = 'checked'),
                  count(*) FILTER (item IS NULL AND status != 'checked'),
                  count(*) FILTER (item IS NOT NULL) FROM rows"""
    ).fetchone()
    return counts
