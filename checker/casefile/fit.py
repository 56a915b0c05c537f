"""How much of a sentence its criterion bears: figures, logic, strength, polarity, population."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from checker.casefile.claims import Claim, Where
from checker.casefile.coverage import fits_body
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.figures import (
    MOST_FIGURES,
    agrees,
    comparable,
    compare,
    fused_rows,
    is_bounded,
    lies_outside,
    part_of,
)
from checker.casefile.terms import Terms
from checker.casefile.worded import Worded, leaning
from checker.casefile.wording import edition_name, limit_words, measure_words
from checker.knowledge.guidelines import CriterionKind, Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence, SentenceReader

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
_PHASES: tuple[tuple[MarkName, MarkName], ...] = (("acute", "chronic"), ("chronic", "acute"))
_OPPOSITES: tuple[tuple[MarkName, MarkName], ...] = (
    ("long_term", "short_term"),
    ("first_line", "later_line"),
)
_RECOGNISED = 0.5  # of the stems of an alternative: so many in a sentence name it
_RARELY = 3  # times as many examples lean one way as the other: those are the exceptions
_REVERSED: Mapping[tuple[int, CriterionKind], str] = {
    (1, "not_recommended"): "the sentence recommends it; the guideline does not",
    (-1, "recommended"): "the sentence is against it; the guideline recommends it",
    (-1, "first_line"): "the sentence is against it; the guideline recommends it",
}
_BEFORE = 14  # characters between a qualifier and the finding that it is of


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sentence fits the criterion that it states.

    ``differs`` says what the sentence adds or has otherwise. ``unborne`` are its figures that the criterion
    does not bear out, each with the criterion that it conflicts with or, if known, is borrowed from.
    ``beyond`` are body parts of the sentence that the criterion does not list. ``held`` is false where the
    section is known not to hold what is said.
    """

    word: FitWord
    differs: str | None = None
    unborne: tuple[Claim, ...] = ()
    beyond: tuple[str, ...] = ()
    held: bool = True

    def settled(self, claim: Claim) -> Claim:
        """A claim without its figure, where that is no wrong figure after all."""
        if claim.relation != "conflicting" or any(each.measure == claim.measure for each in self.unborne):
            return claim
        return replace(claim, relation="no_figure", measure=None, limit=None, rows=())


