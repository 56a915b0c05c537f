"""What the commands on the pages print: ``python -m tests.documents.update`` writes it anew.

A command whose output is cut with ``…`` is named where it no longer agrees, and left to be cut by hand; so is
one that complains.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.documents.blocks import ANY, PAGES, Block, Runner, agrees, blocks, commands


def updated(block: Block, runner: Runner) -> str:
    """A console block as it should be."""
    lines = []
    for command, expected in commands(block):
        printed = runner.printed(command)
        failed = any(line.startswith("imr-check: ") for line in printed)
        if failed or (_cut(expected) and not agrees(printed, expected)):
            print("\n".join((f"line {block.line}: $ {command}", *printed)))
        lines += [f"$ {command}", *(expected if _cut(expected) else printed)]
    return "\n".join(lines) + "\n"


def _cut(lines: list[str]) -> bool:
    return any(ANY in line for line in lines)


def main() -> None:
    """Write the pages whose commands print something else now."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            runner = Runner(Path(folder), Path(folder) / "cache")
            new = text
            for block in blocks(text):
                if block.language == "console":
                    new = new.replace(block.text, updated(block, runner))
                else:
                    runner.problems(block)
        if new != text:
            print(page)
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
