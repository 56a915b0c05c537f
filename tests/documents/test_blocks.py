"""Every code block of every page: commands print what the page shows, files are what they are said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.blocks import PAGES, Block, Runner, agrees, blocks, commands
from tests.shipped import shared_cache


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_cache(tmp_path_factory)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_blocks_of_a_page(page: Path, tmp_path: Path, cache: Path) -> None:
    runner = Runner(tmp_path, cache)
    wrong = []
    for block in blocks(page.read_text(encoding="utf-8")):
        wrong += [f"{page.name}:{block.line}: {problem}" for problem in runner.problems(block)]
    wrong += runner.finished()
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize(("printed", "expected", "agreed"), [
    (["a", "b"], ["a", "b"], True),
    (["a", "b"], ["a"], False),
    (["a"], ["a", "b"], False),
    (["a", "b", "c"], ["a", "…", "c"], True),
    (["a", "c"], ["a", "…", "c"], True),
    (["a", "b"], ["…", "b"], True),
    (["a", "b"], ["a", "…"], True),
    (["a", "b", "c"], ["a", "…", "b"], False),
    ([], ["…"], True),
    ([" 88.7%  a.b"], [" …%  a.b"], True),
    ([" 88.7%  a.b"], [" …%  a_b"], False),
])  # fmt: skip
def test_printed_lines_are_compared(printed: list[str], expected: list[str], agreed: bool) -> None:
    assert agrees(printed, expected) is agreed


def test_commands_are_told_from_what_they_print() -> None:
    block = Block("console", None, "$ one\nfirst\nsecond\n$ two\n", 1)
    assert list(commands(block)) == [("one", ["first", "second"]), ("two", [])]


@pytest.mark.parametrize(("block", "said"), [
    (Block("console", None, "$ imr-check --version\nimr-check 0\n", 1), "$ imr-check --version\nimr-check"),
    (Block("diff", "rules/checks.yaml", "-no such line\n+other\n", 1), "rules/checks.yaml has not this once"),
    (Block("sh", None, "imr-check chekc x.pdf\n", 1), "imr-check chekc x.pdf"),
    (Block("sh", None, "imr-check check x.pdf --colour\n", 1), "--colour"),
    (Block("sh", None, "python -m checker.nothing\n", 1), "no module checker.nothing"),
    (Block("python", None, "import checker\nchecker.check()\n", 1), "AttributeError"),
    (Block("yaml", None, "a: 1\n", 1), "it is no file"),
    (Block("yaml", "rules/a/b.yaml", "a: 1\na: 2\n", 1), "the key a is there twice"),
    (Block("yaml", ".github/workflows/a.yml", "jobs: [{run: imr-check nowhere/}]\n", 1), "exit code 2"),
    (Block("ini", None, "", 1), "is none of"),
])  # fmt: skip
def test_a_wrong_block_is_found(block: Block, said: str, tmp_path: Path, cache: Path) -> None:
    (problem,) = Runner(tmp_path, cache).problems(block)
    assert said in problem


def test_what_a_page_adds_is_checked_as_a_whole(tmp_path: Path, cache: Path) -> None:
    runner = Runner(tmp_path, cache)
    text = (
        "concepts:\n- {id: nothing_new, kind: drug, name: nothing, is_a: [no_such_class], terms: [nothing]}\n"
    )
    path = "guidelines/vocabulary/drugs/new.yaml"
    assert runner.problems(Block("yaml", path, text, 1)) == []
    (problem,) = runner.finished()
    assert "there is no concept no_such_class" in problem
