"""``imr-check cluster``: the letters of a Parquet file on many machines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import (
    AsOf,
    ConfigOption,
    EngineChoice,
    EngineOption,
    GuidelinePacks,
    MaxMemoryOption,
    NoShipped,
    RulePacks,
    TimeoutOption,
)
from checker.cli.output import BUG, CLEAN, FAILED, fail, warn

if TYPE_CHECKING:
    from checker.cluster.output import Left
    from checker.cluster.worker import Checked

_NAMED = 20  # letters not checked that are named on stderr; the file has all


def cluster(
    letters: Annotated[
        Path, typer.Argument(metavar="IN.parquet", help="A row a letter; or jsonl, zip, tar.")
    ],
    results: Annotated[Path, typer.Argument(metavar="OUT.parquet", help="Where to.")],
    *,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, as tcp://host:8786."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Processes here instead (default: the cores)."),
    ] = None,
    text_column: Annotated[
        str, typer.Option("--text-column", metavar="NAME", help="The column with the letters.")
    ] = "text",
    timeout: TimeoutOption = None,
    max_memory: MaxMemoryOption = None,
    engine: EngineOption = EngineChoice.auto,
    as_of: AsOf = None,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Check the letters of a Parquet file on the workers of a Dask cluster.

    What is written are the bytes of check --format parquet. The exit code says whether all letters were
    checked (0), not what was found.
    """
    from checker.render.formats.extras import needed

    for module, package in (("distributed", "distributed"), ("pyarrow", "pyarrow")):
        needed(module, package, "cluster", "cluster")
    if scheduler is not None and workers is not None:
        fail("--scheduler and --workers exclude each other")
    _refuse_output(letters, results)
    from checker.cli.in_force import in_force
    from checker.cli.selecting import ignored_rules
    from checker.cli.silenced import silenced
    from checker.cli.whole import write_whole_parts
    from checker.cluster import output
    from checker.cluster.checking import Work
    from checker.cluster.letters import letters_of, partitions
    from checker.cluster.running import cluster_of
    from checker.render.formats.parquet import columns_of
    from checker.render.formats.set_aside import set_aside
    from checker.report.views import report_of
    from checker.running.tasks import Limits

    found = letters_of(letters, text_column)
    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config, letters=[str(letters)])
    options = force.config
    checker = force.checker(engine.value)
    known = silenced([str(letters)])
    checker = checker.ignoring(ignored_rules(options, checker.rules) | known.ids)
    limits = Limits(timeout or options.timeout, max_memory or options.max_memory)
    work = Work(checker, known.told, as_of.date() if as_of else options.as_of, limits)
    columns = columns_of(report_of((), checker))
    left = output.Left()
    with cluster_of(work, scheduler, workers or os.cpu_count() or 1) as there:
        checked = _counted(there.results(partitions(found)), left)
        write_whole_parts(results, set_aside(lambda file: output.write(file, columns, checked)))
    for path, why in left.first:
        warn(f"{path}: {why}")
    if left.count > len(left.first):
        warn(f"and {left.count - len(left.first):,} more were not checked")
    raise typer.Exit(BUG if left.bug else FAILED if left.count else CLEAN)


def _refuse_output(letters: Path, results: Path) -> None:
    """Fail where the results can't be written, or would be in the place of the letters."""
    from checker.cli.whole import refuse_unwritable

    refuse_unwritable(results)
    if results.exists() and not results.is_file():
        fail(f"{results}: not a regular file")
    if os.path.realpath(letters) == os.path.realpath(results):
        fail(f"{results}: the letters are there")


def _counted(checked: Iterator[Checked], left: Left) -> Iterator[Checked]:
    for one in checked:
        left.take(one, _NAMED)
        yield one
