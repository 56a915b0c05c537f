"""The shape of ``guidelines/vocabulary``: what letters and guidelines name."""

from __future__ import annotations

from typing import Literal

from checker.knowledge.provenance import Provenance
from checker.knowledge.strict import ConceptId, ConceptName, Several, Strict, Text

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


class Concept(Strict):
    """A thing that letters and guidelines name: a drug or class, a treatment, a body part, a condition.

    ``terms`` are plain phrases in lower case (plural and hyphen variants are made by the matcher), each of
    one concept; ``misspellings`` are matched and reported. ``is_a`` builds the hierarchy that coverage is
    looked up in, of concepts of one kind and of drugs under their classes; ``implies`` lists conditions that
    this one is evidence of (radiculopathy: neuropathic_pain), ``belies`` those that can't be said to be
    absent beside it, though it shows none of them (numbness: radicular complaints), ``rules_out`` those that
    it speaks against (a normal neurologic examination: neurologic_deficit), ``nothing_on`` the studies that
    found nothing where it is so. A drug's extended-release form is a concept of the plain form's name with a
    ``release``. ``limb`` is the extremity that a body part
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
