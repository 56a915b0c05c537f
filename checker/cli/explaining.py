"""Why a letter got its verdicts and findings, and why a rule stayed silent, as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.casefile.casefile import AnalysedLetter, Grounds
from checker.cli.letters import LetterError, check_one
from checker.cli.tree import Node
from checker.engine import ConditionResult, Fact, Firing, Rule, because, why_not
from checker.errors import CheckerError
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker, prepared, session_facts
from checker.judging.findings import findings_of
from checker.report.records import FindingRecord, ItemRecord, LetterRecord, SpanRecord
from checker.spans import LetterText

_FAILURES_SHOWN = 5


class NothingToExplainError(CheckerError):
    """The letter has no such item or finding, or there is no such rule."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be explained. None: all."""

    item: int | None = None
    finding: str | None = None
    rule: str | None = None
    why_not: bool = False


@dataclass(frozen=True, slots=True)
class _Session:
    """What one run of the engine was given and what came of it. ``item`` None: the whole letter."""

    item: ItemRecord | None
    scope: str
    facts: list[Fact]
    findings: tuple[FindingRecord, ...]


def explained(checker: Checker, text: LetterText, name: str, as_of: date | None, wanted: Wanted) -> Node:
    """Explain a letter. Raises LetterError for one that is not checked, NothingToExplainError."""
    rule = _rule(checker, wanted.rule)
    letter = check_one(checker, text, name, as_of)
    if letter.status != "checked":
        raise LetterError(f"{name}: {letter.error}")
    analysed = checker.analyst.analyse(prepared(text), as_of)
    sessions = list(_sessions(checker, analysed, letter, wanted.item))
    if rule is not None and wanted.why_not:
        below = _silences(checker, analysed, sessions, rule)
    else:
        below = [
            node for session in sessions for node in _reasoning(checker, analysed, session, wanted, rule)
        ]
        if not below:
            raise NothingToExplainError(f"{name}: there is no such finding here")
    return Node(name, below)


def _rule(checker: Checker, wanted: str | None) -> Rule | None:
    if wanted is None:
        return None
    for rule in checker.rules.rules:
        if wanted in (rule.code, rule.name):
            return rule
    raise NothingToExplainError(f"no rule is called {wanted!r} (see imr-check rule list)")


def _sessions(
    checker: Checker, analysed: AnalysedLetter, letter: LetterRecord, only: int | None
) -> Iterator[_Session]:
    items = [item for item in letter.items if only in (None, item.index)]
    if only is not None and not items:
        raise NothingToExplainError(f"{letter.path}: it has {len(letter.items)} items, no item {only}")
    if only is None:
        yield _Session(None, *session_facts(checker, analysed, None), letter.findings)
    for item in items:
        yield _Session(item, *session_facts(checker, analysed, item.index), item.findings)


def _place(session: _Session) -> str:
    return "the whole letter" if session.item is None else f"item {session.item.index}: {session.item.title}"


def _reasoning(
    checker: Checker, analysed: AnalysedLetter, session: _Session, wanted: Wanted, rule: Rule | None
) -> Iterator[Node]:
    """Yield the tree of a session, unless something else is wanted."""
    all_of_it = wanted.finding is None and rule is None
    findings = [
        finding
        for finding in session.findings
        if finding.id.startswith(wanted.finding or "") and (rule is None or finding.rule == rule.code)
    ]
    if not findings and not (all_of_it and session.item is not None):
        return
    firings = checker.engine.run(session.scope, session.facts)
    node = Node(_place(session))
    if session.item is not None:
        node.below += _item(session.item, everything=all_of_it)
    node.below += [_finding(finding, _firing(finding, firings, analysed), analysed) for finding in findings]
    yield node


def _item(item: ItemRecord, *, everything: bool) -> Iterator[Node]:
    yield Node(f"verdict: {item.verdict}", [Node(reason) for reason in item.reasons])
    if not everything:
        return
    yield Node(f"decision: {item.decision or 'not found'}")
    for citation in item.citations:
        cited = " ".join(part for part in (citation.source, citation.topic, citation.edition) if part)
        meant = citation.guideline or f"not resolved: {citation.resolution}"
        yield Node(f"{citation.by.replace('_', ' ')} cites {cited}{_where(citation.span)}", [Node(meant)])
    statements = [
        Node(
            f"{statement.status.replace('_', ' ')}: {statement.text}{_where(statement.span)}",
            [Node(f"criterion {statement.criterion}")] if statement.criterion else [],
        )
        for statement in item.statements
    ]
    yield Node(f"rationale: {len(statements)} statements, {item.recognised:.0%} recognised", statements)


