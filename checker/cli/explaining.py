"""Why a letter got its verdicts and findings, and why a rule stayed silent: a tree of its examination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.casefile.casefile import Grounds, Reference
from checker.casefile.wording import edition_name, source_words
from checker.cli.letters import LetterError, examine_one
from checker.cli.proofs import condition_node, place
from checker.cli.selecting import no_rule
from checker.cli.tree import Node
from checker.counting import counted
from checker.engine import ConditionResult, Fact, Rule, why_not
from checker.errors import CheckerError
from checker.judging.examine import Checker, Examination, ExaminedItem, Session
from checker.judging.findings import Finding
from checker.knowledge.plain_words import shown
from checker.render.words import aspects_of, value_words
from checker.report.records import AspectsRecord, LetterRecord
from checker.report.redacting import Redaction, name_of
from checker.report.views import letter_record
from checker.running.tasks import redaction_of
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
class _Part:
    """A part of the letter and its session. ``item`` None: the whole letter; ``aspects`` as reported."""

    session: Session
    text: LetterText
    item: ExaminedItem | None = None
    aspects: AspectsRecord | None = None

    @property
    def place(self) -> str:
        if self.item is None:
            return "the whole letter"
        return f"item {self.item.item.item.index}: {self.item.item.item.title}"


def explained(
    checker: Checker, text: LetterText, name: str, as_of: date | None, wanted: Wanted, *, redact: bool = False
) -> Node:
    """Explain a letter. Raises LetterError for one that is not checked, NothingToExplainError."""
    rule = _rule(checker, wanted.rule)
    examination = examine_one(checker, text, name, as_of)
    if examination.refusal is not None:
        raise LetterError(f"{name}: {examination.refusal}")
    weighing = rule is not None and rule.scope == "verdict"
    record = letter_record(examination, name, checker.compiled.lexicon)
    parts = list(_parts(examination, record, wanted.item, weighing=weighing))
    if rule is not None and wanted.why_not:
        below = _silences(checker, parts, rule)
    else:
        below = [node for part in parts for node in _reasoning(part, wanted, rule)]
        if not below:
            raise NothingToExplainError(f"{name}: there is no such finding here")
    if redact:
        return _redacted(Node(name_of(name), below), redaction_of(checker, examination))
    return Node(name, below)


def _redacted(node: Node, redaction: Redaction) -> Node:
    return Node(redaction.words(node.words), [_redacted(one, redaction) for one in node.below], node.mark)


def _rule(checker: Checker, wanted: str | None) -> Rule | None:
    if wanted is None:
        return None
    for rule in checker.rules.rules:
        if wanted in (rule.code, rule.name):
            return rule
    raise NothingToExplainError(no_rule(wanted, checker.rules.rules))


def _parts(
    examination: Examination, record: LetterRecord, only: int | None, *, weighing: bool
) -> Iterator[_Part]:
    """The parts of a letter with their sessions; ``weighing``: those in which the verdicts are settled."""
    pairs = list(zip(examination.items, record.items, strict=True))
    items = [(item, own) for item, own in pairs if only in (None, own.index)]
    if only is not None and not items:
        raise NothingToExplainError(f"{record.path}: it has {counted(len(pairs), 'item')}, no item {only}")
    if only is None and examination.session is not None:
        yield _Part(examination.session, examination.text)
    for item, own in items:
        session = item.weighing if weighing else item.session
        yield _Part(session, examination.text, item, own.aspects)


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
    under: frozenset[str] = frozenset()
    if part.item is not None:
        verdict = _verdict(part.item)
        node.below.append(verdict)
        if all_of_it:
            verdict.below += _aspects(part, part.item)
            under = _ids(part.aspects)
            node.below += _read(part.item, part.text)
    node.below += [_finding(finding, part.text) for finding in findings if finding.id not in under]
    yield node


def _verdict(examined: ExaminedItem) -> Node:
    judgement = examined.judgement
    reasons = judgement.reasons if judgement.verdict != "inconsistent" else ()
    return Node(f"verdict: {judgement.verdict}", [Node(reason) for reason in reasons])


def _aspects(part: _Part, examined: ExaminedItem) -> Iterator[Node]:
    """Yield the five questions, each with its reasons and the findings that it rests on, and the conditions.

    The conditions stand under the question what they lead to, by themselves where none was asked.
    """
    item = examined.item
    conditions = [condition_node(condition, item, part.text) for condition in item.conditions]
    if part.aspects is None:
        yield from conditions
        return
    findings = {finding.id: finding for finding in part.session.findings}
    for name, aspect, _ in aspects_of(part.aspects):
        node = Node(f"{name}: {value_words(aspect.value)}", [Node(reason) for reason in aspect.reasons])
        node.below += [_finding(findings[one], part.text) for one in aspect.findings if one in findings]
        node.below += conditions if name == "application" else []
        yield node


def _ids(aspects: AspectsRecord | None) -> frozenset[str]:
    """The findings that stand under an aspect."""
    return frozenset(
        one for _, aspect, _ in (aspects_of(aspects) if aspects else ()) for one in aspect.findings
    )


def _read(examined: ExaminedItem, text: LetterText) -> Iterator[Node]:
    """Yield what was read: the decision, the citations, the ledger."""
    item = examined.item
    yield Node(f"decision: {item.item.decision or 'not found'}")
    for resolved in item.citations:
        citation = resolved.citation
        cited = " ".join(part for part in (citation.source, citation.topic, citation.edition) if part)
        meant = resolved.edition.id if resolved.edition else f"not resolved: {resolved.reason}"
        by = citation.by.replace("_", " ")
        yield Node(f"{by} cites {cited} ({place(citation.span, text)})", [Node(meant)])
    statements = []
    for statement, status in zip(item.statements, examined.ledger, strict=True):
        words = f"{status.replace('_', ' ')}: {statement.sentence.text}"
        below = [Node(f"criterion {statement.criterion}")] if statement.criterion else []
        if statement.fit and statement.fit.differs:
            below.append(Node(f"differs: {statement.fit.differs}"))
        statements.append(Node(f"{words} ({place(statement.sentence.span, text)})", below))
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
    node.below += [Node(f"unless {condition.text}", [], "false") for condition in rule.unless]
    if finding.reference is not None:
        node.below.append(_guideline(finding.reference))
    if finding.resolve:
        node.below.append(Node(f"To match: {finding.resolve}"))
    return node


def _guideline(reference: Reference) -> Node:
    section, stated = reference.section, reference.stated
    pages = stated.pages if stated else section.pages if section else None
    names = [source_words(edition_name(reference.edition), section.title if section else None, pages)]
    names += [f"criterion {stated.criterion.id}"] if stated else []
    below = [Node(stated.criterion.text)] if stated else []
    return Node(f"guideline: {'; '.join([*names, f'provenance {reference.grade}'])}", below)


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
    node.below = [_condition(result, part) for result in explanation.conditions]
    return node


def _condition(result: ConditionResult, part: _Part) -> Node:
    """A condition of a rule: the facts that meet it, or those that come nearest, each down to its words."""
    words = f"unless {result.condition}" if result.role == "unless" else result.condition
    node = Node(words, mark=result.status)
    if result.reason:
        node.below.append(Node(result.reason))
    for reason in result.met:
        fact = reason.fact
        below = [*_values(reason.fields), *_proofs(fact, part), *_quotes(fact, part.text)]
        node.below.append(Node(_fact(fact), below))
    for failure in result.nearest[:_FAILURES_SHOWN]:
        value = f" (it is {shown(failure.value)})" if failure.value != "" else ""
        below = [Node(_fact(failure.fact)), *_proofs(failure.fact, part), *_quotes(failure.fact, part.text)]
        node.below.append(Node(f"not {failure.test}{value}", below))
    if len(result.failures) > _FAILURES_SHOWN:
        node.below.append(Node(f"and {len(result.failures) - _FAILURES_SHOWN} more facts that don't meet it"))
    return node


def _proofs(fact: Fact, part: _Part) -> Iterator[Node]:
    """Yield how a criterion that a fact names came out, down to the leaves that its answer turns on."""
    if part.item is None:
        return
    item = part.item.item
    for condition in item.conditions:
        if condition.name == fact.fields.get("criterion"):
            yield condition_node(condition, item, part.text, deciding=True)


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
        Node(f'{quote.role}, {place(quote.span, text)}: "{quote.text}"') for quote in fact.evidence.quotes
    ]
