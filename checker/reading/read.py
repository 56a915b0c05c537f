"""Reading a letter, whole: text in, all that stands in it out. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from checker.knowledge.knowledge import Knowledge
from checker.knowledge.language import LetterForm
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.letter import Citation, Item, Letter, Treatment
from checker.reading.case import read_case
from checker.reading.citations import CitationReader
from checker.reading.dates import find_dates
from checker.reading.form import read_layout
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.marks import Marks
from checker.reading.sentences import SentenceSplitter
from checker.reading.titles import Titles
from checker.reading.treatments import RequestReader
from checker.spans import LetterText, Span


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A disputed item, its parts read: what is asked for, what is cited, the sentences of the rationale."""

    item: Item
    title_marks: Marks
    treatment: Treatment
    original: Treatment | None
    authorized: Treatment | None
    citations: tuple[Citation, ...]
    sentences: tuple[MarkedSentence, ...]


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter, read."""

    letter: Letter
    summary: tuple[MarkedSentence, ...]
    items: tuple[ReadItem, ...]

    @property
    def latest(self) -> date | None:
        """The latest date in it: the decision was not made before."""
        dates = (found for found, _, _ in find_dates(fold(self.letter.text.text)))
        return max(dates, default=None)


def read_parts(text: LetterText, form: LetterForm) -> Letter:
    """The letter's parts, items and case facts, each with its span. Raises UnreadableError over limits."""
    layout = read_layout(text, form)
    return Letter(
        text=text,
        case=read_case(layout, form),
        credentials=layout.credentials,
        summary=layout.summary,
        issues=layout.issues,
        items=layout.items,
        missing=layout.missing,
        misspelt_headings=layout.misspelt,
    )


class LetterReader:
    """All that reading needs, compiled. One instance serves all letters."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._form = knowledge.form
        self.splitter = SentenceSplitter(knowledge.words.sentences)
        self.titles = Titles(knowledge.editions, knowledge.words.citations)
        self.citations = CitationReader(knowledge.words.citations, self.titles)
        self.requests = RequestReader(knowledge.words, lexicon)
        self.sentences = SentenceReader(knowledge.marks, self.requests)

    def read(self, text: LetterText) -> ReadLetter:
        """All that stands in a letter. Raises UnreadableError over limits."""
        letter = read_parts(text, self._form)
        treatments = tuple(self.requests.treatment(item.title) for item in letter.items)
        return ReadLetter(
            letter=letter,
            summary=self._marked(text, letter.summary),
            items=tuple(self._item(letter, item, treatments) for item in letter.items),
        )

    def _item(self, letter: Letter, item: Item, treatments: tuple[Treatment, ...]) -> ReadItem:
        marks = self.sentences.clause(fold(item.title))[0]
        text = letter.text
        return ReadItem(
            item=item,
            title_marks=marks,
            treatment=_treatment(item.index - 1, treatments, marks),
            original=self._asked(item.original_request),
            authorized=self._asked(item.authorized),
            citations=(
                *self.citations.read(text, item.claims_line, "claims_administrator"),
                *self.citations.read(text, item.reviewer_line, "reviewer"),
            ),
            sentences=self._marked(text, item.rationale),
        )

    def _asked(self, words: str | None) -> Treatment | None:
        return self.requests.treatment(words) if words else None

    def _marked(self, text: LetterText, block: Span | None) -> tuple[MarkedSentence, ...]:
        if block is None:
            return ()
        return tuple(self.sentences.read(sentence) for sentence in self.splitter.split(text, block))


def _treatment(index: int, treatments: tuple[Treatment, ...], marks: Marks) -> Treatment:
    """An item's treatment; what only accompanies a surgery is for the surgery's body part."""
    treatment = treatments[index]
    if treatment.body_parts or not marks.has("accompanies_surgery", "surgeon_accompanies"):
        return treatment
    others = (*treatments[:index], *treatments[index + 1 :])
    parts = [other.body_parts for other in others if other.category == "surgery"]
    return replace(treatment, body_parts=parts[0]) if len(parts) == 1 else treatment
