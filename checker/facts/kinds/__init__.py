"""Every kind of fact that a rule may ask about, a module for each family of rules.

Code measures, rules decide: nothing here is a judgement. Unknown is always a value of its own
("unknown", or a ``…_known`` field that is false), never a missing field.
"""

from __future__ import annotations

from checker.engine import Catalogue
from checker.facts.kinds.application import (
    CriteriaSaid,
    Dependence,
    ExcludedPart,
    NothingLacking,
    OperationRow,
    RequiredCondition,
    Supply,
    Unapplied,
    UnmetCondition,
    VisitCount,
)
from checker.facts.kinds.base import Confidence, Measured
from checker.facts.kinds.catalogue import catalogue_of
from checker.facts.kinds.citation import (
    Citation,
    CitedSection,
    FalseSilence,
    MtusCoverage,
    NamedSource,
    PagesFit,
    ReliedSource,
    Sides,
)
from checker.facts.kinds.criterion import UNITS, Claim, SisterText, Tightening, WidenedExclusion
from checker.facts.kinds.decision import Conclusion, OtherModality
from checker.facts.kinds.outcome import AskedFor, CriterionOutcome, Spent, StatedLimit
from checker.facts.kinds.record import (
    Drift,
    DriftField,
    Hedge,
    InternalConflict,
    PersonalConflict,
    RecordConflict,
    Undocumented,
    UndocumentedFact,
)
from checker.facts.kinds.structure import (
    CATEGORIES,
    Damage,
    History,
    IncompleteRequest,
    Item,
    ItemPart,
    ItemPlace,
    LetterPart,
    LetterPlace,
    Part,
    TextDamage,
    UndisputedDecision,
)
from checker.facts.kinds.verdict import Found, Misfit, MisfitStatus, Rationale, RuledOut, Turns, UnknownSource

__all__ = [
    "CATALOGUE",
    "CATEGORIES",
    "UNITS",
    "AskedFor",
    "Citation",
    "CitedSection",
    "Claim",
    "Conclusion",
    "Confidence",
    "CriteriaSaid",
    "CriterionOutcome",
    "Damage",
    "Dependence",
    "Drift",
    "DriftField",
    "ExcludedPart",
    "FalseSilence",
    "Found",
    "Hedge",
    "History",
    "IncompleteRequest",
    "InternalConflict",
    "Item",
    "ItemPart",
    "ItemPlace",
    "LetterPart",
    "LetterPlace",
    "Measured",
    "Misfit",
    "MisfitStatus",
    "MtusCoverage",
    "NamedSource",
    "NothingLacking",
    "OperationRow",
    "OtherModality",
    "PagesFit",
    "Part",
    "PersonalConflict",
    "Rationale",
    "RecordConflict",
    "ReliedSource",
    "RequiredCondition",
    "RuledOut",
    "Sides",
    "SisterText",
    "Spent",
    "StatedLimit",
    "Supply",
    "TextDamage",
    "Tightening",
    "Turns",
    "Unapplied",
    "UndisputedDecision",
    "Undocumented",
    "UndocumentedFact",
    "UnknownSource",
    "UnmetCondition",
    "VisitCount",
    "WidenedExclusion",
]

CATALOGUE: Catalogue = catalogue_of(
    (
        Part, History, UndisputedDecision, Damage, Item, Supply, IncompleteRequest,
        Citation, CitedSection, MtusCoverage, FalseSilence, Sides, ReliedSource,
        Claim, Tightening, WidenedExclusion, SisterText,
        CriterionOutcome, StatedLimit, Spent, AskedFor,
        RequiredCondition, OperationRow, VisitCount, CriteriaSaid,
        Unapplied, UnmetCondition, Dependence, NothingLacking, ExcludedPart,
        RecordConflict, InternalConflict, UndocumentedFact, Hedge, Drift,
        Conclusion, OtherModality,
        Found, Rationale, RuledOut, Misfit, UnknownSource,
    )
)  # fmt: skip
