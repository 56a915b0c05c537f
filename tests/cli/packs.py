"""Packs of an invented author: a guideline in one file, and a rule."""

from __future__ import annotations

from pathlib import Path

from tests.cli.letters import RULE, item, letter

GUIDELINE = """\
id: HOUSE-SLEEP
source: OTHER
title: House guideline on sleep
topic: House guideline on sleep
publisher: An invented clinic
rank: 5
provenance: {grade: B, sources: [an invented table]}
sections:
- id: HOUSE.zolpidem
  title: Zolpidem
  recommendation: conditional
  covers: {treatments: [zolpidem]}
  criteria:
  - id: HOUSE.zolpidem.days
    kind: duration_limit
    text: zolpidem for at most 7 to 10 days
    limits: [{bound: at_most, unit: day, low: 7, high: 10}]
    examples:
    - Zolpidem is limited to 7 to 10 days.
    - The guideline supports at most ten days of Ambien.
    - Sleep medicine of this kind is for 7-10 days of use.
    - Use of zolpidem beyond 10 days is not supported.
    near: [The patient has slept badly for 10 days.]
"""
ADDITION = """\
adds_to: ODG-PAIN
sections:
- id: HOUSE.bracelet
  title: Copper bracelets
  recommendation: not_recommended
  covers: {treatments: [tens]}
  provenance: {grade: B, sources: [an invented table]}
"""
DENIED = letter(item("Zolpidem 10 mg #30", rationale="The guideline limits zolpidem to 21 days.")).replace(
    "MTUS Chronic Pain Treatment Guidelines Muscle relaxants Page(s): 63",
    "Non-MTUS Citation House guideline on sleep, Zolpidem",
)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rule(code: str = "IMR390", name: str = "own-rule", severity: str = "warning") -> str:
    """A rule that fires on each item that is upheld."""
    return RULE.format(code=code, name=name, check="limit-misstated", severity=severity, decision="upheld")
