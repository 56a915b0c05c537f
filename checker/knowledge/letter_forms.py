"""The shape of the files in ``guidelines/language`` that say how letters word what they set out.

The words are data; digits, punctuation and the order in which they stand are the readers'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from checker.knowledge.files import FileReader, Placed
from checker.knowledge.quantities import Duration
from checker.knowledge.strict import ConceptName, Several, Strict, Text

_NOTHING = r"[^\s\S]"


def _has_place(frame: str) -> str:
    if frame.count("{}") != 1:
        raise ValueError("a frame has one {} where the words stand")
    return frame


def _no_two_alike(words: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ValueError(f"{twice[0]!r} is there twice")
    return words


class Words(Strict):
    """Words that mean the same to a reader, in lower case.

    ``as`` is a text with ``{}`` in the place of the words: with each of them there it reads as it would not
    without. ``near`` are texts in which none of them is meant, though they stand there.
    """

    as_: Annotated[Text, AfterValidator(_has_place)] = Field(alias="as")
    words: Annotated[Several[Text], AfterValidator(_no_two_alike)]
    near: Several[Text] = ()

    @property
    def pattern(self) -> str:
        """A pattern for any of the words."""
        return any_of(self.words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, over any white space between them."""
    spelt = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(_spelling(word) for word in spelt) or _NOTHING})"


def _spelling(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


class SentenceForm(Strict):
    """``sentence_form.yaml``: stops that end no sentence, and what may follow one that does."""

    abbreviations: Words
    before_number: Words
    answers: Words
    openers: Words
    joiners: Words


class EditionNumbers(Strict):
    """The words for the numbers of ACOEM's editions."""

    second: Words
    third: Words


class CitationForm(Strict):
    """``citation_form.yaml``: how guideline lines word what they cite."""

    not_cited: Words
    openings: Words
    mtus_label: Words
    mtus: Words
    non_mtus: Words
    odg: Words
    acoem: Words
    guideline: Words
    practice_guideline: Words
    page: Words
    section: Words
    leading: Words
    editions: EditionNumbers
    edition: Words
    updated: Words
    chapter: Words
    entry_after: Words
    chapter_tails: Words
    no_entries: Words
    title_tails: Words
    title_leads: Words


class NumberWords(Words):
    """The words for one number."""

    value: int


class SpanWords(NumberWords):
    """The words for one length of time, its unit among them."""

    unit: Duration


class Units(Strict):
    """The words for each unit."""

    visit: Words
    hour: Words
    day: Words
    week: Words
    month: Words
    year: Words
    percent: Words
    mg: Words
    g: Words
    injection: Words
    block: Words
    level: Words
    minute: Words
    mm_hg: Words  # before the millimetre that it begins with
    millimetre: Words
    centimetre: Words
    foot: Words
    degree: Words
    kg_per_m2: Words


class Rates(Strict):
    """The words for the period of a rate."""

    per_day: Words
    per_week: Words
    per_month: Words
    per_year: Words


class FigureForm(Strict):
    """``figures.yaml``: how figures are worded."""

    numbers: Several[NumberWords]
    adverbs: Several[NumberWords]
    spans: Several[SpanWords]
    units: Units
    morphine: Words
    qualifiers: Words
    kinds: Words
    care: Words
    over: Words
    over_a: Words
    length: Words
    times: Words
    per: Words
    rates: Rates
    old: Words
    of_age: Words
    aged: Words
    aged_than: Words
    mass: Words
    mass_than: Words


class Sides(Strict):
    """The words for the sides of the body."""

    left: Words
    right: Words
    bilateral: Words


class Extremity(Words):
    """Words for a limb with its side."""

    part: ConceptName
    side: Literal["left", "right", "bilateral"]


class Abbreviation(Words):
    """Words that stand for a treatment's name."""

    stands_for: Text


class StrengthUnit(Words):
    """The words for one unit of a strength."""

    unit: Text


class DoseRate(Words):
    """Words for how often a day a dose is taken."""

    times: int


class Approaches(Strict):
    """The words for how an injection comes to the spine."""

    transforaminal: Words
    interlaminar: Words


class RequestForm(Strict):
    """``request_form.yaml``: how titles word what is asked for."""

    sides: Sides
    extremities: Several[Extremity]
    abbreviations: Several[Abbreviation]
    abbreviated_before: Words
    to_see: Words
    occasion: Words
    associated: Words
    services: Words
    around_surgery: Words
    strengths: Several[StrengthUnit]
    strength_in: Words
    quantity: Words
    refills: Words
    counted_forms: Words
    taken: Words
    topical: Words
    injected: Words
    compound: Words
    no_drug: Words
    total: Words
    total_of: Words
    then: Words
    approaches: Approaches
    by_nerves: Words
    as_far_as: Words
    in_turn: Words
    dose_forms: Words
    every: Words
    dose_hours: Words
    dose_rates: Several[DoseRate]
    supply: Words
    as_needed: Words
    daily_figure: Words
    parts_of_day: Words
    dose_changed: Words
    infused: Words
    not_each_day: Words


class Identifying(Strict):
    """``identifying.yaml``: what stands beside that which tells who a letter is about."""

    named: Words
    numbered: Words
    numbered_by: Words
    before_names: Words
    after_names: Words
    after_names_bare: Words
    relatives: Words
    particles: Words
    months: Words
    before_months: Words
    before_days: Words
    born: Words
    old: Words
    aged: Words
    streets: Words
    boxes: Words
    states: Words
    counties: Words
    homes: Words


class FormWords(Strict):
    """The files of words."""

    citations: CitationForm
    figures: FigureForm
    identifying: Identifying
    requests: RequestForm
    sentences: SentenceForm


def read_form_words(reader: FileReader, requests: list[Placed[RequestForm]]) -> FormWords | None:
    """The files of words; None if one of them is wrong, and what is wrong is kept."""
    citations = reader.read_all("language/citation_form.yaml", CitationForm)
    figures = reader.read_all("language/figures.yaml", FigureForm)
    identifying = reader.read_all("language/identifying.yaml", Identifying)
    sentences = reader.read_all("language/sentence_form.yaml", SentenceForm)
    if not (citations and figures and identifying and requests and sentences):
        return None
    return FormWords(
        citations=citations[0].value,
        figures=figures[0].value,
        identifying=identifying[0].value,
        requests=requests[0].value,
        sentences=sentences[0].value,
    )
