"""The report, version 1: what ``--format json`` prints and what the public API returns.

Plain frozen dataclasses, cheap to make by the thousand; the pydantic :func:`adapter` writes
them as JSON, reads a saved run back (validating it) and gives the JSON Schema. Additive changes only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, TypeAdapter

from checker.report.escaping import escape_json

SCHEMA_VERSION = "1.0"  # what 1.1 adds is additive: readers of 1.0 read it

Decision = Literal["upheld", "overturned", "modified"]
Party = Literal["reviewer", "claims_administrator"]
CitedSource = Literal["MTUS", "ODG", "ACOEM", "OTHER", "NONE"]
Verdict = Literal["consistent", "inconsistent", "cannot_tell"]
Severity = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "low"]
Appeal = Literal["fact-error", "powers", "quality"]
LetterStatus = Literal["checked", "not_a_determination", "unreadable"]
StatementKind = Literal["guideline", "case", "conclusion", "other"]
StatementFit = Literal[
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
StatementStatus = Literal[
    "supported",
    "other_page",
    "other_guideline",
    "no_source_known",  # until 1.1: now misstated, borrowed or not_known
    "partly",
    "misstated",
    "tightened",
    "fused",
    "says_silent",
    "not_known",
    "overstated",  # until 1.0: now tightened
    "contradicted",
    "case_fact",
    "conclusion",
    "unrecognised",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRecord:
    """A place in the letter's text: offsets from 0, half open; line and column from 1; page of a PDF.

    The line is that of the file or, in a PDF, the line of print on that page: blank lines don't count there.
    """

    start: int
    end: int
    line: int
    column: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """The case as the letter's header and summary give it; null where they don't. Dates are ISO 8601."""

    case_number: str | None = None
    decision_date: str | None = None
    date_of_injury: str | None = None
    ur_denial_date: str | None = None
    age: int | None = None
    sex: Literal["male", "female"] | None = None
    specialties: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugRecord:
    """A requested drug: generic name, strength as "2 mg" or "1%", quantity as a number of units."""

    name: str
    strength: str | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentRecord:
    """The disputed treatment in the field's terms. ``visits`` counts all sessions of the request."""

    category: str
    drugs: tuple[DrugRecord, ...] = ()
    procedure: str | None = None
    body_parts: tuple[str, ...] = ()
    side: Literal["left", "right", "bilateral"] | None = None
    visits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRecord:
    """What one side's guideline line cites. ``guideline``: the encoded edition; ``resolution``: why none.

    ``family`` is what the editions of that guideline are called together.
    """

    by: Party
    source: CitedSource
    topic: str | None = None
    edition: str | None = None
    sections: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    family: str | None = None
    guideline: str | None = None
    resolution: str | None = None
    span: SpanRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord:
    """The figure that a sentence states for its criterion, one of a guideline that the reviewer cites.

    ``over`` is the period of a count of visits ("3 weeks"), ``holds`` what the criterion holds, ``agrees``
    whether it bears the figure out.
    """

    unit: str
    low: float
    high: float
    over: str | None = None
    holds: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One sentence of a rationale and what became of it (the ledger).

    ``source`` is the family of the edition that it names or carries on (MTUS-CP), or MTUS, ODG or ACOEM.
    ``fit`` says how much of a guideline statement its criterion bears, ``differs`` what is missing or added;
    null where nothing is. ``provenance`` is how sure the criterion's text is.
    """

    kind: StatementKind
    text: str
    source: str | None = None
    status: StatementStatus
    criterion: str | None = None
    provenance: Literal["A", "B", "C"] | None = None
    fit: StatementFit | None = None
    differs: str | None = None
    figure: FigureRecord | None = None
    span: SpanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """Words of the letter that a finding rests on. ``role`` says what they are (rationale, summary, …)."""

    role: str
    quote: str
    span: SpanRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineRecord:
    """The guideline's side of a finding: edition, section, pages, criterion and how sure its text is."""

    id: str
    edition: str
    section: str | None = None
    pages: tuple[int, int] | None = None
    criterion: str | None = None
    text: str | None = None
    provenance: Literal["A", "B", "C"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionRecord:
    """Why a finding is suppressed: its rule is ignored, it stands in the baseline, or someone accepted it.

    Who did, why and when stands here of an accepted one. Dates are ISO 8601; after ``expires`` it counts.
    """

    kind: Literal["ignored", "baseline", "accepted"]
    reason: str | None = None
    author: str | None = None
    date: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """A rule that fired. ``id`` is a fingerprint that survives moved lines; ``because`` explains it."""

    id: str
    rule: str
    check: str
    severity: Severity
    confidence: Confidence
    appeal: Appeal
    message: str
    evidence: tuple[EvidenceRecord, ...] = ()
    guideline: GuidelineRecord | None = None
    because: tuple[str, ...] = ()
    resolve: str | None = None
    suppressed: bool = False
    suppression: SuppressionRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectRecord:
    """One of the five questions of a verdict: its value, the reasons, the ids of the findings it rests on."""

    value: str
    reasons: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectsRecord:
    """The five aspects that a verdict follows from, and from nothing else."""

    citation: AspectRecord
    criteria: AspectRecord
    application: AspectRecord
    record: AspectRecord
    decision: AspectRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsRecord:
    """Visits of a counted treatment; null where the letter gives no number."""

    requested: int | None = None
    done: int | None = None
    authorized: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRecord:
    """A condition that is stated or asked, and what the case says. Statements are counted from 0.

    ``value`` is the guideline's figure, null where it has none.
    """

    criterion: str | None = None
    text: str
    value: str | None = None
    stated_in: tuple[int, ...] = ()
    case: Literal["met", "unmet", "not_documented", "conflicting"]
    case_quotes: tuple[EvidenceRecord, ...] = ()
    compared_in: tuple[int, ...] = ()
    decisive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord:
    """What the letter says of the patient: a case feature with its words. ``date`` is ISO 8601."""

    kind: str
    concept: str | None = None
    words: str
    body_part: str | None = None
    side: Literal["left", "right", "bilateral"] | None = None
    status: Literal["asserted", "inferred", "reported", "denied", "possible", "unknown"]
    amount: str | None = None
    date: str | None = None
    span: SpanRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """A disputed item with its verdict. ``recognised`` is the share of statements not unrecognised."""

    index: int
    title: str
    original_request: str | None = None
    authorized: str | None = None
    decision: Decision | None = None
    treatment: TreatmentRecord
    citations: tuple[CitationRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    recognised: float = 0.0
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    aspects: AspectsRecord | None = None
    visits: VisitsRecord | None = None
    conditions: tuple[ConditionRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    span: SpanRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRecord:
    """One letter. Only a ``checked`` one has items; ``error`` says why another is not checked.

    ``part`` counts the letters that are bound in one file from 1; null where the file is one letter.
    """

    path: str
    part: int | None = None
    sha256: str | None = None
    status: LetterStatus
    error: str | None = None
    case: CaseRecord = field(default_factory=CaseRecord)
    facts: tuple[FactRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRecord:
    """The program that made the report, and which inference engine ran."""

    name: str = "imr-check"
    version: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecord:
    """A pack of rules or guidelines: the SHA-256 is of its files. One without a version says none."""

    name: str
    kind: Literal["rules", "guidelines"]
    version: str | None = None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeRecord:
    """The rule base and guidelines in force: version and SHA-256 of their files.

    ``packs`` are those that come with imr-check and those added to them, ``changes`` what the configuration
    changes of them.
    """

    version: str
    sha256: str
    packs: tuple[PackRecord, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRecord:
    """Counts over the run."""

    letters: int
    checked: int
    items: int
    verdicts: dict[str, int]
    findings: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole run. ``complete`` is false if any input could not be checked.

    The letters of a large run are read from the disk anew each time that they are gone through.
    """

    schema_version: str = SCHEMA_VERSION
    tool: ToolRecord
    knowledge: KnowledgeRecord
    complete: bool
    letters: Annotated[Sequence[LetterRecord], AfterValidator(tuple)]
    summary: SummaryRecord


@cache
def adapter() -> TypeAdapter[Report]:
    """The pydantic adapter, made when first needed: a terminal report does without."""
    return TypeAdapter(Report)


@cache
def letter_adapter() -> TypeAdapter[LetterRecord]:
    """The same for one letter."""
    return TypeAdapter(LetterRecord)


def to_json(report: Report) -> str:
    """The report as JSON, indented, ending in a newline. Same report, same bytes; the unseen is escaped."""
    return "".join(json_parts(report))


def json_parts(report: Report) -> Iterator[str]:
    """The same in parts, a letter each, so that a large run is never held."""
    around = adapter().dump_json(replace(report, letters=()), indent=2).decode("utf-8")
    # No string of JSON has a line end: this line is the key of the report itself.
    before, letters, after = around.partition('\n  "letters": [')
    yield escape_json(before) + letters
    separator = "\n    "
    for letter in report.letters:
        text = letter_adapter().dump_json(letter, indent=2).decode("utf-8")
        yield separator + escape_json(text.replace("\n", "\n    "))
        separator = ",\n    "
    yield ("" if separator == "\n    " else "\n  ") + escape_json(after) + "\n"


def from_json(data: bytes) -> Report:
    """Read a saved run; raises pydantic's ValidationError where it is not a version 1 report."""
    return adapter().validate_json(data)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **adapter().json_schema(mode="serialization"),
    }
