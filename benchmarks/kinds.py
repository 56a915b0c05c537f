"""How often a sentence has the right kind: ``python -m benchmarks.kinds [HAND…] [-v]``.

The rationales of each hand of ``guidelines/language/kinds/`` are read by what all other hands teach. Printed
for each hand and in all: the sentences that have their kind, and which kinds the others are taken for. ``-v``
lists those.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.casefile.frames import FrameReader
from checker.casefile.kinds_by_words import KindsByWords
from checker.casefile.opening import Compiled
from checker.casefile.sources import SourceReader
from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_knowledge
from checker.knowledge.sentence_kinds import SentenceKind


@dataclass(frozen=True)
class Read:
    """A sentence with the kind that its hand gives it, and the one that it is read as."""

    text: str
    kind: SentenceKind
    found: SentenceKind


def left_out(compiled: Compiled, number: int) -> Iterator[Read]:
    """The sentences of the rationales of a hand, read by what the others teach."""
    hands = compiled.knowledge.kinds
    by_words = KindsByWords.of((*hands[:number], *hands[number + 1 :]), compiled.reader.marks)
    frames = FrameReader(compiled.reader, SourceReader(compiled.letters.titles), by_words)
    for passage in hands[number].rationales():
        marked = [compiled.reader.read_alone(text) for _, text in passage]
        for (kind, text), frame in zip(passage, frames.read(marked, ()), strict=True):
            yield Read(text, kind, frame.kind)


def figures(read: list[Read]) -> str:
    """One line of figures."""
    wrong = Counter(f"{one.kind} as {one.found}" for one in read if one.kind != one.found)
    right = len(read) - wrong.total()
    return f"{right}/{len(read)} = {right / len(read):.1%} | " + ", ".join(
        f"{name} {count}" for name, count in wrong.most_common()
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hands", nargs="*", metavar="HAND")
    parser.add_argument("-v", action="store_true", dest="listed")
    given = parser.parse_args()
    folder = data_folder("guidelines")
    compiled = Compiled(load_knowledge(folder))
    everything = []
    for number, path in enumerate(sorted((folder / "language" / "kinds").glob("*.yaml"))):
        if given.hands and path.stem not in given.hands:
            continue
        read = list(left_out(compiled, number))
        everything += read
        for one in read if given.listed else ():
            if one.kind != one.found:
                print(f"{one.kind} as {one.found}: {one.text}")
        if read:
            print(f"{path.stem}: {figures(read)}", flush=True)
    print(f"all: {figures(everything)}")


if __name__ == "__main__":
    main()
