"""What is read from a letter, as plain data: no rule is run, every span is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from checker.casefile.casefile import Grounds
from checker.cli.letters import examine_one
from checker.engine import Fact, RuleBase
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker, ExaminedItem, Session
from checker.knowledge.knowledge import Knowledge
from checker.report.records import ItemRecord
from checker.report.redacting import name_of
from checker.report.views import quote_record
from checker.running.tasks import letter_of, redaction_of
from checker.spans import LetterText

# What rules decide has no place in an extraction.
_OF_RULES = ("verdict", "reasons", "findings")


def extracted(
    knowledge: Knowledge, text: LetterText, name: str, as_of: date | None = None, *, redact: bool = False
) -> dict[str, Any]:
    """Read a letter. Of one that is not checked there is only the ``error``."""
    checker = Checker(knowledge, RuleBase(CATALOGUE, ()), "indexed")
    examination = examine_one(checker, text, name, as_of)
    letter = letter_of(checker, examination, name, redact=redact)
    items = zip(letter.items, examination.items, strict=True)
    made = {
        "path": name_of(name) if redact else name,
        "sha256": letter.sha256,
        "status": letter.status,
        "error": letter.error,
        "case": asdict(letter.case),
        "facts": _facts(examination.session, examination.text),
        "items": [_item(record, item, examination.text) for record, item in items],
    }
    return redaction_of(checker, examination).record(made) if redact else made


def _item(record: ItemRecord, examined: ExaminedItem, text: LetterText) -> dict[str, Any]:
    fields = {field: value for field, value in asdict(record).items() if field not in _OF_RULES}
    return {**fields, "facts": _facts(examined.session, text)}


def _facts(session: Session | None, text: LetterText) -> list[dict[str, Any]]:
    return [_fact(fact, text) for fact in session.facts] if session else []


def _fact(fact: Fact, text: LetterText) -> dict[str, Any]:
    grounds = fact.evidence if isinstance(fact.evidence, Grounds) else Grounds()
    reference = grounds.reference
    return {
        "kind": fact.kind,
        "fields": dict(fact.fields),
        "quotes": [asdict(quote_record(quote, text)) for quote in grounds.quotes],
        "guideline": None
        if reference is None
        else {
            "id": reference.edition.id,
            "section": reference.section.id if reference.section else None,
            "criterion": reference.stated.criterion.id if reference.stated else None,
        },
    }
