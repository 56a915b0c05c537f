"""A draft tried on a letter or on sentences, and on its own cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.casefile.before import Before
from checker.casefile.conditions import Answered
from checker.casefile.matching import match
from checker.casefile.opening import Compiled
from checker.counting import counted
from checker.engine import make_engine, run_rule_tests
from checker.errors import CheckerError
from checker.judging.cases import letter_of, run_cases
from checker.judging.examine import Checker, Examination, ExaminedItem
from checker.judging.examples import example_failures
from checker.judging.failures import why_found, why_silent
from checker.judging.need_cases import case_failures
from checker.knowledge.cases import Case
from checker.knowledge.needs import Need
from checker.reading.form import is_determination
from checker.render.html.playground import Answer, Cases, Proof, Shown, Tied
from checker.report.records import LetterRecord
from checker.report.views import letter_record
from checker.serve.overlay import Draft
from checker.spans import LetterText

_SENTENCES = 12  # that are tied at once
_NAME = "letter"


def tried(draft: Draft, right: str, cases: bool) -> Answer:
    """What a draft does. What is no letter is sentences, a line each, to be tied; for a rule a rationale."""
    if draft.checker is None:
        return Answer(draft.kind, draft.problems)
    checker = draft.checker
    own = frozenset([*draft.criteria, *([draft.rule] if draft.rule else [])])
    made = _own_cases(draft, checker) if cases else None
    words = right.strip()
    if not words:
        return Answer(draft.kind, own=own, cases=made)
    if not is_determination(words, checker.knowledge.form):
        if draft.kind != "rules":
            lines = [line.strip() for line in words.splitlines() if line.strip()]
            ties = tuple(_tied(checker.compiled, line, draft.sections, "") for line in lines[:_SENTENCES])
            return Answer(draft.kind, own=own, ties=ties, cases=made)
        words = letter_of(Case(name=_NAME, rationale=words, finds=()))
    examination = checker.examine(LetterText(words), _NAME)
    letter = letter_record(examination, _NAME, checker.compiled.lexicon)
    if letter.status != "checked":
        return Answer(draft.kind, own=own, refused=letter.error, cases=made)
    return Answer(
        draft.kind,
        own=own,
        letter=letter,
        ties=tuple(_statements(checker.compiled, examination)),
        findings=tuple(sorted(_findings(letter, own), key=lambda one: not one.own)),
        proofs=tuple(_proofs(checker, examination, draft)) if draft.rule is None else (),
        why=tuple(_why(checker, draft.rule, examination)) if draft.rule else (),
        cases=made,
    )


def _tied(compiled: Compiled, sentence: str, cites: Iterable[str], treatment: str) -> Tied:
    try:
        return Tied(sentence, match(compiled, sentence, cites, treatment))
    except CheckerError as error:
        return Tied(sentence, None, str(error))


def _statements(compiled: Compiled, examination: Examination) -> Iterator[Tied]:
    """The sentences on the guideline of a letter, each by itself under what its item cites."""
    for one in examination.items:
        cited = [each for each in one.item.cited_by("reviewer") if each.edition]
        ids = [section.id for each in cited for section in each.known_sections]
        ids += [each.edition.id for each in cited if each.edition]
        for statement in one.item.statements:
            if statement.kind == "guideline":
                yield _tied(compiled, statement.sentence.text, ids, one.item.item.title)


def _findings(letter: LetterRecord, own: frozenset[str]) -> Iterator[Shown]:
    placed = [("the whole letter", one) for one in letter.findings]
    placed += [(f"item {item.index}", one) for item in letter.items for one in item.findings]
    for where, one in placed:
        criterion = one.guideline.criterion if one.guideline else None
        yield Shown(where, one, one.rule in own or criterion in own)


def _proofs(checker: Checker, examination: Examination, draft: Draft) -> Iterator[Proof]:
    """The conditions of each item; for a draft those of its criteria, and all that these need."""
    criteria = [checker.compiled.criteria.by_id[name].criterion for name in draft.criteria]
    for one in examination.items:
        index, answered = one.item.item.index, set()
        for condition in one.item.conditions:
            name = condition.stated.criterion.id if condition.stated else ""
            if draft.kind is None or name in draft.criteria:
                answered.add(name)
                yield Proof(index, name, condition.asked, condition.outcome, condition.proof)
        for criterion in criteria:
            if criterion.needs is not None and criterion.id not in answered:
                tree = _asked(checker, examination, one, criterion.needs)
                yield Proof(index, criterion.id, criterion.text, None, tree)


def _asked(checker: Checker, examination: Examination, one: ExaminedItem, need: Need) -> Answered:
    """What a criterion needs, asked of the case whether or not the rationale states it."""
    assert examination.case_file is not None
    item = one.item
    before = Before(
        treatment=item.treatment,
        decision=item.item.decision,
        statements=item.statements,
        summary=examination.case_file.summary,
        features=item.features,
        visits=item.visits,
        asked_on=None,
    )
    told = [*before.recorded, *before.compared("case")]
    return checker.compiled.asker.ask(need, told, before.parts, item.features)


def _why(checker: Checker, rule: str, examination: Examination) -> Iterator[str]:
    found = [one for session in examination.sessions for one in session.findings if one.rule.code == rule]
    for one in found:
        yield from why_found(one)
    if not found:
        yield from why_silent(checker, checker.rules.rule(rule).rule, examination)


def _own_cases(draft: Draft, checker: Checker) -> Cases | None:
    """The tests and cases of a rule, or the examples and near misses of criteria, run."""
    if draft.rule:
        rule = checker.rules.rule(draft.rule).rule
        failed: Sequence[object] = [
            *run_rule_tests(checker.rules, rule.code, lambda only: make_engine(only, "indexed")),
            *run_cases(checker, rule.code),
        ]
        tried = f"{counted(len(rule.tests), 'test')}, {counted(len(rule.cases), 'case')}"
        return Cases(tried, tuple(str(one) for one in failed))
    compiled = checker.compiled
    stated = [compiled.criteria.by_id[name] for name in draft.criteria]
    missed = (failure for one in stated for failure in example_failures(compiled, one.section, one.criterion))
    lines = [line for failure in missed for line in failure.lines]
    lines += [line for one in stated for line in case_failures(compiled, one.criterion)]
    sentences = sum(len(one.criterion.examples) + len(one.criterion.near) for one in stated)
    cases = sum(len(one.criterion.cases) for one in stated)
    counts = [counted(len(stated), "criterion"), counted(sentences, "sentence"), counted(cases, "case")]
    return Cases(", ".join(counts), tuple(_joined(lines)))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines in failures: what is indented belongs to the one before."""
    whole: list[str] = []
    for line in lines:
        if not line.startswith(" ") and whole:
            yield "\n".join(whole)
            whole = []
        whole.append(line)
    if whole:
        yield "\n".join(whole)
