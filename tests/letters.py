"""Short letters of the 2016 form, put together from parts, and what the analysis makes of them."""

from __future__ import annotations

from checker.casefile.casefile import CaseFile, ItemFile
from checker.casefile.ledger import Statement
from checker.casefile.opening import Compiled
from checker.engine.facts import Fact, Value, encode
from checker.facts.gathering import facts_of_item, facts_of_letter
from checker.facts.kinds import CATALOGUE
from checker.judging.cases import compose, compose_item
from checker.spans import LetterText
from tests.shipped import checker

Row = tuple[Value, ...]
Parts = dict[str, str | None]
CHRONIC_2009 = "MTUS Chronic Pain Medical Treatment 2009"
CHRONIC_2016 = "MTUS Chronic Pain Medical Treatment 2016"
NAME_2009 = "MTUS Chronic Pain Medical Treatment Guidelines, 2009"
NAME_2016 = "MTUS Chronic Pain Medical Treatment Guidelines, 2016"
RELAXANTS = f"{CHRONIC_2009}, Section(s): Muscle relaxants"
SUMMARY = "The injured worker is a 41 year old male who fell from a dock."


def item(
    title: str | None = "Tizanidine 4 mg #30",
    decision: str | None = "Upheld",
    *,
    reviewer: str | None = CHRONIC_2016,
    claims: str | None = CHRONIC_2016,
    rationale: str | None = "The patient was seen.",
) -> str:
    """A disputed item; lines that are None are left out."""
    return compose_item(title, decision, cites=reviewer, claims=claims, rationale=rationale)


def letter(
    *items: str,
    summary: str | None = SUMMARY,
    injured: str | None = "02/11/2014",
    decided: str | None = "09/19/2016",
    denied: str | None = "08/15/2016",
    number: str | None = "CM16-0999001",
) -> str:
    """A determination on these items."""
    return compose(*items, summary=summary, number=number, injured=injured, decided=decided, denied=denied)


def one(**parts: str | None) -> str:
    """A determination on one item, from the parts of both."""
    own = {
        name: parts.pop(name)
        for name in ("title", "decision", "reviewer", "claims", "rationale") & parts.keys()
    }
    return letter(item(**own), **parts)


def compiled() -> Compiled:
    return checker().compiled


def analyse(text: str) -> CaseFile:
    return compiled().open(compiled().letters.read(LetterText(text)))


def only_item(**parts: str | None) -> ItemFile:
    (found,) = analyse(one(**parts)).items
    return found


def statements(rationale: str, **parts: str | None) -> tuple[Statement, ...]:
    return only_item(rationale=rationale, **parts).statements


def facts(kind: str, names: str, text: str, index: int | None = 1) -> list[Row]:
    """The named fields of the facts of a kind: of an item, or of the whole letter for index None."""
    case_file, by = analyse(text), compiled()
    of_item = index is not None and facts_of_item(case_file, case_file.items[index - 1], by)
    return [_values(fact, names) for fact in of_item or facts_of_letter(case_file, by) if fact.kind == kind]


def of_one(kind: str, names: str, **parts: str | None) -> list[Row]:
    """The named fields of the facts of a kind that a letter on one item gives."""
    return facts(kind, names, one(**parts))


def _values(fact: Fact, names: str) -> Row:
    """Values as asked for; all that the fact holds must be what the catalogue says."""
    known = CATALOGUE[fact.kind].fields
    assert known.keys() == fact.fields.keys()
    for name, value in fact.fields.items():
        encode(value, known[name])
    return tuple(fact.fields[name] for name in names.split())
