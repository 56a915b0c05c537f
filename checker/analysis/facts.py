"""All facts of a letter and of an item: what one session of the engine is given."""

from __future__ import annotations

from checker.analysis.analyse import Analyst
from checker.analysis.applying import application_facts
from checker.analysis.citing import citation_facts
from checker.analysis.context import AnalysedItem, AnalysedLetter
from checker.analysis.deciding import decision_facts
from checker.analysis.record import record_facts
from checker.analysis.stating import claim_facts
from checker.analysis.structure import item_facts, letter_facts
from checker.engine import Fact


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
