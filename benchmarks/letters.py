"""Letters by the thousand, made of a few, those in ``examples/`` where none are named: each is another."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
_NUMBER = re.compile(r"CM\d\d-\d{5,}")
_AGE = re.compile(r"\b\d\d(?=[- ]year[- ]old)")
_AMOUNT = re.compile(r"(?<=#)\d+")


def varied(count: int, seed: int = 0, like: Sequence[Path] = ()) -> Iterator[str]:
    """So many letters: case number, age and quantities are others in each."""
    chance = random.Random(seed)
    paths = like or sorted(EXAMPLES.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for number in range(count):
        text = _NUMBER.sub(f"CM14-{number:07}", texts[number % len(texts)])
        text = _AGE.sub(str(chance.randint(20, 79)), text)
        yield _AMOUNT.sub(str(chance.choice((20, 30, 60, 90))), text)


def write_letters(folder: Path, count: int, seed: int = 0, like: Sequence[Path] = ()) -> Path:
    """Write so many letters into a folder, a thousand in each folder below it."""
    for number, text in enumerate(varied(count, seed, like)):
        below = folder / f"{number // 1000:04}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:07}.txt").write_text(text, encoding="utf-8")
    return folder
