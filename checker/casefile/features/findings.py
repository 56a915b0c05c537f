"""Conditions and findings: what the patient has, and what examination or study showed, as graded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, TypeVar

from checker.casefile.features.kinds import Condition, Finding, Grade, Place
from checker.casefile.features.telling import status_at, told
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Mention
from checker.reading.marked import MarkedSentence

Source = Literal["examination", "imaging", "electrodiagnostic", "laboratory"]

_STUDIES: dict[str, Source] = {
    "imaging": "imaging", "electrodiagnostic": "electrodiagnostic", "lab_or_uds": "laboratory",
}  # fmt: skip
GRADES: dict[MarkName, Grade] = {
    "grade_minimal": "minimal", "grade_mild": "mild", "grade_moderate": "moderate", "grade_severe": "severe",
}  # fmt: skip
Stage = Literal["acute", "chronic"]
T = TypeVar("T", bound=str)
STAGES: dict[MarkName, Stage] = {"acute": "acute", "chronic": "chronic"}
_BEFORE = 24  # characters before a finding within which its grade stands
_AFTER = 40  # characters after it within which its figure or level stands
_FIGURE = re.compile(r"\b\d{1,2}(?:\.\d)?[+-]?/(?:5|10)\b|\b\d{1,2}(?:\.\d)? ?mm\b|\b\d{1,3} degrees\b")
_LEVEL = re.compile(r"\b[ctls]\d{1,2}(?:[-/](?:[ctls]?\d{1,2}))?\b")


class FindingReader:
    """Reads conditions and findings. One instance serves all letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Condition | Finding]:
        """The conditions that a sentence names, as findings where an examination or study is told."""
        source: Source | None = None
        found = "examination" if read.marks.has("exam_told") else None
        for mention in read.mentions:
            concept = self._lexicon.concepts[mention.concept]
            if concept.kind == "treatment" and concept.category in _STUDIES:
                source = _STUDIES[concept.category]
            if concept.kind != "condition":
                continue
            status = status_at(read, mention.start, mention.end)
            if status is None:
                continue
            common = told(read, place, (mention.start, mention.end), mention, status)
            of = source or found
            if of is None:
                yield Condition(**common, severity=grade_of(read, mention))
            else:
                yield Finding(
                    **common,
                    of=source or "examination",
                    severity=grade_of(read, mention),
                    figure=_near(_FIGURE, read, mention),
                    level=_near(_LEVEL, read, mention),
                )


def grade_of(read: MarkedSentence, mention: Mention) -> Grade | None:
    """How a mention is graded: by a word in it or right before it."""
    return _called(read, mention, GRADES, _BEFORE)


def stage_of(read: MarkedSentence, mention: Mention) -> Stage | None:
    """Whether a mention is called acute or chronic, by a word in it or right before it."""
    return _called(read, mention, STAGES, _BEFORE)


def names_grade(read: MarkedSentence, mention: Mention) -> bool:
    """Whether a grade is part of a name: what is denied of "severe osteoarthritis" is that, no more."""
    return _called(read, mention, GRADES, 0) is not None


def levels_of(read: MarkedSentence) -> frozenset[str]:
    """The vertebrae that a sentence names: both of "C5-6"."""
    named: set[str] = set()
    for match in _LEVEL.finditer(read.sentence.folded):
        first, _, second = match[0].replace("/", "-").partition("-")
        named.add(first)
        if second:
            named.add(second if second[0].isalpha() else first[0] + second)
    return frozenset(named)


def _called(read: MarkedSentence, mention: Mention, among: Mapping[MarkName, T], before: int) -> T | None:
    """What the last word is that stands in a mention, or at most so many characters before it."""
    called = [
        (first, meant)
        for name, meant in among.items()
        for first, last in read.marks.places(name)
        if mention.start - before <= first and last <= mention.end
    ]
    return max(called)[1] if called else None


def _near(pattern: re.Pattern[str], read: MarkedSentence, mention: Mention) -> str | None:
    """What a pattern finds around a mention: the last before it, else the first after."""
    folded = read.sentence.folded
    before = list(pattern.finditer(folded, max(0, mention.start - _BEFORE), mention.end))
    match = before[-1] if before else pattern.search(folded, mention.end, mention.end + _AFTER)
    return match[0] if match else None
