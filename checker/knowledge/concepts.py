"""The shape of ``guidelines/vocabulary``: what letters and guidelines name."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from checker.knowledge.provenance import Provenance
from checker.knowledge.strict import ConceptId, ConceptName, Figure, Several, Strict, Text

ConceptKind = Literal["drug_class", "drug", "treatment", "body_part", "condition"]
Category = Literal[
    "drug_oral",
    "drug_topical",
    "drug_compound",
    "imaging",
    "electrodiagnostic",
    "physical_therapy",
    "chiropractic",
    "acupuncture",
    "massage",
    "injection",
    "surgery",
    "surgical_ancillary",
    "dme",
    "modality",
    "lab_or_uds",
    "psych",
    "functional_program",
    "consultation",
    "home_or_transport",
    "other",
]


class MorphineFactor(Strict):
    """What a dose a day is multiplied by, the lowest and the highest of the tables in use.

    ``up_to``: for doses up to that only.
    """

    low: Figure
    high: Figure
    up_to: Figure | None = None


class InMorphine(Strict):
    """How an opioid's dose a day is told in mg of oral morphine; a patch's is in micrograms an hour.

    Of ``factors`` the first whose ``up_to`` the dose keeps to counts; the last has none.
    """

    of: Literal["mg", "mcg"] = "mg"
    factors: Annotated[Several[MorphineFactor], Field(min_length=1)]
    provenance: Provenance

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        *steps, last = [one.up_to for one in self.factors]
        if last is not None or None in steps or steps != sorted(set(filter(None, steps))):
            raise ValueError("up_to goes up from factor to factor, and the last has none")
        if any(one.low > one.high for one in self.factors):
            raise ValueError("low is no more than high")
        return self

    def of_dose(self, low: float, high: float) -> tuple[float, float]:
        """The least and the most mg of morphine that a dose of so much a day comes to."""
        return low * self._factor(low).low, high * self._factor(high).high

    def _factor(self, dose: float) -> MorphineFactor:
        return next(one for one in self.factors if one.up_to is None or dose <= one.up_to)


class Concept(Strict):
    """A thing that letters and guidelines name: a drug or class, a treatment, a body part, a condition.

    ``terms`` are plain phrases in lower case (plural and hyphen variants are made by the matcher), each of
    one concept; ``misspellings`` are matched and reported. ``is_a`` builds the hierarchy that coverage is
    looked up in, of concepts of one kind and of drugs under their classes; ``implies`` lists conditions that
    this one is evidence of (radiculopathy: neuropathic_pain), ``belies`` those that can't be said to be
    absent beside it, though it shows none of them (numbness: radicular complaints), ``rules_out`` those that
    it speaks against (a normal neurologic examination: neurologic_deficit), ``nothing_on`` the studies that
    found nothing where it is so. A drug's extended-release form is a concept of the plain form's name with a
    ``release``. ``in_morphine`` tells an opioid's dose in morphine, that of its forms and of what it is an
    ingredient of too. ``limb`` is the extremity that a body part
    belongs to, ``radiates_to`` where its nerves run; a condition that ``radiates`` is found there too, it and
    what is a kind or evidence of it. A ``circumstance`` is no finding but a response, a goal or a ground of a
    request: a record tells it in any words. A ``loose`` body part is so wide that it
    tells no place: the spine, an extremity. One without ``sides`` has no left and right, and ``levels`` is
    the letter of the spinal levels that lie in it.
    """

    id: ConceptId
    kind: ConceptKind
    name: Text
    is_a: Several[ConceptName] = ()
    terms: Several[Text] = ()
    misspellings: Several[Text] = ()
    implies: Several[ConceptName] = ()
    belies: Several[ConceptName] = ()
    # drugs
    brands: Several[Text] = ()
    release: Literal["ER"] | None = None
    route: Literal["oral", "topical", "injection", "other"] | None = None
    ingredients: Several[ConceptName] = ()
    in_morphine: InMorphine | None = None
    # treatments
    category: Category | None = None
    # body parts
    part_of: Several[ConceptName] = ()
    limb: ConceptName | None = None
    radiates_to: Several[ConceptName] = ()
    loose: bool = False
    sides: bool = True
    levels: Literal["c", "t", "l"] | None = None
    # conditions
    radiates: bool = False
    rules_out: Several[ConceptName] = ()
    nothing_on: Several[ConceptName] = ()
    circumstance: bool = False
    provenance: Provenance | None = None


class Vocabulary(Strict):
    """One file of ``guidelines/vocabulary``."""

    concepts: Several[Concept]
