"""A sentence read once: its marks, what it mentions and measures. All that is asked of it later, it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checker.knowledge.marks import MarkFamily
from checker.letter import BodyPart, Measure, Mention, Sentence
from checker.reading.assertions import Assertions, Scopes
from checker.reading.dates import find_dates
from checker.reading.marks import Marker, Marks
from checker.reading.treatments import RequestReader


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence with its marks, mentions and measures, their places in the folded form.

    ``scopes`` say what of it is denied, in doubt, past or only thought of.
    """

    sentence: Sentence
    marks: Marks
    scopes: Scopes
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    _requests: RequestReader

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates in it."""
        return tuple(found for found, _, _ in find_dates(self.sentence.folded))

    @cached_property
    def body_parts(self) -> tuple[BodyPart, ...]:
        """The body parts in it, with their sides."""
        folded = self.sentence.folded
        return self._requests.body_parts.find(folded, self._requests.lexicon.find(folded))

    @cached_property
    def age(self) -> int | None:
        """The age in it."""
        return self._requests.figures.age(self.sentence.folded)


class SentenceReader:
    """Reads sentences with the marks and the vocabulary of the knowledge. One instance serves all letters."""

    def __init__(self, families: Iterable[MarkFamily], requests: RequestReader) -> None:
        lexicon = requests.lexicon
        self._requests = requests
        self._marker = Marker(families, lexicon)
        self._assertions = Assertions(self._marker.marks, lexicon)

    def read(self, sentence: Sentence) -> MarkedSentence:
        """The sentence, marked."""
        marks = self._marker.read(sentence.folded)
        scopes = self._assertions.scopes(marks)
        return MarkedSentence(
            sentence,
            marks,
            scopes,
            self._assertions.mentions(sentence.folded, scopes),
            tuple(self._requests.figures.measures(sentence.folded)),
            self._requests,
        )

    def clause(self, folded: str) -> tuple[Marks, Scopes]:
        """The marks and scopes of a part of a sentence, read by itself."""
        marks = self._marker.read(folded)
        return marks, self._assertions.scopes(marks)
