"""Makes docs/pages/report.svg, the picture in the README: ``python docs/make_picture.py``.

The picture is what ``imr-check examples/misstated-limit.txt`` prints, exported by rich.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from checker import check_file
from checker.render.terminal import render_terminal

FOLDER = Path(__file__).parent
LETTER = "examples/misstated-limit.txt"
_WIDTH = 124
_THEME = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (190, 30, 45),
        (26, 110, 50),
        (140, 90, 0),
        (9, 80, 180),
        (120, 50, 150),
        (0, 105, 115),
        (110, 119, 129),
    ],
)
# rich's own frame loads a font over the network; this one takes what the reader has.
_FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<!-- Made by docs/make_picture.py: do not edit. -->
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
}}
.{unique_id}-title {{ font-family: ui-sans-serif, system-ui, sans-serif; font-size: 18px }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def render() -> Console:
    """A console that has recorded the report."""
    console = Console(
        record=True,
        width=_WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        highlight=False,
    )
    report = check_file(FOLDER.parent / LETTER)
    render_terminal(replace(report, letters=(replace(report.letters[0], path=LETTER),)), console)
    return console


def main() -> None:
    """Write the picture."""
    svg = render().export_svg(
        title=f"imr-check {LETTER}", theme=_THEME, code_format=_FRAME, unique_id="report"
    )
    lines = (line.rstrip() for line in svg.splitlines())
    (FOLDER / "pages" / "report.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
