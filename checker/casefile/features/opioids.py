"""Opioids and their doses a day, and what they come to in oral morphine together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from checker.casefile.features.care import in_use, is_failed, is_given
from checker.casefile.features.kinds import Feature, Morphine, Opioid, Place
from checker.casefile.features.telling import NOT_SO, status_at, told
from checker.knowledge.lexicon import Lexicon
from checker.letter import Mention
from checker.reading.daily import Daily, DailyReader
from checker.reading.marked import MarkedSentence

_OPIOID = "opioid"
_DRUGS = ("drug", "drug_class")
_BEFORE = 40  # characters before a name in which it stands how the drug is given
_FAR = 110  # characters after a drug's name in which its dose stands
_OTHER_NAME = re.compile(r" ?[(/,]? ?")  # between two names of one drug
_END = re.compile(r";|(?<=[a-z]{3})\. ")
_SAME_TIME = 92  # days between two tellings of what is taken


class OpioidReader:
    """Reads the opioids that sentences tell of. One instance serves all letters."""

    def __init__(self, daily: DailyReader, lexicon: Lexicon) -> None:
        self._daily, self._lexicon = daily, lexicon

    def read(self, read: MarkedSentence, place: Place) -> Iterator[Feature]:
        """The opioids of a sentence that aren't denied."""
        drugs = [one for one in read.mentions if self._lexicon.concepts[one.concept].kind in _DRUGS]
        for index, mention in enumerate(drugs):
            if not self.is_one(mention.concept) or self._goes_on(read, drugs[index:]):
                continue
            if read.marks.has("in_morphine") and mention.concept == "morphine":
                continue
            status = status_at(read, mention.start, mention.end)
            if status is None or status in NOT_SO:
                continue
            until = drugs[index + 1].start if index + 1 < len(drugs) else len(read.sentence.folded)
            before = read.sentence.folded[max(0, mention.start - _BEFORE) : mention.start]
            alone = self._daily.stands_alone(before)
            dose = self.dose(mention.concept, _words_of(read, mention, until)) if alone else None
            common = told(read, place, (mention.start, mention.end), mention, status)
            used = in_use(read, mention)
            over = common["past"] or is_failed(read, mention) or is_given(read, mention)
            sure = status == "asserted" and not over
            yield Opioid(
                **common,
                low=dose.low if dose else None,
                high=dose.high if dose else None,
                unit=self.unit(mention.concept),
                in_use=used if sure or used is False else None,
            )

    def dose(self, drug: str, folded: str) -> Daily | None:
        """The dose a day that words after a drug's name tell, in the unit in which morphine is told of it."""
        worth = self._lexicon.in_morphine(drug)
        combined = len(self._lexicon.concepts[drug].ingredients) > 1
        if worth is None:
            return None
        if worth.of == "mg":
            return self._daily.milligrams(folded, combined=combined)
        strength = self._daily.strength(folded, worth.of, combined=combined)
        return Daily(strength, strength) if strength else None

    def unit(self, drug: str) -> Literal["mg a day", "mcg an hour"]:
        """The unit of a drug's dose."""
        worth = self._lexicon.in_morphine(drug)
        return "mcg an hour" if worth and worth.of == "mcg" else "mg a day"

    def is_one(self, concept: str) -> bool:
        """Whether a concept is an opioid."""
        return self._lexicon.concepts[concept].kind == "drug" and _OPIOID in self._lexicon.up(concept)

    def _goes_on(self, read: MarkedSentence, drugs: list[Mention]) -> bool:
        """Whether the next name is another of the same drug: "oxycodone (Percocet)"."""
        one, *others = drugs
        if not others or not _OTHER_NAME.fullmatch(read.sentence.folded, one.end, others[0].start):
            return False
        return substance(one.concept, self._lexicon) == substance(others[0].concept, self._lexicon)


def substance(drug: str, lexicon: Lexicon) -> str:
    """The opioid that a drug is or has in it, by its name."""
    concept = lexicon.concepts[drug]
    held = [one for one in concept.ingredients if one in lexicon.concepts and _OPIOID in lexicon.up(one)]
    return lexicon.concepts[held[0]].name if held else concept.name


def _words_of(read: MarkedSentence, drug: Mention, until: int) -> str:
    """The words that tell of a drug's dose: from its name to the next drug, or where the sentence turns."""
    words = read.sentence.folded[drug.end : min(until, drug.end + _FAR)]
    turns = (at - drug.end for at, _ in read.marks.places("terminators") if at >= drug.end)
    ends = (*turns, *(one.start() for one in _END.finditer(words)))
    return words[: min(ends, default=None)]


def in_morphine(features: Iterable[Feature], lexicon: Lexicon) -> Morphine | None:
    """What the opioids come to in morphine; None where no dose is told.

    Each substance counts once, its prolonged form by itself. What is sure is the least of the doses that the
    letter tells of it as taken, none where it was stopped; the most are all doses that it tells of together.
    """
    drugs: dict[tuple[str, bool], list[Opioid]] = {}
    opioids = [one for one in features if isinstance(one, Opioid) and one.concept is not None]
    for one in opioids:
        prolonged = lexicon.concepts[one.concept or ""].release is not None
        drugs.setdefault((substance(one.concept or "", lexicon), prolonged), []).append(one)
    latest = max((one.day for one in opioids if one.day), default=None)
    sure: dict[tuple[str, float], Opioid] = {}  # the same dose of a substance, told by two names, is one
    low, high, parts = 0.0, 0.0, list[Opioid]()
    known = True
    for (name, _), told_of in drugs.items():
        doses = [one for one in told_of if one.low is not None]
        worth = lexicon.in_morphine(doses[0].concept or "") if doses else None
        known = known and worth is not None and all(lexicon.in_morphine(one.concept or "") for one in told_of)
        if worth is None:
            continue
        distinct = {(one.low or 0, one.high or 0) for one in doses}
        high += worth.of_dose(0, sum(most for _, most in distinct))[1]
        parts += doses
        now = [
            one
            for one in doses
            if one.in_use and not (one.day and latest and (latest - one.day).days > _SAME_TIME)
        ]
        if now and all(one.in_use is not False for one in told_of):
            least = min(now, key=lambda one: one.low or 0)
            if (name, least.low or 0) not in sure:
                sure[name, least.low or 0] = least
                low += worth.of_dose(least.low or 0, least.high or 0)[0]
    if not parts:
        return None
    first = next(iter(sure.values()), parts[0])
    return Morphine(
        concept=None,
        words=first.words,
        sentence=first.sentence,
        span=first.span,
        place=first.place,
        status="inferred",
        low=low,
        high=high if known else None,
        sure=tuple(one for one in sure.values() if one.low),
        parts=tuple(parts),
    )
