"""``imr-check check``: letters in, report out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import (
    AsOf,
    Color,
    ColorOption,
    EngineChoice,
    EngineOption,
    FailLevel,
    FormatsOption,
    GuidelinesFolder,
    LetterPaths,
    Quiet,
    RulesFolder,
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
    from checker.judging.examine import Checker
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
    rules: RulesFolder = None,
    guidelines: GuidelinesFolder = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="Options from this file, not the current folder's imr-check.toml or pyproject.toml.",
        ),
    ] = None,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="No letters is no error.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    show: ShowOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Check letters and report on each rationale."""
    from checker.cli.config import ignored_rules, load_config
    from checker.cli.results import TERMINAL, deliver, targets_of
    from checker.running.batch import check_paths

    verbosity = verbosity_of(quiet=quiet, verbose=verbose)
    targets = targets_of(form)
    options = load_config(config)
    when = as_of.date() if as_of else options.as_of
    checker = make_checker(engine, guidelines, rules)
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
    written = deliver(run.report, targets, Look(verbosity, color, show or (), level))
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


def make_checker(engine: EngineChoice, guidelines: Path | None, rules: Path | None) -> Checker:
    """Make a checker; a folder without any rule is refused, for it would find every letter clean."""
    from checker.cli.replacing import replaced
    from checker.running import setup

    checker = setup.make_checker(engine.value, guidelines, rules)
    if not checker.rules.rules:
        fail(f"{rules}: no rules in this folder")
    for replacement in replaced(checker, rules, guidelines):
        warn(replacement)
    broken = checker.engine.instead
    if broken is not None:
        warn(f"the engine {checker.engine.name} runs: durable-rules is installed but can't be used: {broken}")
    return checker
