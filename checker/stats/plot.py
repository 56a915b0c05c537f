"""Shares of groups as a plot: a dot with its interval each, beside the share of the run."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

from checker.render.formats.extras import needed
from checker.render.formats.placing import line_of
from checker.render.words import value_words
from checker.stats.rates import Rate

KINDS = ("svg", "png")
_MOST = 40  # groups
_NAME = 40  # signs of a group's name
_DATE = {"svg": {"Date": None, "Creator": "imr-check"}, "png": {"Software": "imr-check"}}
_COLOR, _WHOLE = "#1f5fa8", "#8a8a8a"


def require() -> None:
    """Raise FormatError where the library is missing."""
    needed("matplotlib", "matplotlib", "stats --plot", "stats")


def plot(kind: str, whole: Sequence[Rate], groups: Sequence[Rate], title: str) -> bytes:
    """Draw a panel a name and a line a group; the same bytes for the same shares.

    Of more groups than there is room for the first are drawn, and the title says so.
    """
    require()
    import matplotlib as mpl  # noqa: PLC0415 - an optional library
    from matplotlib.figure import Figure  # noqa: PLC0415

    lines = [[rate for rate in groups if rate.name == run.name] for run in whole]
    labels = [_label(rate) for rate in lines[0][:_MOST]]
    if len(lines[0]) > _MOST:
        title = f"{title} (the first {_MOST} of {len(lines[0]):,} groups)"
    options: Any = {"svg.hashsalt": "imr-check", "svg.fonttype": "none", "text.parse_math": False}
    made = io.BytesIO()
    with mpl.rc_context(options), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that the font does not have is drawn as a box
        figure = Figure(figsize=(3 + 3 * len(lines), 1.6 + 0.3 * len(labels)), layout="constrained")
        panels = figure.subplots(1, len(lines), sharey=True, squeeze=False)[0]
        for panel, rates, run in zip(panels, lines, whole, strict=True):
            _panel(panel, rates[:_MOST], run)
        panels[0].set_yticks(range(len(labels)), labels)
        panels[0].invert_yaxis()
        figure.suptitle(f"{title}\nshare of rationales with its 95 % interval; dashed: the run")
        figure.savefig(made, format=kind, metadata=_DATE[kind])
    return made.getvalue()


def _panel(panel: Any, rates: Sequence[Rate], run: Rate) -> None:
    shares = [100 * rate.share for rate in rates]
    bounds = [[100 * bound for bound in rate.interval()] for rate in rates]
    # What rounding leaves beyond the share is none.
    lower = [max(share - low, 0) for share, (low, _) in zip(shares, bounds, strict=True)]
    upper = [max(high - share, 0) for share, (_, high) in zip(shares, bounds, strict=True)]
    panel.axvline(100 * run.share, color=_WHOLE, linestyle="--", linewidth=1)
    panel.errorbar(
        shares, range(len(shares)), xerr=[lower, upper], fmt="o", color=_COLOR, capsize=3, markersize=4
    )
    panel.set_xlim(-2, 102)
    panel.set_xticks(range(0, 101, 25))
    panel.set_xlabel("%")
    panel.set_title(value_words(run.name))
    panel.grid(axis="x", alpha=0.3)


def _label(rate: Rate) -> str:
    name = line_of(" + ".join(map(value_words, rate.group)))
    name = name if len(name) <= _NAME else f"{name[:_NAME]} …"
    return f"{name} ({rate.total:,})"
