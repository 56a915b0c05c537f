"""The commands on one letter, on saved runs, and on the schemas in force."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.options import (
    AsOf,
    Color,
    ColorOption,
    ConfigOption,
    EngineChoice,
    EngineOption,
    FailLevel,
    Format,
    FormatOption,
    FormatsOption,
    GuidelinePacks,
    NoShipped,
    OneLetter,
    Quiet,
    Redact,
    RulePacks,
    ShowOption,
    Verbose,
)
from checker.cli.output import (
    CLEAN,
    FAILED,
    FINDINGS,
    Look,
    fail,
    print_rich,
    say,
    verbosity_of,
    warn,
    write_bytes,
    write_json,
)

if TYPE_CHECKING:
    from checker.knowledge.knowledge import Knowledge
    from checker.knowledge.packs import Pack

_FILE = typer.Argument(metavar="RUN.json", help="A run saved with --format json.")


class SchemaOf(StrEnum):
    """What a schema describes."""

    rule = "rule"
    guideline = "guideline"
    pack = "pack"
    report = "report"
    config = "config"


class MemoFor(StrEnum):
    """What a memo is for."""

    appeal = "appeal"
    qa = "qa"


class MemoForm(StrEnum):
    """What a memo is written as."""

    markdown = "markdown"
    docx = "docx"
    pdf = "pdf"


def extract(
    letter: OneLetter,
    *,
    redact: Redact = False,
    as_of: AsOf = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Print what is read from a letter as JSON: items, citations, statements, facts. No rule is run."""
    from checker.cli.extracting import extracted
    from checker.cli.in_force import in_force
    from checker.cli.letters import read_one

    force = in_force(guidelines=guidelines, no_shipped=no_shipped, config=config, letters=[letter])
    checker = force.checker("indexed")
    name, text = read_one(letter)
    when = as_of.date() if as_of else force.config.as_of
    result = extracted(checker.knowledge, text, name, when, redact=redact)
    _tell(redact=redact)
    write_json(result)
    if result["error"]:
        fail(f"{name}: {result['error']}")


def explain(
    letter: OneLetter,
    *,
    item: Annotated[int | None, typer.Option("--item", metavar="N", min=1, help="This item only.")] = None,
    finding: Annotated[
        str | None,
        typer.Option("--finding", metavar="ID", help="This finding only (the beginning of its id will do)."),
    ] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="ID", help="This rule only.")] = None,
    why_not: Annotated[
        bool, typer.Option("--why-not", help="Every condition of --rule, met or not.")
    ] = False,
    redact: Redact = False,
    as_of: AsOf = None,
    engine: EngineOption = EngineChoice.auto,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Show how each verdict and finding came about, as a tree of conditions and quotes."""
    if why_not and rule is None:
        fail("--why-not needs --rule ID")
    if why_not and finding is not None:
        fail("--why-not and --finding exclude each other")
    if finding == "":
        fail("--finding: the id is empty")
    from checker.cli.explaining import Wanted, explained
    from checker.cli.in_force import in_force
    from checker.cli.letters import checker_for, read_one
    from checker.cli.tree import tree

    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config, letters=[letter])
    checker = checker_for(letter, force, engine.value)
    name, text = read_one(letter)
    wanted = Wanted(item, finding, rule, why_not=why_not)
    when = as_of.date() if as_of else force.config.as_of
    made = explained(checker, text, name, when, wanted, redact=redact)
    _tell(redact=redact)
    print_rich(tree(made), color)


def memo(
    letter: OneLetter,
    *,
    purpose: Annotated[
        MemoFor, typer.Option("--for", help="appeal: by the grounds of Labor Code 4610.6(h); qa: all of it.")
    ],
    form: Annotated[MemoForm, typer.Option("--format", help="What it is written as.")] = MemoForm.markdown,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else standard output.")
    ] = None,
    redact: Redact = False,
    as_of: AsOf = None,
    engine: EngineOption = EngineChoice.auto,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Write a memo on a letter: findings by ground, the letter's passage beside the guideline's.

    Under a ground stands only what is sure; the rest is in an annex. It never says that a treatment should
    have been approved.
    """
    from checker.cli.in_force import in_force
    from checker.cli.letters import checker_for, read_one
    from checker.cli.memo import memo_bytes, refuse_missing
    from checker.cli.whole import refuse_letters, refuse_unwritable, write_whole

    refuse_missing(form.value)
    if output is not None:
        refuse_unwritable(output)
        refuse_letters([output], [str(letter)])
    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config, letters=[letter])
    checker = checker_for(letter, force, engine.value)
    when = as_of.date() if as_of else force.config.as_of
    name, text = read_one(letter)
    made = memo_bytes(checker, text, name, when, purpose.value, form.value, redact=redact)
    _tell(redact=redact)
    if output is None:
        write_bytes(made)
    else:
        write_whole(output, made)


