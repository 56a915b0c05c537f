"""``imr-check config``: which options are in force, and where from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.options import ConfigOption
from checker.cli.output import fail, say

if TYPE_CHECKING:
    from checker.cli.config import Config

app = typer.Typer(name="config", no_args_is_help=True, rich_markup_mode=None, help="The options in force.")


@app.callback()
def _group() -> None:
    """The options in force."""


@app.command("show")
def show(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Letters; none: as in the current folder.")
    ] = None,
    *,
    config: ConfigOption = None,
    origin: Annotated[
        bool, typer.Option("--origin", help="Where each stands: path, line and column.")
    ] = False,
) -> None:
    """Show the options in force for letters, as TOML."""
    from checker.cli.config import read_config
    from checker.cli.config_files import nearest_config
    from checker.readers import find_letters, path_name

    for letter in find_letters(paths or []):
        if letter.error is not None:
            fail(f"{path_name(letter.path)}: {letter.error}")
    options = read_config(config or nearest_config(paths or []))
    rows = list(_rows(options))
    width = max(len(row) for row, _ in rows)
    say(f"{row:<{width}}  # {options.origin(*key)}" if origin and key else row for row, key in rows)


def _rows(options: Config) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each option as a line of TOML, with its key; a table begins with an empty line and its name."""
    values = options.model_dump(by_alias=True, exclude_none=True, exclude={"extends"})
    tables = {name: values.pop(name) for name in ("rule", "criterion")}
    for name, value in values.items():
        yield f"{name} = {_toml(value)}", (name,)
    for name, table in tables.items():
        for one, change in table.items():
            yield "", ()
            yield f"[{name}.{json.dumps(one) if set(one) & set('. ') else one}]", ()
            for key, value in change.items():
                if value:
                    yield f"{key} = {_toml(value)}", (name, one, key)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items() if one not in (None, ()))
            + "}"
        )
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
