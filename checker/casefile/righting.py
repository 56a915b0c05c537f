"""Sentences that would state a criterion with other figures: their own keep them from being tied to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.casefile.claims import Claim, where_stands
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.figures import Compared, compare, is_bounded, part_of
from checker.casefile.fit import Fit, against, figure_word, numbers, rows_words
from checker.casefile.fit_words import WordFits
from checker.casefile.resolving import Resolved
from checker.casefile.terms import Terms
from checker.casefile.ties import Around, Said, Tie, Ties
from checker.casefile.worded import DENIALS
from checker.casefile.wording import amount_words
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence

_CLAUSE = re.compile(r"[,;:] (?:and )?| and (?=\w+ \w+ )")
_SURE = 0.8  # how sure a tie has to be with the criterion's figures in place of the sentence's
_AHEAD = 0.15  # and how much surer than any other
_BORNE = 0.65  # what share of the weight of the words the criterion then has
_LIKEST = 6  # criteria whose figures are tried


class Righting:
    """Finds what sentences with wrong figures state. One instance serves all letters."""

    def __init__(
        self, criteria: Criteria, ties: Ties, terms: Terms, words: WordFits, lexicon: Lexicon
    ) -> None:
        self._criteria = criteria
        self._ties = ties
        self._terms = terms
        self._words = words
        self._lexicon = lexicon

    def fit(
        self,
        read: MarkedSentence,
        said: Said,
        around: Around,
        figures: Sequence[Measure],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
    ) -> tuple[Fit, Claim] | None:
        """The fit of a sentence that, or a clause of which, states a cited criterion but for its figures."""
        if read.marks.has("nothing_holds"):
            return None
        for start, end in stretches(read.sentence.folded, figures):
            within = [one for one in figures if start <= one.start and one.end <= end]
            denies = any(start <= at < end for name in DENIALS for at, _ in read.marks.places(name))
            if denies and not all(is_bounded(read, one) for one in within):
                continue
            words = self._terms.of(read.sentence.folded[start:end])
            likest = self._ties.find(Said(words, said.sources, denies), around)
            for place, tie in enumerate(likest[:_LIKEST]):
                wrong = self._wrong(read, within, tie.stated)
                if not wrong or not self._counts(tie.stated, treatment, citations):
                    continue
                own = [one for one in likest[:place] if not _is_earlier(one.stated, tie.stated)]
                if self._borne(read, wrong, own):
                    continue
                terms = self._terms.of(_righted(read.sentence.folded, start, end, wrong))
                found = self._ties.find(Said(terms, said.sources, denies), around)
                borne = self._ties.borne(terms, found[:1])[0] >= _BORNE
                if borne and self._is_sure(found, tie.stated, wrong):
                    return self._misfit(tie.stated, wrong, treatment, citations)
        return None

    def _misfit(
        self,
        stated: Stated,
        wrong: Sequence[Compared],
        treatment: Treatment,
        citations: tuple[Resolved, ...],
    ) -> tuple[Fit, Claim]:
        where = where_stands(stated, citations)
        covers = self._criteria.related(stated, treatment.concepts)
        claims = tuple(
            Claim(stated, where, "conflicting", one.measure, one.row, covers, one.rows) for one in wrong
        )
        differs = against(wrong[0].measure, rows_words(wrong[0].rows, self._lexicon))
        return Fit(figure_word(claims[0]), differs, unborne=claims), claims[0]

    def _borne(self, read: MarkedSentence, wrong: Sequence[Compared], likelier: Sequence[Tie]) -> bool:
        """Whether a likelier criterion has any of these figures."""
        return any(
            found is not None and found.agrees
            for one in wrong
            for tie in likelier
            if (found := compare(read, one.measure, tie.stated.criterion.limits, self._lexicon))
        )

    def _is_sure(self, ties: Sequence[Tie], stated: Stated, wrong: Sequence[Compared]) -> bool:
        """Whether a criterion comes first by far, but for those that share its claim or say all of it too."""
        if not ties or ties[0].stated is not stated or ties[0].chance < _SURE:
            return False
        alike = self._criteria.twins(stated.criterion.id)
        others = (one for one in ties if one.stated.criterion.id not in alike)
        against = (one.chance for one in others if not self._says_too(one.stated, stated, wrong))
        return ties[0].chance - max(against, default=0.0) >= _AHEAD

    def _says_too(self, other: Stated, stated: Stated, wrong: Sequence[Compared]) -> bool:
        """Whether another criterion of the section has the same figures in its words."""
        figures = {(one.row.unit, each) for one in wrong for each in numbers(one.row)}
        return other.section is stated.section and all(
            each in self._words.words_of(other).figures_in(unit) for unit, each in figures
        )

    def _counts(self, stated: Stated, treatment: Treatment, citations: tuple[Resolved, ...]) -> bool:
        """Whether a criterion is one of what is cited, on what is asked for, and has a limit."""
        return (
            stated.criterion.held
            and bool(stated.criterion.limits)
            and stated.criterion.limits_something
            and where_stands(stated, citations) != "other_guideline"
            and self._criteria.related(stated, treatment.concepts)
        )

    def _wrong(self, read: MarkedSentence, figures: Sequence[Measure], stated: Stated) -> list[Compared]:
        """The figures that a criterion has otherwise, not those that are a part of its own."""
        compared = (compare(read, one, stated.criterion.limits, self._lexicon) for one in figures)
        return [
            one
            for one in compared
            if one and not one.agrees and not any(part_of(one.measure, row) for row in one.rows)
        ]


def _is_earlier(stated: Stated, other: Stated) -> bool:
    """Whether a criterion is of an edition that the one of another criterion has replaced."""
    return other.edition.id in stated.edition.superseded_by


def stretches(folded: str, figures: Sequence[Measure]) -> Iterator[tuple[int, int]]:
    """The whole of a sentence, then its clauses, as far as they have figures."""
    yield 0, len(folded)
    starts = [0, *(match.end() for match in _CLAUSE.finditer(folded))]
    ends = [*(match.start() for match in _CLAUSE.finditer(folded)), len(folded)]
    for start, end in zip(starts, ends, strict=True):
        within = [one.end for one in figures if start <= one.start and one.end <= end]
        if within:
            yield from dict.fromkeys(((start, end), (start, within[0])))


def _righted(folded: str, start: int, end: int, wrong: Sequence[Compared]) -> str:
    """A stretch of a sentence with a criterion's figures in the place of those that differ."""
    for one in sorted(wrong, key=lambda each: -each.measure.start):
        row = one.row
        words = amount_words(row.low, row.high, row.unit)
        if row.over is not None and one.measure.over is not None:
            words += f" over {amount_words(row.over.low, row.over.high, row.over.unit)}"
        folded = folded[: one.measure.start] + words + folded[one.measure.end :]
        end += len(words) - (one.measure.end - one.measure.start)
    return folded[start:end]
