"""What a request asks for: drugs with strength and quantity, procedures, body parts with side, visits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.knowledge.letter_forms import FormWords
from checker.knowledge.lexicon import Hit, Lexicon
from checker.knowledge.phrases import fold
from checker.letter import Amount, Drug, Treatment
from checker.reading.amounts import AmountReader, Levels
from checker.reading.body_parts import BodyPartReader
from checker.reading.daily import DailyReader
from checker.reading.drug_figures import DrugFigureReader
from checker.reading.figures import FigureReader
from checker.reading.unrecognised import UnrecognisedReader
from checker.reading.visits import VisitCounter

_RATIO = re.compile(r" ?(?P<value>\d{1,3}(?:\.\d)?/\d{2,3})\b(?![/\d])")
_TITLE_LONGEST = 2_000  # characters: what runs on for longer is no title, and is read no further
_GIVEN = ("treatment", "drug")
_RATE_CATEGORIES = frozenset(
    {"physical_therapy", "chiropractic", "acupuncture", "massage", "modality", "psych", "functional_program",
     "surgical_ancillary", "home_or_transport", "other", "consultation"}
)  # fmt: skip
_AT_HOME = "home_or_transport"
_LEVELS: dict[str, Levels] = {
    "epidural_steroid_injection": "roots",
    "facet_injection": "joints",
    "radiofrequency_ablation": "nerves",
}
_RANK = (
    "surgery", "injection", "electrodiagnostic", "imaging", "functional_program", "acupuncture",
    "chiropractic", "massage", "physical_therapy", "psych", "lab_or_uds", "dme", "surgical_ancillary",
    "modality", "home_or_transport", "consultation", "other",
)  # fmt: skip


class RequestReader:
    """Reads what titles ask for. One instance serves all letters."""

    def __init__(self, words: FormWords, lexicon: Lexicon) -> None:
        form = words.requests
        self.lexicon = lexicon
        self.figures = FigureReader(words.figures)
        self.drug_figures = DrugFigureReader(form, self.figures)
        self.daily = DailyReader(form, self.figures, self.drug_figures)
        self.visits = VisitCounter(form, self.figures)
        self._amounts = AmountReader(form, self.figures)
        self.body_parts = BodyPartReader(form, lexicon)
        self._unrecognised = UnrecognisedReader(form)
        self._abbreviations = [
            (
                one.stands_for,
                re.compile(rf"\b{one.pattern}\b\.?(?= ?(?:#|\d|{form.abbreviated_before.pattern}))"),
            )
            for one in form.abbreviations
        ]
        self._to_see = re.compile(rf"\b{form.to_see.pattern}\b")
        self._associated = re.compile(rf"{form.associated.pattern} {form.services.pattern}\b")
        self._around_surgery = re.compile(rf"{form.around_surgery.pattern}\b")
        self._occasion = re.compile(rf"\b{form.occasion.pattern}\b")
        self._injected = re.compile(rf"\b{form.injected.pattern}\b")
        self._topical = re.compile(rf"\b{form.topical.pattern}\b")
        self._compound = re.compile(rf"\b{form.compound.pattern}\b")

    def _spelt_out(self, folded: str) -> str:
        for name, pattern in self._abbreviations:
            folded = pattern.sub(name, folded)
        return folded

    def treatment(self, title: str) -> Treatment:
        """What a title asks for, in the vocabulary's terms; category ``other`` where none is known."""
        folded = self._spelt_out(fold(title)[:_TITLE_LONGEST])
        hits = self.lexicon.find(folded)
        hits += self.lexicon.find_misspelt(folded, hits)
        hits.sort(key=lambda hit: hit.start)
        hits = [self._as_visit(hit, folded) for hit in hits]
        strengths = self.drug_figures.strengths(folded)
        drugs = self._drugs(folded, hits, strengths)
        concepts = tuple(
            dict.fromkeys(hit.concept for hit in hits if self.lexicon.concepts[hit.concept].kind in _GIVEN)
        )
        if len(concepts) > 1:
            concepts = tuple(concept for concept in concepts if concept != "surgical_ancillary")
        category = self._category(folded, self._asked(hits, folded), drugs)
        concepts = (*concepts, *self._form_concepts(folded, category, concepts))
        procedures = [
            self.lexicon.concepts[c] for c in concepts if self.lexicon.concepts[c].kind == "treatment"
        ]
        visits = self.visits.count(folded) if category in _RATE_CATEGORIES else None
        return Treatment(
            category=category,
            concepts=concepts or self._classes(hits),
            drugs=drugs if category.startswith("drug") else (),
            procedure=procedures[0].name if procedures and not category.startswith("drug") else None,
            body_parts=self.body_parts.find(folded, hits)
            or self.body_parts.find(folded, self._within_names(folded, hits))
            or self.body_parts.levels(folded),
            visits=visits,
            misspelt=tuple(folded[hit.start : hit.end] for hit in hits if hit.misspelt),
            directions=self.drug_figures.directions(folded),
            unrecognised=self._unrecognised.find(folded, hits, strengths),
            amount=self._amount(folded, category, concepts),
        )

    def _amount(self, folded: str, category: str, concepts: tuple[str, ...]) -> Amount | None:
        """What is asked for at once of one kind of care at home, or of one injection at spinal levels."""
        if category == _AT_HOME and len(concepts) == 1:
            return self._amounts.hours_a_week(folded)
        injections = [one for one in concepts if self.lexicon.concepts[one].category == "injection"]
        if category != "injection" or len(injections) != 1 or injections[0] not in _LEVELS:
            return None
        return self._amounts.levels(folded, _LEVELS[injections[0]])

    def _asked(self, hits: list[Hit], folded: str) -> list[Hit]:
        """The hits without the surgeries and injections that what is named before is for, or comes after."""
        first = next((hit for hit in hits if self.lexicon.concepts[hit.concept].kind in _GIVEN), None)
        if first is None or self._operation(first):
            return hits
        return [
            hit
            for hit in hits
            if not (self._operation(hit) and self._occasion.search(folded, first.end, hit.start))
        ]

    def _operation(self, hit: Hit) -> bool:
        return self.lexicon.concepts[hit.concept].category in ("surgery", "injection")

    def _as_visit(self, hit: Hit, folded: str) -> Hit:
        """A procedure named before what is asked for ("spine surgery evaluation") is its subject."""
        visit = self._operation(hit) and self._to_see.match(folded[hit.end :].lstrip())
        return hit._replace(concept="consultation") if visit else hit

    def _within_names(self, folded: str, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Body parts inside the name of a surgery, injection or brace: "carpal tunnel release"."""
        for hit in hits:
            up = self.lexicon.up(hit.concept)
            treated = self.lexicon.concepts[hit.concept].category in ("surgery", "injection") or "brace" in up
            if treated and "nerve_block" not in up:
                for part in self.lexicon.find(folded[hit.start : hit.end], "body_part"):
                    yield part._replace(start=hit.start + part.start, end=hit.start + part.end)

    def _drugs(self, folded: str, hits: list[Hit], strengths: list[tuple[str, int, int]]) -> tuple[Drug, ...]:
        named = [hit for hit in hits if self.lexicon.concepts[hit.concept].kind == "drug"]
        quantity = self.drug_figures.quantity(_without(named, folded))
        tube = "%" in folded  # then a figure in grams is the size of the tube
        drugs: dict[str, Drug] = {}
        for index, hit in enumerate(named):
            stop = named[index + 1].start if index + 1 < len(named) else len(folded)
            own = [
                text
                for text, start, _ in strengths
                if hit.start <= start < stop and not (text.endswith(" g") and len(named) == 1 and tube)
            ]
            before = [text for text, _, end in strengths if index == 0 and end <= hit.start]
            ratio = _RATIO.match(folded[hit.end :])
            strength = own[0] if own else before[0] if before else f"{ratio['value']} mg" if ratio else None
            concept = self.lexicon.concepts[hit.concept]
            known = drugs.get(concept.name)
            if known is None or (known.strength is None and strength):
                words = folded[hit.start : hit.end]
                release = concept.release if words.replace("-", " ") in concept.terms else None
                drugs[concept.name] = Drug(hit.concept, concept.name, strength, quantity, words, release)
        return tuple(part for drug in drugs.values() for part in self._ingredients(drug))

    def _ingredients(self, drug: Drug) -> list[Drug]:
        """A topical combination by its ingredients; any other drug as it is."""
        concept = self.lexicon.concepts[drug.concept]
        if concept.route != "topical" or len(concept.ingredients) < 2:
            return [drug]
        parts = [self.lexicon.concepts[name] for name in concept.ingredients]
        return [Drug(part.id, part.name, None, drug.quantity, drug.words) for part in parts]

    def _category(self, folded: str, hits: list[Hit], drugs: tuple[Drug, ...]) -> str:
        treatments = [
            self.lexicon.concepts[hit.concept].category or "other"
            for hit in hits
            if self.lexicon.concepts[hit.concept].kind == "treatment"
        ]
        if self._associated.match(folded):
            therapy = [t for t in treatments if t in ("physical_therapy", "acupuncture", "chiropractic")]
            if therapy or not drugs:
                return therapy[0] if therapy else "surgical_ancillary"
        if drugs and not any(t in ("injection", "surgery", "lab_or_uds") for t in treatments):
            return self._drug_category(folded, drugs)
        if (
            self._around_surgery.match(folded)
            and treatments
            and treatments[0] in ("imaging", "lab_or_uds", "other", "dme")
        ):
            return "surgical_ancillary"
        if "surgery" in treatments and "consultation" in treatments and self._to_see.search(folded):
            return "consultation"
        if treatments:
            return min(treatments, key=_RANK.index)
        classes = [hit.concept for hit in hits if self.lexicon.concepts[hit.concept].kind == "drug_class"]
        if classes:
            up = {concept for name in classes for concept in self.lexicon.up(name)}
            return (
                "drug_compound"
                if "compound_drug" in up
                else "drug_topical"
                if "topical" in up
                else "drug_oral"
            )
        return "other"

    def _form_concepts(self, folded: str, category: str, concepts: tuple[str, ...]) -> tuple[str, ...]:
        """What the form of a product adds to its drugs: a compound, a topical product."""
        up = {broader for concept in concepts for broader in self.lexicon.up(concept)}
        if "topical" in up or "oral_compound" in up:
            return ()
        added = {"drug_compound": "compound_drug", "drug_topical": "topical_analgesic"}.get(category)
        return (added,) if added and added in self.lexicon.concepts else ()

    def _drug_category(self, folded: str, drugs: tuple[Drug, ...]) -> str:
        percents = sum(1 for drug in drugs if drug.strength and drug.strength.endswith("%"))
        if len(drugs) > 1 and (percents > 1 or self._compound.search(folded)):
            return "drug_compound"
        up = {concept for drug in drugs for concept in self.lexicon.up(drug.concept)}
        if self._compound.search(folded) or "compound_drug" in up or "oral_compound" in up:
            return "drug_compound"
        topical = self._topical.search(folded) or any(
            self.lexicon.concepts[d.concept].route == "topical" for d in drugs
        )
        if topical or percents:
            return "drug_topical"
        if self._injected.search(folded) or all(
            self.lexicon.concepts[drug.concept].route == "injection" for drug in drugs
        ):
            return "injection"
        return "drug_oral"

    def _classes(self, hits: list[Hit]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                hit.concept for hit in hits if self.lexicon.concepts[hit.concept].kind == "drug_class"
            )
        )


def _without(hits: Iterable[Hit], folded: str) -> str:
    """A title with the drugs' names blanked: the number in "Tylenol #3" is no quantity."""
    for hit in hits:
        folded = folded[: hit.start] + " " * (hit.end - hit.start) + folded[hit.end :]
    return folded
