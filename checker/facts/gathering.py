"""All facts of a letter and of an item: what one session of the engine is given."""

from __future__ import annotations

from checker.casefile.casefile import CaseFile, ItemFile
from checker.casefile.opening import Compiled
from checker.engine import Fact
from checker.facts.application import application_facts
from checker.facts.citation import citation_facts
from checker.facts.criterion import claim_facts
from checker.facts.decision import decision_facts
from checker.facts.outcome import outcome_facts
from checker.facts.record import record_facts
from checker.facts.recorded import Recorded
from checker.facts.structure import item_facts, letter_facts


def facts_of_letter(case_file: CaseFile, compiled: Compiled) -> list[Fact]:
    """The facts that rules of scope ``letter`` see."""
    return list(letter_facts(case_file, compiled))


def facts_of_item(
    case_file: CaseFile, item: ItemFile, compiled: Compiled, record: Recorded | None = None
) -> list[Fact]:
    """The facts that rules of scope ``rationale`` see: this item's alone.

    ``record`` is what the summary records, made here where it isn't given: all items have the same.
    """
    record = record or Recorded(case_file.summary, compiled.lexicon)
    return [
        *item_facts(case_file, item, compiled),
        *decision_facts(case_file, item, compiled),
        *citation_facts(case_file, item, compiled),
        *claim_facts(case_file, item, compiled),
        *application_facts(case_file, item, compiled),
        *outcome_facts(case_file, item, compiled),
        *record_facts(record, case_file, item, compiled),
    ]