class Fits:
    """Judges how sentences fit criteria. One instance serves all letters."""

    def __init__(self, criteria: Criteria, terms: Terms, reader: SentenceReader, lexicon: Lexicon) -> None:
        self._criteria = criteria
        self._terms = terms
        self._reader = reader
        self._lexicon = lexicon
        self._worded: dict[str, Worded] = {}

    def of(
        self,
        read: MarkedSentence,
        claims: Sequence[Claim],
        figures: Sequence[Measure],
        treatment: Treatment,
        carried: frozenset[str] = frozenset(),
    ) -> Fit:
        """The fit to the first of the claims, with the others beside it.

        ``figures`` are those of the sentence that can be the guideline's; ``carried`` the ids of criteria
        that are taken over from an earlier edition.
        """
        best = claims[0]
        stated = best.stated
        if not stated.criterion.held:
            return _not_held(stated)
        unborne = tuple(self._unborne(read, claims, figures, treatment, carried))
        beyond = tuple(self._beyond(read, stated))
        return replace(
            self._figures(unborne) or self._words(read, stated, figures, beyond, claims) or _placed(best),
            unborne=unborne,
            beyond=beyond,
        )

    def words_of(self, stated: Stated) -> Worded:
        """What a criterion's words hold."""
        name = stated.criterion.id
        if name not in self._worded:
            self._worded[name] = Worded(
                stated.criterion, stated.section.title, self._terms, self._reader.marks, self._reader.measures
            )
        return self._worded[name]

    def _figures(self, unborne: Sequence[Claim]) -> Fit | None:
        """The fit where a figure is not borne out."""
        for claim in unborne:
            measure = claim.measure
            if measure is None or claim.limit is None:
                continue
            word = figure_word(claim)
            differs = _against(measure, rows_words(claim.rows, self._lexicon))
            if word == "borrowed":
                differs = f"{measure_words(measure)} is of {_said_of(claim.stated)}"
            elif word == "fused":
                differs += ": the number of one row over the time of another"
            return Fit(word, differs)
        return None

    def _words(
        self,
        read: MarkedSentence,
        stated: Stated,
        figures: Sequence[Measure],
        beyond: Sequence[str],
        claims: Sequence[Claim],
    ) -> Fit | None:
        """The fit where the words differ, or None."""
        words = self.words_of(stated)
        return (
            _polarity(read, stated, words)
            or _absence(read, stated, words)
            or _opposed(read, words)
            or self._logic(read, words)
            or self._strength(read, words)
            or self._added(read, figures, claims)
            or self._population(read, stated, words, beyond)
        )

    def _logic(self, read: MarkedSentence, words: Worded) -> Fit | None:
        """Alternatives that are joined into one demand."""
        if not words.choices or not read.marks.has("joins_all") or read.marks.has("leaves_choice"):
            return None
        said = set(self._terms.of(read.sentence.folded, ()))
        for choice in words.choices:
            named = sum(len(each & said) >= _RECOGNISED * len(each) for each in choice)
            if named > 1:
                return Fit("fused", f"{named} of {len(choice)} alternatives are asked for together")
        return None

    def _strength(self, read: MarkedSentence, words: Worded) -> Fit | None:
        """A qualifier that the criterion's words don't have."""
        marks, folded = read.marks, read.sentence.folded
        restricting = marks.has("restricting") and not marks.has("not_only")
        if restricting and not words.has("restricting", "restricted"):
            return Fit("tightened", f'the sentence adds "{marks.words("restricting")}"')
        findings = [m.start for m in read.mentions if self._lexicon.concepts[m.concept].kind == "condition"]
        for start, end in marks.places("graded"):
            near = any(0 < finding - end <= _BEFORE for finding in findings)
            if near and not words.has("graded"):
                return Fit("tightened", f'the sentence adds "{folded[start:end]}"')
        return None

    def _added(self, read: MarkedSentence, figures: Sequence[Measure], claims: Sequence[Claim]) -> Fit | None:
        """A figure that no criterion has anything like."""
        for measure in figures:
            loose = compare(read, measure, claims[0].stated.criterion.limits, self._lexicon)
            if loose and not loose.agrees and any(part_of(measure, row) for row in loose.rows):
                return Fit("partly", _against(measure, rows_words(loose.rows, self._lexicon)))
            numbers = {*_numbers(measure)}
            known = any(
                compare(read, measure, claim.stated.criterion.limits, self._lexicon)
                or numbers <= self.words_of(claim.stated).figures_in(measure.unit)
                for claim in claims
            )
            section = claims[0].stated.section
            known = known or any(
                (found := compare(read, measure, one.limits, self._lexicon)) and found.agrees
                for one in section.criteria
                if one.held
            )
            if not known:
                return Fit("partly", f"the sentence adds {measure_words(measure)}")
        return None

    def _population(
        self, read: MarkedSentence, stated: Stated, words: Worded, beyond: Sequence[str]
    ) -> Fit | None:
        """Another phase or part of the body than the criterion is for."""
        for own, other in _PHASES:
            said = read.marks.has(own) and not read.marks.has(other)
            if said and words.has(other) and not words.has(own):
                return Fit("partly", f"the sentence: {own}; the guideline: {other}")
        if beyond:
            return Fit("partly", f"{self._names(beyond)}; listed: {self._names(stated.criterion.body_parts)}")
        return None

    def _names(self, concepts: Iterable[str]) -> str:
        return ", ".join(self._lexicon.concepts[name].name for name in concepts)

    def _beyond(self, read: MarkedSentence, stated: Stated) -> Iterator[str]:
        """The body parts that a sentence names and a criterion with a list of them has not."""
        listed = set(stated.criterion.body_parts)
        for name in dict.fromkeys(part.concept for part in read.body_parts) if listed else ():
            if not self._lexicon.regions(name) & listed:
                yield name

    def _unborne(
        self,
        read: MarkedSentence,
        claims: Sequence[Claim],
        figures: Sequence[Measure],
        treatment: Treatment,
        carried: frozenset[str],
    ) -> Iterator[Claim]:
        """Figures of the guideline that the cited one does not bear out.

        Each is tied to the guideline that does, if one is known, else to what it conflicts with.
        """
        near = [claim for claim in claims if claim.where != "other_guideline"] or list(claims)
        named = self._named(read, near[0].stated)
        near = [near[0], *(one for one in near[1:] if named <= self.words_of(one.stated).terms)]
        if read.marks.has("limiting"):  # a figure of what a text is about bears out no limit
            near = [one for one in near if one.stated.criterion.limits_something] or near
        far = [claim for claim in claims if claim.where == "other_guideline"]
        for measure in figures:
            first = near[0].stated.criterion.limits
            named_row = compare(read, measure, first, self._lexicon)
            if named_row is None and any(comparable(measure, row) for row in first):
                continue  # of which of its rows the figure is, the sentence does not tell
            held = [
                (claim, found)
                for claim in near
                if (found := compare(read, measure, claim.stated.criterion.limits, self._lexicon))
            ]
            # An earlier edition's figure bears out nothing where this edition has its own.
            held = [pair for pair in held if pair[0].stated.criterion.id not in carried] or held
            if not held or any(found.agrees for _, found in held):
                continue
            rows = [row for _, found in held for row in found.rows]
            if self._otherwise_meant(read, measure, rows, held[0][0].stated):
                continue
            claim, found = held[0]
            borne = next(self._borne_elsewhere(measure, claim, far, treatment), None)
            yield borne or replace(
                claim, relation="conflicting", measure=measure, limit=found.row, rows=found.rows
            )

    def _otherwise_meant(
        self, read: MarkedSentence, measure: Measure, rows: Sequence[Limit], stated: Stated
    ) -> bool:
        """Whether a figure that agrees with no row need not be a wrong figure of these rows."""
        # What the sentence states rightly elsewhere is not what this figure misstates.
        others = [other for other in read.measures[:MOST_FIGURES] if other is not measure]
        rows = [row for row in rows if not any(comparable(o, row) and agrees(o, row) for o in others)]
        if not rows:
            return True
        if fused_rows(measure, rows):
            return False
        if any(part_of(measure, row) for row in rows):
            return True
        denies = read.scopes.negates or read.marks.has("against")
        if denies and not is_bounded(read, measure) and any(lies_outside(measure, row) for row in rows):
            return True
        # A figure of the text that is none of the limits of its kind is not encoded.
        encoded = {
            number for row in stated.criterion.limits if comparable(measure, row) for number in _numbers(row)
        }
        if {*_numbers(measure)} <= self.words_of(stated).text_figures - encoded:
            return True
        return self._neighbour(read, measure, stated)

    def _neighbour(self, read: MarkedSentence, measure: Measure, stated: Stated) -> bool:
        """Whether another criterion of the section has a figure, and names all that this one is said of."""
        named = self._named(read, stated)
        limiting = read.marks.has("limiting")
        for criterion in stated.section.criteria:
            if limiting and not criterion.limits_something:
                continue
            found = compare(read, measure, criterion.limits, self._lexicon) if criterion.held else None
            if found is None or not found.agrees:
                continue
            if named <= self.words_of(replace(stated, criterion=criterion)).terms:
                return True
        return False

    def _named(self, read: MarkedSentence, stated: Stated) -> set[str]:
        """The concepts that both a sentence and a criterion name, as terms."""
        return {f"@{mention.concept}" for mention in read.mentions} & self.words_of(stated).terms

    def _borne_elsewhere(
        self, measure: Measure, claim: Claim, far: Iterable[Claim], treatment: Treatment
    ) -> Iterator[Claim]:
        """The criteria of guidelines that are not cited that a figure may come from."""
        for other in far:
            for row in other.stated.criterion.limits:
                if comparable(measure, row) and agrees(measure, row):
                    fits = fits_body(other.stated.edition, treatment.body_parts, self._lexicon) != "no"
                    if fits or claim.stated.edition.id in other.stated.criterion.not_in:
                        yield replace(other, relation="agreeing", measure=measure, limit=row, rows=(row,))


