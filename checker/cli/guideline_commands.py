"""``imr-check guideline``: the guidelines that are encoded."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli import guideline_new
from checker.cli.options import ConfigOption, GuidelinePacks, NoShipped, StrictOption
from checker.cli.output import CLEAN, FAILED, FINDINGS, fail, say, warn
from checker.counting import counted

if TYPE_CHECKING:
    from checker.cli.in_force import InForce

app = typer.Typer(
    name="guideline", no_args_is_help=True, rich_markup_mode=None, help="The guidelines that are encoded."
)

app.add_typer(guideline_new.app, name="new")


@app.command("list")
def list_guidelines(
    *, guidelines: GuidelinePacks = None, no_shipped: NoShipped = False, config: ConfigOption = None
) -> None:
    """List the editions: id, in force, sections, criteria, provenance, title."""
    from checker.cli.guideline_showing import columns

    rows = [columns(edition) for edition in _load(guidelines, no_shipped, config).knowledge().editions]
    widths = [max(map(len, column), default=0) for column in zip(*rows, strict=True)]
    for row in rows:
        say(["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))])


@app.command("show")
def show(
    guideline: Annotated[str, typer.Argument(metavar="ID", help="An edition, section or criterion.")],
    *,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Show an edition, or a section or criterion of one: pages, criteria, provenance."""
    from checker.cli.guideline_showing import described, not_called

    force = _load(guidelines, no_shipped, config)
    editions = force.knowledge().editions
    for edition in editions:
        lines = list(described(edition, guideline, force.config))
        if lines:
            say(lines)
            return
    fail(not_called(guideline, editions))


class ConceptKind(StrEnum):
    """What a concept is."""

    drug_class = "drug_class"
    drug = "drug"
    treatment = "treatment"
    body_part = "body_part"
    condition = "condition"


@app.command("concepts")
def concepts(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="What is looked for, as a letter says it; none: all."),
    ] = None,
    *,
    kind: Annotated[ConceptKind | None, typer.Option("--kind", help="Only those of this kind.")] = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """List the concepts that guideline files may name: id, kind, name, words, what it is a kind of.

    covers, applies_to, requires and body_parts name them by id, statements of needs by any of their words.
    """
    from checker.cli.concepts import listed as concepts_listed
    from checker.running.setup import what_loads

    # Who looks for the right name has just been told of a wrong one.
    known, problems = what_loads(_load(guidelines, no_shipped, config).packs)
    for problem in problems:
        warn(str(problem))
    say(concepts_listed(known, " ".join(words or ()), kind.value if kind else None))


@app.command("validate")
def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Guideline files, or folders of some; none: all."),
    ] = None,
    *,
    strict: StrictOption = False,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Check guideline files: every problem with file, line, column and code on stderr, and exit code 2.

    Codes that begin with W warn, in files that are named or packs that are added; they alone are no
    failure, but with --strict.
    """
    from checker.cli.guideline_validating import look_at
    from checker.cli.in_force import in_force
    from checker.cli.validating import counted_files, files_named, folders_apart, no_problems

    named = files_named(files or (), "guidelines")
    force = in_force(guidelines=guidelines, no_shipped=no_shipped, config=config, beside=named)
    if apart := folders_apart(files or (), force.packs.guidelines):
        more = [*(guidelines or ()), *apart]
        force = in_force(guidelines=more, no_shipped=no_shipped, config=config, beside=named)
    problems, remarks = look_at(named, force.packs)
    for problem in (*problems, *remarks):
        warn(str(problem))
    if problems:
        raise typer.Exit(FAILED)
    code = FINDINGS if strict and remarks else CLEAN
    if files:
        say([f"{counted(counted_files(named), 'file')}, {no_problems(remarks)}"])
        raise typer.Exit(code)
    knowledge = force.knowledge()
    sections = [section for edition in knowledge.editions for section in edition.sections]
    criteria = sum(len(section.criteria) for section in sections)
    counts = (
        (len(knowledge.editions), "edition"),
        (len(sections), "section"),
        (criteria, "criterion"),
        (len(knowledge.concepts), "concept"),
    )
    say([", ".join(counted(*each) for each in counts) + f", {no_problems(remarks)}"])
    raise typer.Exit(code)


@app.command("test")
def run_tests(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Editions, sections, criteria; none: all that were added."),
    ] = None,
    *,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage", help="Fail on limits and needs that nothing turns on, and words that nothing has."
        ),
    ] = False,
    watched: Annotated[bool, typer.Option("--watch", help="Run again when a file changes.")] = False,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Tie examples and near misses of criteria, and answer their cases, in packs that are added, or else all.

    Exit code 1 when an example is not tied to its criterion or does not fit its figures, when a near miss is,
    or when what a criterion needs comes out otherwise than a case says; with --coverage also where a limit
    has no example that turns on it, or a statement of needs no case that shows it and one that lacks it, and,
    where no ID is given, where no sentence has a word that packs add to the vocabulary.
    """
    from checker.cli.guideline_testing import test
    from checker.cli.in_force import in_force
    from checker.cli.rule_testing import watch

    def run() -> int:
        force = in_force(guidelines=guidelines, no_shipped=no_shipped, config=config)
        return test(force, ids or (), coverage=coverage)

    if watched:
        packs = in_force(guidelines=guidelines, no_shipped=no_shipped, config=config).packs
        watch((pack.folder for pack in packs.guidelines), run)
    raise typer.Exit(run())


