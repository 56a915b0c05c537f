"""Whether what meets a criterion stands plainly in the record: could be shown to the author of the letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.casefile.conditions import Answered
from checker.casefile.features.kinds import Age, Feature
from checker.casefile.ledger import Statement
from checker.casefile.sought import DRUGS
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.reading.marked import MarkedSentence
from checker.spans import Span

# In a sentence that has one of these, more is told than that something is so.
_OTHERWISE: tuple[MarkName, ...] = (
    "told_by_others", "decided_before", "hedge", "drug_stopped", "not_now", "care_planned",
)  # fmt: skip


class Plainly:
    """The summary as one may point to it: sentences that say that something is so, and nothing else of it."""

    def __init__(self, summary: Iterable[MarkedSentence], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._plain: dict[Span, MarkedSentence] = {
            read.sentence.span: read
            for read in summary
            if not read.scopes.doubts and not read.marks.has(*_OTHERWISE)
        }

    def met(self, proof: Answered, stated: Sequence[Statement]) -> bool:
        """Whether a tree is met by such sentences alone, by what the statements of it name."""
        if proof.answer != "true" or proof.join == "not":
            return False
        if proof.parts:
            least = {"all": len(proof.parts), "any": 1}.get(proof.join or "", len(proof.deciding))
            return sum(self.met(part, stated) for part in proof.parts) >= least
        return bool(proof.features) and all(self._shows(one, stated) for one in proof.features)

    def _shows(self, feature: Feature, stated: Sequence[Statement]) -> bool:
        read = self._plain.get(feature.span)
        asserted = feature.place == "summary" and feature.status == "asserted" and not feature.past
        told = read is not None and (isinstance(feature, Age) or self._tells(read, feature))
        return asserted and told and any(self._names(one, feature) for one in stated)

    def _tells(self, read: MarkedSentence, feature: Feature) -> bool:
        """Whether a sentence tells outright that the patient has it, or takes it now."""
        drug = feature.concept is not None and self._lexicon.concepts[feature.concept].kind in DRUGS
        opening = read.marks.place("takes_now" if drug else "has_or_had")
        at = read.sentence.folded.rfind(feature.words)
        return (
            opening is not None
            and opening[1] <= at
            and not read.marks.inside((opening[1], at), "terminators")
        )

    def _names(self, statement: Statement, feature: Feature) -> bool:
        """Whether a statement names what a feature is: it, or what it is a kind of; of an age, an age."""
        if isinstance(feature, Age):
            return any(one.unit == "year_of_age" for one in statement.measures)
        wider = self._lexicon.up(feature.concept) if feature.concept else frozenset[str]()
        return any(mention.concept in wider for mention in statement.mentions)
