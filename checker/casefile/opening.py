"""From the letter as read to the case file: citations resolved, statements tied to criteria."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from checker.casefile.asking import Asker
from checker.casefile.before import Before
from checker.casefile.casefile import CaseFile, ItemFile
from checker.casefile.cases import Cases
from checker.casefile.comparing import Comparing
from checker.casefile.coverage import Coverage
from checker.casefile.criteria import Criteria, stated_by
from checker.casefile.dating import Days
from checker.casefile.features.kinds import Feature, Response
from checker.casefile.features.reading import FeatureReader
from checker.casefile.features.visits import is_alone, visit_ledger
from checker.casefile.frames import FrameReader
from checker.casefile.kinds_by_words import KindsByWords
from checker.casefile.ledger import Ledger
from checker.casefile.likeness import Likeness, Wording
from checker.casefile.outcomes import Conditions
from checker.casefile.resolving import Resolver
from checker.casefile.sisters import Sisters
from checker.casefile.sources import SourceReader, families_named
from checker.casefile.stating import Stating
from checker.casefile.terms import Terms
from checker.casefile.ties import Said, Ties
from checker.casefile.wordings import NOTHING_READ, Readings
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.letter import Item
from checker.reading.dates import find_dates
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.read import LetterReader, ReadItem, ReadLetter
from checker.reading.treatments import RequestReader


@dataclass(frozen=True, slots=True)
class Learned:
    """What the sentences of the knowledge teach: slow to make, worth keeping."""

    likeness: Likeness
    kinds: KindsByWords


class Compiled:
    """The knowledge compiled for use. One instance serves all letters of a run.

    ``learned`` is made here where none is given.
    """

    def __init__(self, knowledge: Knowledge, learned: Learned | None = None) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge.concepts, knowledge.ordinary_words)
        self.letters = LetterReader(knowledge, self.lexicon)
        self.reader = self.letters.sentences
        self.resolver = Resolver(knowledge.editions, self.letters.titles)
        self.coverage = Coverage(knowledge.editions, self.lexicon)
        self.criteria = Criteria(knowledge.editions, knowledge.twins, self.lexicon)
        self.kinds = learned.kinds if learned else KindsByWords.of(knowledge.kinds, self.reader.marks)
        self.frames = FrameReader(self.reader, SourceReader(self.letters.titles), self.kinds)
        self.features = FeatureReader(self.letters.requests, self.lexicon)
        self.terms = Terms(self.lexicon, self.letters.requests.figures.numbers)
        self.asker = Asker(self.lexicon, self.reader, self.terms)
        self.cases = Cases(self.letters, self.features, self.asker)
        self.likeness = learned.likeness if learned else Likeness.of(self.wordings())
        self.ties = Ties(self.criteria, self.likeness, knowledge.tying, self.lexicon)
        stating = Stating(self.criteria, self.likeness, self.terms, self.reader, self.lexicon)
        self.conditions = Conditions(self.lexicon, stating, self.asker)
        self.comparing = Comparing(self.criteria, self.likeness, self.terms, self.lexicon)
        sisters = Sisters(self.criteria, self.ties, self.likeness, self.terms, self.lexicon)
        self.ledger = Ledger(
            self.criteria, self.ties, self.terms, self.frames, self.reader, self.lexicon, sisters
        )

    def wordings(self) -> list[Wording]:
        """What states each criterion, as terms."""
        return Readings(self.terms, self.reader).wordings(self.criteria.all)

    def said(self, folded: str, terms: Sequence[str] | None = None) -> Said:
        """A sentence to be tied, read by itself."""
        marks, scopes = self.reader.clause(folded)
        return Said(terms or self.terms.of(folded), families_named(marks), scopes.negates)

    def open(self, read: ReadLetter, as_of: date | None = None) -> CaseFile:
        """The case file of a letter. ``as_of`` stands for the dates of the decision and of the denial."""
        case = read.letter.case
        decided = as_of or case.decision_date or read.latest
        days = Days(decided, None if as_of else case.ur_denial_date)
        told = self.features.summary(read.letter, read.summary, decided) if read.letter.items else ()
        named = {m.concept for sentence in read.summary for m in sentence.mentions}
        named.update(one.concept for one in told if one.concept is not None)
        named.update(concept for item in read.items for concept in item.treatment.concepts)
        return CaseFile(
            letter=read.letter,
            days=days,
            summary=read.summary,
            items=tuple(self._item(item, days, read.summary, told, named) for item in read.items),
        )

    def _item(
        self,
        read: ReadItem,
        days: Days,
        summary: Sequence[MarkedSentence],
        told: tuple[Feature, ...],
        named: Collection[str],
    ) -> ItemFile:
        resolved = tuple(
            self.resolver.resolve(index, citation, days)
            for index, citation in enumerate(read.citations, start=1)
        )
        statements = self.ledger.read(read.sentences, read.treatment, resolved)
        of_case = (
            sentence
            for sentence, statement in zip(read.sentences, statements, strict=True)
            if statement.kind != "guideline"
        )
        asked = self.features.title(read.item, read.treatment)
        own = self.lexicon.kin_of(read.treatment.concepts)
        summarized = (one for one in told if not _is_of_other_care(one, own))
        features = self.features.together((*summarized, *asked, *self.features.read(of_case, "rationale")))
        visits = visit_ledger(
            read.treatment,
            read.original,
            read.authorized,
            features,
            self.lexicon,
            after_surgery="postoperative_therapy" in read.treatment.concepts
            or read.title_marks.has("accompanies_surgery", "surgeon_accompanies"),
            alone=is_alone(read.treatment, named, self.lexicon),
        )
        before = Before(
            treatment=read.treatment,
            decision=read.item.decision,
            statements=statements,
            summary=summary,
            features=features,
            visits=visits,
            asked_on=_asked_on(read.item, days.decided),
            per_week=self._per_week(read.item),
        )
        return ItemFile(
            item=read.item,
            title_marks=read.title_marks,
            treatment=read.treatment,
            original=read.original,
            authorized=read.authorized,
            citations=resolved,
            statements=statements,
            conditions=self.conditions.of(before),
            comparisons=self.comparing.of(read.item.title, read.treatment, statements),
            features=features,
            visits=visits,
        )

    def _per_week(self, item: Item) -> float | None:
        """How often a week a request asks for a treatment."""
        measures = self.letters.requests.figures.measures(fold(item.title))
        return next((measure.high for measure in measures if measure.unit == "per_week"), None)


def _is_of_other_care(feature: Feature, own: Collection[str]) -> bool:
    """Whether a summary tells of a change under other care than what is asked for."""
    return (
        isinstance(feature, Response) and bool(own) and feature.care is not None and feature.care not in own
    )


def _asked_on(item: Item, decided: date | None) -> date | None:
    """The day of a treatment that was given already, as the request names it; else that of the decision."""
    named = [day for day, _, _ in find_dates(fold(item.title))]
    return named[0] if len(named) == 1 and (decided is None or named[0] <= decided) else decided


def index_of(knowledge: Knowledge, readings: Readings | None = None) -> Likeness:
    """The index of the criteria of all editions: slow to make but for what is read already, worth keeping."""
    return Likeness.of((readings or readings_of(knowledge)).wordings(stated_by(knowledge.editions)))


def readings_of(knowledge: Knowledge, kept: bytes = NOTHING_READ) -> Readings:
    """What reads the sentences of criteria; those that are kept were read with the same words."""
    lexicon = Lexicon(knowledge.concepts, knowledge.ordinary_words)
    requests = RequestReader(knowledge.words, lexicon)
    reader = SentenceReader(knowledge.marks, requests)
    return Readings(Terms(lexicon, requests.figures.numbers), reader, kept)


def kinds_of(knowledge: Knowledge) -> KindsByWords:
    """What the sentences of all hands teach of kinds: likewise."""
    lexicon = Lexicon(knowledge.concepts, knowledge.ordinary_words)
    return KindsByWords.of(knowledge.kinds, LetterReader(knowledge, lexicon).sentences.marks)
