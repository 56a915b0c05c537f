"""Which criteria a sentence states beside the likest one, and which sentences on the case take one up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from checker.casefile.claims import Claim
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.figures import guideline_figures, is_figure_of
from checker.casefile.ledger import Statement
from checker.casefile.likeness import Likeness
from checker.casefile.spending import counted_in
from checker.casefile.terms import Terms
from checker.casefile.turned import bound_said
from checker.knowledge.guidelines import Criterion
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.phrases import fold
from checker.letter import Treatment
from checker.reading.marked import MarkedSentence, SentenceReader

# What share of the weight of a criterion's text a sentence has that states it beside another one, and one
# that takes it up. Of 46 criteria so found on 63 letters a reader ties 40 to the sentence; of 58 sentences
# so found, 39 are those by which a reader says that the criterion is taken up.
_STATED_TOO = 0.6
_TAKEN_UP = 0.25
_TREATMENTS = 64  # whose terms are kept: each condition of an item asks for them
QUALIFYING: tuple[MarkName, ...] = (
    "first_line", "later_line", "excepting", "in_a_role", "restricting", "acute", "chronic", "long_term",
    "short_term",
)  # fmt: skip


class Stating:
    """Compares sentences with the texts of criteria. One instance serves all letters."""

    def __init__(
        self, criteria: Criteria, likeness: Likeness, terms: Terms, reader: SentenceReader, lexicon: Lexicon
    ) -> None:
        self._criteria = criteria
        self._likeness = likeness
        self._terms = terms
        self._reader = reader
        self._lexicon = lexicon
        self._own = lru_cache(maxsize=_TREATMENTS)(self._terms_of)

    def stated(self, statement: Statement) -> Iterator[Claim]:
        """The likest criterion of a sentence, and others of its edition whose text it has mostly."""
        if not statement.claims:
            return
        best, *others = statement.claims
        yield best
        said = self._terms.set_of(statement.read.sentence.folded)
        for claim in others:
            same = claim.stated.edition.id == best.stated.edition.id
            if same and self._share(claim.stated, said, frozenset()) >= _STATED_TOO:
                yield claim

    def counted(self, statement: Statement) -> Iterator[Claim]:
        """What else a sentence gives of the section: the limit on what is asked for at once."""
        for best in statement.claims[:1]:
            for criterion in best.stated.section.criteria:
                rows = [row for row in criterion.limits if criterion.held and counted_in(row) == "amount"]
                for measure in guideline_figures(statement.read) if rows else ():
                    row = next((row for row in rows if is_figure_of(row, measure)), None)
                    if row is not None and bound_said(statement.read, measure) == "most":
                        own = replace(best.stated, criterion=criterion)
                        yield Claim(own, best.where, "agreeing", measure, row, best.covers, (row,))

    def takes_up(self, stated: Stated, read: MarkedSentence, treatment: Treatment) -> bool:
        """Whether a sentence has enough of the words of a criterion, those of the treatment itself apart."""
        said = self._terms.set_of(read.sentence.folded)
        return self._share(stated, said, self._own(treatment.concepts)) >= _TAKEN_UP

    def is_qualified(self, criterion: Criterion) -> bool:
        """Whether what a criterion says holds for a kind of use or stage only."""
        return self._reader.marks(fold(criterion.text)).has(*QUALIFYING)

    def is_since_injury(self, criterion: Criterion) -> bool:
        """Whether its time is counted from the injury."""
        return self._reader.marks(fold(criterion.text)).has("since_injury")

    def is_in_morphine(self, criterion: Criterion) -> bool:
        """Whether its dose is one in morphine."""
        return self._reader.marks(fold(criterion.text)).has("in_morphine")

    def _share(self, stated: Stated, said: frozenset[str], but: frozenset[str]) -> float:
        text = self._likeness.text_of(self._criteria.row[stated.criterion.id])
        weights = {term: weight for term, weight in text.items() if term not in but}
        whole = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in said) / whole if whole else 0.0

    def _terms_of(self, treatments: tuple[str, ...]) -> frozenset[str]:
        """The terms of treatments: their names, and what they are a kind of."""
        names = (self._terms.of(self._lexicon.concepts[one].name) for one in treatments)
        kin = self._lexicon.kin_of(treatments)
        return frozenset(term for terms in names for term in terms) | {
            f"{at}{one}" for one in kin for at in "@^"
        }