def _firing(finding: FindingRecord, firings: Iterable[Firing], analysed: AnalysedLetter) -> Firing | None:
    """Find the firing that became a finding."""
    wanted = (finding.rule, finding.message, finding.evidence)
    for firing in firings:
        if firing.rule.code == finding.rule:
            made = findings_of([firing], analysed.letter.text, "")[0]
            if (made.rule, made.message, made.evidence) == wanted:
                return firing
    return None


def _finding(finding: FindingRecord, firing: Firing | None, analysed: AnalysedLetter) -> Node:
    suppressed = ", suppressed" if finding.suppressed else ""
    head = f"{finding.severity} {finding.rule} {finding.check} [{finding.id}{suppressed}]: {finding.message}"
    node = Node(head)
    if firing is not None:
        for reason in because(firing, CATALOGUE):
            values = _values(reason.fields)
            node.below.append(Node(reason.condition, [*values, *_quotes(reason.fact, analysed)], "true"))
        node.below += [Node(f"unless {condition.text()}", [], "false") for condition in firing.rule.unless]
    if finding.guideline is not None:
        guideline = finding.guideline
        pages = _pages(guideline.pages)
        below = [Node(guideline.text)] if guideline.text else []
        names = [part for part in (guideline.edition, guideline.section, guideline.criterion) if part]
        provenance = f"provenance {guideline.provenance or 'not known'}"
        node.below.append(Node(f"guideline: {', '.join([*names, pages, provenance])}", below))
    if finding.resolve:
        node.below.append(Node(f"to resolve: {finding.resolve}"))
    return node


def _silences(
    checker: Checker, analysed: AnalysedLetter, sessions: Sequence[_Session], rule: Rule
) -> list[Node]:
    fitting = [session for session in sessions if session.scope == rule.scope]
    if not fitting and rule.scope == "letter":
        raise NothingToExplainError(f"{rule.code} looks at the whole letter: leave out --item")
    return [Node(_place(session), [_silence(checker, analysed, session, rule)]) for session in fitting]


def _silence(checker: Checker, analysed: AnalysedLetter, session: _Session, rule: Rule) -> Node:
    explanation = why_not(checker.rules, session.scope, rule.code, session.facts)
    times = "once" if explanation.fires == 1 else f"{explanation.fires} times"
    fires = f"fires {times}" if explanation.fires else "does not fire"
    node = Node(f"{rule.code} {rule.name} {fires}: {rule.summary}")
    node.below = [_condition(result, analysed) for result in explanation.conditions]
    return node


def _condition(result: ConditionResult, analysed: AnalysedLetter) -> Node:
    words = f"unless {result.condition}" if result.role == "unless" else result.condition
    node = Node(words, mark=result.status)
    if result.reason:
        node.below.append(Node(result.reason))
    for fact in result.met:
        node.below.append(Node(_fact(fact), _quotes(fact, analysed)))
    for failure in result.failures[:_FAILURES_SHOWN]:
        value = f" (it is {failure.value!r})" if failure.value != "" else ""
        node.below.append(
            Node(f"{_fact(failure.fact)}: not {failure.test}{value}", _quotes(failure.fact, analysed))
        )
    if len(result.failures) > _FAILURES_SHOWN:
        node.below.append(Node(f"and {len(result.failures) - _FAILURES_SHOWN} more facts that don't meet it"))
    return node


def _fact(fact: Fact) -> str:
    named = [f"{field} {value}" for field, value in fact.fields.items() if isinstance(value, str) and value]
    return f"fact {fact.kind}" + (f" ({', '.join(named)})" if named else "")


def _values(fields: object) -> list[Node]:
    if not isinstance(fields, dict) or not fields:
        return []
    return [Node(", ".join(f"{field} is {value!r}" for field, value in fields.items()))]


def _quotes(fact: Fact, analysed: AnalysedLetter) -> list[Node]:
    if not isinstance(fact.evidence, Grounds):
        return []
    text = analysed.letter.text
    nodes = []
    for quote in fact.evidence.quotes:
        place = text.place(quote.span)
        page = f", page {place.page}" if place.page else ""
        nodes.append(Node(f'{quote.role}, line {place.line}{page}: "{quote.text}"'))
    return nodes


def _pages(pages: tuple[int, int] | None) -> str:
    if pages is None:
        return "pages not known"
    return f"page {pages[0]}" if pages[0] == pages[1] else f"pages {pages[0]}-{pages[1]}"


def _where(span: SpanRecord | None) -> str:
    if span is None:
        return ""
    return f" (line {span.line}{f', page {span.page}' if span.page else ''})"
