"""Small letters in the form of real ones, about invented people, and rules that are sure to fire."""

from __future__ import annotations

from pathlib import Path

BOILERPLATE = """\
HOW THE IMR FINAL DETERMINATION WAS MADE
The independent medical review organization sent the case file to an expert reviewer. He/she has no
affiliation with the employer, employee, providers or the claims administrator. He/she is familiar with
governing laws and regulations, including the strength of evidence hierarchy that applies to Independent
Medical Review determinations.

The Expert Reviewer has the following credentials:
State(s) of Licensure: California
Certification(s)/Specialty: Family Practice
"""

ITEM = """\
{title}: {decision}

Claims Administrator guideline: Decision based on MTUS Chronic Pain Treatment Guidelines.

MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines {cites}.

Decision rationale: {rationale}
"""


def item(
    title: str = "Tizanidine 4 mg #30",
    decision: str = "Upheld",
    cites: str = "Muscle relaxants Page(s): 63",
    rationale: str = "The requested Tizanidine is not medically necessary.",
) -> str:
    return ITEM.format(title=title, decision=decision, cites=cites, rationale=rationale)


def letter(*items: str, number: str = "CM14-0000001") -> str:
    """A determination with these items; without any, one that is upheld."""
    return f"""\
Case Number: {number}
Date of Injury: 03/04/2012
Decision Date: 07/21/2014 UR Denial Date: 01/13/2014

{BOILERPLATE}
CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the case file,
including all medical records:

The injured worker is a 44 year old female who sustained an industrial injury on 03/04/2012. Diagnoses
included lumbar strain and muscle spasm. Medications included Tizanidine. The request for Tizanidine was
not certified.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

{chr(10).join(items or (item(),))}"""


UPHELD = letter()
OVERTURNED = letter(
    item(decision="Overturned", rationale="The requested Tizanidine is medically necessary."),
    number="CM14-0000002",
)
NEWS = "The county fair opened on Saturday with a parade. " * 20

RULE = """\
code: {code}
name: {name}
check: {check}
severity: {severity}
appeal: quality
scope: rationale
summary: An item that is {decision}.
source: {{cite: An invented rule, kind: letter-form}}
when:
- {{fact: item, as: i, where: {{decision: {decision}}}}}
message: The item is {{i.decision}}.
evidence: [i]
resolve: Nothing.
tests:
- {{name: fires, facts: [{{item: {{decision: {decision}}}}}], fires: 1}}
- {{name: silent on another decision, facts: [{{item: {{decision: modified}}}}], fires: 0}}
"""


def write_rules(folder: Path) -> Path:
    """An error on each upheld item, a note on each overturned one."""
    rules = (
        ("IMR301", "upheld-item", "limit-misstated", "error", "upheld"),
        ("IMR302", "overturned-item", "borrowed-criterion", "note", "overturned"),
    )
    (folder / "criterion").mkdir(parents=True)
    for code, name, check, severity, decision in rules:
        text = RULE.format(code=code, name=name, check=check, severity=severity, decision=decision)
        (folder / "criterion" / f"{code}.yaml").write_text(text, encoding="utf-8")
    return folder
