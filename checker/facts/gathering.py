"""All facts of a letter and of an item: what one session of the engine is given."""

from __future__ import annotations

from checker.casefile.casefile import AnalysedItem, AnalysedLetter
from checker.casefile.opening import Analyst
from checker.engine import Fact
from checker.facts.application import application_facts
from checker.facts.citation import citation_facts
from checker.facts.criterion import claim_facts
from checker.facts.decision import decision_facts
from checker.facts.record import record_facts
from checker.facts.structure import item_facts, letter_facts


def facts_of_letter(analysed: AnalysedLetter, analyst: Analyst) -> list[Fact]:
    """The facts that rules of scope ``letter`` see."""
    return list(letter_facts(analysed, analyst))


def facts_of_item(analysed: AnalysedLetter, item: AnalysedItem, analyst: Analyst) -> list[Fact]:
    """The facts that rules of scope ``rationale`` see: this item's alone."""
    return [
        *item_facts(analysed, item, analyst),
        *decision_facts(analysed, item, analyst),
        *citation_facts(analysed, item, analyst),
        *claim_facts(analysed, item, analyst),
        *application_facts(analysed, item, analyst),
        *record_facts(analysed, item, analyst),
    ]
