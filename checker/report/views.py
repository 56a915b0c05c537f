"""Records of examinations: what the report prints of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from checker.casefile.casefile import ItemFile, Quote, Reference, quotes_of
from checker.casefile.claims import Claim
from checker.casefile.conditions import Condition
from checker.casefile.features.kinds import Feature, Features
from checker.casefile.fit import rows_words
from checker.casefile.resolving import Resolved
from checker.casefile.wording import edition_name, period_words
from checker.engine import Because
from checker.judging.examine import Checker, Examination, ExaminedItem
from checker.judging.findings import Finding
from checker.judging.verdict import Judgement
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.version import tool_version
from checker.letter import Case, Drug, Treatment
from checker.report.records import (
    AspectRecord,
    AspectsRecord,
    CaseRecord,
    CitationRecord,
    ConditionRecord,
    DrugRecord,
    EvidenceRecord,
    FactRecord,
    FigureRecord,
    FindingRecord,
    GuidelineRecord,
    ItemRecord,
    KnowledgeRecord,
    LetterRecord,
    PackRecord,
    Report,
    SpanRecord,
    StatementRecord,
    SummaryRecord,
    ToolRecord,
    TreatmentRecord,
    VisitsRecord,
)
from checker.spans import LetterText, Span


def letter_record(examination: Examination, name: str, lexicon: Lexicon) -> LetterRecord:
    """The record of a letter; of a text that is none, why it is none. ``name`` is its path in the report."""
    text = examination.text
    if examination.case_file is None or examination.session is None:
        return LetterRecord(
            path=name,
            sha256=examination.sha256,
            status="not_a_determination",
            error=examination.refusal,
        )
    return LetterRecord(
        path=name,
        sha256=examination.sha256,
        status="checked",
        case=_case(examination.case_file.letter.case),
        facts=_facts((one.item.features for one in examination.items), text),
        items=tuple(_item(item, text, lexicon) for item in examination.items),
        findings=tuple(finding_record(finding, text) for finding in examination.session.findings),
    )


@dataclass(slots=True)
class Tally:
    """The counts of a run as its letters come. Suppressed findings are not counted."""

    letters: int = 0
    checked: int = 0
    items: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, letter: LetterRecord) -> None:
        """Count a letter."""
        self.letters += 1
        self.checked += letter.status == "checked"
        self.items += len(letter.items)
        self.verdicts.update(item.verdict for item in letter.items)
        self.findings.update(
            finding.severity
            for finding in (*letter.findings, *(each for item in letter.items for each in item.findings))
            if not finding.suppressed
        )

    def join(self, other: Tally) -> None:
        """Count the letters of another."""
        self.letters += other.letters
        self.checked += other.checked
        self.items += other.items
        self.verdicts.update(other.verdicts)
        self.findings.update(other.findings)


def tally_of(letters: Iterable[LetterRecord]) -> Tally:
    """The counts of letters."""
    made = Tally()
    for letter in letters:
        made.add(letter)
    return made


def report_of(letters: Sequence[LetterRecord], checker: Checker, tally: Tally | None = None) -> Report:
    """A whole run with its summary; ``tally`` where its letters are counted already."""
    counts = tally or tally_of(letters)
    return Report(
        tool=ToolRecord(version=tool_version(), engine=checker.engine.name),
        knowledge=_knowledge(checker.knowledge),
        complete=counts.checked == counts.letters,
        letters=letters,
        summary=SummaryRecord(
            letters=counts.letters,
            checked=counts.checked,
            items=counts.items,
            verdicts={name: counts.verdicts[name] for name in ("consistent", "inconsistent", "cannot_tell")},
            findings={name: counts.findings[name] for name in ("error", "warning", "note")},
        ),
    )


def _knowledge(knowledge: Knowledge) -> KnowledgeRecord:
    return KnowledgeRecord(
        version=knowledge.version,
        sha256=knowledge.sha256,
        packs=tuple(
            PackRecord(name=pack.name, kind=pack.kind, version=pack.version, sha256=pack.sha256)
            for pack in knowledge.packs
        ),
        changes=knowledge.changes,
    )


def finding_record(finding: Finding, text: LetterText) -> FindingRecord:
    """The record of a finding."""
    rule = finding.rule
    return FindingRecord(
        id=finding.id,
        rule=rule.code,
        check=rule.check,
        severity=finding.severity,
        confidence=finding.confidence,
        appeal=rule.appeal,
        message=finding.message,
        evidence=tuple(quote_record(quote, text) for quote in finding.evidence),
        guideline=_guideline(finding.reference),
        because=tuple(_because(reason) for reason in finding.reasons),
        resolve=finding.resolve,
        suppressed=finding.suppressed,
    )


def quote_record(quote: Quote, text: LetterText) -> EvidenceRecord:
    """The record of a quote."""
    return EvidenceRecord(role=quote.role, quote=quote.text, span=span_record(text, quote.span))


def span_record(text: LetterText, span: Span) -> SpanRecord:
    """A span with the line, column and page where it begins."""
    place = text.place(span)
    return SpanRecord(start=span.start, end=span.end, line=place.line, column=place.column, page=place.page)


def _because(reason: Because) -> str:
    values = ", ".join(f"{field} is {value!r}" for field, value in reason.fields.items())
    return f"{reason.condition}: {values}" if values else reason.condition


def _guideline(reference: Reference | None) -> GuidelineRecord | None:
    if reference is None:
        return None
    section, stated = reference.section, reference.stated
    return GuidelineRecord(
        id=reference.edition.id,
        edition=edition_name(reference.edition),
        section=section.title if section else None,
        pages=stated.pages if stated else (section.pages if section else None),
        criterion=stated.criterion.id if stated else None,
        text=stated.criterion.text if stated else None,
        provenance=reference.grade,
    )


def _case(case: Case) -> CaseRecord:
    return CaseRecord(
        case_number=case.case_number,
        decision_date=case.decision_date.isoformat() if case.decision_date else None,
        date_of_injury=case.date_of_injury.isoformat() if case.date_of_injury else None,
        ur_denial_date=case.ur_denial_date.isoformat() if case.ur_denial_date else None,
        age=case.age,
        sex=case.sex,
        specialties=case.specialties,
        states=case.states,
    )


def _item(examined: ExaminedItem, text: LetterText, lexicon: Lexicon) -> ItemRecord:
    item = examined.item
    recognised = [statement.status not in ("unrecognised", "not_known") for statement in item.statements]
    judgement = examined.judgement
    return ItemRecord(
        index=item.item.index,
        title=item.item.title,
        original_request=item.item.original_request,
        authorized=item.item.authorized,
        decision=item.item.decision,
        treatment=_treatment(item.treatment, lexicon),
        citations=tuple(_citation(resolved, text) for resolved in item.citations),
        statements=tuple(_statements(item, examined, text, lexicon)),
        recognised=round(sum(recognised) / len(recognised), 4) if recognised else 0.0,
        verdict=judgement.verdict,
        reasons=judgement.reasons if judgement.verdict != "inconsistent" else (),
        aspects=_aspects(judgement),
        conditions=tuple(_condition(condition, text) for condition in item.conditions),
        visits=VisitsRecord(
            requested=item.visits.requested, done=item.visits.done, authorized=item.visits.authorized
        )
        if item.visits
        else None,
        findings=tuple(finding_record(finding, text) for finding in examined.session.findings),
        span=span_record(text, item.item.title_span),
    )


def _aspects(judgement: Judgement) -> AspectsRecord | None:
    """The five aspects; None where the rule base lists others."""
    names = [field.name for field in fields(AspectsRecord)]
    if set(names) != set(judgement.aspects):
        return None
    answers = {name: judgement.aspects[name] for name in names}
    return AspectsRecord(
        **{
            name: AspectRecord(value=one.value, reasons=one.reasons, findings=one.findings)
            for name, one in answers.items()
        }
    )


def _facts(features: Iterable[Features], text: LetterText) -> tuple[FactRecord, ...]:
    """The features of all items, each once: those of the summary are in every item's."""
    return tuple(
        _fact(feature, text) for feature in dict.fromkeys(one for each in features for one in each.all)
    )


