"""Whether the sentences of a criterion's file do what they are there for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from checker.casefile.matching import Match, match
from checker.casefile.opening import Compiled
from checker.knowledge.guidelines import Criterion, Section
from checker.knowledge.misses import Miss


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """A sentence that does otherwise: what becomes of it, and the lines that tell its author why."""

    miss: Miss
    lines: tuple[str, ...]


def example_failures(compiled: Compiled, section: Section, criterion: Criterion) -> Iterator[ExampleFailure]:
    """The examples of a criterion that don't state it or a twin of it, and the near misses that do.

    An example leads any other claim, as it is among the words of its own criterion: how like it is to all of
    them has to do alone. A near miss is among none, and is tied as a sentence of a letter would be.
    """
    least = compiled.ties.least
    twins = {criterion.id}
    for group in compiled.knowledge.twins:
        if criterion.id in group.ids:
            twins.update(group.ids)
    for sentence in criterion.examples:
        found = match(compiled, sentence, [section.id], "")
        surely = any(one.tie.alone >= least for one in found.candidates[:1])
        if becomes := _becomes(found, twins, surely=surely):
            lines = ["    expected states it", *_found(found)]
            yield _failure(criterion, "example", sentence, becomes, lines)
        elif (fit := found.candidates[0].fit).word == "misstated" and criterion.held:
            line = f"    expected its figures, found others: {fit.differs}"
            yield _failure(criterion, "example", sentence, "found to have other figures", [line])
    for sentence in criterion.near:
        if not _of_guideline(compiled, sentence):
            continue  # in a letter it is told of the patient, and tied to nothing
        found = match(compiled, sentence, [section.id], "")
        missed = _becomes(found, [criterion.id], surely=found.holds)
        if not missed and found.candidates[0].fit.word == "supported":
            lines = ["    expected states something else, or nothing", *_found(found)]
            yield _failure(criterion, "near miss", sentence, "tied to it", lines)


def _becomes(found: Match, meant: Collection[str], *, surely: bool) -> str:
    """What becomes of a sentence that is not tied to what is meant; nothing of one that is."""
    if not found.candidates:
        return "like nothing that is known"
    first = found.candidates[0].tie.stated.criterion.id
    if first not in meant:
        return f"tied to {first}" if surely else f"likest to {first}, not surely"
    return "" if surely else "not surely tied"


def _of_guideline(compiled: Compiled, sentence: str) -> bool:
    """Whether a rationale's sentence is read as one of the guideline, whatever stands before it."""
    read = compiled.reader.read_alone(sentence)
    return any(frame.kind == "guideline" for frame in compiled.frames.read([read], ()))


def _failure(
    criterion: Criterion, what: str, sentence: str, becomes: str, lines: list[str]
) -> ExampleFailure:
    miss = Miss(of=criterion.id, sentence=sentence, becomes=becomes)
    return ExampleFailure(miss, (f"{criterion.id}: {what}: {sentence}", *lines))


def _found(found: Match) -> Iterator[str]:
    if not found.candidates:
        yield "    found    nothing known is like it"
    for candidate in found.candidates[:2]:
        name, features = candidate.tie.stated.criterion.id, candidate.tie.named_features
        spoken = ", ".join(f"{feature} {value:g}" for feature, value in features.items() if value)
        yield f"    found    {name} ({candidate.tie.alone:.0%}, {candidate.fit.word}): {spoken}"
        yield f"             shares {', '.join(candidate.shared) or 'no word'}"
