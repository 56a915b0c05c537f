"""A disputed item on the terminal: verdict, citations of both sides, the rationale's ledger, findings."""

from __future__ import annotations

from rich.text import Text

from checker.counting import counted
from checker.render.conditions import conditions_section
from checker.render.finding import findings_section, is_shown
from checker.render.layout import Lines, Page
from checker.render.overview import TITLE_LIMIT, verdict_mark
from checker.render.reasons import checked_words
from checker.render.requested import citation_words, resolved_words, treatment_words
from checker.render.words import (
    DECISION_WORDS,
    PARTIES,
    PARTY_WORDS,
    STANDING_STYLES,
    STATUS_STYLES,
    STATUS_WORDS,
    VERDICT_REST,
    aspects_of,
    place_of,
    value_words,
)
from checker.report.records import (
    AspectsRecord,
    CitationRecord,
    FindingRecord,
    ItemRecord,
    Party,
    StatementRecord,
)

_SENTENCE_LIMIT = 1_200
# What is said of a sentence that a finding would say too, were one made of it.
_AGAINST = frozenset({"misstated", "tightened", "fused", "other_guideline", "no_source_known"})


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
    ]
    conditions = conditions_section(page, item)
    findings = findings_section(page, item.findings)
    lines += [*conditions, Text()] if conditions else []
    if findings:
        lines += [*page.heading("Findings"), *findings, Text()]
    return lines + _rationale(page, item)


def is_panel_shown(page: Page, item: ItemRecord) -> bool:
    """Whether there is more to an item than its row says: something found, or all is asked for."""
    return page.verbose or any(is_shown(page, finding) for finding in item.findings)


def _outcome(page: Page, item: ItemRecord) -> Lines:
    where = f" [{place_of(item.span)}]" if item.span is not None else ""
    verdict = Text.assemble(verdict_mark(page, item), f" {VERDICT_REST[item.verdict]}")
    lines = page.hang("Decision", Text(DECISION_WORDS[item.decision] + where))
    for label, words in (("Original request", item.original_request), ("Authorized", item.authorized)):
        if words:
            lines += page.hang(label, page.text(words, limit=TITLE_LIMIT))
    if page.verbose:
        lines += page.hang("Read as", page.text(treatment_words(item.treatment)))
    lines += page.hang("Verdict", verdict)
    if item.verdict == "consistent":
        lines += page.hang("", page.text(checked_words(item)))
    if item.aspects is None:
        lines += page.hang("Reason", *(page.text(reason) for reason in item.reasons))
    else:
        lines += [Text(), *_aspects(page, item.aspects, item.findings)]
    return lines


def _aspects(page: Page, aspects: AspectsRecord, findings: tuple[FindingRecord, ...]) -> Lines:
    """Set the five questions; of a reason that is a finding's message its check is enough, as it follows."""
    checks = {finding.message: finding.check for finding in findings if is_shown(page, finding)}
    lines: Lines = []
    for name, aspect, standing in aspects_of(aspects):
        mark = Text(f"{page.marks.standing[standing]} {name}", style=STANDING_STYLES[standing])
        reasons = "; ".join(checks.get(reason, reason) for reason in aspect.reasons)
        value = value_words(aspect.value)
        lines += page.hang(mark, page.text(f"{value}: {reasons}" if reasons else value))
    return lines


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
    cited = page.text(citation_words(citation), limit=TITLE_LIMIT)
    if citation.span is not None:
        cited.append(f" [{place_of(citation.span)}]")
    outcome = resolved_words(citation)
    if outcome is None:
        return [cited]
    return [cited, Text(f"{page.marks.arrow} ").append_text(page.text(outcome))]


def _rationale(page: Page, item: ItemRecord) -> Lines:
    lines = page.heading("Rationale")
    if not item.statements:
        return lines + page.hang("", Text("no statement found"))
    if page.verbose:
        share = f"{item.recognised:.0%} of {counted(len(item.statements), 'statement')}"
        lines += [*page.hang("Recognised", Text(share)), Text()]
    for statement in item.statements:
        lines += _statement(page, statement, item.findings)
    return lines


def _statement(page: Page, statement: StatementRecord, findings: tuple[FindingRecord, ...]) -> Lines:
    status = statement.status
    margin = Text(f"{page.marks.status[status]} {STATUS_WORDS[status]}", style=STATUS_STYLES[status])
    below = [statement.differs] if statement.differs else []
    if status in _AGAINST and not _is_found(statement, findings):
        uncertain = (
            "its criterion is of grade C, uncertain"
            if statement.provenance == "C"
            else "no rule asks for one"
        )
        below.append(f"no finding: {uncertain}")
    known = [f"criterion {statement.criterion}"] if statement.criterion else []
    if page.verbose:
        known = [statement.kind, place_of(statement.span), *known]
    if known:
        below.append(", ".join(known))
    return page.hang(
        margin,
        page.text(statement.text, limit=_SENTENCE_LIMIT),
        *(page.text(words, "dim", limit=_SENTENCE_LIMIT) for words in below),
    )


def _is_found(statement: StatementRecord, findings: tuple[FindingRecord, ...]) -> bool:
    """Whether a finding quotes the sentence or part of it."""
    own = statement.span
    quoted = [one.span for finding in findings for one in finding.evidence if one.span is not None]
    return any(span.start < own.end and own.start < span.end for span in quoted)
