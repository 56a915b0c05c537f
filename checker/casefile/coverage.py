"""What covers a request: sections and editions against its treatment and body parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from checker.knowledge.concepts import Category
from checker.knowledge.guidelines import Edition, Section
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.letter import BodyPart, Treatment

Fit = Literal["yes", "no", "unknown"]
Family = Literal[
    "drug", "topical", "study", "therapy", "manual therapy", "massage", "acupuncture", "surgery", "injection",
    "equipment", "program", "consultation", "home_or_transport", "other", "unknown",
]  # fmt: skip

_UNSORTED = frozenset(
    {"consultation", "other", "home_or_transport", "equipment"}
)  # sections of any kind speak of them
_DRUGS = frozenset({"drug", "topical"})
_ANY_DRUG = frozenset({"drug", "topical", "topical_analgesic", "analgesic"})
_FAMILIES: Mapping[Category, Family] = {
    "drug_oral": "drug", "drug_compound": "drug", "drug_topical": "topical",
    "imaging": "study", "electrodiagnostic": "study", "lab_or_uds": "study",
    "physical_therapy": "therapy", "modality": "therapy", "chiropractic": "manual therapy",
    "massage": "massage", "acupuncture": "acupuncture",
    "surgery": "surgery", "surgical_ancillary": "surgery", "injection": "injection", "dme": "equipment",
    "psych": "program", "functional_program": "program",
    "consultation": "consultation", "home_or_transport": "home_or_transport", "other": "other",
}  # fmt: skip


class Coverage:
    """Which sections cover a treatment; kept by treatment, since letters ask for the same ones."""

    def __init__(self, editions: Iterable[Edition], lexicon: Lexicon) -> None:
        self._editions = tuple(editions)
        self._lexicon = lexicon
        self._known: dict[tuple[str, ...], tuple[tuple[Edition, Section, bool], ...]] = {}
        self._named: dict[str, frozenset[str]] = {}

    def of(self, treatment: Treatment) -> tuple[tuple[Edition, Section, bool], ...]:
        """MTUS sections that are known to recommend for or against it, and whether they name it itself."""
        if treatment.concepts not in self._known:
            self._known[treatment.concepts] = tuple(self._sections(treatment))
        return self._known[treatment.concepts]

    def _sections(self, treatment: Treatment) -> Iterator[tuple[Edition, Section, bool]]:
        for edition in self._editions:
            for section in edition.sections if edition.source == "MTUS" else ():
                if section.recommendation in ("not_addressed", "info") or section.provenance.grade == "C":
                    continue
                exact = bool(set(section.covers.treatments) & set(treatment.concepts))
                if exact or covers_treatment(section, treatment, self._lexicon) == "yes":
                    yield edition, section, exact

    def names(self, section: Section, treatment: Treatment) -> bool:
        """Whether a section lists a treatment itself, or names it in its titles or in what it holds."""
        if section.id not in self._named:
            held = (criterion.text for criterion in section.criteria if criterion.held)
            words = fold(" . ".join((section.title, *section.aliases, *held)))
            named = (hit.concept for hit in self._lexicon.find(words))
            self._named[section.id] = frozenset({*section.covers.treatments, *named})
        return not self._named[section.id].isdisjoint(treatment.concepts)


def covers_treatment(section: Section, treatment: Treatment, lexicon: Lexicon) -> Fit:
    """Whether a section covers the treatment: no where it stands elsewhere or is of another kind.

    A section covers a concept if it lists the concept, a broader one, or a kind of it. One that holds a
    criterion on it without listing it may cover it, and what of the treatment is not recognised may be what
    the section is on.
    """
    fit = _covers(section, treatment.concepts, lexicon) if treatment.concepts else "unknown"
    return "unknown" if fit == "no" and not treatment.recognised else fit


def _covers(section: Section, concepts: tuple[str, ...], lexicon: Lexicon) -> Fit:
    covered = section.covers.treatments
    if any(name in lexicon.kin(concept) for concept in concepts for name in covered):
        return "yes"
    if _holds_criterion(section, concepts, lexicon):
        return "unknown"
    names = (fold(lexicon.concepts[concept].name) for concept in concepts)
    drugs = {hit.concept for name in names for hit in lexicon.find(name, "drug")}
    if any(name in lexicon.up(drug) for drug in drugs for name in covered):
        return "unknown"  # a section on a drug may be on the infusion of it
    if any(name in lexicon.up(concept) for concept in concepts for name in section.covers.excludes):
        return "no"
    if not covered:
        return "unknown"
    own = {family_of(concept, lexicon) for concept in concepts}
    if own & _UNSORTED:
        return "unknown"
    if own <= _DRUGS and not set(covered) & _ANY_DRUG:
        return "no"  # a section on drugs is on those that it names
    return "unknown" if any(family_of(concept, lexicon) in own for concept in covered) else "no"


def _holds_criterion(section: Section, concepts: tuple[str, ...], lexicon: Lexicon) -> bool:
    named = {name for criterion in section.criteria if criterion.held for name in criterion.treatments}
    return any(name in lexicon.kin(concept) for concept in concepts for name in named)


def section_fits_body(section: Section, parts: Iterable[BodyPart], lexicon: Lexicon) -> Fit:
    """Whether the body parts that a section's title names and the parts to be treated meet."""
    named = [
        hit.concept
        for hit in lexicon.find(fold(section.title))
        if lexicon.concepts[hit.concept].kind == "body_part"
    ]
    own = {region for name in named for region in lexicon.regions(name)}
    wanted = {region for part in parts for region in lexicon.regions(part.concept)}
    if not own or not wanted or (own | wanted) & lexicon.loose_parts:
        return "unknown"
    return "yes" if own & wanted else "no"


def family_of(concept: str, lexicon: Lexicon) -> Family:
    """Drug, imaging, therapy, surgery …: the broad kind of a treatment."""
    up = lexicon.up(concept)
    if "topical" in up or (lexicon.concepts[concept].route == "topical"):
        return "topical"
    if lexicon.concepts[concept].kind in ("drug", "drug_class"):
        return "drug"
    return _FAMILIES[lexicon.concepts[concept].category or "other"]


def general_sections(edition: Edition, treatment: Treatment, lexicon: Lexicon) -> Iterator[Section]:
    """The sections of an edition that are on the treatment, of any body part."""
    for section in edition.sections:
        if section.general and covers_treatment(section, treatment, lexicon) == "yes":
            yield section


def fits_body(
    edition: Edition, parts: Sequence[BodyPart], lexicon: Lexicon, sections: Iterable[Section] = ()
) -> Fit:
    """Whether an edition's body region and the parts to be treated meet; yes if a section is general."""
    if any(section.general for section in sections):
        return "yes"
    wanted = {region for part in parts for region in lexicon.regions(part.concept)}
    if not edition.body_parts or not wanted:
        return "unknown"
    own = {region for name in edition.body_parts for region in lexicon.regions(name)}
    inside = any(name in lexicon.regions(part.concept) for part in parts for name in edition.body_parts)
    if inside:
        return "yes"
    if wanted & own:
        return "yes"
    limbs = _limbs(wanted, lexicon), _limbs(own, lexicon)
    if all(limbs) and not limbs[0] & limbs[1]:
        return "no"
    return "unknown" if (wanted | own) & lexicon.loose_parts else "no"


def _limbs(parts: Iterable[str], lexicon: Lexicon) -> set[str]:
    return {limb for part in parts if (limb := lexicon.concepts[part].limb)}
