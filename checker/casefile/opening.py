"""From the letter as read to the letter analysed: treatments, resolved citations, statements, summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker.casefile.casefile import AnalysedItem, AnalysedLetter
from checker.casefile.coverage import Coverage
from checker.casefile.ledger import Ledger
from checker.casefile.resolving import Resolver
from checker.casefile.wordings import CriteriaIndex
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.letter import Citation, Item, Letter, Party, Treatment
from checker.reading.citations import CitationReader
from checker.reading.dates import find_dates
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.marks import Marks
from checker.reading.read import read_letter
from checker.reading.sentences import SentenceSplitter
from checker.reading.titles import Titles
from checker.reading.treatments import read_treatment
from checker.spans import LetterText


class Analyst:
    """The knowledge compiled for use. One instance serves all letters of a run."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge.concepts, knowledge.ordinary_words)
        self.sentences = SentenceSplitter(knowledge.words.sentences)
        self.titles = Titles(knowledge.editions, knowledge.words.citations)
        self.citations = CitationReader(knowledge.words.citations, self.titles)
        self.resolver = Resolver(knowledge.editions, self.titles)
        self.coverage = Coverage(knowledge.editions, self.lexicon)
        self.reader = SentenceReader(knowledge.marks, self.lexicon)
        self.criteria = CriteriaIndex(knowledge.editions, self.lexicon)
        self.ledger = Ledger(self.criteria, self.reader, self.lexicon)

    def analyse(self, text: LetterText, as_of: date | None = None) -> AnalysedLetter:
        """Read and analyse a determination. ``as_of`` replaces the date of the decision."""
        letter = read_letter(text, self.knowledge.form)
        when = as_of or letter.case.decision_date or _latest_date(letter)
        return AnalysedLetter(
            letter=letter,
            when=when,
            summary=self._summary(letter),
            items=tuple(self._item(letter, item, when) for item in letter.items),
        )

    def _title_marks(self, item: Item) -> Marks:
        return self.reader.clause(fold(item.title))[0]

    def _treatment(self, letter: Letter, item: Item) -> Treatment:
        """The item's treatment; what only accompanies a surgery is for the surgery's body part."""
        treatment = read_treatment(item.title, self.lexicon)
        marks = self._title_marks(item)
        if treatment.body_parts or not marks.has("accompanies_surgery", "surgeon_accompanies"):
            return treatment
        surgeries = [read_treatment(other.title, self.lexicon) for other in letter.items if other is not item]
        parts = [surgery.body_parts for surgery in surgeries if surgery.category == "surgery"]
        return replace(treatment, body_parts=parts[0]) if len(parts) == 1 else treatment

    def _item(self, letter: Letter, item: Item, when: date | None) -> AnalysedItem:
        treatment = self._treatment(letter, item)
        printed = (
            *self._citations(letter, item, "claims_administrator"),
            *self._citations(letter, item, "reviewer"),
        )
        resolved = tuple(
            self.resolver.resolve(index, citation, when, letter.case.ur_denial_date)
            for index, citation in enumerate(printed, start=1)
        )
        sentences = self.sentences.split(letter.text, item.rationale) if item.rationale else []
        return AnalysedItem(
            item=item,
            title_marks=self._title_marks(item),
            treatment=treatment,
            original=self._partly(item.original_request),
            authorized=self._partly(item.authorized),
            citations=resolved,
            statements=self.ledger.read(sentences, treatment, resolved),
        )

    def _partly(self, words: str | None) -> Treatment | None:
        return read_treatment(words, self.lexicon) if words else None

    def _citations(self, letter: Letter, item: Item, by: Party) -> tuple[Citation, ...]:
        line = item.claims_line if by == "claims_administrator" else item.reviewer_line
        return self.citations.read(letter.text, line, by)

    def _summary(self, letter: Letter) -> tuple[MarkedSentence, ...]:
        if letter.summary is None:
            return ()
        return tuple(
            self.reader.read(sentence) for sentence in self.sentences.split(letter.text, letter.summary)
        )


def _latest_date(letter: Letter) -> date | None:
    """The latest date in the letter: the decision was not made before it. None where there is no date."""
    dates = [found for found, _, _ in find_dates(fold(letter.text.text))]
    return max(dates, default=None)
