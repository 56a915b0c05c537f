"""Reading the case features of a letter: each sentence once, into what it says of the patient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from checker.casefile.features.care import CareReader
from checker.casefile.features.counts import VisitReader
from checker.casefile.features.course import CourseReader, age_of, elapsed
from checker.casefile.features.findings import FindingReader
from checker.casefile.features.kinds import Asked, Dose, Feature, Features, Opioid, Place, Use, Visits
from checker.casefile.features.onset import OnsetReader
from checker.casefile.features.opioids import OpioidReader, in_morphine
from checker.casefile.features.telling import Common
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.knowledge.quantities import in_days
from checker.letter import BodyPart, Item, Letter, Treatment
from checker.reading.marked import MarkedSentence
from checker.reading.treatments import RequestReader

_DIGITS_BEFORE_UNIT = " mg"
_LENT = frozenset({"dme", "modality", "surgical_ancillary"})  # what is asked for so long


class FeatureReader:
    """Reads features. One instance serves all letters; it keeps nothing between them."""

    def __init__(self, requests: RequestReader, lexicon: Lexicon) -> None:
        figures = requests.figures
        self._figures, self._lexicon = figures, lexicon
        self._opioids = OpioidReader(requests.daily, lexicon)
        self._visits = (VisitReader(figures, lexicon),)
        self._readers = (
            FindingReader(lexicon),
            CareReader(lexicon, figures.form.morphine.pattern),
            self._opioids,
            *self._visits,
            CourseReader(),
            OnsetReader(lexicon),
        )

    def read(self, sentences: Iterable[MarkedSentence], place: Place) -> tuple[Feature, ...]:
        """The features of the sentences of one part of a letter, in their order.

        Of what was decided before, only visits: why it was decided so is nobody's record of the patient.
        """
        return tuple(
            feature
            for read in sentences
            for reader in (self._visits if read.marks.has("decided_before") else self._readers)
            for feature in reader.read(read, place)
        )

    def together(self, features: Sequence[Feature]) -> Features:
        """The features of a letter, with what the opioids among them come to in morphine."""
        summed = in_morphine(features, self._lexicon)
        return Features((*features, *([summed] if summed else ())))

    def summary(
        self, letter: Letter, sentences: tuple[MarkedSentence, ...], decided: date | None
    ) -> tuple[Feature, ...]:
        """The features of a case summary, with the age and the time gone by until the decision."""
        found = self.read(sentences, "summary")
        at = letter.summary or letter.items[0].span
        return (*age_of(sentences), *found, *elapsed(letter.case, decided, found, at))

    def title(self, item: Item, treatment: Treatment) -> tuple[Feature, ...]:
        """The features of a request: its visits, how much it asks for, the dose a day of its directions."""
        parts = treatment.body_parts
        concept = treatment.concepts[0] if treatment.concepts else None
        found: list[Feature] = []
        if treatment.visits is not None:
            found.append(
                Visits(
                    **_titled(item, concept, parts[0] if parts else None),
                    role="requested",
                    count=treatment.visits,
                )
            )
        if amount := treatment.amount:
            found.append(Asked(**_titled(item, concept), **asdict(amount)))
        if treatment.category in _LENT:
            lengths = (in_days(one.unit, one.high) for one in self._figures.measures(fold(item.title)))
            days = next((int(length) for length in lengths if length is not None), None)
            if days is not None:
                found.append(
                    Use(
                        **_titled(item, concept),
                        days=days,
                    )
                )
        strength = treatment.drugs[0].strength if len(treatment.drugs) == 1 else None
        if treatment.directions and strength and strength.removesuffix(_DIGITS_BEFORE_UNIT).isdigit():
            found.append(
                Dose(
                    **_titled(item, treatment.drugs[0].concept),
                    mg_a_day=int(strength.removesuffix(_DIGITS_BEFORE_UNIT)) * treatment.directions.per_day,
                )
            )
        if len(treatment.drugs) == 1 and self._opioids.is_one(treatment.drugs[0].concept):
            drug = treatment.drugs[0].concept
            dose = self._opioids.dose(drug, fold(item.title))
            low, high = (dose.low, dose.high) if dose else (None, None)
            found.append(Opioid(**_titled(item, drug), low=low, high=high, unit=self._opioids.unit(drug)))
        return tuple(found)


def _titled(item: Item, concept: str | None, part: BodyPart | None = None) -> Common:
    """The fields of what a title asks for."""
    return Common(
        concept=concept,
        words=item.title,
        sentence=item.title,
        span=item.title_span,
        place="title",
        status="asserted",
        body_part=part.concept if part else None,
        side=part.side if part else None,
        day=None,
        past=False,
    )