@app.command("mutate")
def mutate(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Editions, sections, criteria; as for test.")
    ] = None,
    *,
    bar: Annotated[
        float,
        typer.Option("--bar", metavar="PERCENT", min=0, max=100, help="More survivors are exit code 1."),
    ] = 10.0,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Change figures, units, bounds, results and joins of criteria, and list what nothing of them notices."""
    from checker.cli.guideline_testing import mutated
    from checker.cli.in_force import in_force

    force = in_force(guidelines=guidelines, no_shipped=no_shipped, config=config)
    raise typer.Exit(mutated(force, ids or (), bar))


@app.command("match")
def match_sentence(
    sentence: Annotated[str | None, typer.Argument(metavar="SENTENCE", help="What a rationale says.")] = None,
    *,
    cites: Annotated[
        list[str] | None,
        typer.Option(
            "--cites", metavar="ID", help="An edition or section that the reviewer cites; repeatable."
        ),
    ] = None,
    treatment: Annotated[
        str,
        typer.Option("--treatment", metavar="WORDS", help="What is asked for, as a letter's title has it."),
    ] = "",
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help="Read lines with sentence, cites and treatment from stdin, answer in lines."
        ),
    ] = False,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Show which criterion a sentence states: the likest ones, how sure that is, and what speaks for it.

    Of each: the chance that the sentence states it, its place, how the sentence fits it and what differs, the
    words shared, and the numbers that the chance is made of:

    likeness, text, covered, near: 0 to 1, likeness to title, text and examples together, to the text alone,
    how much of the sentence the criterion has, and likeness to its likest near miss, which speaks against it.

    figures, polarity: 0 to 1, the share of the sentence's figures that the criterion lacks, and how far they
    are apart in what they deny.

    treatment_named, treatment_asked, body_part: 1 where the criterion is on the treatment that the sentence
    names, that is asked for, on the body part; -1 where on another one; 0 where none is known.

    edition_cited, section_cited: 1 where --cites names it. other_source: 1 where the sentence names another
    source.
    """
    from checker.cli.matching import answer_lines, described

    if jsonl == (sentence is not None):
        fail("give a sentence, or --jsonl and lines on stdin")
    if jsonl and (cites or treatment):
        fail("with --jsonl each line has its own cites and treatment")
    from checker.cli.in_force import in_force

    compiled = in_force(guidelines=guidelines, no_shipped=no_shipped, config=config).compiled()
    if sentence is None:
        raise typer.Exit(answer_lines(compiled))
    say(described(compiled, sentence, cites or [], treatment))


@app.command("review")
def review(
    guideline: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="An edition, section or criterion; none: all.")
    ] = None,
    *,
    listing: Annotated[bool, typer.Option("--list", help="Print what waits, and ask nothing.")] = False,
    uncertain: Annotated[bool, typer.Option("--uncertain", help="Of grade C only.")] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who reads.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="WORDS", help="The copy that is read: title, edition, page."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="The day it was read (default: today)."),
    ] = None,
    agrees: Annotated[
        bool, typer.Option("--agrees", help="The guideline says what the criterion ID says: ask nothing.")
    ] = False,
    instead: Annotated[
        str | None,
        typer.Option("--instead", metavar="WORDS", help="It doesn't: what it says instead, in own words."),
    ] = None,
    guidelines: GuidelinePacks = None,
    no_shipped: NoShipped = False,
    config: ConfigOption = None,
) -> None:
    """Go through the criteria that wait for a person who has the guideline at hand.

    Without an ID: those of packs that are added, or else all. These are of grade C, or known by nothing but
    memory. Of each it says what would settle it. The answer, with reader, day and source, is written to the
    criterion's file at once: confirmed it is of grade A, otherwise C.

    Where nobody is there to ask: the ID of a criterion, --by, --source, and --agrees or --instead.
    """
    from checker.cli.guideline_showing import ids_of, not_called
    from checker.cli.reviewing import Given, listed, shipped, walk
    from checker.knowledge.reviews import waiting

    force = _load(guidelines, no_shipped, config)
    packs = force.packs.guidelines
    every = waiting(packs)
    if guideline is not None:
        found = [one for one in every if one.called(guideline)]
    else:  # of packs, or else all
        added = [pack.folder.resolve() for pack in packs if not pack.is_shipped]
        own = [one for one in every if any(one.path.resolve().is_relative_to(folder) for folder in added)]
        found = own if added else every
    found = [one for one in found if one.criterion.provenance.grade == "C" or not uncertain]
    if not found and guideline is not None:
        editions = force.knowledge().editions
        if guideline not in ids_of(editions):
            fail(not_called(guideline, editions))
        why = "it has none of grade C" if uncertain else "what is of grade A, or has a source, is read"
        fail(f"nothing of {guideline!r} is to be read: {why}")
    if listing or not found:
        say(listed(found))
        return
    own = [one for one in found if not shipped(one)]
    if not own:
        fail("the guidelines that come with imr-check are not to be changed: name a pack with --guidelines")
    walk(own, Given(by, source, on.date() if on else None, instead, agrees=agrees))


def _load(guidelines: list[str] | None, no_shipped: bool, config: Path | None) -> InForce:
    from checker.cli.in_force import in_force

    return in_force(guidelines=guidelines, no_shipped=no_shipped, config=config)
