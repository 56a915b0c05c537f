"""Faults planted in letters that are right: ``python -m benchmarks.planted``.

``benchmarks/planted/plants.yaml`` says which words of which letter are replaced by which, and which checks
ought to find it. A fault is found if an error of such a check stands on the item, or a warning where the kind
has no error; an error that the letter had not before, of another check or on another item, is a false one.
``--list`` prints each plant with what came of it.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from checker.judging.examine import Checker, Examination
from checker.knowledge.files import validate_document
from checker.knowledge.strict_yaml import Document
from checker.knowledge.strict_yaml import read as read_yaml
from checker.running.setup import make_checker
from checker.spans import LetterText

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "benchmarks" / "planted", ROOT / "examples")
Errors = Counter[tuple[int, str]]
_WIDTH = 100
_REVIEWER = r"(?<=MAXIMUS guideline: ).*?(?=\n\s*Decision rationale:)"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(_Data):
    """A kind of fault, the checks that find it, and how severe it is."""

    name: str
    checks: tuple[str, ...]
    severity: Literal["error", "warning"] = "error"


class Plant(_Data):
    """A fault: words of an item, or of the summary, and those put in their place.

    ``line`` takes the place of the reviewer's guideline line. ``flip``: the decision is turned.
    """

    kind: str
    letter: str
    item: int
    replace: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    line: str | None = None
    flip: bool = False


class Plants(_Data):
    """The file."""

    kinds: tuple[Kind, ...]
    plants: tuple[Plant, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a plant: whether it was found, whether only warned of, the verdict, and false errors."""

    plant: Plant
    found: bool
    warned: bool
    verdict: str
    false: Errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true")
    listed = parser.parse_args().list
    data = read_plants()
    outcomes = list(outcomes_of(make_checker(), data))
    for one in outcomes if listed else ():
        word = "found" if one.found else "warned" if one.warned else "MISSED"
        place = f"{one.plant.letter}/{one.plant.item}"
        print(f"{word:7} {one.plant.kind:20} {place:28} {one.verdict:13} {dict(one.false) or ''}")
    for kind in data.kinds:
        own = [one for one in outcomes if one.plant.kind == kind.name]
        warned = sum(one.warned for one in own)
        print(f"{kind.name:22} found {sum(one.found for one in own)}/{len(own)}, only warned of {warned}")
    false = sum(one.false.total() for one in outcomes)
    print(f"found {sum(one.found for one in outcomes)}/{len(outcomes)}, new errors elsewhere {false}")


def read_plants() -> Plants:
    """The plants. Raises ValueError with what is wrong with their file."""
    document = read_yaml(FOLDERS[0] / "plants.yaml")
    found = validate_document(document, Plants) if isinstance(document, Document) else document
    if isinstance(found, Plants):
        return found
    raise ValueError("\n".join(map(str, found)))


def outcomes_of(checker: Checker, data: Plants) -> Iterator[Outcome]:
    """Every plant, planted."""
    kinds = {kind.name: kind for kind in data.kinds}
    right: dict[str, tuple[str, Examination]] = {}
    for plant in data.plants:
        if plant.letter not in right:
            text = read(plant.letter)
            right[plant.letter] = text, checker.examine(LetterText(text), plant.letter)
        text, before = right[plant.letter]
        yield outcome(
            plant, kinds[plant.kind], before, checker.examine(planted(text, plant, before), plant.letter)
        )


def outcome(plant: Plant, kind: Kind, before: Examination, after: Examination) -> Outcome:
    """What came of a plant."""
    new = errors(after) - errors(before)
    own = Counter({at: n for at, n in new.items() if at[0] == plant.item and at[1] in kind.checks})
    item = after.items[plant.item - 1]
    severe = {one.rule.check for one in item.session.findings if one.severity != "note"}
    warned = not own and not severe.isdisjoint(kind.checks)
    enough = kind.severity == "warning"
    return Outcome(
        plant,
        bool(own) or (warned and enough),
        warned and not enough,
        item.judgement.verdict,
        new - own,
    )


def errors(examination: Examination) -> Errors:
    """The errors of a letter, by item and check."""
    return Counter(
        (examined.item.item.index, finding.rule.check)
        for examined in examination.items
        for finding in examined.session.findings
        if finding.severity == "error"
    )


def read(name: str) -> str:
    """A letter by its name without ending."""
    return next(path for path in (folder / f"{name}.txt" for folder in FOLDERS) if path.exists()).read_text()


def planted(text: str, plant: Plant, before: Examination) -> LetterText:
    """The letter with the fault in it. Raises ValueError where the words to be replaced are not in it."""
    item = before.items[plant.item - 1].item.item
    start, end = item.span.start, item.span.end
    own = text[start:end]
    if plant.flip:
        other = {"upheld": "Overturned", "overturned": "Upheld"}[item.decision or ""]
        own = _replaced(own, item.decision_word or "", other)
    if plant.line is not None:
        own = re.sub(_REVIEWER, lambda _: plant.line or "", own, count=1, flags=re.S)
    rest = text[:start], text[end:]
    for words, others in zip(plant.replace, plant.by, strict=True):
        if re.search(_spaced(words), own):
            own = _replaced(own, words, others)
        else:
            rest = _replaced(rest[0], words, others), rest[1]
    return LetterText("\n".join(map(_wrapped, (rest[0] + own + rest[1]).split("\n"))))


def _wrapped(line: str) -> str:
    """A line in lines of no more than a letter's width, by which titles are told."""
    return textwrap.fill(line, _WIDTH) if len(line) > _WIDTH else line


def _replaced(text: str, words: str, others: str) -> str:
    done, times = re.subn(_spaced(words), lambda _: others, text, count=1)
    if not times:
        raise ValueError(f"not in the letter: {words}")
    return done


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


if __name__ == "__main__":
    main()
