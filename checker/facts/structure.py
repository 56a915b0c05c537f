"""Facts on the letter's structure: parts, history, damaged text, decisions outside the items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, quote
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.phrases import fold
from checker.reading.marked import MarkedSentence
from checker.spans import Span

_LETTER_PARTS: tuple[kinds.LetterPart, ...] = ("credentials", "summary", "issues")
_FINDINGS = frozenset({"condition"})
_HURT = "trauma"  # how it came about is no finding


def letter_facts(case_file: CaseFile, compiled: Compiled) -> Iterator[Fact]:
    """Facts of the whole letter."""
    letter = case_file.letter
    for name in _LETTER_PARTS:
        yield kinds.Part(
            name=name,
            present=name not in letter.missing,
            confidence="high",
        )
    yield _history(case_file, compiled)
    yield from _undisputed_decisions(case_file, compiled)
    for span, meant in letter.misspelt_headings:
        printed = letter.text.quote(span)
        yield kinds.Damage(
            form="misspelt_heading",
            where="heading",
            words=f"{printed} (for {meant})",
            confidence="high",
            evidence=Grounds((Quote("heading", printed, span),)),
        )
    for summary in case_file.summary:
        yield from _damage(summary, "summary")
    yield from _early_dates(case_file)


def item_facts(case_file: CaseFile, item: ItemFile, compiled: Compiled) -> Iterator[Fact]:
    """Facts on the parts of one item and on damaged words in it."""
    present: dict[kinds.ItemPart, bool] = {
        "decision": item.item.decision is not None,
        "claims_line": item.item.claims_line is not None,
        "reviewer_line": item.item.reviewer_line is not None,
        "rationale": item.item.rationale is not None and bool(item.statements),
    }
    title = Quote("title", item.item.title, item.item.title_span)
    for name, there in present.items():
        yield kinds.Part(
            name=name,
            present=there,
            confidence="high",
            evidence=Grounds((title,)),
        )
    for words in item.treatment.misspelt:
        yield kinds.Damage(
            form="misspelt_term",
            where="title",
            words=words,
            confidence="high",
            evidence=Grounds((title,)),
        )
    for party, line in (
        ("reviewer", item.item.reviewer_line),
        ("claims administrator", item.item.claims_line),
    ):
        printed = case_file.letter.text.quote(line) if line else ""
        if line and compiled.reader.clause(fold(printed))[0].has("mojibake"):
            yield kinds.Damage(
                form="mojibake",
                where="guideline_line",
                words=f"the {party}'s line",
                confidence="high",
                evidence=Grounds((Quote("guideline line", printed, line),)),
            )
    for statement in item.statements:
        yield from _damage(statement.read, "rationale")
        for mention in statement.mentions:
            if mention.misspelt:
                yield kinds.Damage(
                    form="misspelt_term",
                    where="rationale",
                    words=mention.words,
                    confidence="medium",
                    evidence=Grounds((quote("rationale", statement.sentence),)),
                )


def _damage(read: MarkedSentence, where: Literal["summary", "rationale"]) -> Iterator[Fact]:
    forms: tuple[kinds.TextDamage, ...] = ("mojibake", "cut_sentence")
    for form in forms:
        words = read.marks.words(form)
        if words and not (form == "cut_sentence" and read.marks.has("stranded_preposition")):
            yield kinds.Damage(
                form=form,
                where=where,
                words=words,
                confidence="high",
                evidence=Grounds((quote(where, read.sentence),)),
            )


def _history(case_file: CaseFile, compiled: Compiled) -> Fact:
    case = case_file.letter.case
    concepts = compiled.lexicon.concepts
    span = case_file.letter.summary or Span(0, 0)
    mentions = [mention for summary in case_file.summary for mention in summary.mentions]
    first = tuple(quote("summary", summary.sentence) for summary in case_file.summary[:1])
    return kinds.History(
        present=span.end > span.start,
        age=case.age is not None,
        sex=case.sex is not None,
        injury=case.date_of_injury is not None
        or any(summary.marks.has("injury_told") for summary in case_file.summary),
        findings=any(
            concepts[mention.concept].kind in _FINDINGS and _HURT not in compiled.lexicon.up(mention.concept)
            for mention in mentions
        ),
        confidence="high",
        evidence=Grounds(first),
    )


def _undisputed_decisions(case_file: CaseFile, compiled: Compiled) -> Iterator[Fact]:
    """Sentences of the summary in which the reviewer decides a treatment himself."""
    lexicon = compiled.lexicon
    disputed = {
        broader
        for item in case_file.items
        for concept in item.treatment.concepts
        for broader in lexicon.up(concept)
    }
    for summary in case_file.summary:
        if not summary.marks.has("necessity_decided") or summary.marks.has("decided_before"):
            continue
        named = [
            m.concept for m in summary.mentions if lexicon.concepts[m.concept].kind in ("treatment", "drug")
        ]
        if named:
            yield kinds.UndisputedDecision(
                treatment=lexicon.concepts[named[0]].name,
                disputed=bool(disputed & lexicon.up(named[0])),
                confidence="high",
                evidence=Grounds((quote("summary", summary.sentence),)),
            )


def _early_dates(case_file: CaseFile) -> Iterator[Fact]:
    """A visit for the injury that is dated before it."""
    injury = case_file.letter.case.date_of_injury
    if injury is None:
        return
    for summary in case_file.summary:
        if not summary.marks.has("visit_told") or summary.marks.has("past_told"):
            continue
        early = [found for found in summary.dates if found < injury and (injury - found).days < 366]
        if early:
            yield kinds.InternalConflict(
                form="date",
                words=early[0].isoformat(),
                other=f"date of injury {injury.isoformat()}",
                confidence="medium",
                evidence=Grounds((quote("summary", summary.sentence),)),
            )