def _fact(feature: Feature, text: LetterText) -> FactRecord:
    return FactRecord(
        kind=feature.kind,
        concept=feature.concept,
        words=feature.words,
        body_part=feature.body_part,
        side=feature.side,
        status=feature.status,
        amount=feature.amount,
        date=feature.day.isoformat() if feature.day else None,
        span=span_record(text, feature.span),
    )


def _statements(
    item: ItemFile, examined: ExaminedItem, text: LetterText, lexicon: Lexicon
) -> Iterable[StatementRecord]:
    for statement, status in zip(item.statements, examined.ledger, strict=True):
        yield StatementRecord(
            kind=statement.kind,
            text=statement.sentence.text,
            source=statement.source,
            status=status,
            criterion=statement.criterion,
            provenance=statement.grade,
            fit=statement.fit.word if statement.fit else None,
            differs=statement.fit.differs if statement.fit else None,
            figure=_figure(statement.claims[0], lexicon) if statement.claims else None,
            span=span_record(text, statement.sentence.span),
        )


def _figure(claim: Claim, lexicon: Lexicon) -> FigureRecord | None:
    measure = claim.measure
    if measure is None or claim.where == "other_guideline":
        return None
    return FigureRecord(
        unit=measure.unit,
        low=measure.low,
        high=measure.high,
        over=period_words(measure),
        holds=rows_words(claim.rows, lexicon),
        agrees=claim.relation == "agreeing",
    )


def _condition(condition: Condition, text: LetterText) -> ConditionRecord:
    return ConditionRecord(
        criterion=condition.stated.criterion.id if condition.stated else None,
        text=condition.asked,
        value=condition.value,
        stated_in=condition.stated_in,
        case=condition.outcome,
        case_quotes=tuple(quote_record(one, text) for one in quotes_of(condition.features)),
        compared_in=condition.compared_in,
        decisive=condition.decisive,
    )


def _treatment(treatment: Treatment, lexicon: Lexicon) -> TreatmentRecord:
    sides = {part.side for part in treatment.body_parts if part.side}
    names = (lexicon.concepts[part.concept].name for part in treatment.body_parts)
    return TreatmentRecord(
        category=treatment.category,
        drugs=tuple(_drug(drug) for drug in treatment.drugs),
        procedure=treatment.procedure,
        body_parts=tuple(dict.fromkeys(names)),
        side=None if not sides else "bilateral" if len(sides) > 1 else next(iter(sides)),
        visits=treatment.visits,
    )


def _drug(drug: Drug) -> DrugRecord:
    name = f"{drug.name} {drug.release}" if drug.release else drug.name
    return DrugRecord(name=name, strength=drug.strength, quantity=drug.quantity)


def _citation(resolved: Resolved, text: LetterText) -> CitationRecord:
    citation = resolved.citation
    return CitationRecord(
        by=citation.by,
        source=citation.source,
        topic=citation.topic,
        edition=citation.edition,
        sections=citation.sections,
        pages=citation.pages,
        family=(resolved.edition.family or resolved.edition.id) if resolved.edition else None,
        guideline=resolved.edition.id if resolved.edition else None,
        resolution=resolved.reason,
        span=span_record(text, citation.span),
    )
