"""Why a letter got its verdicts and findings, and why a rule stayed silent: a tree of its examination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.casefile.casefile import Grounds, Reference
from checker.casefile.wording import edition_name, page_words
from checker.cli.letters import LetterError, examine_one
from checker.cli.tree import Node
from checker.counting import counted
from checker.engine import ConditionResult, Fact, Rule, why_not
from checker.errors import CheckerError
from checker.judging.examine import Checker, Examination, ExaminedItem, Session
from checker.judging.findings import Finding
from checker.spans import LetterText, Span

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
class _Part:
    """A part of the letter and its session. ``item`` None: the whole letter."""

    session: Session
    text: LetterText
    item: ExaminedItem | None = None

    @property
    def place(self) -> str:
        if self.item is None:
            return "the whole letter"
        return f"item {self.item.item.item.index}: {self.item.item.item.title}"


def explained(checker: Checker, text: LetterText, name: str, as_of: date | None, wanted: Wanted) -> Node:
    """Explain a letter. Raises LetterError for one that is not checked, NothingToExplainError."""
    rule = _rule(checker, wanted.rule)
    examination = examine_one(checker, text, name, as_of)
    if examination.refusal is not None:
        raise LetterError(f"{name}: {examination.refusal}")
    weighing = rule is not None and rule.scope == "verdict"
    parts = list(_parts(examination, name, wanted.item, weighing=weighing))
    if rule is not None and wanted.why_not:
        below = _silences(checker, parts, rule)
    else:
        below = [node for part in parts for node in _reasoning(part, wanted, rule)]
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


def _parts(examination: Examination, name: str, only: int | None, *, weighing: bool) -> Iterator[_Part]:
    """The parts of a letter with their sessions; ``weighing``: those in which the verdicts are settled."""
    items = [item for item in examination.items if only in (None, item.item.item.index)]
    if only is not None and not items:
        count = counted(len(examination.items), "item")
        raise NothingToExplainError(f"{name}: it has {count}, no item {only}")
    if only is None and examination.session is not None:
        yield _Part(examination.session, examination.text)
    for item in items:
        yield _Part(item.weighing if weighing else item.session, examination.text, item)


def _reasoning(part: _Part, wanted: Wanted, rule: Rule | None) -> Iterator[Node]:
    """Yield the tree of a part, unless something else is wanted."""
    all_of_it = wanted.finding is None and rule is None
    findings = [
        finding
        for finding in part.session.findings
        if finding.id.startswith(wanted.finding or "") and (rule is None or finding.rule.code == rule.code)
    ]
    if not findings and not (all_of_it and part.item is not None):
        return
    node = Node(part.place)
    if part.item is not None:
        node.below += _item(part.item, part.text, everything=all_of_it)
    node.below += [_finding(finding, part.text) for finding in findings]
    yield node


def _item(examined: ExaminedItem, text: LetterText, *, everything: bool) -> Iterator[Node]:
    judgement = examined.judgement
    reasons = judgement.reasons if judgement.verdict != "inconsistent" else ()
    yield Node(f"verdict: {judgement.verdict}", [Node(reason) for reason in reasons])
    if not everything:
        return
    for aspect, answer in judgement.aspects.items():
        yield Node(f"{aspect}: {answer.value.replace('_', ' ')}", [Node(why) for why in answer.reasons])
    item = examined.item
    yield Node(f"decision: {item.item.decision or 'not found'}")
    for resolved in item.citations:
        citation = resolved.citation
        cited = " ".join(part for part in (citation.source, citation.topic, citation.edition) if part)
        meant = resolved.edition.id if resolved.edition else f"not resolved: {resolved.reason}"
        by = citation.by.replace("_", " ")
        yield Node(f"{by} cites {cited} ({_where(citation.span, text)})", [Node(meant)])
    statements = []
    for statement, status in zip(item.statements, examined.ledger, strict=True):
        words = f"{status.replace('_', ' ')}: {statement.sentence.text}"
        below = [Node(f"criterion {statement.criterion}")] if statement.criterion else []
        statements.append(Node(f"{words} ({_where(statement.sentence.span, text)})", below))
    recognised = sum(statement.status not in ("unrecognised", "not_known") for statement in item.statements)
    share = recognised / len(statements) if statements else 0.0
    yield Node(f"rationale: {counted(len(statements), 'statement')}, {share:.0%} recognised", statements)


def _finding(finding: Finding, text: LetterText) -> Node:
    rule = finding.rule
    suppressed = ", suppressed" if finding.suppressed else ""
    head = f"{finding.severity} {rule.code} {rule.check} [{finding.id}{suppressed}]: {finding.message}"
    node = Node(head)
    for reason in finding.reasons:
        values = _values(reason.fields)
        node.below.append(Node(reason.condition, [*values, *_quotes(reason.fact, text)], "true"))
    node.below += [Node(f"unless {condition.text()}", [], "false") for condition in rule.unless]
    if finding.reference is not None:
        node.below.append(_guideline(finding.reference))
    if finding.resolve:
        node.below.append(Node(f"to resolve: {finding.resolve}"))
    return node


def _guideline(reference: Reference) -> Node:
    section, stated = reference.section, reference.stated
    pages = stated.pages if stated else section.pages if section else None
    where = page_words(pages) or "pages not known"
    names = [edition_name(reference.edition)]
    names += [section.title] if section else []
    names += [stated.criterion.id] if stated else []
    below = [Node(stated.criterion.text)] if stated else []
    return Node(f"guideline: {', '.join([*names, where, f'provenance {reference.grade}'])}", below)


def _silences(checker: Checker, parts: Sequence[_Part], rule: Rule) -> list[Node]:
    fitting = [part for part in parts if part.session.scope == rule.scope]
    if not fitting and rule.scope == "letter":
        raise NothingToExplainError(f"{rule.code} looks at the whole letter: leave out --item")
    return [Node(part.place, [_silence(checker, part, rule)]) for part in fitting]


def _silence(checker: Checker, part: _Part, rule: Rule) -> Node:
    explanation = why_not(checker.rules, part.session.scope, rule.code, part.session.facts)
    times = "once" if explanation.fires == 1 else f"{explanation.fires} times"
    fires = f"fires {times}" if explanation.fires else "does not fire"
    node = Node(f"{rule.code} {rule.name} {fires}: {rule.summary}")
    node.below = [_condition(result, part.text) for result in explanation.conditions]
    return node


def _condition(result: ConditionResult, text: LetterText) -> Node:
    words = f"unless {result.condition}" if result.role == "unless" else result.condition
    node = Node(words, mark=result.status)
    if result.reason:
        node.below.append(Node(result.reason))
    for fact in result.met:
        node.below.append(Node(_fact(fact), _quotes(fact, text)))
    for failure in result.failures[:_FAILURES_SHOWN]:
        value = f" (it is {failure.value!r})" if failure.value != "" else ""
        missed = f"{_fact(failure.fact)}: not {failure.test}{value}"
        node.below.append(Node(missed, _quotes(failure.fact, text)))
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


def _quotes(fact: Fact, text: LetterText) -> list[Node]:
    if not isinstance(fact.evidence, Grounds):
        return []
    return [
        Node(f'{quote.role}, {_where(quote.span, text)}: "{quote.text}"') for quote in fact.evidence.quotes
    ]


def _where(span: Span, text: LetterText) -> str:
    place = text.place(span)
    return f"line {place.line}{f', page {place.page}' if place.page else ''}"
