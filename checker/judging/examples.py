"""Whether the sentences of a criterion's file do what they are there for."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.matching import Match, match
from checker.casefile.opening import Compiled
from checker.knowledge.guidelines import Criterion, Section
from checker.knowledge.phrases import fold
from checker.letter import Sentence
from checker.spans import Span


def example_failures(compiled: Compiled, section: Section, criterion: Criterion) -> Iterator[str]:
    """The examples of a criterion that don't state it or a twin of it, and the near misses that do."""
    twins = {criterion.id}
    for group in compiled.knowledge.twins:
        if criterion.id in group.ids:
            twins.update(group.ids)
    for sentence in criterion.examples:
        found = match(compiled, sentence, [section.id], "")
        first = found.candidates[0] if found.candidates else None
        if first is None or not found.holds or first.tie.stated.criterion.id not in twins:
            yield from _told(criterion, "example", sentence, "states it", found)
        elif first.fit.word == "misstated" and criterion.held:
            yield f"{criterion.id}: example: {sentence}"
            yield f"    expected its figures, found others: {first.fit.differs}"
    for sentence in criterion.near:
        if not _of_guideline(compiled, sentence):
            continue  # in a letter it is told of the patient, and tied to nothing
        found = match(compiled, sentence, [section.id], "")
        first = found.candidates[0] if found.candidates else None
        own = first is not None and first.tie.stated.criterion.id == criterion.id
        if first is not None and own and found.holds and first.fit.word == "supported":
            yield from _told(criterion, "near miss", sentence, "states something else, or nothing", found)


def _of_guideline(compiled: Compiled, sentence: str) -> bool:
    """Whether a rationale's sentence is read as one of the guideline, whatever stands before it."""
    read = compiled.reader.read(Sentence(Span(0, len(sentence)), sentence, fold(sentence)))
    return any(frame.kind == "guideline" for frame in compiled.frames.read([read], ()))


def _told(criterion: Criterion, what: str, sentence: str, expected: str, found: Match) -> Iterator[str]:
    yield f"{criterion.id}: {what}: {sentence}"
    yield f"    expected {expected}"
    if not found.candidates:
        yield "    found    nothing known is like it"
    for candidate in found.candidates[:2]:
        name, features = candidate.tie.stated.criterion.id, candidate.tie.named_features
        spoken = ", ".join(f"{feature} {value:g}" for feature, value in features.items() if value)
        yield f"    found    {name} ({candidate.tie.chance:.0%}, {candidate.fit.word}): {spoken}"
        yield f"             shares {', '.join(candidate.shared) or 'no word'}"
