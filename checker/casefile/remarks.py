"""What loads, and won't do what is meant: what the codes that begin with W in :mod:`checker.problems` say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checker.casefile.asking import Asker
from checker.casefile.bounds import turned_examples
from checker.casefile.cases import Cases
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.features.reading import FeatureReader
from checker.casefile.likeness import Likeness
from checker.casefile.outcomes import needs_are_compared
from checker.casefile.own_text import against_text, counts_no_visits, without_limits
from checker.casefile.own_words import OwnWords
from checker.casefile.resolving import Resolver
from checker.casefile.rows import Remark, of_another, on_rows, place_of
from checker.casefile.sought import CARE
from checker.casefile.terms import Terms
from checker.casefile.told_apart import led_to, misdated, not_told_apart
from checker.knowledge.guidelines import Criterion, Edition
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.needs import Need
from checker.knowledge.phrases import fold
from checker.knowledge.plain_words import did_you_mean, nearest
from checker.problems import Code
from checker.reading.read import LetterReader

_ALIKE = 0.8  # of the pairs in one edition that come with imr-check, one of 50,000 is as alike
_MOSTLY = 0.5  # of the sentences
_FEW = 2  # treatments: what is on more is on some of them here and on others there
_SAME = 0.85  # of a term and another spelling of it
_ASKS = ("indication", "prerequisite", "conservative_care")  # what a case must show
_FIGURED = ("age", "duration", "timing", "visits")  # subjects that figures of a case answer, without a word


class Remarks:
    """Remarks on what is known. ``likeness`` says what terms weigh, be it of the base alone."""

    def __init__(self, knowledge: Knowledge, likeness: Likeness) -> None:
        lexicon = Lexicon(knowledge.concepts, knowledge.ordinary_words)
        letters = LetterReader(knowledge, lexicon)
        self._criteria = Criteria(knowledge.editions, knowledge.twins, lexicon)
        self._terms = Terms(lexicon, letters.requests.figures.numbers)
        self._asker = Asker(lexicon, letters.sentences, self._terms)
        features = FeatureReader(letters.requests, lexicon)
        self._cases = Cases(letters, features, self._asker)
        self._own_words = OwnWords(lexicon, self._terms, letters.sentences, features, likeness)
        self._lexicon, self._sentences, self._letters = lexicon, letters.sentences, letters
        self._resolver = Resolver(knowledge.editions, letters.titles)
        self._editions, self._titles = knowledge.editions, letters.titles
        self._figures = letters.requests.figures
        self._concepts = knowledge.concepts
        self._likeness = likeness
        self._bags: dict[str, Mapping[str, float]] = {}

    def on_edition(self, edition: Edition) -> Iterator[Remark]:
        """What is worth a look in an edition beside the others, with its place in it."""
        alike = list(not_told_apart(edition, self._editions, self._titles))
        for message in alike:
            yield Code.CITED_ALIKE, ("topic",), message
        if (edition.source == "MTUS") != (edition.rank == 1):
            message = f"rank {edition.rank} and source {edition.source}: 1 is the MTUS, and the MTUS is 1"
            yield Code.RANK, ("rank",), message
        for key, message in misdated(edition):
            yield Code.DATED, key, message
        words, found = led_to(edition, self._letters.citations, self._resolver)
        if edition.id not in found and not alike:
            fault, why = self._not_leading(edition)
            yield Code.LEADS, (fault,), f"cited as '{words}' it leads to {' and '.join(found)}: {why}"

    def _not_leading(self, edition: Edition) -> tuple[str, str]:
        """The key of an edition to which no citation leads that is at fault, and what is wrong there."""
        title, topic = fold(edition.title), fold(edition.topic)
        if topic in title:
            return "title", "see its source, title and topic"
        topics = {one.topic for one in self._editions if one.id != edition.id}
        known = {word for name in topics for word in fold(name).split()}
        known |= {word for one in self._concepts for name in (one.name, *one.terms) for word in name.split()}
        unknown = [word for word in title.split() if word not in known]
        for word in filter(known.__contains__, topic.split()):
            if misspelt := nearest(word, unknown):
                return "title", f"'{misspelt}' is no word of its topic (did you mean {word}?)"
        meant = did_you_mean(edition.topic, topics)
        return "topic", f"the topic '{edition.topic}' does not stand in the title{meant}"

    def on(self, criterion: Criterion) -> Iterator[Remark]:
        """What is worth a look in a criterion, with its place below it."""
        yield from self._alike(self._criteria.by_id[criterion.id])
        for below, need in criterion.needs.placed() if criterion.needs else ():
            if need.statement and not self._answerable(need):
                subject, words = need.statement
                message = (
                    f"{subject}: '{words}' names nothing of the vocabulary: no letter answers it; "
                    f"only the words of a rationale are compared with it{self._meant(words)}"
                )
                yield Code.UNANSWERED, ("needs", *below, subject), message
            for named, words in self._misspelt(need):
                message = f"a misspelling, as letters have it, of {words}: write that"
                yield Code.UNANSWERED, ("needs", *below, named), message
        yield from self._on_cases(criterion)
        for key, message in against_text(criterion, self._figures):
            yield Code.OTHERWISE, key, message
        rows_known = self._known(name for limit in criterion.limits for name in limit.applies_to)
        if turned := list(self._turned(criterion)) if rows_known else []:
            bounds = " and ".join(dict.fromkeys(limit.bound for limit in criterion.limits))
            message = f"{bounds} here, and its examples say the other bound, as in: {turned[0]}"
            yield Code.TURNED, ("limits",), message
        yield from on_rows(criterion)
        if rows_known:
            yield from of_another(criterion, self._sentences, self._lexicon)
        if figure := without_limits(criterion, self._figures):
            message = (
                f"limits: there are none, though the kind is {criterion.kind} and the text has {figure}: "
                "no figure of a letter is compared with it"
            )
            yield Code.NO_FIGURE, ("kind",), message
        if criterion.kind in _ASKS and not (criterion.needs or criterion.limits or criterion.requires):
            message = (
                f"needs: there are none, though the kind is {criterion.kind}: "
                "nothing of a case is put against this"
            )
            yield Code.NO_NEEDS, ("kind",), message
        if criterion.otherwise is not None and not needs_are_compared(criterion):
            message = f"no case is put against the needs of kind {criterion.kind}: is it an indication?"
            yield Code.UNCOMPARED, ("otherwise",), message
        yield from self._own_words.on(self._criteria.by_id[criterion.id])
        yield from self._on_other_care(self._criteria.by_id[criterion.id])
        if counts_no_visits(criterion, self._figures):
            message = (
                "limits: the kind visit_cap counts visits, and neither these nor the text do: of sessions "
                "that last so long the text says how many; how long a treatment goes on is a duration_limit"
            )
            yield Code.COUNTLESS, ("limits",), message

    def _on_cases(self, criterion: Criterion) -> Iterator[Remark]:
        """Cases that come out otherwise than they say; where most do, the needs or a group in them."""
        failing = list(self._cases.failing(criterion))
        group = self._cases.group_turned(criterion) if len(failing) > 1 else None
        if group is not None:
            join = group[-1]
            message = (
                f"{len(failing)} of {len(criterion.cases)} cases come out otherwise; with "
                f"{'any' if join == 'all' else 'all'} in place of {join} all come out as they say"
            )
            yield Code.FAILS, ("needs", *group), message
            return
        told = [
            f"it says {one.case.answer}, and makes the needs {one.found}: {one.answers()}" for one in failing
        ]
        if len(failing) > max(1, _MOSTLY * len(criterion.cases)):
            lines = (
                f"{len(failing)} of {len(criterion.cases)} cases come out otherwise; of the first of them, "
            )
            yield Code.FAILS, ("needs",), lines + told[0]
            return
        for one, message in zip(failing, told, strict=True):
            yield Code.FAILS, ("cases", one.at), message

    def _known(self, concepts: Iterable[str]) -> bool:
        """Whether there are all of these: what is wrong with a name is told apart."""
        return self._lexicon.concepts.keys() >= {*concepts}

    def _turned(self, criterion: Criterion) -> Iterator[str]:
        """The examples that state a cap as a floor."""
        return turned_examples(self._criteria.by_id[criterion.id], self._sentences, self._lexicon)

    def _on_other_care(self, stated: Stated) -> Iterator[Remark]:
        """Examples that name drugs or treatments, all of them or one, and none that the criterion is on."""
        if not (stated.about and self._known(stated.about) and all(map(self._is_care, stated.about))):
            return
        if other := self._on_another(stated):
            about = " and ".join(stated.about)
            message = f"{about} here, and the title, the text and the examples name {other}"
            criteria = (replace(stated, criterion=one) for one in stated.section.criteria)
            wholly = all(self._on_another(one) for one in criteria if not one.criterion.treatments)
            yield Code.OTHER_DRUG, place_of(stated, "treatments", wholly=wholly), message
            return
        if not all(self._is_care(concept, "drug") for concept in stated.about):
            return
        own = {
            hit.concept
            for hit in self._lexicon.find(fold(f"{stated.section.title}: {stated.criterion.text}"))
        }
        for index, example in enumerate(stated.criterion.examples):
            named = [hit.concept for hit in self._lexicon.find(fold(example))]
            drugs = [concept for concept in named if self._is_care(concept, "drug")]
            if drugs and own.isdisjoint(drugs) and self._criteria.relation(stated, named) < 0:
                message = f"it names {drugs[0]}, and the criterion is on {' and '.join(stated.about)}"
                yield Code.OTHER_DRUG, ("examples", index), message

    def _on_another(self, stated: Stated) -> str | None:
        """What title, text and most examples name, where none of it is what the criterion is on."""
        said = (f"{stated.section.title}: {stated.criterion.text}", *stated.criterion.examples)
        named = [
            [hit.concept for hit in self._lexicon.find(fold(each)) if self._is_care(hit.concept)]
            for each in said
        ]
        # A title names a class, and the text and examples the drug.
        drugs = [concept for concept in named[0] if self._is_care(concept, "drug")]
        named[0] = drugs if drugs and self._is_care(named[0][0], "drug_class") else named[0]
        naming = [each for each in named if each]
        if not named[0] or len(naming) < _MOSTLY * len(named) or len(stated.about) > _FEW:
            return None
        return None if any(self._criteria.relation(stated, each) >= 0 for each in naming) else named[0][0]

    def _is_care(self, concept: str, *kinds: str) -> bool:
        return self._lexicon.concepts[concept].kind in (kinds or CARE)

    def _answerable(self, need: Need) -> bool:
        """Whether something of a letter can answer a statement: a concept that it names, or a figure."""
        subject, words = need.statement or ("context", "")
        if subject in _FIGURED and need.figures:
            return True
        if subject == "body_part" and self._lexicon.find(fold(words), "body_part"):
            return True
        return any(self._asker.named(each) for each in (words, *need.shown_by, *need.such_as))

    def _misspelt(self, need: Need) -> Iterator[tuple[str, str]]:
        """The keys whose words name a concept by a known misspelling, each with its name."""
        subject, words = need.statement or ("", "")
        said = ((subject, words), *(("shown_by", one) for one in need.shown_by))
        for key, phrase in (*said, *(("such_as", one) for one in need.such_as)):
            for hit in self._lexicon.find(fold(phrase)):
                if hit.misspelt:
                    yield key, self._lexicon.concepts[hit.concept].name

    def _meant(self, words: str) -> str:
        """The term that is all but the same, as the end of a message."""
        terms = {fold(term) for one in self._concepts for term in (*one.terms, *one.brands)}
        found = nearest(words, terms, _SAME)
        return f" (did you mean {found}?)" if found else ""

    def _alike(self, own: Stated) -> Iterator[Remark]:
        twins = self._criteria.twins(own.criterion.id)
        for other in self._criteria.all:
            if other.edition.id != own.edition.id or other.criterion.id in twins:
                continue
            bag, others = self._bag(own), self._bag(other)
            likeness = sum(weight * others.get(term, 0) for term, weight in bag.items())
            if likeness >= _ALIKE:
                message = (
                    f"its examples are too like those of {other.criterion.id} ({likeness:.0%}) for a "
                    "sentence to be tied to one of them: say what sets them apart, or name them together in "
                    "twins.yaml"
                )
                yield Code.ALIKE, ("examples",), message

    def _bag(self, stated: Stated) -> Mapping[str, float]:
        """The terms of title, text and examples, with weights of length 1."""
        criterion = stated.criterion
        if criterion.id not in self._bags:
            said = (stated.section.title, criterion.text, *criterion.examples)
            counts = Counter(term for each in said for term in self._terms.of(fold(each)))
            weights = {
                term: (1 + math.log(count)) * self._likeness.weight(term) for term, count in counts.items()
            }
            length = math.hypot(*weights.values()) or 1
            self._bags[criterion.id] = {term: weight / length for term, weight in weights.items()}
        return self._bags[criterion.id]
