"""Each real PDF reads like the text beside it: the same words on the same lines.

Blank lines may differ. Names of letters are all that a failure shows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.readers import read_letter

LETTERS = Path(__file__).parents[3] / "shared" / "letters" / "acute-2017"

pytestmark = pytest.mark.skipif(not LETTERS.is_dir(), reason=f"the real letters are not here: {LETTERS}")


def folded(path: Path) -> str:
    """The words, white space folded."""
    return " ".join(read_letter(path).text.split())


def lines(path: Path) -> list[str]:
    """The lines that are not blank, white space folded."""
    return [" ".join(line.split()) for line in read_letter(path).text.split("\n") if line.strip()]


def pairs() -> list[tuple[Path, Path]]:
    found = [(path, path.with_suffix(".txt")) for path in sorted(LETTERS.glob("*.pdf"))]
    assert len(found) == 84
    return found


def test_the_same_words() -> None:
    assert [pdf.stem for pdf, text in pairs() if folded(pdf) != folded(text)] == []


def test_the_same_lines() -> None:
    assert [pdf.stem for pdf, text in pairs() if lines(pdf) != lines(text)] == []


def test_every_item_stands_after_a_blank_line() -> None:
    """The gaps that show where paragraphs end are found: each guideline line follows a blank one."""
    heading = "\nMAXIMUS guideline:"
    lost = [
        pdf.stem for pdf, _ in pairs() if f"\n{heading}" not in read_letter(pdf).text.replace(" \n", "\n")
    ]
    assert lost == []
