"""``imr-check serve``: what is asked for, put together and served."""

from __future__ import annotations

import webbrowser
from dataclasses import replace
from pathlib import Path

from checker.cli.in_force import InForce, is_shipped
from checker.cli.output import say
from checker.cli.selecting import ignored_rules
from checker.engine import Preference
from checker.errors import CheckerError
from checker.knowledge.packs import Pack
from checker.render.formats.extras import needed
from checker.report.views import report_of
from checker.serve.plan import Plan


class ServeError(CheckerError):
    """What is to be written into can't be."""


def run(
    force: InForce,
    engine: Preference,
    edit: Path | None,
    keep: Path | None,
    *,
    port: int,
    seconds: float,
    browser: bool,
    redact: bool = False,
) -> None:
    """Serve until interrupted. Raises ServeError, FormatError where a library is missing, KnowledgeError."""
    for name in ("starlette", "uvicorn"):
        needed(name, name, "imr-check serve", "serve")
    from checker.serve.app import Served
    from checker.serve.desk import Desk
    from checker.serve.server import serve

    plan = Plan(
        packs=force.packs,
        changes=force.config.changes,
        as_of=force.config.as_of,
        engine=engine,
        edit=_edited(force, edit),
        keep=_folder(keep),
        redact=redact,
    )
    checker = replace(force, packs=plan.loaded).checker(
        engine
    )  # whatever is wrong is told before a page is there
    plan = replace(plan, ignored=ignored_rules(force.config, checker.rules))

    def started(address: str) -> None:
        say([address, "Ctrl-C ends it"])
        if browser:
            webbrowser.open(address)

    serve(Served(plan, Desk(plan, seconds), report_of([], checker)), port, started)


def _edited(force: InForce, edit: Path | None) -> Pack | None:
    """The pack that a folder is. Raises ServeError for one that is none, and for a shipped one."""
    if edit is None:
        return None
    found = [pack for pack in force.packs.all if pack.folder.resolve() == edit.resolve()]
    if not found or is_shipped(found[0]):
        raise ServeError(f"--edit {edit}: name it with --rules or --guidelines too, as a pack of yours")
    return found[0]


def _folder(keep: Path | None) -> Path | None:
    if keep is not None:
        try:
            keep.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServeError(f"--keep {keep}: {error.strerror}") from None
    return keep
