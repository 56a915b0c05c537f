"""Invented letters, in the two forms in use: with a header of fields, and with the facts in prose."""

from __future__ import annotations

HEADER = """\
Case Number: CM16-0999901
Date Assigned: 11/09/2016 Date of Injury: 10/13/2015
Decision Date: 12/09/2016 UR Denial Date: 11/03/2016
Priority: Standard Application
Received:
11/03/2016

HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer was asked. He/she knows the claims administrator not at all.

The Expert Reviewer has the following credentials:
State(s) of Licensure: Oregon, Maine
Certification(s)/Specialty: Family Practice, Pain Management

CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary:

The injured worker is a 48-year-old female who fell from a ladder. She has knee pain.

"""

PROSE = """\
HOW THE IMR FINAL DETERMINATION WAS MADE

MAXIMUS asked an expert reviewer. The expert

reviewer is Board Certified in Family Practice and is licensed to practice in Oregon and Maine. He/she

has no ties.

CLINICAL CASE SUMMARY

The patient is a 35 year old male who was injured on 2/3/2012.

"""

INTRO = """\
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

"""

LABELS = """\
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.

MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.

Decision rationale: {rationale}

"""


def item(header: str, rationale: str = "It is not needed. The request is not medically necessary.") -> str:
    """An item under its header, with all labels."""
    return f"{header}\n\n{LABELS.format(rationale=rationale)}"


def letter(*items: str, head: str = HEADER) -> str:
    """A letter with these items."""
    return head + INTRO + "".join(items)
