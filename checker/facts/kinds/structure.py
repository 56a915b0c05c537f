"""Facts on the parts of a letter and of an item, and on what the request names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from checker.casefile.coverage import Family
from checker.facts.kinds.base import Count, Decided, Measured, Scopes, Words
from checker.knowledge.concepts import Category

LetterPart = Literal["credentials", "summary", "issues"]
ItemPart = Literal["decision", "claims_line", "reviewer_line", "rationale"]
TextDamage = Literal["mojibake", "cut_sentence"]
Damaged = TextDamage | Literal["misspelt_term", "misspelt_heading"]
LetterPlace = Literal["summary", "heading"]
CATEGORIES: Mapping[str, Category] = {category: category for category in get_args(Category)}
ItemPlace = Literal["title", "guideline_line", "rationale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Measured):
    """A part that a letter (credentials, summary, issues) or an item (the others) must have."""

    scopes: ClassVar[Scopes] = {
        "letter": {"name": get_args(LetterPart)},
        "rationale": {"name": get_args(ItemPart)},
    }

    name: LetterPart | ItemPart
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Measured):
    """What the case summary tells of the patient. present: there is a summary."""

    scopes: ClassVar[Scopes] = {"letter": {}}
    once: ClassVar[bool] = True

    present: bool
    age: bool
    sex: bool
    injury: bool
    findings: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UndisputedDecision(Measured):
    """A sentence outside the items that decides a treatment. disputed: an item has it."""

    scopes: ClassVar[Scopes] = {"letter": {}}

    treatment: str
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage(Measured):
    """Text that is damaged. where: the part that it stands in."""

    scopes: ClassVar[Scopes] = {
        "letter": {"form": (*get_args(TextDamage), "misspelt_heading"), "where": get_args(LetterPlace)},
        "rationale": {"form": (*get_args(TextDamage), "misspelt_term"), "where": get_args(ItemPlace)},
    }

    form: Damaged
    where: LetterPlace | ItemPlace
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Measured):
    """The disputed item.

    associated: it is asked for along with another. says_unspecified: the title says so itself. in_summary:
    the summary names the treatment. ingredients: of a compound; ingredients_named: those that the rationale
    names, unjudged: the others. compound_rule_stated: the rationale says that one ingredient decides.
    """

    once: ClassVar[bool] = True

    decision: Decided
    category: Category
    family: Family
    treatment: str
    treatment_known: bool
    associated: bool
    drug: bool
    visits: Count
    visits_known: bool
    strength_known: bool
    quantity_known: bool
    body_part_known: bool
    needs_body_part: bool
    needs_visits: bool
    says_unspecified: bool
    summary_present: bool
    in_summary: bool
    ingredients: Count
    ingredients_named: Count
    unjudged: Count
    compound_rule_stated: bool
    guideline_statements: Count
    case_statements: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class IncompleteRequest(Measured):
    """The rationale says that the request leaves something out."""

    words: Words
