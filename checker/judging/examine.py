"""The straight line: a letter's text in, its examination out. Report, explain and extract are views of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checker.casefile.casefile import CaseFile, ItemFile
from checker.casefile.ledger import Status
from checker.casefile.opening import Compiled, Learned
from checker.engine import Engine, Fact, Preference, RuleBase, Scope, make_engine
from checker.errors import EngineError
from checker.facts.gathering import facts_of_item, facts_of_letter
from checker.facts.recorded import Recorded
from checker.judging.findings import Finding, findings_of
from checker.judging.verdict import Judgement, judge
from checker.judging.weighing import verdict_facts
from checker.knowledge.knowledge import Knowledge
from checker.letter import Sentence
from checker.reading.form import is_determination, prepared
from checker.spans import LetterText

NO_DETERMINATION = "this is not an IMR final determination: its headings and guideline lines are missing"
NO_RATIONALE = "this has the form of an IMR final determination, but no item with a rationale"


def sha256_of(text: str) -> str:
    """The digest by which a report tells one letter's text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    """What one run of the engine was given, and the findings that its firings became."""

    scope: Scope
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ExaminedItem:
    """A disputed item: what was made of it and found, what became of each statement, and the verdict."""

    item: ItemFile
    session: Session
    weighing: Session
    ledger: tuple[Status, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was found out about one letter. ``refusal`` says why a text is none."""

    text: LetterText
    sha256: str
    refusal: str | None = None
    case_file: CaseFile | None = None
    session: Session | None = None
    items: tuple[ExaminedItem, ...] = ()

    @property
    def sessions(self) -> tuple[Session, ...]:
        """That of the whole letter, then two an item: what is found, and what that makes of the verdict."""
        own = (self.session,) if self.session else ()
        return (*own, *(each for item in self.items for each in (item.session, item.weighing)))


class Checker:
    """Examines letters with the guidelines and rules that it is given. Holds no state between letters.

    Findings whose rule or own id is in ``ignored`` are suppressed: kept, but they turn no aspect; one that
    would leave an aspect open still does.
    ``learned`` is what its sentences teach, made from the knowledge where none is given.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        rules: RuleBase,
        engine: Preference = "auto",
        ignored: frozenset[str] = frozenset(),
        learned: Learned | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.rules = rules
        self.ignored = ignored
        self._prefer = engine
        self._learned = learned

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as what it is made of; what is compiled is made anew there."""
        return Checker, (self.knowledge, self.rules, self._prefer, self.ignored, self._learned)

    def ignoring(self, ignored: frozenset[str]) -> Checker:
        """Return the same checker, but that it suppresses findings by the codes of rules or their own ids."""
        made = Checker(self.knowledge, self.rules, self._prefer, ignored, self._learned)
        made.compiled, made.engine = self.compiled, self.engine
        return made

    @cached_property
    def compiled(self) -> Compiled:
        """The knowledge compiled for use."""
        return Compiled(self.knowledge, self._learned)

    @cached_property
    def engine(self) -> Engine:
        """The inference engine in use."""
        return make_engine(self.rules, self._prefer)

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        """Examine one letter. Raises EngineError, naming the letter, if a rule or engine fails.

        ``name`` stands in fingerprints for the case number of a letter that has none; ``as_of`` replaces the
        date of the decision.
        """
        text = prepared(text)
        sha256 = sha256_of(text.text)
        if not is_determination(text.text, self.knowledge.form):
            return Examination(text, sha256, NO_DETERMINATION)
        read = self.compiled.letters.read(text)
        if not any(item.item.title and item.sentences for item in read.items):
            return Examination(text, sha256, NO_RATIONALE)
        case_file = self.compiled.open(read, as_of)
        key = case_file.letter.case.case_number or name
        record = Recorded(case_file.summary, self.compiled.lexicon)
        return Examination(
            text,
            sha256,
            case_file=case_file,
            session=self._session("letter", facts_of_letter(case_file, self.compiled), key),
            items=tuple(
                self._item(case_file, item, record, f"{key}#{item.item.index}") for item in case_file.items
            ),
        )

    def _item(self, case_file: CaseFile, item: ItemFile, record: Recorded, key: str) -> ExaminedItem:
        session = self._session("rationale", facts_of_item(case_file, item, self.compiled, record), key)
        found = session.findings
        ledger = tuple(_statuses(item, [finding for finding in found if not finding.suppressed]))
        # What is let pass counts no more, and is no reason to call a sentence borne out.
        weighed = tuple(_statuses(item, found))
        checks = self.rules.checks
        facts = verdict_facts(item, found, weighed, checks, summarized=bool(case_file.summary))
        weighing = self._session("verdict", list(facts), key)
        judgement = judge(checks.aspects, weighing.findings)
        return ExaminedItem(item, session, weighing, ledger, judgement)

    def _session(self, scope: Scope, facts: list[Fact], key: str) -> Session:
        try:
            firings = self.engine.run(scope, facts)
        except EngineError as error:
            raise EngineError(f"{key}: {error}") from error
        findings = findings_of(firings, self.rules.catalogue, self.ignored, key)
        return Session(scope, tuple(facts), findings)


def _statuses(item: ItemFile, findings: Iterable[Finding]) -> Iterable[Status]:
    """What became of each statement: what it was tied to, or what a rule that fired on it says."""
    said: dict[Sentence, Status] = {}
    for finding in findings:
        sentence = finding.evidence[0].sentence if finding.evidence else None
        if sentence is not None and finding.rule.statement is not None:
            said.setdefault(sentence, finding.rule.statement)
    return (said.get(statement.sentence, statement.status) for statement in item.statements)
