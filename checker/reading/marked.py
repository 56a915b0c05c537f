"""A sentence read once: its marks, what it mentions and measures. All that is asked of it later, it has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from checker.knowledge.lexicon import Hit
from checker.knowledge.marks import MarkFamily, MarkName
from checker.knowledge.phrases import fold
from checker.letter import BodyPart, Measure, Mention, Sentence, Side
from checker.reading.assertions import Assertions, Scopes
from checker.reading.dates import find_dates
from checker.reading.marks import Marker, Marks
from checker.reading.treatments import RequestReader
from checker.spans import Span

# Where a clause ends: at every end of a reach and at every denial, or at the ends alone.
_CLAUSES: tuple[tuple[MarkName, ...], ...] = (("terminators", "negation_before"), ("terminators",))

_DRUGS = ("drug", "drug_class")
_CLAUSE_REACH = 160  # characters before a finding: a longer clause is read no further
_SIDE_REACH = 45  # characters before a finding within which its side stands
_LISTED = re.compile(r"[,;.]|(?<!left)(?<!right) and ")
_SIDE = re.compile(r"\b(left|right|bilateral)\b")

_KEPT = 2_048  # clauses and sentences of the letters at hand, read by several readers one after the other


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
    _parts: dict[tuple[int, int], tuple[BodyPart, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates in it."""
        return tuple(found for found, _, _ in find_dates(self.sentence.folded))

    @cached_property
    def body_parts(self) -> tuple[BodyPart, ...]:
        """The body parts in it, with their sides."""
        return self._parts_in(0, len(self.sentence.folded))

    @cached_property
    def care(self) -> tuple[Mention, ...]:
        """The drugs and treatments that it mentions."""
        return self._of_kinds("treatment", *_DRUGS)

    @cached_property
    def drugs(self) -> tuple[Mention, ...]:
        """The drugs that it mentions."""
        return self._of_kinds(*_DRUGS)

    def _of_kinds(self, *kinds: str) -> tuple[Mention, ...]:
        concepts = self._requests.lexicon.concepts
        return tuple(one for one in self.mentions if concepts[one.concept].kind in kinds)

    def clause_of(self, mention: Mention) -> str:
        """The words of the mention's clause before it, as far as they can bear on it."""
        start, _ = self._clause(0, mention)
        return self.sentence.folded[max(start, mention.start - _CLAUSE_REACH) : mention.start]

    def parts_of(self, mention: Mention) -> tuple[BodyPart, ...]:
        """The body parts that a mention is of: those that its clause names, else those of the sentence."""
        for width in range(len(_CLAUSES)):
            own = self._parts_in(*self._clause(width, mention))
            if own:
                return own
        return self.body_parts

    def sides_of(self, mention: Mention) -> frozenset[Side]:
        """The sides that stand before a mention in its part of a list: both for bilateral."""
        before = self.sentence.folded[max(0, mention.start - _SIDE_REACH) : mention.start]
        sides = frozenset(_SIDE.findall(_LISTED.split(before)[-1]))
        return frozenset({"left", "right"}) if "bilateral" in sides else sides

    def _clause(self, width: int, mention: Mention) -> tuple[int, int]:
        """The narrower or the wider clause that a mention stands in."""
        ends = self._ends[width]
        at = bisect_right(ends, mention.start)
        return ends[at - 1], ends[at]

    @cached_property
    def _ends(self) -> list[list[int]]:
        """Where the narrower and the wider clauses begin and end."""
        last = len(self.sentence.folded)
        places = ([start for name in names for start, _ in self.marks.places(name)] for names in _CLAUSES)
        return [[*sorted({0, *starts}), last] for starts in places]

    def _parts_in(self, start: int, end: int) -> tuple[BodyPart, ...]:
        if (start, end) not in self._parts:
            self._parts[start, end] = self._find_parts(start, end)
        return self._parts[start, end]

    def _find_parts(self, start: int, end: int) -> tuple[BodyPart, ...]:
        """The body parts of a stretch: of what is mentioned in it, where no mention goes beyond it."""
        words = self.sentence.folded[start:end]
        first, after = (bisect_left(self.mentions, at, key=_start) for at in (start, end))
        own = self.mentions[first:after]
        if (first and self.mentions[first - 1].end > start) or (own and own[-1].end > end):
            hits = self._requests.lexicon.find(words)
        else:
            hits = [Hit(one.concept, one.start - start, one.end - start) for one in own]
        return self._requests.body_parts.find(words, hits)

    @cached_property
    def age(self) -> int | None:
        """The age in it."""
        return self._requests.figures.age(self.sentence.folded)


def _start(mention: Mention) -> int:
    return mention.start


class SentenceReader:
    """Reads sentences with the marks and the vocabulary of the knowledge. One instance serves all letters."""

    def __init__(self, families: Iterable[MarkFamily], requests: RequestReader) -> None:
        lexicon = requests.lexicon
        self._requests = requests
        self._marker = Marker(families, lexicon)
        self._assertions = Assertions(self._marker.marks, lexicon)
        self.clause = lru_cache(maxsize=_KEPT)(self._clause)

    def read(self, sentence: Sentence) -> MarkedSentence:
        """The sentence, marked."""
        marks, scopes = self.clause(sentence.folded)
        return MarkedSentence(
            sentence,
            marks,
            scopes,
            self._assertions.mentions(sentence.folded, scopes),
            tuple(self._requests.figures.measures(sentence.folded)),
            self._requests,
        )

    def read_alone(self, text: str) -> MarkedSentence:
        """A sentence of no letter, such as an example, marked."""
        return self.read(Sentence(Span(0, len(text)), text, fold(text)))

    def marks(self, folded: str) -> Marks:
        """The marks alone of words that no letter has, as of an example: nothing is kept of them."""
        return self._marker.read(folded)

    def measures(self, folded: str) -> tuple[Measure, ...]:
        """The figures alone of words that no letter has."""
        return tuple(self._requests.figures.measures(folded))

    def _clause(self, folded: str) -> tuple[Marks, Scopes]:
        """The marks and scopes of a part of a sentence, read by itself."""
        marks = self._marker.read(folded)
        return marks, self._assertions.scopes(marks)
