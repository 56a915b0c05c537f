"""The files that ``imr-check guideline new`` writes: one each, which does not load until it is filled in."""

from __future__ import annotations

import re

from checker.errors import CheckerError
from checker.knowledge.editions import edition_meant
from checker.knowledge.guidelines import CriterionKind
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.plain_words import did_you_mean

SCHEMA_FILE = "guideline.schema.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+\-]{0,79}")

_HEAD = "# yaml-language-server: $schema={schema}\n"
_EDITION = """\
id: {id}
source: {source}
title: {title}
topic: {title}
edition: null  # its year, in quotes, where letters cite it with one
publisher: 'FILL IN: who publishes it'
rank: {rank}  # in the medical evidence search order: 1 MTUS, 2 ACOEM and ODG, 3 another guideline
"""
_PROVENANCE = """\
# A: seen in a public source; B: widely restated; C: uncertain, and then uncertainty says what is
{indent}provenance: {{grade: B, sources: ['FILL IN: the document that it was read in']}}
"""
_SECTION = """\
- id: {id}
  title: {title}
  # recommended, option, conditional, not_recommended, info
  recommendation: conditional
  covers: {{treatments: ['FILL IN: concepts such as zolpidem, physical_therapy']}}
  criteria:
"""
_CRITERION = """\
  - id: {id}
    kind: {kind}
    text: 'FILL IN: what it says, in your own words'
{limits}{needs}    # Four or more sentences by which reviewers state it, as unlike as reviewers are.
    examples:
    - 'FILL IN: a sentence that states it'
    - 'FILL IN: one in other words'
    - 'FILL IN: a short one'
    - 'FILL IN: one that names the treatment otherwise'
    # Sentences that look like it and are not it: on the patient, on another figure.
    near:
    - 'FILL IN: a sentence that looks like it'
"""
_LIMITS = """\
    limits:
    # bound: at_most, at_least, more_than, less_than, value; low and high are the same but for a range
    - {{bound: at_most, unit: {unit}, low: 'FILL IN: a figure, as 7', high: 'FILL IN: one, as 10'}}
"""
_NEEDS = """\
    # What a case must show, in words of the vocabulary: all, any, not, or at_least_of so many of a list.
    needs:
      all:
      - condition: 'FILL IN: a diagnosis'
      - {{tried: 'FILL IN: a treatment, or a class of drugs', result: failed}}
    then: recommended
    # What a letter tells of a patient, and whether it is met, unmet, not_documented or conflicting then.
    cases:
    - {{told: 'FILL IN: a patient who has all of it', answer: met}}
    - {{told: 'FILL IN: one in whom a part is denied', answer: unmet}}
"""
_RANKS: dict[str, int] = {"MTUS": 1, "ACOEM": 2, "ODG": 2, "OTHER": 3}
_OF_PATIENTS: tuple[CriterionKind, ...] = ("indication", "prerequisite", "conservative_care", "exclusion")
_UNITS: dict[CriterionKind, str] = {
    "duration_limit": "day",
    "visit_cap": "visit",
    "dose_limit": "mg_per_day",
    "frequency": "per_week",
    "age": "year_of_age",
}


class TemplateError(CheckerError):
    """No file can be written for that id, or there."""


def edition_file(known: Knowledge, name: str, title: str, source: str, kind: CriterionKind) -> str:
    """An edition with one section and one criterion."""
    _free(known, name)
    head = _HEAD.format(schema=SCHEMA_FILE) + _EDITION.format(
        id=name, title=_quoted(title), source=source, rank=_RANKS[source]
    )
    section = f"{name}.section"
    body = _SECTION.format(id=section, title="'FILL IN: the title of a section'")
    return head + _PROVENANCE.format(indent="") + "sections:\n" + body + _criterion(f"{section}.limit", kind)


def section_file(known: Knowledge, name: str, title: str, edition: str, kind: CriterionKind) -> str:
    """A section that is added to an edition, with one criterion."""
    _free(known, name)
    if edition not in [one.id for one in known.editions]:
        raise TemplateError(f"there is no edition {edition}{edition_meant(edition, known.editions)}")
    head = _HEAD.format(schema=SCHEMA_FILE) + f"adds_to: {edition}\nsections:\n"
    section = _SECTION.format(id=name, title=_quoted(title))
    before, after = section.split("  criteria:\n")
    provenance = "  " + _PROVENANCE.format(indent="  ")
    return f"{head}{before}{provenance}  criteria:\n{after}" + _criterion(f"{name}.limit", kind)


def criterion_file(known: Knowledge, name: str, section: str, kind: CriterionKind) -> str:
    """A criterion that is added to a section."""
    _free(known, name)
    of = {one.id: edition.id for edition in known.editions for one in edition.sections}
    if section not in of:
        raise TemplateError(f"there is no section {section}{did_you_mean(section, of)}")
    head = f"adds_to: {of[section]}\ncontinued:\n- section: {section}\n  criteria:\n"
    before, after = _criterion(name, kind).split("    # Four or more")
    provenance = "    " + _PROVENANCE.format(indent="    ")
    return f"{_HEAD.format(schema=SCHEMA_FILE)}{head}{before}{provenance}    # Four or more{after}"


def _criterion(name: str, kind: CriterionKind) -> str:
    unit = _UNITS.get(kind)
    limits = _LIMITS.format(unit=unit) if unit else ""
    needs = _NEEDS.format() if kind in _OF_PATIENTS else ""
    return _CRITERION.format(id=name, kind=kind, limits=limits, needs=needs)


def _free(known: Knowledge, name: str) -> None:
    if not _ID.fullmatch(name):
        raise TemplateError(f"{name!r} is no id: letters and digits, with . _ + - between them")
    taken = {edition.id for edition in known.editions}
    for edition in known.editions:
        for section in edition.sections:
            taken |= {section.id, *(criterion.id for criterion in section.criteria)}
    if name in taken:
        raise TemplateError(f"the id {name} is taken (imr-check guideline show {name})")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
