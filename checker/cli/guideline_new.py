"""``imr-check guideline new``: a file to fill in, in a pack of one's own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from checker.cli.new_files import Wanted, asked, own_pack, write_new
from checker.cli.options import ConfigOption, GuidelinePacks

if TYPE_CHECKING:
    from checker.knowledge.guidelines import CriterionKind
    from checker.knowledge.knowledge import Knowledge
    from checker.knowledge.packs import Pack

app = typer.Typer(
    name="new",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Write a file to fill in, in a pack of yours.",
)

NewId = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="The new id; asked for where it is left out.")
]
Title = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="As letters print it.")]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="The kind of criterion, such as visit_cap.")
]


@app.command("edition")
def edition(
    name: NewId = None,
    *,
    title: Title = None,
    source: Annotated[str, typer.Option("--source", help="MTUS, ODG, ACOEM or OTHER.")] = "OTHER",
    kind: Kind = "duration_limit",
    guidelines: GuidelinePacks = None,
    config: ConfigOption = None,
) -> None:
    """Write an edition of a guideline, with a section and a criterion."""
    from checker.cli.guideline_templates import edition_file

    pack, known = _known(guidelines, config)
    source = _one_of("--source", source, ("MTUS", "ODG", "ACOEM", "OTHER"))
    name, title = asked(
        Wanted(name, "Id of the edition, such as HOUSE-SLEEP"),
        Wanted(title, "Title as letters print it", "--title"),
    )
    _write(pack, name, edition_file(known, name, title, source, _kind(kind)))


@app.command("section")
def section(
    name: NewId = None,
    *,
    edition: Annotated[str | None, typer.Option("--edition", metavar="ID", help="Its edition.")] = None,
    title: Title = None,
    kind: Kind = "duration_limit",
    guidelines: GuidelinePacks = None,
    config: ConfigOption = None,
) -> None:
    """Write a section that is added to an edition, with a criterion."""
    from checker.cli.guideline_templates import section_file

    pack, known = _known(guidelines, config)
    edition, name, title = asked(
        Wanted(edition, "Edition, such as ODG-PAIN", "--edition"),
        Wanted(name, "Id of the section"),
        Wanted(title, "Title as letters print it", "--title"),
    )
    _write(pack, name, section_file(known, name, title, edition, _kind(kind)))


@app.command("criterion")
def criterion(
    name: NewId = None,
    *,
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="Its section.")] = None,
    kind: Kind = "duration_limit",
    guidelines: GuidelinePacks = None,
    config: ConfigOption = None,
) -> None:
    """Write a criterion that is added to a section."""
    from checker.cli.guideline_templates import criterion_file

    pack, known = _known(guidelines, config)
    section, name = asked(
        Wanted(section, "Section, such as ODG.pain.tpi", "--section"),
        Wanted(name, "Id of the criterion"),
    )
    _write(pack, name, criterion_file(known, name, section, _kind(kind)))


def _known(guidelines: list[str] | None, config: Path | None) -> tuple[Pack, Knowledge]:
    from checker.cli.in_force import in_force
    from checker.errors import KnowledgeError
    from checker.knowledge.strict_yaml import files
    from checker.running.setup import known_of, what_loads

    packs = in_force(guidelines=guidelines, config=config).packs
    pack = own_pack(packs.guidelines, "--guidelines")
    if any(files(pack.folder)):
        with suppress(KnowledgeError):  # of a pack that is still being written what is ready counts
            return pack, what_loads(packs)[0]
    return pack, known_of(packs._replace(guidelines=packs.guidelines[:-1]))


def _kind(kind: str) -> CriterionKind:
    from typing import get_args

    from checker.knowledge.guidelines import CriterionKind

    return cast("CriterionKind", _one_of("--kind", kind, get_args(CriterionKind)))


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    from checker.cli.output import fail
    from checker.knowledge.plain_words import did_you_mean

    if value not in allowed:
        fail(f"{option}: {value!r} is none of {', '.join(allowed)}{did_you_mean(value, allowed, few=True)}")
    return value


def _write(pack: Pack, name: str, text: str) -> None:
    from checker.cli.commands import SchemaOf

    write_new(pack, Path(f"{name.lower()}.yaml"), text, SchemaOf.guideline)
