"""The pages that are served: one to drop a letter on, one for authors to try what they write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.render.html.environment import page
from checker.report.records import Report

_STARTS = Path(__file__).parent / "templates"


def drop_page(report: Report, kept: str | None) -> str:
    """The page on which a letter is dropped. ``kept`` is the folder in which it is kept, if any."""
    return page("drop.html", ("served.css",), "drop.js", report=report, kept=kept, title="Check a letter")


def playground_page(report: Report, pack: str | None, files: Sequence[str]) -> str:
    """The page for authors. ``pack`` is that which they may save into, with its files."""
    starts = {
        name: (_STARTS / f"start-{name}").read_text(encoding="utf-8")
        for name in ("criterion.yaml", "rule.yaml")
    }
    return page(
        "playground.html",
        ("served.css",),
        "playground.js",
        report=report,
        pack=pack,
        files=files,
        starts=starts,
        letter=(_STARTS / "start-letter.txt").read_text(encoding="utf-8"),
        title="Playground",
    )
