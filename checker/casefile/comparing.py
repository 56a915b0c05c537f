"""Which sentences on the case take up what is stated of the guideline, and by what.

A sentence takes up another that it shares a subject with: a concept or a stem of the other's words, or of
those of the criterion that the other is tied to. The treatment's own name, its body part and the words in
which any finding is put are no subjects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.casefile.criteria import Criteria
from checker.casefile.ledger import Statement
from checker.casefile.likeness import Likeness
from checker.casefile.terms import Terms, is_figure
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.knowledge.quantities import in_days
from checker.letter import Measure, Treatment
from checker.reading.marked import MarkedSentence

_LEAST = 2.3  # what a term weighs from which on it is a subject: most sentences share lighter ones
_SHORTEST = 5  # letters of a stem that is a subject: shorter words are seldom any


@dataclass(frozen=True, slots=True)
class Comparison:
    """Statement ``case`` on this patient takes up statement ``stated`` on the guideline, by these words."""

    case: int
    stated: int
    by: tuple[str, ...]


class Comparing:
    """Finds the comparisons of a rationale. One instance serves all letters."""

    def __init__(self, criteria: Criteria, likeness: Likeness, terms: Terms, lexicon: Lexicon) -> None:
        self._criteria = criteria
        self._likeness = likeness
        self._terms = terms
        self._lexicon = lexicon

    def of(self, title: str, treatment: Treatment, statements: Sequence[Statement]) -> tuple[Comparison, ...]:
        """The comparisons in a rationale on a treatment, in its order."""
        own = self._own(title, treatment)
        stated = [
            (one, self._subjects(one.read), _Limits.of(one)) for one in statements if one.kind == "guideline"
        ]
        found = []
        for case in filter(_on_case, statements):
            told, ways = self._told(case.read) - own, _Ways.of(case, self._lexicon)
            for one, subjects, limits in stated:
                if case.kind == one.kind and not one.fit:
                    continue
                shared = [*self._shared(told, one, subjects), *self._sisters(case.read, one.read, treatment)]
                if by := tuple(dict.fromkeys((*ways.against(limits), *shared))):
                    found.append(Comparison(case.index, one.index, by))
        return tuple(found)

    def _shared(self, told: frozenset[str], stated: Statement, subjects: frozenset[str]) -> list[str]:
        """The subjects that are told of the case and stated, the weightiest first."""
        shared = told & subjects
        for claim in stated.claims[:1]:
            shared |= set(self._likeness.shared(told, self._criteria.row[claim.stated.criterion.id]))
        if not shared:
            return []
        weighty = [term for term in shared if self._likeness.weight(term) >= _LEAST]
        return sorted(weighty, key=lambda term: (-self._likeness.weight(term), term))

    def _subjects(self, read: MarkedSentence) -> frozenset[str]:
        """The terms of a sentence without the words that are of no subject."""
        words = read.sentence.folded
        for start, end in reversed(read.marks.places("no_subject")):
            words = f"{words[:start]} {words[end:]}"
        terms = self._terms.of(words, [mention.concept for mention in read.mentions])
        return frozenset(term for term in terms if len(term) >= _SHORTEST and not is_figure(term))

    def _told(self, read: MarkedSentence) -> frozenset[str]:
        """The same of a sentence on the case, with what the findings that it names are evidence of."""
        shown = (shown for mention in read.mentions for shown in self._lexicon.implied(mention.concept))
        return self._subjects(read) | {f"@{concept}" for concept in shown}

    def _sisters(self, told: MarkedSentence, stated: MarkedSentence, treatment: Treatment) -> list[str]:
        """What other care that is told of is a kind of, where that is stated beside the treatment.

        "Docusate" takes up "lubiprostone after stool softeners": both are laxatives.
        """
        kin = self._lexicon.kin_of(treatment.concepts)
        named = kin.intersection(one.concept for one in stated.care)
        others = (one.concept for one in told.care if one.concept not in kin)
        classes = {broader for other in others for broader in self._lexicon.up(other)} & named
        return [f"@{one}" for one in sorted(classes)] if named - classes else []

    def _own(self, title: str, treatment: Treatment) -> frozenset[str]:
        """The terms by which the treatment and its body parts are named."""
        lexicon = self._lexicon
        kin = lexicon.kin_of(treatment.concepts)
        parts = {region for part in treatment.body_parts for region in lexicon.regions(part.concept)}
        parts |= lexicon.kin_of(part.concept for part in treatment.body_parts)
        named = (self._terms.set_of(fold(lexicon.concepts[one].name)) for one in kin | parts)
        words = self._terms.set_of(fold(title)).union(*named)
        return words.union(f"{at}{one}" for one in kin | parts for at in "@^")


def _on_case(statement: Statement) -> bool:
    """Whether a sentence can be on this patient: one that neither names a source nor is tied may well be."""
    if statement.kind == "guideline":
        return statement.fit is None
    return statement.kind != "other" and not statement.marks.has("reported")


@dataclass(frozen=True, slots=True)
class _Limits:
    """The dimensions in which a statement gives limits; whether it limits time, or asks for any finding."""

    dimensions: frozenset[str]
    timed: bool
    any_finding: bool

    @classmethod
    def of(cls, stated: Statement) -> _Limits:
        dimensions = _dimensions(stated.measures)
        timed = "duration" in dimensions or stated.marks.has("short_term", "long_term")
        return cls(dimensions, timed, stated.marks.has("any_finding"))


@dataclass(frozen=True, slots=True)
class _Ways:
    """What puts a sentence on the case against statements in other ways than by its subject."""

    dimensions: frozenset[str]
    all_criteria: bool
    used_long: bool
    finds: bool

    @classmethod
    def of(cls, case: Statement, lexicon: Lexicon) -> _Ways:
        marks = case.marks
        since = marks.has("use_told") and marks.has("since_told")
        # What is only decided "based on the above guidelines" says of no fact that it meets or fails them.
        based = marks.places("based_on_those")
        back = marks.has("exceeds", "kept_within", "dependent") or any(
            not any(first <= start and end <= last for first, last in based)
            for start, end in marks.places("points_back")
        )
        finds = marks.has("any_finding") or any(
            lexicon.concepts[one.concept].kind == "condition" and one.assertion == "affirmed"
            for one in case.mentions
        )
        return cls(_dimensions(case.measures), back, since or marks.has("used_long"), finds)

    def against(self, limits: _Limits) -> list[str]:
        """Those that put it against a statement of these limits."""
        found = ["criteria"] if self.all_criteria else []
        if self.used_long and limits.timed:
            found.append("duration")
        if self.finds and limits.any_finding:
            found.append("findings")
        return found + sorted(self.dimensions & limits.dimensions)


def _dimensions(measures: Sequence[Measure]) -> frozenset[str]:
    return frozenset("duration" if in_days(one.unit, 1) is not None else one.unit for one in measures)
