"""The letter as read: what stands where, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.spans import LetterText, Span

Decision = Literal["upheld", "overturned", "modified"]
Approach = Literal["transforaminal", "interlaminar"]
Party = Literal["reviewer", "claims_administrator"]
CitedSource = Literal["MTUS", "ODG", "ACOEM", "OTHER", "NONE"]
Label = Literal["mtus", "non_mtus", "none"]
Side = Literal["left", "right", "bilateral"]
Assertion = Literal[
    "affirmed",
    "negated",
    "uncertain",
    "historical",  # of the past
    "hypothetical",  # only thought of
    "of_another",  # a relative's
    "allergy",  # what the patient doesn't bear
]
StatementKind = Literal["guideline", "case", "conclusion", "other"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its words with white space folded, and the folded lower-case form."""

    span: Span
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its unit. ``over`` is the period of a count of visits, as (unit, low, high)."""

    unit: str
    low: float
    high: float
    over: tuple[str, float, float] | None
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a sentence. ``start`` and ``end`` are offsets into the sentence's folded form."""

    concept: str
    start: int
    end: int
    words: str
    assertion: Assertion
    misspelt: bool = False


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A body part named, with its side where one is given."""

    concept: str
    side: Side | None
    words: str


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug of a request. ``strength`` as "2 mg" or "1%"; ``concept`` is the vocabulary's id.

    ``release`` is "ER" where the request names the substance so, not where it is known from a brand alone.
    """

    concept: str
    name: str
    strength: str | None
    quantity: int | None
    words: str
    release: str | None = None


@dataclass(frozen=True, slots=True)
class Directions:
    """Directions for taking a drug: the most units a day, and the days."""

    per_day: float
    days: int

    @property
    def units(self) -> int:
        """The most units that the directions use up."""
        return round(self.per_day * self.days)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is asked for at once, at least and at most: hours of care a week, levels of the spine.

    ``approach`` is how an injection comes there, None where that isn't told.
    """

    unit: Literal["hour", "level"]
    low: float
    high: float
    approach: Approach | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is asked for, in the vocabulary's terms. ``concepts`` are the most specific ones named.

    ``unrecognised`` are words that stand where a drug's name stands and name nothing known. ``amount`` is
    how much is asked for of what isn't counted in visits.
    """

    category: str
    concepts: tuple[str, ...]
    drugs: tuple[Drug, ...]
    procedure: str | None
    body_parts: tuple[BodyPart, ...]
    visits: int | None
    misspelt: tuple[str, ...] = ()
    directions: Directions | None = None
    unrecognised: tuple[str, ...] = ()
    amount: Amount | None = None

    @property
    def recognised(self) -> bool:
        """Whether all that is asked for is known, as far as can be seen."""
        return bool(self.concepts) and not self.unrecognised


@dataclass(frozen=True, slots=True)
class Citation:
    """One source in a guideline line, as printed."""

    by: Party
    source: CitedSource
    topic: str | None
    edition: str | None
    sections: tuple[str, ...]
    pages: tuple[tuple[int, int], ...]
    span: Span
    labelled: Label


@dataclass(frozen=True, slots=True)
class Item:
    """A disputed treatment as the letter sets it out. Absent parts are None."""

    index: int
    span: Span
    title: str
    title_span: Span
    original_request: str | None
    authorized: str | None
    decision: Decision | None
    decision_word: str | None
    claims_line: Span | None
    reviewer_line: Span | None
    rationale: Span | None


@dataclass(frozen=True, slots=True)
class Case:
    """The header's and summary's facts; None where the letter does not say."""

    case_number: str | None = None
    decision_date: date | None = None
    date_of_injury: date | None = None
    ur_denial_date: date | None = None
    age: int | None = None
    sex: Literal["male", "female"] | None = None
    specialties: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A final determination: its text, the case, the summary and the disputed items.

    ``misspelt_headings`` pairs the words printed with the heading meant.
    """

    text: LetterText
    case: Case
    credentials: Span | None
    summary: Span | None
    issues: Span | None
    items: tuple[Item, ...]
    missing: tuple[str, ...] = ()
    misspelt_headings: tuple[tuple[Span, str], ...] = ()
