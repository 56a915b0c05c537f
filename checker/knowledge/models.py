"""The shapes of the files in ``guidelines/``.

Everything here is validated strictly: unknown keys, wrong types and values outside a closed set are
refused. Cross references (a concept, a section, an edition that another file defines) are checked in
:mod:`checker.knowledge.loading`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.+\-]*$", max_length=80)]
ConceptId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]

Grade = Literal["A", "B", "C"]
Source = Literal["MTUS", "ODG", "ACOEM", "OTHER"]
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
Unit = Literal[
    "visit",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "per_day",
    "per_week",
    "per_month",
    "per_year",
    "percent",
    "mg",
    "g",
    "mg_per_day",
    "g_per_day",
    "injection",
    "block",
    "level",
    "year_of_age",
    "millimetre",
]
CriterionKind = Literal[
    "duration_limit",
    "visit_cap",
    "dose_limit",
    "frequency",
    "conservative_care",
    "prerequisite",
    "indication",
    "exclusion",
    "not_recommended",
    "recommended",
    "first_line",
    "second_line",
    "short_term",
    "trial_then_continue",
    "documentation",
    "adjunct_only",
    "compound_rule",
    "age",
    "scope",
    "info",
]
Recommendation = Literal["recommended", "option", "conditional", "not_recommended", "info", "not_addressed"]


class Strict(BaseModel):
    """Base of all file models: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Provenance(Strict):
    """Where a datum comes from and how sure that is.

    ``grade``: A seen in a public source or restated alike in three or more letters, B confident and widely
    restated but not re-read in the guideline, C uncertain (``uncertainty`` says what). ``letters`` are the
    case numbers that it was read from: it is no proof when one of those is checked.
    """

    grade: Grade
    sources: tuple[Text, ...] = ()
    letters: tuple[Text, ...] = ()
    uncertainty: Text | None = None


class Span(Strict):
    """How long a number of visits may be spread: ``8 visits over 5 weeks``."""

    unit: Unit
    low: float
    high: float