def figure_word(claim: Claim) -> FitWord:
    """What a figure that the cited guideline does not bear out makes of a sentence."""
    if claim.relation == "agreeing":
        return "borrowed"
    if claim.measure is not None and fused_rows(claim.measure, claim.rows):
        return "fused"
    if claim.where == "other_guideline":
        return "not_known"
    return "misstated" if claim.stated.criterion.limits_something else "partly"


def _numbers(figure: Measure | Limit) -> tuple[str, str]:
    return f"{figure.low:g}", f"{figure.high:g}"


def rows_words(rows: Iterable[Limit], lexicon: Lexicon) -> str:
    """Rows of a criterion in words: "at most 2-3 weeks (carisoprodol) or …"."""
    words = (limit_words(row, [lexicon.concepts[name].name for name in row.applies_to]) for row in rows)
    return " or ".join(dict.fromkeys(words))


def _against(measure: Measure, rows: str) -> str:
    return f"the sentence: {measure_words(measure)}; the guideline: {rows}"


def _polarity(read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
    """A recommendation turned round, where the criterion and the sentence are both without exceptions."""
    said = leaning(read.marks)
    reversed_ = _REVERSED.get((said, stated.criterion.kind))
    if reversed_ is None or read.marks.has("excepting") or (said > 0 and read.scopes.negates):
        return None
    if words.leanings[-said] <= _RARELY * words.leanings[said]:
        return None
    return Fit("misstated", reversed_)


def _absence(read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
    """What the criterion says that there is none of, said to be there."""
    says_none = not stated.criterion.limits_something and words.all_deny
    if not says_none or read.marks.has("negation_before"):
        return None
    return _not_held(stated)


def _opposed(read: MarkedSentence, words: Worded) -> Fit | None:
    """Something recommended at the one end where the criterion is for the other: long-term for short-term."""
    if leaning(read.marks) <= 0 or read.marks.has("negation_before"):
        return None
    for own, other in _OPPOSITES:
        if read.marks.has(own) and not read.marks.has(other) and words.opposes(own, other):
            return Fit(
                "misstated", f'the sentence recommends "{read.marks.words(own)}" use; the guideline does not'
            )
    return None


def _not_held(stated: Stated) -> Fit:
    return Fit("misstated", f"{_said_of(stated)}: {stated.criterion.text}", held=False)


def _placed(claim: Claim) -> Fit:
    """The fit of a sentence that says what the criterion says, by where that stands."""
    differs = None if claim.where == "cited" else f"it stands in {_said_of(claim.stated)}"
    return Fit(PLACES[claim.where], differs)


def _said_of(stated: Stated) -> str:
    return f"{edition_name(stated.edition)}, {stated.section.title}"
