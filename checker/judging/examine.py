"""The straight line: letter text in, letter report out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise

from checker.casefile.casefile import AnalysedItem, AnalysedLetter
from checker.casefile.opening import Analyst
from checker.engine import Engine, Fact, Preference, RuleBase, make_engine
from checker.errors import EngineError
from checker.facts.gathering import facts_of_item, facts_of_letter
from checker.judging.findings import findings_of, span_record
from checker.judging.verdict import judge
from checker.knowledge.knowledge import Knowledge
from checker.letter import Treatment
from checker.reading.form import is_determination, normalise
from checker.report.records import (
    CaseRecord,
    CitationRecord,
    DrugRecord,
    FindingRecord,
    ItemRecord,
    KnowledgeRecord,
    LetterRecord,
    Report,
    StatementRecord,
    StatementStatus,
    SummaryRecord,
    ToolRecord,
    TreatmentRecord,
)
from checker.spans import LetterText


class Checker:
    """Checks letters against the guidelines and rules that it is given. Holds no state between letters.

    Findings of rules in ``ignored`` are suppressed: reported, but no verdict turns on them.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        rules: RuleBase,
        engine: Preference = "auto",
        ignored: frozenset[str] = frozenset(),
    ) -> None:
        self.knowledge = knowledge
        self.rules = rules
        self.ignored = ignored
        self._prefer = engine

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as what it is made of; what is compiled is made anew there."""
        return Checker, (self.knowledge, self.rules, self._prefer, self.ignored)

    def ignoring(self, codes: frozenset[str]) -> Checker:
        """Return the same checker, but that it suppresses the findings of these rules."""
        return Checker(self.knowledge, self.rules, self._prefer, codes)

    @cached_property
    def analyst(self) -> Analyst:
        """The knowledge compiled for use."""
        return Analyst(self.knowledge)

    @cached_property
    def engine(self) -> Engine:
        """The inference engine in use."""
        return make_engine(self.rules, self._prefer)

    def check(self, text: LetterText, path: str, as_of: date | None = None) -> LetterRecord:
        """Check one letter. Raises EngineError, naming rule and letter, if a rule or engine fails."""
        text = prepared(text)
        sha256 = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
        if not is_determination(text.text, self.knowledge.form):
            return LetterRecord(
                path=path,
                sha256=sha256,
                status="not_a_determination",
                error="this is not an IMR final determination: its headings and guideline lines are missing",
            )
        analysed = self.analyst.analyse(text, as_of)
        if not any(item.item.title and item.statements for item in analysed.items):
            return LetterRecord(
                path=path,
                sha256=sha256,
                status="not_a_determination",
                error="this has the form of an IMR final determination, but no item with a rationale",
            )
        key = analysed.letter.case.case_number or path
        return LetterRecord(
            path=path,
            sha256=sha256,
            status="checked",
            case=_case(analysed),
            items=tuple(self._item(analysed, item, key) for item in analysed.items),
            findings=tuple(self._found("letter", facts_of_letter(analysed, self.analyst), text, key)),
        )

    def _item(self, analysed: AnalysedLetter, item: AnalysedItem, key: str) -> ItemRecord:
        text = analysed.letter.text
        facts = facts_of_item(analysed, item, self.analyst)
        found = self._found("rationale", facts, text, f"{key}#{item.item.index}")
        judgement = judge(item, found)
        recognised = [statement.status != "unrecognised" for statement in item.statements]
        marked = _marked(found)
        return ItemRecord(
            index=item.item.index,
            title=item.item.title,
            original_request=item.item.original_request,
            authorized=item.item.authorized,
            decision=item.item.decision,
            treatment=_treatment(item.treatment, self.analyst),
            citations=tuple(_citations(analysed, item)),
            statements=tuple(
                StatementRecord(
                    kind=statement.kind,
                    text=statement.sentence.text,
                    status=marked.get(statement.sentence.span.start, statement.status),
                    criterion=statement.criterion,
                    span=span_record(text, statement.sentence.span),
                )
                for statement in item.statements
            ),
            recognised=round(sum(recognised) / len(recognised), 4) if recognised else 0.0,
            verdict=judgement.verdict,
            reasons=judgement.reasons if judgement.verdict != "inconsistent" else (),
            findings=tuple(found),
            span=span_record(text, item.item.title_span),
        )

    def _found(self, scope: str, facts: list[Fact], text: LetterText, key: str) -> list[FindingRecord]:
        try:
            firings = self.engine.run(scope, facts)
        except EngineError as error:
            raise EngineError(f"{key}: {error}") from error
        return [self._judged(found) for found in findings_of(firings, text, key)]

    def _judged(self, finding: FindingRecord) -> FindingRecord:
        return replace(finding, suppressed=True) if finding.rule in self.ignored else finding

    def report(self, letters: Iterable[LetterRecord]) -> Report:
        """Put letters together as a report with its summary."""
        checked = tuple(letters)
        items = [item for letter in checked for item in letter.items]
        verdicts = Counter(item.verdict for item in items)
        severities = Counter(
            finding.severity
            for letter in checked
            for finding in (*letter.findings, *(f for item in letter.items for f in item.findings))
            if not finding.suppressed
        )
        return Report(
            tool=ToolRecord(version=self.knowledge.version, engine=self.engine.name),
            knowledge=KnowledgeRecord(version=self.knowledge.version, sha256=self.knowledge.sha256),
            complete=all(letter.status == "checked" for letter in checked),
            letters=checked,
            summary=SummaryRecord(
                letters=len(checked),
                checked=sum(letter.status == "checked" for letter in checked),
                items=len(items),
                verdicts={name: verdicts[name] for name in ("consistent", "inconsistent", "cannot_tell")},
                findings={name: severities[name] for name in ("error", "warning", "note")},
            ),
        )


def prepared(text: LetterText) -> LetterText:
    """The text that is read and that all spans count in: without the characters that print nothing."""
    ends = (*text.page_starts, len(text.text))
    parts = [normalise(text.text[start:end]) for start, end in pairwise((0, *ends))]
    starts = tuple(accumulate(map(len, parts)))[:-1]
    return replace(text, text="".join(parts), page_starts=starts)


def session_facts(checker: Checker, analysed: AnalysedLetter, index: int | None) -> tuple[str, list[Fact]]:
    """Scope and facts of one session: an item's by its index, the whole letter's for None."""
    if index is None:
        return "letter", facts_of_letter(analysed, checker.analyst)
    item = next(item for item in analysed.items if item.item.index == index)
    return "rationale", facts_of_item(analysed, item, checker.analyst)


_MARKS: dict[str, StatementStatus] = {
    "contradicted-by-summary": "contradicted",
    "limit-misstated": "no_source_known",
    "criterion-tightened": "overstated",
}


def _marked(found: Iterable[FindingRecord]) -> dict[int, StatementStatus]:
    """Ledger statuses that a finding gives to the sentence it starts from, by the sentence's offset."""
    return {
        finding.evidence[0].span.start: _MARKS[finding.check]
        for finding in found
        if finding.check in _MARKS
        and finding.severity != "note"
        and not finding.suppressed
        and finding.evidence
        and finding.evidence[0].span is not None
    }


