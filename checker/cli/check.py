"""``imr-check check``: letters in, report out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import (
    AsOf,
    Color,
    ColorOption,
    ConfigOption,
    EngineChoice,
    EngineOption,
    FailLevel,
    FormatsOption,
    GuidelinePacks,
    LetterPaths,
    NoShipped,
    Quiet,
    RulePacks,
    ShowOption,
    Verbose,
)
from checker.cli.output import (
    BUG,
    CLEAN,
    FAILED,
    FINDINGS,
    INTERRUPTED,
    Look,
    fail,
    verbosity_of,
    warn,
)

if TYPE_CHECKING:
    from checker.report.records import Report
    from checker.running.batch import Run

_LEVELS = (FailLevel.error, FailLevel.warning, FailLevel.note)


def check(
    paths: LetterPaths,
    *,
    form: FormatsOption = None,
    fail_level: Annotated[
        FailLevel | None,
        typer.Option("--fail-level", help="Lowest severity for exit code 1 (default: error)."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to check with.")] = 1,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.01, help="Time that one letter may take (default: 30)."
        ),
    ] = None,
    engine: EngineOption = EngineChoice.auto,
    as_of: AsOf = None,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="No letters is no error.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    show: ShowOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Check letters and report on each rationale."""
    from checker.cli.config import ignored_rules
    from checker.cli.in_force import in_force
    from checker.cli.results import TERMINAL, deliver, targets_of
    from checker.running.batch import check_paths

    verbosity = verbosity_of(quiet=quiet, verbose=verbose)
    targets = targets_of(form)
    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config, letters=paths)
    options = force.config
    when = as_of.date() if as_of else options.as_of
    checker = force.checker(engine.value)
    checker = checker.ignoring(ignored_rules(options, checker.rules))
    run = check_paths(checker, paths, when, jobs, timeout or options.timeout)
    for problem in run.problems:
        warn(problem)
    if not run.report.letters and not allow_empty and not run.interrupted:
        fail("no letters found")
    letters = run.report.letters
    level = fail_level or FailLevel(options.fail_level)
    if len(letters) == 1 and letters[0].status == "unreadable":  # stderr has said all there is
        targets = tuple(one for one in targets if one.name != TERMINAL or one.file)
    written = deliver(
        run.report, targets, Look(verbosity, color, show or (), level), lambda: checker.knowledge
    )
    raise typer.Exit(exit_code(run, level, written=written))


def exit_code(run: Run, level: FailLevel, *, written: bool = True) -> int:
    """Find the exit code of a run: what is wrong with imr-check outranks what is wrong with an input."""
    if run.interrupted:
        return INTERRUPTED
    if run.bug:
        return BUG
    if not run.report.complete or not written:
        return FAILED
    return FINDINGS if fails(run.report, level) else CLEAN


def fails(report: Report, level: FailLevel) -> bool:
    """Whether the report holds a finding at or above a severity ("never": none counts)."""
    if level is FailLevel.never:
        return False
    return any(report.summary.findings[severity] for severity in _LEVELS[: _LEVELS.index(level) + 1])
