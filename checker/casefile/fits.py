"""How much of a sentence its criterion bears: its figures first, then its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from checker.casefile.claims import Claim
from checker.casefile.coverage import fits_body
from checker.casefile.criteria import Stated
from checker.casefile.figures import (
    MOST_FIGURES,
    Compared,
    agrees,
    clause_at,
    comparable,
    compare,
    fused_rows,
    is_bounded,
    is_figure_of,
    lies_outside,
    part_of,
    stands_before,
)
from checker.casefile.fit import Fit, against, figure_word, not_held, numbers, placed, rows_words, said_of
from checker.casefile.fit_words import WordFits
from checker.casefile.sought import DRUGS
from checker.casefile.wording import measure_words
from checker.knowledge.guidelines import Limit
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.quantities import FROM_BELOW
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence


def _limiting(claim: Claim, row: Limit, claims: Iterable[Claim]) -> Claim | None:
    """Of claims on one guideline, that of a limit which is the same figure as a row of this claim."""
    figure = {"unit", "low", "high"}
    for one in claims:
        limits = one.stated.criterion.limits if one.stated.criterion.limits_something else ()
        same = any(limit.model_dump(include=figure) == row.model_dump(include=figure) for limit in limits)
        if same and one.stated.edition is claim.stated.edition:
            return one
    return None


class Fits:
    """Judges how sentences fit criteria. One instance serves all letters."""

    def __init__(self, words: WordFits, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = words

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
            return not_held(stated)
        unborne = tuple(self._unborne(read, claims, figures, treatment, carried))
        beyond = tuple(self._words.beyond(read, claims))
        return replace(
            self._figures(unborne) or self._words.of(read, claims, figures, beyond) or placed(best),
            unborne=unborne,
            beyond=beyond,
        )

    def _figures(self, unborne: Sequence[Claim]) -> Fit | None:
        """The fit where a figure is not borne out."""
        for claim in unborne:
            measure = claim.measure
            if measure is None or claim.limit is None:
                continue
            word = figure_word(claim)
            differs = against(measure, rows_words(claim.rows, self._lexicon))
            if word == "borrowed":
                differs = f"{measure_words(measure)} is of {said_of(claim.stated)}"
            elif word == "fused":
                differs += ": the number of one row over the time of another"
            return Fit(word, differs)
        return None

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
        near = [near[0], *(one for one in near[1:] if named <= self._words.words_of(one.stated).terms)]
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
            if not held or any(
                found.agrees and not self._of_sister(read, found, treatment) for _, found in held
            ):
                continue
            rows = [row for _, found in held for row in found.rows]
            sisters = any(found.agrees for _, found in held)
            if not sisters and self._otherwise_meant(read, measure, rows, held[0][0].stated):
                continue
            claim, found = held[0]
            if not claim.stated.criterion.limits_something:
                claim = _limiting(claim, found.row, claims) or claim
            borne = next(self._borne_elsewhere(measure, claim, far, treatment), None)
            yield borne or replace(
                claim, relation="conflicting", measure=measure, limit=found.row, rows=found.rows
            )

    def _of_sister(self, read: MarkedSentence, found: Compared, treatment: Treatment) -> bool:
        """Whether a figure of a sentence on the drug asked for is held of other drugs alone."""
        rows = [row for row in found.rows if agrees(found.measure, row)]
        named = {name for row in rows for name in row.applies_to}
        concepts = self._lexicon.concepts
        drugs = bool(named) and all(concepts[name].kind in DRUGS for name in named)
        if not drugs or not all(row.applies_to for row in rows) or not treatment.concepts:
            return False
        others = named.isdisjoint(self._lexicon.kin_of(treatment.concepts))
        own = (
            one.concept for one in read.drugs if concepts[one.concept].is_a
        )  # "this medication" is its own
        return others and all(one in treatment.concepts for one in own)

    def _otherwise_meant(
        self, read: MarkedSentence, measure: Measure, rows: Sequence[Limit], stated: Stated
    ) -> bool:
        """Whether a figure that agrees with no row need not be a wrong figure of these rows."""
        # "Nothing supports more than 20" sets no limit of 20; "not for more than 20" does.
        denies = read.scopes.negates or read.marks.has("against")
        free = read.marks.has("nothing_holds") or (denies and not is_bounded(read, measure))
        if free and any(lies_outside(measure, row) for row in rows):
            return True
        # What the sentence states rightly elsewhere is not what this figure misstates.
        others = [other for other in read.measures[:MOST_FIGURES] if other is not measure]
        rows = [row for row in rows if not any(is_figure_of(row, o) for o in others)]
        if not rows:
            return True
        if fused_rows(measure, rows):
            return False
        if any(part_of(measure, row) for row in rows):
            return True
        # A figure of the text that is none of the limits of its kind is not encoded.
        encoded = {
            number for row in stated.criterion.limits if comparable(measure, row) for number in numbers(row)
        }
        if {*numbers(measure)} <= self._words.words_of(stated).text_figures - encoded:
            return True
        return self._neighbour(read, measure, stated) or self._other_bound(read, measure, rows, stated)

    def _other_bound(
        self, read: MarkedSentence, measure: Measure, rows: Sequence[Limit], stated: Stated
    ) -> bool:
        """Whether a figure is the most of another criterion on the same, and these rows say the least.

        "At least twice and as often as four times a year" states both, and "two to four times a year" too.
        """
        if stands_before(read, measure, "floor") or any(row.bound not in FROM_BELOW for row in rows):
            return False
        least = replace(measure, high=measure.low)
        if measure.low < measure.high and any(agrees(least, row) for row in rows):
            measure = replace(measure, low=measure.high)
        others = (replace(stated, criterion=one) for one in stated.section.criteria if one.held)
        return not any(lies_outside(measure, row) for row in rows) and any(
            limit.bound not in FROM_BELOW and is_figure_of(limit, measure)
            for other in others
            if other.criterion.limits_something and {*other.about} == {*stated.about}
            for limit in other.criterion.limits
        )

    def _neighbour(self, read: MarkedSentence, measure: Measure, stated: Stated) -> bool:
        """Whether another criterion of the section has a figure, and names all that its clause is on."""
        named = self._named(read, stated, clause_at(read, measure.start))
        limiting = read.marks.has("limiting")
        for criterion in stated.section.criteria:
            if limiting and not criterion.limits_something:
                continue
            found = compare(read, measure, criterion.limits, self._lexicon) if criterion.held else None
            if found is None or not found.agrees:
                continue
            if named <= self._words.words_of(replace(stated, criterion=criterion)).terms:
                return True
        return False

    def _named(self, read: MarkedSentence, stated: Stated, within: tuple[int, int] | None = None) -> set[str]:
        """The concepts that both a sentence, or a stretch of it, and a criterion name, as terms."""
        start, end = within or (0, len(read.sentence.folded))
        named = {f"@{one.concept}" for one in read.mentions if start <= one.start < end}
        return named & self._words.words_of(stated).terms

    def _borne_elsewhere(
        self, measure: Measure, claim: Claim, far: Iterable[Claim], treatment: Treatment
    ) -> Iterator[Claim]:
        """The criteria of guidelines that are not cited that a figure may come from."""
        for other in far:
            for row in other.stated.criterion.limits:
                if is_figure_of(row, measure):
                    fits = fits_body(other.stated.edition, treatment.body_parts, self._lexicon) != "no"
                    if fits or claim.stated.edition.id in other.stated.criterion.not_in:
                        yield replace(other, relation="agreeing", measure=measure, limit=row, rows=(row,))
