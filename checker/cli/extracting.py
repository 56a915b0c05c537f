"""What is read from a letter, as plain data: no rule is run, every span is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from checker.casefile.casefile import AnalysedLetter, Grounds
from checker.cli.letters import check_one
from checker.engine import Fact, RuleBase
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker, prepared, session_facts
from checker.judging.findings import span_record
from checker.knowledge.knowledge import Knowledge
from checker.report.records import ItemRecord
from checker.spans import LetterText

# What rules decide has no place in an extraction.
_OF_RULES = ("verdict", "reasons", "findings")


def extracted(knowledge: Knowledge, text: LetterText, name: str, as_of: date | None = None) -> dict[str, Any]:
    """Read a letter. Of one that is not checked there is only the ``error``."""
    checker = Checker(knowledge, RuleBase(CATALOGUE, ()), "indexed")
    letter = check_one(checker, text, name, as_of)
    record = {
        "path": letter.path,
        "sha256": letter.sha256,
        "status": letter.status,
        "error": letter.error,
        "case": asdict(letter.case),
    }
    if letter.status != "checked":
        return {**record, "facts": [], "items": []}
    analysed = checker.analyst.analyse(prepared(text), as_of)
    return {
        **record,
        "facts": _facts(checker, analysed, None),
        "items": [_item(checker, analysed, item) for item in letter.items],
    }


def _item(checker: Checker, analysed: AnalysedLetter, item: ItemRecord) -> dict[str, Any]:
    record = {field: value for field, value in asdict(item).items() if field not in _OF_RULES}
    return {**record, "facts": _facts(checker, analysed, item.index)}


def _facts(checker: Checker, analysed: AnalysedLetter, index: int | None) -> list[dict[str, Any]]:
    _, facts = session_facts(checker, analysed, index)
    return [_fact(fact, analysed.letter.text) for fact in facts]


def _fact(fact: Fact, text: LetterText) -> dict[str, Any]:
    grounds = fact.evidence if isinstance(fact.evidence, Grounds) else Grounds()
    reference = grounds.reference
    return {
        "kind": fact.kind,
        "fields": dict(fact.fields),
        "quotes": [
            {"role": quote.role, "quote": quote.text, "span": asdict(span_record(text, quote.span))}
            for quote in grounds.quotes
        ],
        "guideline": None
        if reference is None
        else {
            "id": reference.edition.id,
            "section": reference.section.id if reference.section else None,
            "criterion": reference.stated.criterion.id if reference.stated else None,
        },
    }
