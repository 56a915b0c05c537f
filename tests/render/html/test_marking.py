"""The letter's text is shown whole and once, with what is said of it."""

from __future__ import annotations

import pytest

from checker.render.html.marking import Block, blocks_of

from .pages import EXAMPLES, checked, example

NAMES = sorted(path.name for path in EXAMPLES.glob("*.txt"))


def words(blocks: list[Block]) -> str:
    return "".join(piece.text for block in blocks for piece in block.pieces)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_text_is_left_out_or_shown_twice(name: str) -> None:
    letter, text = checked(example(name), name)
    assert words(list(blocks_of(letter, text))) == text


@pytest.mark.parametrize("name", NAMES)
def test_each_statement_and_each_piece_of_evidence_has_one_anchor(name: str) -> None:
    letter, text = checked(example(name), name)
    blocks = list(blocks_of(letter, text))
    statements = [block.anchor for block in blocks if block.statement is not None]
    assert len(statements) == sum(len(item.statements) for item in letter.items)
    anchors = [anchor for block in blocks for piece in block.pieces for anchor in piece.anchors]
    findings = [*letter.findings, *(one for item in letter.items for one in item.findings)]
    evidence = [one for finding in findings if not finding.suppressed for one in finding.evidence if one.span]
    assert len(anchors) == len(set(anchors)) == len(evidence)


def test_a_statement_has_its_own_words() -> None:
    letter, text = checked(example("muscle-relaxants.txt"), "x")
    for block in blocks_of(letter, text):
        if block.statement is not None:
            whole = "".join(piece.text for piece in block.pieces)
            assert " ".join(whole.split()) == block.statement.text
