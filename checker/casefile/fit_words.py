"""Where the words of a sentence differ from its criterion: logic, strength, polarity, population."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from checker.casefile.alternatives import Grounds, Join, joined, joined_before, named_in, offered, parts
from checker.casefile.claims import Claim
from checker.casefile.coverage import fits_body
from checker.casefile.criteria import Criteria, Stated
from checker.casefile.figures import clause_at, comparable, compare, part_of
from checker.casefile.fit import Added, Fit, FitWord, against, numbers, rows_words
from checker.casefile.terms import Terms, is_figure
from checker.casefile.ties import TREATMENTS
from checker.casefile.turned import absence, modality, polarity, turned_bound
from checker.casefile.worded import Worded, leaning
from checker.casefile.wording import measure_words
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.marks import MarkName
from checker.knowledge.phrases import fold
from checker.letter import Measure, Mention
from checker.reading.marked import MarkedSentence, SentenceReader
from checker.reading.marks import Marks

# Of which a criterion that has only the one does not hold what is said of the other.
_CONTRARY: tuple[tuple[MarkName, MarkName], ...] = (
    ("acute", "chronic"),
    ("rising", "falling"),
    ("high", "low"),
    ("young", "old"),
    ("normal", "abnormal"),
)
_OPPOSITES: tuple[tuple[MarkName, MarkName], ...] = (
    ("long_term", "short_term"),
    ("first_line", "later_line"),
)
_ON_PATIENT: tuple[MarkName, ...] = ("case", "case_weak")
_LITTLE = 0.25  # of what nearly every way of stating a criterion has, where a sentence may lack so much
_MOSTLY = 0.5
_TELLING = 2.0  # what a term weighs at least that tells criteria apart
_BEFORE = 14  # characters between a qualifier and the finding that it is of


class WordFits:
    """Judges the words of sentences. One instance serves all letters."""

    def __init__(
        self,
        criteria: Criteria,
        terms: Terms,
        reader: SentenceReader,
        lexicon: Lexicon,
        weight: Callable[[str], float],
    ) -> None:
        self._criteria = criteria
        self._weight = weight
        self._terms = terms
        self._reader = reader
        self._lexicon = lexicon
        self._worded: dict[str, Worded] = {}

    def words_of(self, stated: Stated) -> Worded:
        """What a criterion's words hold."""
        name = stated.criterion.id
        if name not in self._worded:
            self._worded[name] = Worded(
                stated.criterion, stated.section.title, self._terms, self._reader.marks, self._reader.measures
            )
        return self._worded[name]

    def lacking(self, folded: str, stated: Stated) -> tuple[float, list[str]]:
        """What a sentence lacks of what nearly every way of stating a criterion has: its share, its words.

        A drug stands for its class.
        """
        said = self._terms.set_of(folded)
        weights = {term: self._weight(term) for term in self.words_of(stated).common}
        weights = {term: weight for term, weight in weights.items() if weight >= _TELLING}
        lacking = [term for term in weights if term not in said and f"^{term[1:]}" not in said]
        lacking.sort(key=lambda term: (-weights[term], term))
        words = self._terms.words(fold(stated.criterion.text))
        share = sum(weights[term] for term in lacking) / (sum(weights.values()) or 1.0)
        return share, list(dict.fromkeys(words[term] for term in lacking if term in words))

    def _has_common(self, read: MarkedSentence, stated: Stated) -> bool:
        """Whether a sentence has what nearly every way of stating a criterion has, and there is any such."""
        common = self.words_of(stated).common
        telling = any(self._weight(term) >= _TELLING for term in common)
        return telling and self.lacking(read.sentence.folded, stated)[0] <= _LITTLE

    def of(
        self,
        read: MarkedSentence,
        claims: Sequence[Claim],
        figures: Sequence[Measure],
        beyond: Sequence[str],
    ) -> Fit | None:
        """The fit to the first of the claims where the words differ, or None."""
        stated = claims[0].stated
        words = self.words_of(stated)
        return (
            self.logic(read, claims)
            or polarity(read, stated, words)
            or (absence(read, stated, words) if self._has_common(read, stated) else None)
            or self._opposed(read, stated, words)
            or turned_bound(read, stated, figures)
            or modality(read, words)
            or self._counted_in(read, stated, words)
            or _cap_for_start(read, stated, words, figures)
            or self._strength(read, stated, words)
            or self._added(read, figures, claims)
            or self._population(read, claims, words, beyond)
        )

    def logic(self, read: MarkedSentence, claims: Sequence[Claim]) -> Fit | None:
        """Grounds of which one is enough, asked for together, or the reverse.

        Where the sentence joins grounds as the first of the claims does, the others count no more. Nor do
        they where any of them joins the grounds so in its own words.
        """
        agrees = False
        near = [claim.stated for claim in claims if claim.stated.section is claims[0].stated.section]
        for stated in near:
            for grounds in self.words_of(stated).grounds:
                join, named = self._joined(read.marks, grounds)
                if join is not None and grounds.in_need and not self._offered(stated, grounds):
                    continue
                if join == grounds.join:
                    agrees = True
                elif join is not None and not any(self._own(one, grounds, join) for one in near):
                    return _joined_otherwise(join, named)
            if agrees:
                return None
        return self._of_them(read, claims[0].stated) or self._in_every_case(read, claims[0].stated)

    def _of_them(self, read: MarkedSentence, stated: Stated) -> Fit | None:
        """How many of its grounds a criterion asks for, by its needs and some wording, turned round."""
        join, needs = joined_before(read.marks), stated.criterion.needs
        if join is None or needs is None:
            return None
        marked = self.words_of(stated).marked
        if join == "any" and needs.all and _says(marked, "all_asked") and not _says(marked, "one_asked"):
            return Fit("fused", "the sentence asks for one of them; the guideline for all", loosened=True)
        if join == "all" and needs.any and _says(marked, "one_asked") and not _says(marked, "all_asked"):
            return Fit("fused", "the sentence asks for all of them; the guideline for one")
        return None

    def _in_every_case(self, read: MarkedSentence, stated: Stated) -> Fit | None:
        """One of the alternatives of a section, asked for whatever the case."""
        if not read.marks.has("in_every_case") or not read.marks.has("demands", "conditional", "all_asked"):
            return None
        for criterion in stated.section.criteria:
            known = criterion.held and criterion.provenance.grade != "C"
            for branch in self.words_of(replace(stated, criterion=criterion)).branches if known else ():
                _, named = self._joined(read.marks, branch)
                if len(named) > 1:
                    words = _quoted(named)
                    return Fit(
                        "fused",
                        f"the sentence asks for {words} in every case; the guideline has other grounds",
                    )
        return None

    def _opposed(self, read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
        """Something recommended at the one end where the criterion is for another: long-term for short-term.

        Unless the section is for that end too, of something else that the sentence may go on to.
        """
        if leaning(read.marks) <= 0 or read.marks.has("negation_before"):
            return None
        for own, other in _OPPOSITES:
            if read.marks.has(own) and not read.marks.has(other) and words.opposes(own, other):
                section = (replace(stated, criterion=one) for one in stated.section.criteria if one.held)
                if not any(self.words_of(one).favours(own) for one in section):
                    said = read.marks.words(own)
                    return Fit("misstated", f'the sentence recommends "{said}" use; the guideline does not')
        return None

    def _counted_in(self, read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
        """A body part that a sentence has among those of its criterion, and the section rules out.

        Unless the sentence states that too.
        """
        if _denies(read) or stated.criterion.rules_out or self._parts_of_patient(read):
            return None
        parts = {part.concept: self._lexicon.regions(part.concept) for part in read.body_parts}
        own = {part for part in parts if any(f"@{region}" in words.terms for region in parts[part])}
        for part, regions in parts.items():
            if not own or part in own:
                continue
            for criterion in stated.section.criteria:
                other = replace(stated, criterion=criterion)
                listed = criterion.rules_out and not regions.isdisjoint(criterion.body_parts)
                same = not {*other.about}.isdisjoint(stated.about)
                if listed and same and not self._says_so(read, other, words.terms):
                    differs = f"the sentence counts in: {self._names([part])}; the guideline: "
                    return Fit("misstated", differs + criterion.text.rstrip("."))
        return None

    def _parts_of_patient(self, read: MarkedSentence) -> bool:
        """Whether a sentence has turned to the patient when it names the last of its body parts."""
        named = [m.start for m in read.mentions if self._lexicon.concepts[m.concept].kind == "body_part"]
        patient = [start for name in _ON_PATIENT for start, _ in read.marks.places(name)]
        return any(start < max(named, default=start + 1) for start in patient)

    def _says_so(self, read: MarkedSentence, ruling: Stated, but: frozenset[str] = frozenset()) -> bool:
        """Whether a sentence denies, or has what a criterion says of the body parts that it rules out.

        That are its words but for what it names, without those of another criterion.
        """
        folded = fold(ruling.criterion.text)
        for hit in reversed(self._lexicon.find(folded)):
            folded = f"{folded[: hit.start]} {folded[hit.end :]}"
        telling = {one for one in self._terms.set_of(folded) if self._weight(one) >= _TELLING} - but
        said = self._terms.set_of(read.sentence.folded)
        return _denies(read) or (bool(telling) and 2 * len(telling & said) >= len(telling))

    def logic_before(
        self, read: MarkedSentence, before: MarkedSentence, claims: Sequence[Claim]
    ) -> tuple[Fit, Claim] | None:
        """The same for a sentence that says of the grounds of the one before it how they are joined."""
        join = joined_before(read.marks)
        for claim in claims if join else ():
            for grounds in self.words_of(claim.stated).grounds:
                said, named = self._joined(before.marks, grounds)
                if len(named) > 1 and join != grounds.join != said:
                    return _joined_otherwise(join, named), claim
        return None

    def _joined(self, marks: Marks, grounds: Grounds) -> tuple[Join | None, list[str]]:
        """How a sentence joins grounds, and its words for those that it names."""
        named = named_in(marks, self._terms.placed(marks.folded), grounds, self._weight)
        return joined(marks, named, grounds), [marks.folded[slice(*one)] for one in parts(marks, named)]

    def _own(self, stated: Stated, grounds: Grounds, join: Join) -> bool:
        """Whether a criterion's own words join its grounds so, too."""
        return any(self._joined(marks, grounds)[0] == join for marks in self.words_of(stated).marked)

    def _offered(self, stated: Stated, grounds: Grounds) -> bool:
        """Whether any words of a criterion leave the choice between its grounds."""
        placed = ((marks, self._terms.placed(marks.folded)) for marks in self.words_of(stated).marked)
        return any(offered(marks, named_in(marks, at, grounds, self._weight)) for marks, at in placed)

    def _strength(self, read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
        """A qualifier that the criterion's words don't have, nor what its section has of the same finding."""
        marks, folded = read.marks, read.sentence.folded
        restricting = marks.has("restricting") and not marks.has("not_only")
        if restricting and not words.has("restricting", "restricted"):
            return _stricter("tightened", marks, "restricting")
        if marks.has("sweeping") and not words.has("sweeping"):
            return _stricter("partly", marks, "sweeping")
        findings = [m for m in read.mentions if self._lexicon.concepts[m.concept].kind == "condition"]
        for start, end in marks.places("graded"):
            near = [finding for finding in findings if 0 < finding.start - end <= _BEFORE]
            if near and not words.has("graded") and not self._is_graded(near[0], stated):
                added = Added(start, end)
                return Fit("tightened", f'the sentence adds "{folded[start:end]}"', added=added)
        return None

    def _is_graded(self, finding: Mention, stated: Stated) -> bool:
        """Whether a criterion of the section has a finding by the words of the sentence, and grades one."""
        named = self._terms.set_of(finding.words)
        section = (
            self.words_of(replace(stated, criterion=one)) for one in stated.section.criteria if one.held
        )
        return any(words.has("graded") and named <= words.terms for words in section)

    def _added(self, read: MarkedSentence, figures: Sequence[Measure], claims: Sequence[Claim]) -> Fit | None:
        """A figure that no criterion has anything like."""
        for measure in figures:
            loose = compare(read, measure, claims[0].stated.criterion.limits, self._lexicon)
            if loose and not loose.agrees and any(part_of(measure, row) for row in loose.rows):
                return Fit("partly", against(measure, rows_words(loose.rows, self._lexicon)))
            ends = {*numbers(measure)}
            known = any(
                compare(read, measure, claim.stated.criterion.limits, self._lexicon)
                or ends <= self.words_of(claim.stated).figures_in(measure.unit)
                for claim in claims
            )
            section = claims[0].stated.section
            known = known or any(
                (found := compare(read, measure, one.limits, self._lexicon)) and found.agrees
                for one in section.criteria
                if one.held
            )
            if not known:
                absent = self._absent(read, measure, claims[0].stated)
                differs = f"the sentence adds {measure_words(measure)}"
                if absent is not None:
                    differs += f", and {absent.criterion.text}"
                return Fit("partly", differs, added=Added(measure.start, measure.end, absent))
        return None

    def _absent(self, read: MarkedSentence, measure: Measure, stated: Stated) -> Stated | None:
        """What says that the section has no figure of a kind for what the figure's clause is on."""
        start, end = clause_at(read, measure.start)
        own = {
            term
            for term in self._terms.of(read.sentence.folded[start:end])
            if self._weight(term) >= _TELLING and not is_figure(term)
        } - self.words_of(stated).terms
        for criterion in stated.section.criteria:
            if not criterion.held:
                words = self.words_of(replace(stated, criterion=criterion))
                if own & words.terms and words.has_figure_like(measure.unit):
                    return replace(stated, criterion=criterion)
        return None

    def _population(
        self, read: MarkedSentence, claims: Sequence[Claim], words: Worded, beyond: Sequence[str]
    ) -> Fit | None:
        """Another phase, part of the body, treatment or condition than the criterion is for."""
        stated = claims[0].stated
        for own, other in (pair for one in _CONTRARY for pair in (one, one[::-1])):
            if read.marks.has(own) and not read.marks.has(other) and words.has(other) and not words.has(own):
                said = read.marks.words(own)
                return Fit(
                    "partly", f'the sentence has "{said}", of which the guideline has only the contrary'
                )
        if beyond:
            return Fit("partly", f"{self._names(beyond)}; listed: {self._names(stated.criterion.body_parts)}")
        return (
            self._other_region(read, stated, words)
            or self._other_treatment(read, stated, words)
            or self._other_condition(read, claims)
        )

    def _other_region(self, read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
        """A part of the body that neither the chapter is on nor the criterion names."""
        parts = [part for part in read.body_parts if f"@{part.concept}" not in words.terms]
        if stated.criterion.body_parts or len(parts) < len(read.body_parts):
            return None
        if fits_body(stated.edition, parts, self._lexicon, (stated.section,)) != "no":
            return None
        said = self._names(dict.fromkeys(part.concept for part in parts))
        return Fit("partly", f"{said}; the chapter: {self._names(stated.edition.body_parts)}")

    def _other_treatment(self, read: MarkedSentence, stated: Stated, words: Worded) -> Fit | None:
        """A treatment of which the sentence speaks, that the criterion neither is about nor names."""
        named = [m for m in read.mentions if self._lexicon.concepts[m.concept].kind in TREATMENTS]
        verb = read.marks.place("finite_verb")
        if not named or verb is None or verb[0] < named[0].start:
            return None
        if any(measure.end <= named[0].start for measure in read.measures):
            return None  # what a figure is for, not what the sentence is about
        concepts = [mention.concept for mention in named]
        known = {f"{mark}{concept}" for concept in concepts for mark in "@^"}
        if known & words.terms or self._criteria.relation(stated, concepts) >= 0:
            return None
        return Fit(
            "partly", f"on {self._names(concepts[:1])}; the guideline: {self._names(stated.about[:1])}"
        )

    def _other_condition(self, read: MarkedSentence, claims: Sequence[Claim]) -> Fit | None:
        """A condition that the sentence names, and neither the section nor what it else states has."""
        named = [m for m in read.mentions if self._lexicon.concepts[m.concept].kind == "condition"]
        if not named or read.marks.has("case", "case_weak"):
            return None
        stated = claims[0].stated
        section = (replace(stated, criterion=criterion) for criterion in stated.section.criteria)
        held = [*(claim.stated for claim in claims), *section]
        known = self._terms.set_of(fold(f"{stated.edition.title} {stated.edition.topic}")).union(
            *(self.words_of(one).terms for one in held),
            (f"@{name}" for one in held for row in one.criterion.limits for name in row.applies_to),
        )
        added = [
            mention.concept
            for mention in named
            if known.isdisjoint(f"{mark}{one}" for one in self._lexicon.kin(mention.concept) for mark in "@^")
            and known.isdisjoint(self._terms.of(mention.words, ()))
        ]
        if not added:
            return None
        first = next(mention for mention in named if mention.concept == added[0])
        differs = f"the sentence adds {self._names(dict.fromkeys(added))}"
        return Fit("partly", differs, added=Added(first.start, first.end))

    def _names(self, concepts: Iterable[str]) -> str:
        return ", ".join(self._lexicon.concepts[name].name for name in concepts)

    def beyond(self, read: MarkedSentence, claims: Sequence[Claim]) -> Iterator[str]:
        """The body parts that a sentence names and a criterion with a list of them has not.

        Where it rules out those of the list, the sentence may have the others from a criterion for them.
        """
        stated = claims[0].stated
        listed = set(stated.criterion.body_parts)
        others = (one.stated for one in claims[1:] if one.stated.section is stated.section)
        names = frozenset[str]()
        if listed and stated.criterion.rules_out and self._says_so(read, stated):
            names = names.union(*(self.words_of(one).terms for one in others if not one.criterion.rules_out))
        for name in dict.fromkeys(part.concept for part in read.body_parts) if listed else ():
            regions = self._lexicon.regions(name)
            if not regions & listed and names.isdisjoint(f"@{region}" for region in regions):
                yield name


def _cap_for_start(
    read: MarkedSentence, stated: Stated, words: Worded, figures: Sequence[Measure]
) -> Fit | None:
    """What a treatment is to start with, stated as its limit; not the most of what may follow."""
    marks = read.marks
    for measure in figures:
        rows = [row for row in stated.criterion.limits if comparable(measure, row)]
        if len(rows) > 1 and measure.high >= max(row.high for row in rows):
            return None
    if stated.criterion.kind != "trial_then_continue" or words.share("at_first") < _MOSTLY:
        return None
    limiting = marks.place("limiting")
    if limiting is None or marks.has("at_first", "excepting", "conditional"):
        return None
    if figures and all(measure.start < limiting[0] for measure in figures):
        return None  # "for 2 weeks at the maximum dose"
    added = Added(*limiting, overall=True)
    return Fit("tightened", "the sentence has as a limit what the guideline has for a start", added=added)


def _denies(read: MarkedSentence) -> bool:
    """Whether a sentence is against something, denies something, or makes an exception."""
    return read.scopes.negates or read.marks.has("against", "excepting", "negation_before", "nobody")


def _stricter(word: FitWord, marks: Marks, name: MarkName) -> Fit:
    """The fit of a sentence with a word that makes it stricter as a whole."""
    place = marks.places(name)[0]
    return Fit(word, f'the sentence adds "{marks.words(name)}"', added=Added(*place, overall=True))


def _quoted(named: Sequence[str]) -> str:
    return ", ".join(f'"{one}"' for one in named)


def _says(marked: Iterable[Marks], name: MarkName) -> bool:
    """Whether any wording has a mark."""
    return any(marks.has(name) for marks in marked)


def _joined_otherwise(join: Join | None, named: Sequence[str]) -> Fit:
    """The fit of a sentence that joins grounds otherwise than the criterion does."""
    words = _quoted(named)
    if join == "all":
        return Fit("fused", f"the sentence asks for {words} together; the guideline for any of them")
    return Fit("fused", f"the sentence asks for any of {words}; the guideline for all", loosened=True)