class Limit(Strict):
    """One figure of a criterion. ``low`` equals ``high`` unless the guideline gives a range.

    ``bound`` says what the figure limits: at most, at least, or a plain value. ``applies_to`` names the
    condition or treatment whose row this is, where a table has several.
    """

    bound: Literal["at_most", "at_least", "value"]
    unit: Unit
    low: float
    high: float
    over: Span | None = None
    applies_to: tuple[ConceptId, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class Wording(Strict):
    """One way in which reviewers state a criterion: words that all stand in one sentence, in any order.

    Each word pattern is RE2 syntax, matched against the sentence in lower case with white space folded.
    ``@concept`` stands for any term of that concept or of one below it. Figures are not part of a wording:
    they are measured in the sentence and compared with the criterion's limits. ``examples`` must match
    and ``not`` must not: both are tests.
    """

    all: tuple[Text, ...] = Field(min_length=1, max_length=6)
    none: tuple[Text, ...] = ()
    examples: tuple[Text, ...] = Field(min_length=1)
    not_: tuple[Text, ...] = Field(default=(), alias="not")


class Criterion(Strict):
    """One typed limit or condition of a guideline section.

    ``treatments`` and ``body_parts`` default to what the section covers. ``requires`` are conditions that
    the case must show for the criterion to be met. ``not_in`` are editions or sections known not to hold
    it: stated under one of those, it is borrowed.
    """

    id: Id
    kind: CriterionKind
    text: Text
    treatments: tuple[ConceptId, ...] = ()
    body_parts: tuple[ConceptId, ...] = ()
    limits: tuple[Limit, ...] = ()
    requires: tuple[ConceptId, ...] = ()
    pages: tuple[int, int] | None = None
    not_in: tuple[Id, ...] = ()
    provenance: Provenance
    said_as: tuple[Wording, ...] = ()


class Coverage(Strict):
    """What a section is about. ``excludes`` are treatments known to stand elsewhere."""

    treatments: tuple[ConceptId, ...] = ()
    excludes: tuple[ConceptId, ...] = ()


class Alias(Strict):
    """A pattern (RE2, lower case) by which citations name an edition, with its tests."""

    pattern: Text
    examples: tuple[Text, ...] = Field(min_length=1)
    not_: tuple[Text, ...] = Field(default=(), alias="not")


class Section(Strict):
    """A titled part of an edition. ``pages`` is [first, last] as letters cite them, or None: unknown."""

    id: Id
    title: Text
    aliases: tuple[Text, ...] = ()
    pages: tuple[int, int] | None = None
    pages_grade: Grade | None = None
    recommendation: Recommendation
    covers: Coverage
    provenance: Provenance
    criteria: tuple[Criterion, ...] = ()


class InForce(Strict):
    """When the state's schedule held this edition; ``until`` None: still, or not part of the schedule."""

    since: date | None = None
    until: date | None = None


class Edition(Strict):
    """One edition of a guideline, or one chapter where chapters are cited as works of their own.

    ``topic`` is the canonical name in citations. ``body_parts`` empty: any. ``phase`` says for which pain
    it was written. ``rank`` is its place in the medical evidence search order (1 first).
    ``superseded_by`` names the editions that replaced it, ``based_on`` those whose text it took over: what
    it is not known to have changed is taken to stand in it too. ``dated`` is false for a living document
    that has to be cited with its date. ``complete``: every section title is encoded, so that another is none.
    """

    id: Id
    source: Source
    title: Text
    topic: Text
    edition: str | None = None
    publisher: Text
    regulation: Text | None = None
    in_force: InForce
    superseded_by: tuple[Id, ...] = ()
    based_on: tuple[Id, ...] = ()
    rank: Annotated[int, Field(ge=1, le=6)]
    dated: bool = True
    complete: bool = False
    paged: bool = True
    body_parts: tuple[ConceptId, ...] = ()
    phase: Literal["any", "acute", "chronic", "postsurgical"] = "any"
    aliases: tuple[Alias, ...] = Field(min_length=1)
    provenance: Provenance
    sections: tuple[Section, ...]


class Concept(Strict):
    """A thing that letters and guidelines name: a drug or class, a treatment, a body part, a condition.

    ``terms`` are plain phrases in lower case (plural and hyphen variants are made by the matcher);
    ``misspellings`` are matched and reported. ``is_a`` builds the hierarchy that coverage is looked up in;
    ``implies`` lists conditions that this one is evidence of (radiculopathy: neuropathic_pain). A drug's
    extended-release form is a concept of the plain form's name with a ``release``. ``limb`` is the
    extremity that a body part belongs to.
    """

    id: ConceptId
    kind: ConceptKind
    name: Text
    is_a: tuple[ConceptId, ...] = ()
    terms: tuple[Text, ...] = ()
    misspellings: tuple[Text, ...] = ()
    implies: tuple[ConceptId, ...] = ()
    # drugs
    brands: tuple[Text, ...] = ()
    release: Literal["ER"] | None = None
    route: Literal["oral", "topical", "injection", "other"] | None = None
    ingredients: tuple[ConceptId, ...] = ()
    # treatments
    category: Category | None = None
    # body parts
    part_of: tuple[ConceptId, ...] = ()
    limb: ConceptId | None = None
    provenance: Provenance | None = None


class Vocabulary(Strict):
    """One file of ``guidelines/vocabulary``."""

    concepts: tuple[Concept, ...]


class Headings(Strict):
    """The headings of a letter's three parts."""

    credentials: tuple[Text, ...]
    summary: tuple[Text, ...]
    issues: tuple[Text, ...]


class Labels(Strict):
    """The labels inside a disputed item."""

    claims_line: tuple[Text, ...]
    reviewer_line: tuple[Text, ...]
    rationale: tuple[Text, ...]


class DecisionWords(Strict):
    """The words that state a decision."""

    upheld: tuple[Text, ...]
    overturned: tuple[Text, ...]
    modified: tuple[Text, ...]


class HeaderFields(Strict):
    """The labels of the metadata header and of the credentials list."""

    case_number: tuple[Text, ...]
    decision_date: tuple[Text, ...]
    date_of_injury: tuple[Text, ...]
    ur_denial_date: tuple[Text, ...]
    states: tuple[Text, ...]
    specialties: tuple[Text, ...]


class LetterForm(Strict):
    """``guidelines/language/letter_form.yaml``: how final determinations are laid out."""

    headings: Headings
    labels: Labels
    opening: tuple[Text, ...]
    issues_intro: tuple[Text, ...]
    decisions: DecisionWords
    fields: HeaderFields
    not_cited: tuple[Text, ...]


class Cues(Strict):
    """``guidelines/language/cues.yaml``: words by which sentences of a rationale are told apart.

    All are RE2 patterns over folded sentences. ``negation_before`` negates what follows it up to a
    ``terminator``, ``negation_after`` what precedes it; likewise ``uncertain_before`` and so on.
    """

    guideline: tuple[Text, ...]
    guideline_name: tuple[Text, ...]
    case: tuple[Text, ...]
    lack_opening: tuple[Text, ...]
    case_weak: tuple[Text, ...]
    narrative: tuple[Text, ...]
    no_conclusion: tuple[Text, ...]
    denial_reversed: tuple[Text, ...]
    not_necessary: tuple[Text, ...]
    necessary: tuple[Text, ...]
    conclusion: tuple[Text, ...]
    silent: tuple[Text, ...]
    dependent: tuple[Text, ...]
    hedge: tuple[Text, ...]
    negation_before: tuple[Text, ...]
    negation_after: tuple[Text, ...]
    uncertain_before: tuple[Text, ...]
    historical_before: tuple[Text, ...]
    hypothetical_before: tuple[Text, ...]
    terminators: tuple[Text, ...]
    criteria_met: tuple[Text, ...]
    criteria_unmet: tuple[Text, ...]
    exceeds: tuple[Text, ...]
    prior_use: tuple[Text, ...]
    unspecified: tuple[Text, ...]
    tightening: tuple[Text, ...]
    boilerplate: tuple[Text, ...]


class OrdinaryWords(Strict):
    """``guidelines/language/ordinary_words.yaml``: words near a drug's name that are no drug misspelt."""

    words: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{7,40}$")], ...]


class Knowledge(Strict):
    """Everything in ``guidelines/``, validated and cross-checked. ``sha256`` is that of all files."""

    version: str
    sha256: str
    editions: tuple[Edition, ...]
    concepts: tuple[Concept, ...]
    form: LetterForm
    cues: Cues
    ordinary_words: tuple[str, ...] = ()
