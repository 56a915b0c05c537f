"""The rule file that ``imr-check rule new`` writes."""

from __future__ import annotations

import re

from checker.engine import Checks, Family
from checker.engine.rules import CODE
from checker.engine.wording import one_of
from checker.errors import CheckerError
from checker.knowledge.packs import OWN_PREFIX

SCHEMA_FILE = "rule.schema.json"

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# {code}: an example, to be replaced. As long as anything is left to FILL IN, imr-check says so and stops.
# Fields, facts and their values: imr-check schema rule, imr-check rule show on a rule like this one.
code: {code}
# A short name in small letters that no other rule has.
name: rule-{number}
# The kind of defect. It decides the folder: {family}/ holds {checks}.
check: {check}
# error (the verdict turns on it), warning or note.
severity: note
# fact-error (Labor Code 4610.6(h)(5)), powers (4610.6(h)(1)) or quality.
appeal: quality
# rationale (the facts of one disputed item) or letter (those of the whole letter).
scope: rationale
summary: 'FILL IN: one sentence for the reader of the rule list'
# What the rule rests on. kind: criterion, regulation or letter-form.
source: {{cite: 'FILL IN: the criterion or regulation, with its page', kind: regulation}}
# The rule fires for every choice of facts, one for each condition, that meets all of them. A test is a value,
# or eq, ne, lt, le, gt, ge of one; $alias.field refers to the fact of an earlier condition.
when:
- {{fact: item, as: i, where: {{decision: upheld}}}}
- {{fact: part, as: p, where: {{name: claims_line, present: false}}}}
# ... but not where a further fact meets one of these.
unless:
- {{fact: part, as: u, where: {{name: decision, present: false}}}}
# {{alias.field}} stands for a field of the fact found.
message: The item is {{i.decision}} and has no {{p.name}}.
# The conditions whose quotes are shown with the finding.
evidence:
- i
# guideline: the alias of the condition whose guideline is shown.
resolve: 'FILL IN: what would make the letter match'
# At least one test in which the rule fires and two in which it is silent: both sides of each threshold, and
# one where the information is missing. imr-check rule test {code} --coverage and imr-check rule mutate {code}
# tell what they leave open.
tests:
- name: fires
  facts:
  - {{item: {{decision: upheld}}}}
  - {{part: {{name: claims_line, present: false}}}}
  - {{part: {{name: decision, present: true}}}}
  fires: 1
- name: silent with the line
  facts: [{{item: {{decision: upheld}}}}, {{part: {{name: claims_line, present: true}}}}]
  fires: 0
- name: silent on another part
  facts: [{{item: {{decision: upheld}}}}, {{part: {{name: reviewer_line, present: false}}}}]
  fires: 0
- name: silent on an approval
  facts: [{{item: {{decision: overturned}}}}, {{part: {{name: claims_line, present: false}}}}]
  fires: 0
- name: silent without a decision
  facts:
  - {{item: {{decision: upheld}}}}
  - {{part: {{name: claims_line, present: false}}}}
  - {{part: {{name: decision, present: false}}}}
  fires: 0
# Cases say the same in the words of a letter: finds lists each finding's message and quotes. What a case
# doesn't name is as in an ordinary letter; what it sets to null is left out of the letter.
cases:
- name: finds an item without the line of the claims administrator
  title: 'Tizanidine 4 mg #30'
  claims: null
  finds:
  - message: 'FILL IN: the message as the report shows it'
    quotes: ['FILL IN: the words of the letter that it rests on']
- name: silent on an approval
  decision: overturned
  claims: null
  finds: []
"""


class TemplateError(CheckerError):
    """No rule can be written under that code or for that check."""


def rule_template(code: str, check: str | None, checks: Checks, prefix: str | None = None) -> tuple[str, str]:
    """Return the folder and the text of a new rule file. Raises TemplateError.

    A code begins with the ``prefix`` of its pack, or else with IMR and the digit of its check's family.
    """
    if not re.fullmatch(CODE, code):
        raise TemplateError(f"{code!r} is no rule code: {prefix or OWN_PREFIX} and three digits")
    family = _family(code, check, checks)
    begins = prefix or f"{OWN_PREFIX}{family.digit}"
    if not code.startswith(begins):
        whose = "this pack" if prefix else f"the family {family.name}"
        raise TemplateError(f"a code of {whose} begins with {begins}, not {code}")
    names = [own.name for own in family.checks]
    text = _TEMPLATE.format(
        code=code,
        number=code.lower(),
        family=family.name,
        check=check or names[0],
        checks=", ".join(names),
        schema=f"../{SCHEMA_FILE}",
    )
    return family.name, text


def _family(code: str, check: str | None, checks: Checks) -> Family:
    if check is None:
        family = next((own for own in checks.families if own.digit == code[3]), None)
        message = f"{code} belongs to no family by its first digit: name the check with --check"
    else:
        family = checks.family_of(check)
        message = f"there is no check {check!r}: {one_of(checks.names, check)}"
    if family is None:
        raise TemplateError(message)
    return family
