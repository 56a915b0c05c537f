"""The fit of a sentence to the criterion that it states: one word, and what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from checker.casefile.claims import Claim, Where
from checker.casefile.criteria import Stated
from checker.casefile.figures import fused_rows
from checker.casefile.wording import edition_name, limit_words, measure_words
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.letter import Measure

FitWord = Literal[
    "supported",
    "partly",
    "misstated",
    "tightened",
    "fused",
    "borrowed",
    "other_page",
    "says_silent",
    "not_known",
]
PLACES: dict[Where, FitWord] = {
    "cited": "supported",
    "same_guideline": "other_page",
    "other_guideline": "borrowed",
}


@dataclass(frozen=True, slots=True)
class SaidOf:
    """A criterion of the drug ``sister`` that a sentence states of another.

    ``known``: the cited edition says something of the drug of which it is stated.
    """

    stated: Stated
    drug: str
    sister: str
    known: bool


@dataclass(frozen=True, slots=True)
class Added:
    """What a sentence has beyond its criterion: from where to where in the folded sentence.

    ``absent`` is what says that the section holds nothing of the kind, where that is known. ``overall``: a
    word that makes all of the sentence stricter, nothing that is asked for besides.
    """

    start: int
    end: int
    absent: Stated | None = None
    overall: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sentence fits the criterion that it states.

    ``differs`` says what the sentence adds or has otherwise. ``unborne`` are its figures that the criterion
    does not bear out, each with the criterion that it conflicts with or, if known, is borrowed from.
    ``beyond`` are body parts of the sentence that the criterion does not list. ``held`` is false where the
    section is known not to hold what is said, ``loosened`` true where all that is asked for is made a choice.
    ``instead`` is the criterion of another drug that is stated. ``added`` is what the criterion does not ask.
    """

    word: FitWord
    differs: str | None = None
    unborne: tuple[Claim, ...] = ()
    beyond: tuple[str, ...] = ()
    held: bool = True
    loosened: bool = False
    instead: SaidOf | None = None
    added: Added | None = None

    def settled(self, claim: Claim) -> Claim:
        """A claim without its figure, where that is no wrong figure after all."""
        if claim.relation != "conflicting" or any(each.measure == claim.measure for each in self.unborne):
            return claim
        return replace(claim, relation="no_figure", measure=None, limit=None, rows=())


def figure_word(claim: Claim) -> FitWord:
    """What a figure that the cited guideline does not bear out makes of a sentence."""
    if claim.relation == "agreeing":
        return "borrowed"
    if claim.measure is not None and fused_rows(claim.measure, claim.rows):
        return "fused"
    if claim.where == "other_guideline":
        return "not_known"
    return "misstated" if claim.stated.criterion.limits_something else "partly"


def rows_words(rows: Iterable[Limit], lexicon: Lexicon) -> str:
    """Rows of a criterion in words: "at most 2-3 weeks (carisoprodol) or …"."""
    words = (limit_words(row, [lexicon.concepts[name].name for name in row.applies_to]) for row in rows)
    return " or ".join(dict.fromkeys(words))


def against(measure: Measure, rows: str) -> str:
    """A figure of a sentence beside those of the guideline."""
    return f"the sentence: {measure_words(measure)}; the guideline: {rows}"


def placed(claim: Claim) -> Fit:
    """The fit of a sentence that says what the criterion says, by where that stands."""
    differs = None if claim.where == "cited" else f"it stands in {said_of(claim.stated)}"
    return Fit(PLACES[claim.where], differs)


def said_of(stated: Stated) -> str:
    """Where a criterion stands: edition and section."""
    return f"{edition_name(stated.edition)}, {stated.section.title}"


def not_held(stated: Stated) -> Fit:
    """The fit of what the section is known not to hold."""
    return Fit("misstated", f"{said_of(stated)}: {stated.criterion.text.rstrip('.')}", held=False)


def numbers(figure: Measure | Limit) -> tuple[str, str]:
    """The ends of a figure, as terms."""
    return f"{figure.low:g}", f"{figure.high:g}"
