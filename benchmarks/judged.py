"""Verdicts beside a careful reader's, on invented items: ``python -m benchmarks.judged [FILE…] [-v]``.

``benchmarks/judged/`` has items that several hands wrote, and judged, without sight of the program: a hand a
file. Printed for each and in all: the sentences whose kind is the reading's, the verdicts that agree with
Cohen's kappa, the items found consistent that are, the inconsistent ones that are found, and the errors that
stand on one. ``-v`` lists the items whose verdict is another.

In h1 to h8 faults are as many as what is right; h9 to h12 have as few, and of the same kinds, as readings of
real letters; r1 to r13 have the length of real letters too, and are as hard. right-a and right-b are right
rationales close to what rules look for, to find false errors. The program was developed on all but h6, h12,
r5, r10 and r13 (the sentences of h1 to h4 are in its kinds too), which were only scored: read them when there
is another that nobody has read. How it does on letters not seen the first score of a new hand shows, not the
figures of those that it was developed on: of r6 to r8 it agreed on 56 % at first, of r11 to r13 on 68 %.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from checker.judging.cases import compose, compose_item
from checker.judging.examine import Checker
from checker.report.records import ItemRecord
from checker.report.views import letter_record
from checker.running.setup import make_checker
from checker.spans import LetterText

FOLDER = Path(__file__).parent / "judged"
VERDICTS = ("consistent", "inconsistent", "cannot_tell")


@dataclass(frozen=True)
class Judged:
    """An item with its reading, as written, and what the program says of it; None where it finds none."""

    hand: str
    written: dict[str, Any]
    found: ItemRecord | None

    @property
    def verdicts(self) -> tuple[str, str]:
        """The reader's and the program's."""
        return self.written["reading"]["verdict"], self.found.verdict if self.found else "lost"

    @property
    def kinds(self) -> tuple[int, int]:
        """How many sentences have the reading's kind, of how many; none where they are cut otherwise."""
        read = self.written["reading"]["sentences"]
        found = [statement.kind for statement in self.found.statements] if self.found else []
        if len(read) != len(found):
            return 0, 0
        return sum(one == other for one, other in zip(read, found, strict=True)), len(read)

    @property
    def errors(self) -> list[str]:
        """The messages of its errors."""
        found = self.found.findings if self.found else ()
        return [f"{finding.rule} {finding.message}" for finding in found if finding.severity == "error"]


def letter_of(written: dict[str, Any]) -> LetterText:
    """The item as a letter in the form of 2016."""
    lines = {name: (written.get(name) or "").removesuffix(".") for name in ("reviewer", "claims")}
    item = compose_item(
        written["title"],
        written["decision"],
        cites=lines["reviewer"],
        claims=lines["claims"],
        rationale=written["rationale"],
    )
    dates = {name: written[name] for name in ("injured", "denied", "decided")}
    return LetterText(compose(item, summary=written["summary"], number="CM16-0000001", **dates))


def judged(checker: Checker, path: Path) -> list[Judged]:
    """What the program says of each item of a file."""
    found = []
    for written in yaml.safe_load(path.read_text(encoding="utf-8")):
        examination = checker.examine(letter_of(written), path.stem)
        items = letter_record(examination, path.stem, checker.compiled.lexicon).items
        found.append(Judged(path.stem, written, items[0] if len(items) == 1 else None))
    return found


def figures(items: Sequence[Judged]) -> str:
    """One line of figures."""
    pairs = Counter(item.verdicts for item in items)
    read, said = Counter(item.verdicts[0] for item in items), Counter(item.verdicts[1] for item in items)
    alike = sum(pairs[word, word] for word in VERDICTS) / len(items)
    by_chance = sum(read[word] * said[word] for word in VERDICTS) / len(items) ** 2
    kappa = (alike - by_chance) / (1 - by_chance)
    errors = [item.verdicts[0] == "inconsistent" for item in items for _ in item.errors]
    greens, reds = pairs["consistent", "consistent"], pairs["inconsistent", "inconsistent"]
    return (
        f"kinds {_of(*map(sum, zip(*(item.kinds for item in items), strict=True)))} | "
        f"verdict {alike:.1%} κ {kappa:.2f} | consistent {_of(greens, said['consistent'])} hold, "
        f"{pairs['inconsistent', 'consistent']} are inconsistent | inconsistent found "
        f"{_of(reds, read['inconsistent'])} | errors on inconsistent {_of(sum(errors), len(errors))}"
    )


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "-"


def _told(item: Judged) -> Iterable[str]:
    read, said = item.verdicts
    reading = item.written["reading"]
    yield f"{item.hand}/{item.written['id']} {item.written['title']}: {read}, found {said}"
    fault = reading.get("fault")
    if fault:
        yield f"    fault: {fault['aspect']}, sentence {fault.get('sentence')}: {fault['why']}"
    yield from (f"    {error}" for error in item.errors)
    if item.found:
        yield from (f"    reason: {reason}" for reason in item.found.reasons)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(FOLDER.glob("*.yaml")), metavar="FILE")
    parser.add_argument("-v", action="store_true", dest="listed")
    given = parser.parse_args()
    checker = make_checker()
    hands = {path.stem: judged(checker, path) for path in given.files}
    everything = [item for items in hands.values() for item in items]
    for item in everything if given.listed else ():
        if len(set(item.verdicts)) > 1:
            print(*_told(item), sep="\n")
    for name, items in {**hands, "all": everything}.items():
        print(f"{name} ({len(items)}): {figures(items)}")


if __name__ == "__main__":
    main()
