"""``imr-check baseline``: make and keep the file of known findings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.options import FailLevel
from checker.cli.output import fail, say
from checker.counting import counted

app = typer.Typer(
    name="baseline",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The findings that are known already: with check --baseline FILE only new ones fail.",
)

Run = Annotated[Path, typer.Argument(metavar="RUN.json", help="A run saved with --format json=RUN.json.")]
File = Annotated[Path, typer.Argument(metavar="BASELINE", help="The file of known findings.")]
Level = Annotated[
    FailLevel, typer.Option("--fail-level", help="Lowest severity of what is taken up (default: error).")
]


@app.command("create")
def create(run: Run, baseline: File, *, fail_level: Level = FailLevel.error) -> None:
    """Take up the findings of a run in a new file: its errors, or those at --fail-level and above."""
    from checker.cli.baseline import left_out, of_run, save_baseline
    from checker.cli.saved import load_run
    from checker.readers import path_name

    if baseline.exists():
        fail(f"{path_name(baseline)}: it is there already: baseline update adds to it")
    report = load_run(run)
    made = of_run(report, fail_level)
    save_baseline(baseline, made)
    say(
        [
            f"{counted(len(made.findings), 'finding')} in {path_name(baseline)}",
            *left_out(made, report, fail_level),
        ]
    )


@app.command("update")
def update(run: Run, baseline: File, *, fail_level: Level = FailLevel.error) -> None:
    """Add what is new in a run: its errors, or what stands at --fail-level and above."""
    from checker.cli.baseline import left_out, load_baseline, save_baseline, updated
    from checker.cli.saved import load_run

    before = load_baseline(baseline)
    report = load_run(run)
    after = updated(before, report, fail_level)
    save_baseline(baseline, after)
    added = counted(len(after.findings) - len(before.findings), "finding")
    say([f"{added} added", *left_out(after, report, fail_level)])


@app.command("prune")
def prune(run: Run, baseline: File) -> None:
    """Take out what a run no longer finds in the letters that it checked."""
    from checker.cli.baseline import load_baseline, pruned, save_baseline
    from checker.cli.saved import load_run

    before = load_baseline(baseline)
    after = pruned(before, load_run(run))
    save_baseline(baseline, after)
    say([f"{counted(len(before.findings) - len(after.findings), 'finding')} taken out"])