def _case(analysed: AnalysedLetter) -> CaseRecord:
    case = analysed.letter.case
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


def _treatment(treatment: Treatment, analyst: Analyst) -> TreatmentRecord:
    names = analyst.lexicon.concepts
    sides = {part.side for part in treatment.body_parts if part.side}
    return TreatmentRecord(
        category=treatment.category,
        drugs=tuple(
            DrugRecord(
                name=f"{drug.name} {drug.release}" if drug.release else drug.name,
                strength=drug.strength,
                quantity=drug.quantity,
            )
            for drug in treatment.drugs
        ),
        procedure=treatment.procedure,
        body_parts=tuple(dict.fromkeys(names[part.concept].name for part in treatment.body_parts)),
        side=None if not sides else "bilateral" if len(sides) > 1 else next(iter(sides)),
        visits=treatment.visits,
    )


def _citations(analysed: AnalysedLetter, item: AnalysedItem) -> Iterable[CitationRecord]:
    for resolved in item.citations:
        citation = resolved.citation
        yield CitationRecord(
            by=citation.by,
            source=citation.source,
            topic=citation.topic,
            edition=citation.edition,
            sections=citation.sections,
            pages=citation.pages,
            guideline=resolved.edition.id if resolved.edition else None,
            resolution=resolved.reason,
            span=span_record(analysed.letter.text, citation.span),
        )
