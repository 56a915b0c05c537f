"""``imr-check rule``: for those who write rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import (
    ConfigOption,
    EngineChoice,
    EngineOption,
    GuidelinePacks,
    NoShipped,
    RulePacks,
    StrictOption,
)
from checker.cli.output import CLEAN, FAILED, FINDINGS, fail, say, warn
from checker.counting import counted

if TYPE_CHECKING:
    from checker.cli.in_force import InForce
    from checker.engine import Condition, Rule, RuleBase
    from checker.knowledge.packs import Pack

app = typer.Typer(name="rule", no_args_is_help=True, rich_markup_mode=None, help="For those who write rules.")

RuleId = Annotated[str, typer.Argument(metavar="ID", help="A rule's code or name.")]


@app.command("list")
def list_rules(
    *, rules: RulePacks = None, no_shipped: NoShipped = False, config: ConfigOption = None
) -> None:
    """List the rules: code, severity, check, name, summary."""
    from checker.cli.selecting import ignored_rules

    force = _force(rules, no_shipped, config)
    base = force.rules()
    ignored = ignored_rules(force.config, base)
    rows = [(rule, _columns(rule, ignored=rule.code in ignored)) for rule in base.rules]
    widths = [max(map(len, column), default=0) for column in zip(*(row for _, row in rows), strict=True)]
    for rule, row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        say(["  ".join([*cells, " ".join(rule.summary.split())])])


@app.command("show")
def show(
    rule: RuleId, *, rules: RulePacks = None, no_shipped: NoShipped = False, config: ConfigOption = None
) -> None:
    """Show one rule: what it rests on, its conditions, its message, its tests."""
    force = _force(rules, no_shipped, config)
    base = force.rules()
    say(_described(_find(base, rule), base, force))


@app.command("facts")
def facts(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A kind of fact: its fields are listed.")
    ] = None,
) -> None:
    """List the facts that rules may ask for, or the fields of one with what each can hold."""
    from checker.cli.facts import listed

    say(listed(name))


@app.command("new")
def new(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="The new rule's code, such as IMR390; or it is asked for."),
    ] = None,
    *,
    check: Annotated[
        str | None,
        typer.Option("--check", help="The check that it implements; else the first of the code's family."),
    ] = None,
    rules: RulePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Write a commented rule file to fill in, in the last pack that is named or the configuration has."""
    from checker.cli.commands import SchemaOf
    from checker.cli.new_files import Wanted, asked, own_pack, write_new
    from checker.cli.template import rule_template
    from checker.engine import load_checks

    packs = _force(rules, no_shipped, config).packs.rules
    pack = own_pack(packs, "--rules", checkout=True)
    such = f"{pack.prefix or 'IMR3'}{'001' if pack.prefix else '90'}"
    (code,) = asked(Wanted(code, f"Code of the rule, such as {such}"))
    family, text = rule_template(code, check, load_checks(packs[0].folder, packs[1:]), pack.prefix)
    there = next(pack.folder.rglob(f"{code}.yaml"), None)
    if there is not None:
        fail(f"{there}: it is there already")
    write_new(pack, Path(family, f"{code}.yaml"), text, SchemaOf.rule, packs)


@app.command("test")
def run_tests(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Codes or names; none: all that were added.")
    ] = None,
    *,
    coverage: Annotated[bool, typer.Option("--coverage", help="Fail on what no case decides.")] = False,
    watched: Annotated[bool, typer.Option("--watch", help="Run again when a file changes.")] = False,
    engine: EngineOption = EngineChoice.auto,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Run the tests and cases that stand in the rules, in packs that are added, or else in all.

    Exit code 1 when one fails, with --coverage also where a rule, or what it asks for, has no case that
    decides on it.
    """
    from checker.cli.in_force import in_force
    from checker.cli.rule_testing import Wanted, test, watch

    def run() -> int:
        force = in_force(rules, guidelines, no_shipped=no_shipped, config=config)
        return test(force, Wanted(ids or (), engine.value, coverage))

    if watched:
        packs = in_force(rules, guidelines, no_shipped=no_shipped, config=config).packs
        watch((pack.folder for pack in packs.all), run)
    raise typer.Exit(run())


@app.command("mutate")
def mutate(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Codes or names; none: as for test.")
    ] = None,
    *,
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="The same.")] = None,
    bar: Annotated[
        float,
        typer.Option("--bar", metavar="PERCENT", min=0, max=100, help="More survivors are exit code 1."),
    ] = 10.0,
    rules: RulePacks = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Change thresholds, operators, values and conditions of rules, and list what no test or case notices."""
    from checker.cli.in_force import in_force
    from checker.cli.rule_testing import mutated

    force = in_force(rules, guidelines, no_shipped=no_shipped, config=config)
    raise typer.Exit(mutated(force, [*(ids or ()), *(rule or ())], bar))


