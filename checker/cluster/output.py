"""What comes back from the workers, as one Parquet file: the bytes that a run on one machine writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from checker.cluster.worker import Checked
from checker.render.formats.extras import needed
from checker.render.formats.parquet import GROUP


@dataclass(slots=True)
class Left:
    """The letters that were not checked: how many, the first of them with why. ``bug``: imr-check failed."""

    count: int = 0
    first: list[tuple[str, str]] = field(default_factory=list)
    bug: bool = False

    def take(self, checked: Checked, most: int) -> None:
        """Count what was not checked of a partition; ``most`` letters are named."""
        self.count += len(checked.left)
        self.first += checked.left[: max(most - len(self.first), 0)]
        self.bug |= checked.bug


def write(file: BinaryIO, columns: Any, checked: Iterable[Checked], group: int = GROUP) -> None:
    """Write the rows of all partitions, those of ``group`` letters together, as they come."""
    pyarrow = needed("pyarrow", "pyarrow", "cluster", "cluster")
    parquet = needed("pyarrow.parquet", "pyarrow", "cluster", "cluster")
    tables = (pyarrow.ipc.open_stream(one.table).read_all() for one in checked)
    with parquet.ParquetWriter(file, columns, compression="zstd") as writer:
        for table in _grouped(pyarrow, tables, group):
            writer.write_table(table.replace_schema_metadata(columns.metadata).combine_chunks())


def _grouped(pyarrow: Any, tables: Iterable[Any], group: int) -> Iterator[Any]:
    """The same rows in tables of so many letters each. A letter begins at a row without an item."""
    held = None
    for table in tables:
        held = table if held is None else pyarrow.concat_tables([held, table])
        starts = [row for row, item in enumerate(held["item"].to_pylist()) if item is None]
        while len(starts) > group:
            yield held.slice(0, starts[group])
            held = held.slice(starts[group])
            starts = [row - starts[group] for row in starts[group:]]
    if held is not None:
        yield held
