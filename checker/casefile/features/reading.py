"""Reading the case features of a letter: each sentence once, into what it says of the patient."""

from __future__ import annotations

from collections.abc import Iterable

from checker.casefile.features.kinds import Feature, Place
from checker.casefile.features.visits import VisitReader
from checker.knowledge.lexicon import Lexicon
from checker.reading.figures import FigureReader
from checker.reading.marked import MarkedSentence


class FeatureReader:
    """Reads features. One instance serves all letters; it keeps nothing between them."""

    def __init__(self, figures: FigureReader, lexicon: Lexicon) -> None:
        self._visits = VisitReader(figures, lexicon)

    def read(self, sentences: Iterable[MarkedSentence], place: Place) -> tuple[Feature, ...]:
        """The features of the sentences of one part of a letter, in their order."""
        return tuple(feature for read in sentences for feature in self._sentence(read, place))

    def _sentence(self, read: MarkedSentence, place: Place) -> Iterable[Feature]:
        yield from self._visits.read(read, place)