def _tell(*, redact: bool) -> None:
    """Say what redaction is not."""
    if redact:
        from checker.report.redacting import NO_GUARANTEE

        warn(NO_GUARANTEE)


def schema(
    of: Annotated[SchemaOf, typer.Argument(metavar="rule|guideline|pack|report|config")],
    *,
    rules: RulePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Print the JSON Schema of rule files, guideline files, pack.yaml, the report or the configuration.

    That of rule files names the checks of all packs in force.
    """
    from checker.cli.in_force import in_force

    packs = in_force(rules, no_shipped=no_shipped, config=config).packs.rules if of is SchemaOf.rule else ()
    write_json(schema_of(of, packs))


def report(
    run: Annotated[Path, _FILE],
    *,
    form: FormatsOption = None,
    fail_level: Annotated[
        FailLevel, typer.Option("--fail-level", help="Lowest severity that --quiet lists.")
    ] = FailLevel.error,
    quiet: Quiet = False,
    verbose: Verbose = False,
    show: ShowOption = None,
    color: ColorOption = Color.auto,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Render a saved run again, in any of the formats of check: the same bytes.

    html shows the guidelines: it takes the configuration and packs that the letters were checked with.
    """
    from checker.cli.in_force import in_force
    from checker.cli.results import deliver, targets_of
    from checker.cli.saved import load_run

    verbosity = verbosity_of(quiet=quiet, verbose=verbose)
    targets = targets_of(form)
    look = Look(verbosity, color, show or (), fail_level)
    saved = load_run(run)

    def knowledge() -> Knowledge:
        letters = [letter.path for letter in saved.letters]
        force = in_force(rules, guidelines, no_shipped=no_shipped, config=config, letters=letters)
        return force.checker("indexed").knowledge

    written = deliver(saved, targets, look, knowledge)
    raise typer.Exit(CLEAN if written else FAILED)


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD.json", help="A run saved with --format json.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.json", help="A later one.")],
    *,
    form: FormatOption = Format.terminal,
) -> None:
    """Show which findings were added, are gone or changed. Exit code 1 when one was added."""
    from checker.cli.comparing import as_lines, as_record, compare_runs
    from checker.cli.saved import load_run

    comparison = compare_runs(load_run(old), load_run(new))
    if form is Format.json:
        write_json(as_record(comparison))
    else:
        say(as_lines(comparison))
    for path in comparison.not_compared:
        warn(f"{path}: not compared: it was not checked in both runs")
    code = FAILED if comparison.not_compared else FINDINGS if comparison.added else CLEAN
    raise typer.Exit(code)


def schema_of(of: SchemaOf, rules: Sequence[Pack] = ()) -> dict[str, Any]:
    """The JSON Schema of a kind of file; that of a rule over the checks of packs."""
    from checker.report.records import json_schema

    if of is SchemaOf.report:
        return json_schema()
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if of is SchemaOf.rule:
        from checker.engine import load_checks, rule_schema
        from checker.facts.kinds import CATALOGUE
        from checker.knowledge.packs import shipped

        base, *more = rules or (shipped("rules"),)
        return draft | rule_schema(CATALOGUE, load_checks(base.folder, more))
    from pydantic import TypeAdapter

    from checker.cli.config import Config
    from checker.knowledge.guidelines import Addition, Edition, SectionFile
    from checker.knowledge.packs import Manifest

    models: dict[SchemaOf, TypeAdapter[Any]] = {
        SchemaOf.guideline: TypeAdapter(Edition | Addition | SectionFile),
        SchemaOf.pack: TypeAdapter(Manifest),
        SchemaOf.config: TypeAdapter(Config),
    }
    return draft | models[of].json_schema(by_alias=True)


def serve(
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0: one that is free.")] = 0,
    browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    edit: Annotated[
        Path | None,
        typer.Option(
            "--edit", metavar="DIR", help="The pack, one of those named, that the playground saves into."
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep", metavar="DIR", help="Keep each letter and its page there; else nothing is stored."
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option("--timeout", min=0.1, metavar="SECONDS", help="What one letter or attempt may take."),
    ] = 30.0,
    redact: Redact = False,
    engine: EngineOption = EngineChoice.auto,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Serve a page on this machine: drop a letter and read its report, or try rules as you type.

    Only this machine is listened to, at an address with a random token that is printed.
    """
    from checker.cli.in_force import in_force
    from checker.cli.serving import run

    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config)
    _tell(redact=redact)
    run(force, engine.value, edit, keep, port=port, seconds=seconds, browser=browser, redact=redact)
