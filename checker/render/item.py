"""A disputed item on the terminal: verdict, citations of both sides, the rationale's ledger, findings."""

from __future__ import annotations

from rich.text import Text

from checker.casefile.wording import page_words
from checker.counting import counted
from checker.render.finding import findings_section, place_words
from checker.render.layout import Lines, Page
from checker.render.words import (
    DECISION_WORDS,
    PARTIES,
    PARTY_WORDS,
    STATUS_STYLES,
    STATUS_WORDS,
    VERDICT_REST,
    VERDICT_STYLES,
    VERDICT_WORDS,
    finding_words,
)
from checker.report.records import CitationRecord, ItemRecord, Party, StatementRecord, TreatmentRecord

TITLE_LIMIT = 300
_SENTENCE_LIMIT = 1_200


def item_panel(page: Page, item: ItemRecord, of: int) -> Lines:
    """Set everything about one item, under a line across the page."""
    lines = [
        *page.rule(f"Item {item.index} of {of}", page.marks.light),
        Text(),
        *page.flow(page.text(item.title, "bold", limit=TITLE_LIMIT)),
        Text(),
        *_outcome(page, item),
        Text(),
        *_citations(page, item.citations),
        *_rationale(page, item),
    ]
    findings = findings_section(page, item.findings)
    if findings:
        lines += [Text(), *page.heading("Findings"), *findings]
    return lines


def verdict_mark(page: Page, item: ItemRecord) -> Text:
    """Give the sign and words of an item's verdict."""
    mark = page.marks.verdict[item.verdict]
    return Text(f"{mark} {VERDICT_WORDS[item.verdict]}", style=VERDICT_STYLES[item.verdict])


def _outcome(page: Page, item: ItemRecord) -> Lines:
    where = f" [{place_words(item.span)}]" if item.span is not None else ""
    verdict = Text.assemble(verdict_mark(page, item), f" {VERDICT_REST[item.verdict]}")
    lines = page.hang("Decision", Text(DECISION_WORDS[item.decision] + where))
    for label, words in (("Original request", item.original_request), ("Authorized", item.authorized)):
        if words:
            lines += page.hang(label, page.text(words, limit=TITLE_LIMIT))
    if page.verbose:
        lines += page.hang("Read as", page.text(_treatment_words(item.treatment)))
    lines += page.hang("Verdict", verdict)
    lines += page.hang("Reason", *(page.text(reason) for reason in item.reasons))
    return lines + page.hang("Findings", Text(finding_words(item.findings) or "none"))


def _treatment_words(treatment: TreatmentRecord) -> str:
    drugs = []
    for drug in treatment.drugs:
        quantity = f"#{drug.quantity}" if drug.quantity is not None else None
        drugs.append(" ".join(part for part in (drug.name, drug.strength, quantity) if part))
    parts = [treatment.category.replace("_", " "), *drugs, treatment.procedure, treatment.side]
    visits = counted(treatment.visits, "visit") if treatment.visits is not None else None
    return "; ".join(part for part in (*parts, *treatment.body_parts, visits) if part)


def _citations(page: Page, citations: tuple[CitationRecord, ...]) -> Lines:
    lines = page.heading("Guidelines cited")
    for party in PARTIES:
        lines += [*page.hang(PARTY_WORDS[party], *_party_citations(page, party, citations)), Text()]
    return lines


def _party_citations(page: Page, party: Party, citations: tuple[CitationRecord, ...]) -> list[Text]:
    own = [citation for citation in citations if citation.by == party]
    paragraphs = [words for citation in own for words in _citation(page, citation)]
    return paragraphs or [Text("none found in the letter")]


def _citation(page: Page, citation: CitationRecord) -> list[Text]:
    """Give what is cited, and below it the edition that it resolves to or why there is none."""
    cited = page.text(_citation_words(citation), limit=TITLE_LIMIT)
    if citation.span is not None:
        cited.append(f" [{place_words(citation.span)}]")
    if citation.guideline:
        outcome = citation.guideline
    elif citation.source == "NONE" and not citation.resolution:
        return [cited]
    else:
        outcome = f"not resolved: {citation.resolution or 'the reason is not recorded'}"
    return [cited, Text(f"{page.marks.arrow} ").append_text(page.text(outcome))]


def _citation_words(citation: CitationRecord) -> str:
    source = {"NONE": "no guideline", "OTHER": "other source"}.get(citation.source, citation.source)
    parts = [f"{source}: {citation.topic}" if citation.topic else source]
    if citation.edition:
        parts.append(f"edition {citation.edition}")
    parts += citation.sections
    if citation.pages:
        parts.append(page_words(*citation.pages))
    return ", ".join(parts)


def _rationale(page: Page, item: ItemRecord) -> Lines:
    lines = page.heading("Rationale")
    if not item.statements:
        return lines + page.hang("", Text("no statement found"))
    if page.verbose:
        share = f"{item.recognised:.0%} of {counted(len(item.statements), 'statement')}"
        lines += [*page.hang("Recognised", Text(share)), Text()]
    for statement in item.statements:
        lines += _statement(page, statement)
    return lines


def _statement(page: Page, statement: StatementRecord) -> Lines:
    status = statement.status
    margin = Text(f"{page.marks.status[status]} {STATUS_WORDS[status]}", style=STATUS_STYLES[status])
    paragraphs = [page.text(statement.text, limit=_SENTENCE_LIMIT)]
    if statement.differs:
        paragraphs.append(page.text(statement.differs, "dim", limit=_SENTENCE_LIMIT))
    if page.verbose:
        criterion = f", criterion {statement.criterion}" if statement.criterion else ""
        paragraphs.append(page.text(f"{statement.kind}, {place_words(statement.span)}{criterion}", "dim"))
    return page.hang(margin, *paragraphs)
