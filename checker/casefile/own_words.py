"""What a criterion's own sentences say against the rest of its file, or of a patient alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.casefile.alternatives import Grounds, grounds_of, named_in, names_of, offered
from checker.casefile.bounds import bounding
from checker.casefile.criteria import Stated
from checker.casefile.features.kinds import Tried, Use, Visits
from checker.casefile.features.reading import FeatureReader
from checker.casefile.likeness import Likeness
from checker.casefile.rows import Remark, place_of
from checker.casefile.terms import Terms
from checker.casefile.worded import Worded
from checker.knowledge.guidelines import SPEAKS_FOR, Criterion, Section
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.needs import Need
from checker.knowledge.phrases import fold
from checker.problems import Code
from checker.reading.marked import SentenceReader
from checker.reading.marks import Marks

_AND = re.compile(r" and (?:an? |the )?")
_SEVERAL = 2  # sentences that leave a choice: so often it is meant
_OFTEN = 1 / 3  # of the sentences
_AT_ONCE = 4  # characters within which a sentence's subject begins
_HAD = (Tried, Use, Visits)  # what tells of care that somebody had
# What a sentence has that says more than what somebody had.
_OF_GUIDELINE: tuple[MarkName, ...] = (
    "guideline", "guideline_name", "general", "demands", "conditional", "all_asked", "one_asked", "in_favour",
    "against", "limiting", "exceeds", "criteria_met", "criteria_unmet", "necessary", "not_necessary",
    "negation_before", "clause_break",
)  # fmt: skip


class OwnWords:
    """Reads the sentences of criteria beside what else their files say."""

    def __init__(
        self,
        lexicon: Lexicon,
        terms: Terms,
        reader: SentenceReader,
        features: FeatureReader,
        likeness: Likeness,
    ) -> None:
        self._lexicon, self._terms, self._reader = lexicon, terms, reader
        self._features, self._likeness = features, likeness

    def on(self, stated: Stated) -> Iterator[Remark]:
        """What is worth a look in the text and examples of a criterion, with its place below it."""
        if stated.criterion.held:
            words = Worded(
                stated.criterion, stated.section.title, self._terms, self._reader.marks, self._reader.measures
            )
            yield from self._run_together(stated, words)
            yield from _turned_round(stated, words)
            yield from self._of_a_patient(stated)
            yield from self._not_near(stated)
            yield from self._of_another_part(stated)

    def _run_together(self, stated: Stated, words: Worded) -> Iterator[Remark]:
        """Sentences that join by "and" what the needs have under any, and others leave a choice between.

        Only beside what else is asked for: "for arthritis and tendinitis" alone leaves a choice as well.
        """
        needs = stated.criterion.needs
        for choice, beside in _choices(needs) if needs else ():
            others = Grounds("all", tuple(tuple(names_of(one, self._terms)) for one in beside))
            for grounds in grounds_of(choice, self._terms):
                choosing, together = self._joining(words.marked, grounds, others)
                if grounds.join == "all" or grounds.in_need or choosing < max(_SEVERAL, len(together) + 1):
                    continue
                for index, asked in together:
                    message = (
                        f'it asks for "{asked}" together; needs, and most of these sentences, for any of them'
                    )
                    yield Code.RUN_TOGETHER, ("examples", index - 1) if index else ("text",), message

    def _joining(
        self, said: Sequence[Marks], grounds: Grounds, others: Grounds
    ) -> tuple[int, list[tuple[int, str]]]:
        """How many sentences leave a choice between grounds, and the places and words that join them."""
        choosing, together = 0, []
        for index, marks in enumerate(said):
            placed = self._terms.placed(marks.folded)
            named, beside = (
                named_in(marks, placed, each, self._likeness.weight) for each in (grounds, others)
            )
            if len(named) < _SEVERAL:
                continue
            choosing += offered(marks, named)
            start, end = named[0].start, named[-1].end
            apart = [each.end <= start or end <= each.start for each in beside]
            if apart and all(apart) and _AND.fullmatch(marks.folded, named[0].end, named[-1].start):
                together.append((index, marks.folded[start:end]))
        return choosing, together

    def _of_another_part(self, stated: Stated) -> Iterator[Remark]:
        """Sentences that name body parts, and none that the criterion is on: told where it says on which."""
        own = stated.criterion.body_parts or stated.section.covers.body_parts
        if not own or not self._lexicon.concepts.keys() >= {*own}:
            return
        if parts := self._other_parts(stated.section, stated.criterion, own):
            message = f"{' and '.join(own)} here, and the sentences name {' and '.join(parts)}"
            criteria = () if stated.criterion.body_parts else stated.section.criteria
            wholly = all(self._other_parts(stated.section, one, own) for one in criteria)
            yield Code.OTHER_DRUG, place_of(stated, "body_parts", wholly=wholly), message

    def _other_parts(self, section: Section, criterion: Criterion, own: Sequence[str]) -> list[str]:
        """The parts that most sentences of a criterion name, where no sentence names its own."""
        said = (section.title, criterion.text, *criterion.examples)
        named = [
            {hit.concept for hit in self._lexicon.find(fold(each), "body_part")} - self._lexicon.loose_parts
            for each in said
        ]
        naming = [each for each in named if each]
        if 2 * len(naming) < len(said) or any(self._lexicon.meet(each, own) for each in naming):
            return []
        return sorted({part for each in naming for part in each})

    def _of_a_patient(self, stated: Stated) -> Iterator[Remark]:
        """Examples of a limit that tell what a patient had, and nothing else."""
        criterion = stated.criterion
        for index, example in enumerate(criterion.examples if criterion.limits else ()):
            read = self._reader.read_alone(example)
            patient = [start for name in ("patient", "case") for start, _ in read.marks.places(name)]
            if min(patient, default=_AT_ONCE) < _AT_ONCE and not read.marks.has(*_OF_GUIDELINE):
                had = any(isinstance(one, _HAD) for one in self._features.read([read], "summary"))
                if had:
                    message = "it tells what a patient had, and states nothing: it belongs under near"
                    yield Code.OF_PATIENT, ("examples", index), message

    def _not_near(self, stated: Stated) -> Iterator[Remark]:
        """Near misses that have a limit as it is, in words of the criterion's own sentences alone."""
        criterion = stated.criterion
        read = list(map(self._reader.read_alone, criterion.near if criterion.limits else ()))
        bounds = bounding(stated, read, self._lexicon)
        if "bounding" not in bounds:
            return
        said = (stated.section.title, criterion.text, *criterion.examples)
        own = {term for each in said for term in self._terms.of(fold(each))}
        for index, (one, bound) in enumerate(zip(read, bounds, strict=True)):
            known = own.issuperset(self._terms.of(one.sentence.folded))
            if bound == "bounding" and known and not one.marks.has("patient", "case", "in_favour"):
                message = "it states the criterion: it belongs under examples, or tells what a patient had"
                yield Code.NOT_NEAR, ("near", index), message


def _choices(need: Need, beside: tuple[Need, ...] = ()) -> Iterator[tuple[Need, tuple[Need, ...]]]:
    """The choices in a need, each with what is asked for beside it, where there is any."""
    if need.any and beside:
        yield need, beside
    for part in (*need.all, *need.any):
        yield from _choices(part, (*beside, *(other for other in need.all if other is not part)))


def _turned_round(stated: Stated, words: Worded) -> Iterator[Remark]:
    """A kind that is for a treatment where the sentences are against it, or the other way round."""
    kind, leanings = stated.criterion.kind, words.leanings
    if stated.criterion.rules_out and not leanings[-1] and leanings[1] >= _OFTEN * len(words.marked):
        message = f"{kind} speaks against a treatment, and its sentences are for it"
        yield Code.TURNED_ROUND, ("kind",), message
    if kind in SPEAKS_FOR and not leanings[1] and leanings[-1] >= len(words.marked) - 1:
        message = f"{kind} speaks for a treatment, and its sentences are against it"
        yield Code.TURNED_ROUND, ("kind",), message
