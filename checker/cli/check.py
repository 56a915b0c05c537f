"""``imr-check check``: letters in, report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.gate import Gate, OnUnreadable
from checker.cli.options import (
    AsOf,
    Color,
    ColorOption,
    ConfigOption,
    EngineChoice,
    EngineOption,
    ExtendRules,
    FailLevel,
    FormatsOption,
    GuidelinePacks,
    IgnoreRules,
    LetterPaths,
    MaxMemoryOption,
    NoShipped,
    Quiet,
    Redact,
    RulePacks,
    SelectRules,
    ShowOption,
    TimeoutOption,
    Verbose,
)
from checker.cli.output import INTERRUPTED, Look, fail, one_interrupt_later, verbosity_of, warn


def check(
    paths: LetterPaths = None,
    *,
    files_from: Annotated[
        Path | None,
        typer.Option(
            "--files-from",
            metavar="FILE",
            help="Paths from this file (-: stdin), a line each or ended by NUL.",
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude",
            metavar="PATTERN",
            help="Leave out what is so called; with a slash, what lies so. Repeatable.",
        ),
    ] = None,
    text_column: Annotated[
        str, typer.Option("--text-column", metavar="NAME", help="Where jsonl and parquet have the letters.")
    ] = "text",
    form: FormatsOption = None,
    fail_level: Annotated[
        FailLevel | None,
        typer.Option("--fail-level", help="Lowest severity for exit code 1 (default: error)."),
    ] = None,
    max_errors: Annotated[
        int | None,
        typer.Option(
            "--max-errors",
            metavar="N",
            min=0,
            help="Findings at --fail-level that are let pass (default: 0).",
        ),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit code 0 where it would be 1.")] = False,
    on_unreadable: Annotated[
        OnUnreadable | None,
        typer.Option(
            "--on-unreadable",
            help="What is no letter, or can't be read: exit code 2 (fail) or a remark (warn).",
        ),
    ] = None,
    select: SelectRules = None,
    ignore: IgnoreRules = None,
    extend_select: ExtendRules = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FILE", help="Known findings, which count no more (see baseline)."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="Processes to check with (default: the cores, for many letters)."
        ),
    ] = None,
    timeout: TimeoutOption = None,
    max_memory: MaxMemoryOption = None,
    resume: Annotated[
        Path | None,
        typer.Option(
            "--resume",
            metavar="JOURNAL",
            help="Keep results in this file, and take those that it has: of a run that was broken off, or "
            "of letters that are still the same.",
        ),
    ] = None,
    redact: Redact = False,
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
    from checker.cli.given import paths_given
    from checker.cli.in_force import in_force
    from checker.cli.progress import progress
    from checker.cli.results import TERMINAL, deliver, targets_of
    from checker.cli.selecting import Selection, ignored_rules, names_in
    from checker.cli.silenced import silenced
    from checker.cli.whole import refuse_letters
    from checker.readers import Exclusion
    from checker.running.batch import check_paths

    paths = paths_given(paths, files_from)
    verbosity = verbosity_of(quiet=quiet, verbose=verbose)
    targets = targets_of(form, resume)
    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config, letters=paths)
    options = force.config
    exclusion = Exclusion((*options.exclude, *(exclude or ())))
    refuse_letters([one.file for one in targets if one.file is not None], paths, exclusion)
    when = as_of.date() if as_of else options.as_of
    gate = Gate(
        fail_level or FailLevel(options.fail_level),
        options.max_errors if max_errors is None else max_errors,
        exit_zero,
        on_unreadable or OnUnreadable(options.on_unreadable),
        allow_empty,
    )
    known = silenced(paths, baseline)
    checker = force.checker(engine.value)
    asked = Selection(names_in(select), names_in(ignore), names_in(extend_select))
    checker = checker.ignoring(ignored_rules(options, checker.rules, asked) | known.ids)
    with progress() as watch:
        run = check_paths(
            checker,
            paths,
            when,
            jobs,
            timeout or options.timeout,
            megabytes=max_memory or options.max_memory,
            exclusion=exclusion,
            column=text_column,
            journal=resume,
            redact=redact,
            watch=watch,
        )
    report = known.told(run.report)
    for remark in (*run.problems, *run.remarks, *known.remarks(report)):
        warn(remark)
    if redact:
        from checker.report.redacting import NO_GUARANTEE, without_names

        report = without_names(report)
        warn(NO_GUARANTEE)
    letters = report.letters
    if not letters and not allow_empty and not run.interrupted:
        fail("no letters found")
    if len(letters) == 1 and letters[0].status == "unreadable":  # stderr has said all there is
        targets = tuple(one for one in targets if one.name != TERMINAL or one.file)
    look = Look(verbosity, color, show or (), gate.level)
    with one_interrupt_later() as interrupted:
        written = deliver(report, targets, look, lambda: checker.knowledge)
    raise typer.Exit(INTERRUPTED if interrupted else gate.exit_code(run, written=written))
