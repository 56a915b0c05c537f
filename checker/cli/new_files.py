"""Writing a new file into a pack of one's own, and asking for what no option gives."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from checker.cli.output import fail, say

if TYPE_CHECKING:
    from checker.cli.commands import SchemaOf
    from checker.knowledge.packs import Pack


class Wanted(NamedTuple):
    """What a new file needs: as it was ``given``, else asked for in words; else its ``option`` is named."""

    given: str | None
    words: str
    option: str = "ID"


def asked(*wanted: Wanted) -> list[str]:
    """What was given, and what is answered on a terminal. Without one, all that is missing is told."""
    missing = [one for one in wanted if one.given is None]
    if missing and not there_to_ask():
        each = "; ".join(f"{one.option} ({one.words})" for one in missing)
        fail(f"missing: {each}: nobody is there to ask")
    return [typer.prompt(one.words, err=True).strip() if one.given is None else one.given for one in wanted]


def there_to_ask() -> bool:
    """Whether a person is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def own_pack(packs: Sequence[Pack], option: str, *, checkout: bool = False) -> Pack:
    """The last pack: the user's own, or that of a checkout where it may be. Fails where there is none."""
    from checker.cli.in_force import is_shipped

    if is_shipped(packs[-1]) and not (checkout and packs[-1].folder.parent.name != "data"):
        fail(f"what comes with imr-check is not to be changed: name a folder of yours with {option}")
    return packs[-1]


def write_new(pack: Pack, below: Path, text: str, schema: SchemaOf, packs: Sequence[Pack] = ()) -> None:
    """Write a file, and the schema that it names where that is not there yet. Fails where a file is there."""
    from checker.cli.commands import schema_of
    from checker.cli.in_force import is_shipped

    path = pack.folder / below
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        described = pack.folder / f"{schema}.schema.json"
        if not described.exists() and not is_shipped(pack):
            described.write_text(json.dumps(schema_of(schema, packs), indent=1) + "\n", encoding="utf-8")
    except FileExistsError:
        fail(f"{path}: it is there already")
    except OSError as error:
        fail(f"{path}: can't be written: {error.strerror}")
    say([str(path)])