@app.command("validate")
def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Rule files, or folders of some; none: all."),
    ] = None,
    *,
    strict: StrictOption = False,
    rules: RulePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Check rule files: every problem with file, line, column and code on stderr, and exit code 2.

    Codes that begin with W warn, in files that are named; they alone are no failure, but with
    --strict.
    """
    from checker.cli.in_force import in_force
    from checker.cli.rule_validating import rule_names, rule_problems, rule_remarks
    from checker.cli.validating import counted_files, files_named, folders_apart, no_problems

    named = files_named(files or (), "rules")
    force = in_force(rules, no_shipped=no_shipped, config=config, beside=named)
    if apart := folders_apart(files or (), force.packs.rules):
        force = in_force([*(rules or ()), *apart], no_shipped=no_shipped, config=config, beside=named)
    if not files:
        count = rule_names(force.packs)
        force.rules()
        say([f"{counted(count, 'rule')}, no problems"])
        return
    problems = rule_problems(named, force)
    remarks = [] if problems else list(rule_remarks(named, force))
    for problem in (*problems, *remarks):
        warn(str(problem))
    if problems:
        raise typer.Exit(FAILED)
    say([f"{counted(counted_files(named), 'file')}, {no_problems(remarks)}"])
    raise typer.Exit(FINDINGS if strict and remarks else CLEAN)


def _force(rules: list[str] | None, no_shipped: bool, config: Path | None) -> InForce:
    from checker.cli.in_force import in_force

    return in_force(rules, no_shipped=no_shipped, config=config)


def _file_of(rule: Rule, packs: tuple[Pack, ...]) -> Path:
    """Its file: that in the last pack, which stands in the place of others."""
    return next(path for pack in reversed(packs) for path in pack.folder.rglob(f"{rule.code}.yaml"))


def _find(base: RuleBase, name: str) -> Rule:
    from checker.cli.selecting import no_rule

    rule = next((rule for rule in base.rules if name in (rule.code, rule.name)), None)
    return rule or fail(no_rule(name, base.rules))


def _columns(rule: Rule, *, ignored: bool) -> tuple[str, ...]:
    return rule.code, f"{rule.severity}{', ignored' if ignored else ''}", rule.check, rule.name


def _described(rule: Rule, base: RuleBase, force: InForce) -> Iterator[str]:
    from checker.cli.selecting import ignored_rules

    changed = force.config.changed_by("rule", rule.code, rule.name)
    yield f"{rule.code} {rule.name}"
    yield f"  {rule.summary}"
    yield f"  file      {_file_of(rule, force.packs.rules)}"
    yield f"  check     {rule.check} ({base.family_of(rule)})"
    yield f"  severity  {rule.severity}{f', changed by {changed}' if changed else ''}"
    if rule.code in ignored_rules(force.config, base):
        yield "  ignored   it fails nothing (imr-check config show --origin has why)"
    yield f"  appeal    {rule.appeal}"
    yield f"  scope     {rule.scope}"
    yield f"  source    {rule.source.cite} ({rule.source.kind})"
    yield "  when"
    yield from _conditions(rule.when)
    if rule.unless:
        yield "  unless"
        yield from _conditions(rule.unless)
    yield f"  message   {rule.message}"
    yield f"  resolve   {rule.resolve}"
    yield f"  evidence  {', '.join(rule.evidence) or 'none'}; guideline: {rule.guideline or 'none'}"
    yield "  tests"
    for example in rule.tests:
        yield f"    {example.name}: fires {example.fires}"
    yield "  cases"
    for case in rule.cases:
        yield f"    {case.name}: {counted(len(case.finds), 'finding')}"


def _conditions(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        yield f"    {condition.text}"
