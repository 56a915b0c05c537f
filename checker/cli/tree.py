"""A tree of plain lines, and how it is set on a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.text import Text
from rich.tree import Tree

from checker.counting import counted
from checker.render.sanitize import clean_line

_STYLES = {"true": "green", "false": "red", "unknown": "yellow", "conflicting": "yellow"}
_LONGEST = 600


@dataclass(slots=True)
class Node:
    """A line with what stands below it; a condition is marked true, false, unknown or conflicting."""

    words: str
    below: list[Node] = field(default_factory=list)
    mark: str = ""


def tree(node: Node) -> Tree:
    """Set a tree for rich. All words are cleaned here: they may come from letters, files and rules."""
    made = Tree(_label(node), guide_style="dim", highlight=False)
    for below in node.below:
        made.children.append(tree(below))
    return made


def _label(node: Node) -> Text:
    words = clean_line(node.words)
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST]}... [{counted(len(words) - _LONGEST, 'more character')}]"
    label = Text(f"{node.mark:<7} ", style=_STYLES[node.mark]) if node.mark else Text()
    return label.append(words, style="")
