"""Guideline lines: sources, topics, editions, sections and pages as printed, in both forms."""

from __future__ import annotations

import pytest

from checker.errors import UnreadableError
from checker.letter import Citation
from checker.reading.citations import MAX_CITED
from checker.spans import LetterText, Span
from tests.shipped import citations

CP = "Chronic Pain Medical Treatment"
CPG = "Chronic Pain Treatment Guidelines"


def read(line: str) -> tuple[Citation, ...]:
    return citations().read(LetterText(line), Span(0, len(line)), "reviewer")


def cited(line: str) -> list[tuple[object, ...]]:
    return [(c.source, c.topic, c.edition, c.sections, c.pages, c.labelled) for c in read(line)]


NEW_FORM = {
    "an edition": ("MTUS Knee Complaints 2004.", [("MTUS", "Knee Complaints", "2004", (), (), "mtus")]),
    "a section": (
        f"MTUS {CP} 2016, Section(s): Topical analgesics.",
        [("MTUS", CP, "2016", ("Topical analgesics",), (), "mtus")],
    ),
    "a section with commas": (
        f"MTUS {CP} 2016, Section(s): Opioids, criteria for use, Urine drug testing (UDT).",
        [("MTUS", CP, "2016", ("Opioids, criteria for use", "Urine drug testing (UDT)"), (), "mtus")],
    ),
    "two editions": (
        "MTUS Knee Complaints 2004, Section(s): Surgery and Opioid Treatment 2016, Section(s): Summary.",
        [
            ("MTUS", "Knee Complaints", "2004", ("Surgery",), (), "mtus"),
            ("MTUS", "Opioid Treatment", "2016", ("Summary",), (), "mtus"),
        ],
    ),
    "several sources in a sentence": (
        "MTUS Knee Complaints 2004, Section(s): Special Studies, and Non-MTUS Official Disability Guidelines"
        " (ODG), Knee Chapter (updated 10/1/16), MRI; ACOEM Guidelines, Chapter 3.",
        [
            ("MTUS", "Knee Complaints", "2004", ("Special Studies",), (), "mtus"),
            ("ODG", "Knee Chapter", "10/1/16", ("MRI",), (), "non_mtus"),
            ("ACOEM", "Chapter 3", None, (), (), "non_mtus"),
        ],
    ),
}
OLD_FORM = {
    "a page": (f"MTUS {CPG} Page(s): 60.", [("MTUS", CPG, None, (), ((60, 60),), "mtus")]),
    "a page of all": (f"MTUS {CPG} Page 60 of 127", [("MTUS", CPG, None, (), ((60, 60),), "mtus")]),
    "pages that follow": (
        f"MTUS {CPG} Muscle relaxants (for pain) Page(s): 63, 64.",
        [("MTUS", CPG, None, ("Muscle relaxants (for pain)",), ((63, 64),), "mtus")],
    ),
    "pages apart": (
        f"MTUS {CPG} Page(s): 124, 66.",
        [("MTUS", CPG, None, (), ((124, 124), (66, 66)), "mtus")],
    ),
    "a range and a page": (
        f"MTUS {CPG}, pages 63-66 and 124.",
        [("MTUS", CPG, None, (), ((63, 66), (124, 124)), "mtus")],
    ),
    "a range, a page": (
        f"MTUS {CPG}, pp. 63-66, 124.",
        [("MTUS", CPG, None, (), ((63, 66), (124, 124)), "mtus")],
    ),
    "pages backwards": (f"MTUS {CPG}, pages 66-63.", [("MTUS", CPG, None, (), ((66, 63),), "mtus")]),
    "no page has 14 digits": (
        f"MTUS {CPG}, page 99999999999999.",
        [("MTUS", CPG, None, ("page 99999999999999",), (), "mtus")],
    ),
    "the longest page": (f"MTUS {CPG}, page 9999.", [("MTUS", CPG, None, (), ((9999, 9999),), "mtus")]),
    "one digit too many": (f"MTUS {CPG}, page 10000.", [("MTUS", CPG, None, ("page 10000",), (), "mtus")]),
    "digits of another script": (f"MTUS {CPG}, page ٦٣.", [("MTUS", CPG, None, ("page ٦٣",), (), "mtus")]),
    "a chapter of ACOEM in the MTUS": (
        "MTUS ACOEM Chapter 12 Low Back Complaints Page(s): 303.",
        [("MTUS", "ACOEM Chapter 12 Low Back Complaints", None, (), ((303, 303),), "mtus")],
    ),
    "chapters in a list": (
        "MTUS ACOEM Chapter 8 Neck and Upper Back Complaints Page(s): 178, and Chapter 11 Forearm, Wrist, "
        f"and Hand Complaints Page(s): 261, {CPG} Opioids and Muscle relaxants (for pain) Page(s): 63.",
        [
            ("MTUS", "ACOEM Chapter 8 Neck and Upper Back Complaints", None, (), ((178, 178),), "mtus"),
            ("MTUS", "Chapter 11 Forearm, Wrist, and Hand Complaints", None, (), ((261, 261),), "mtus"),
            ("MTUS", CPG, None, ("Opioids", "Muscle relaxants (for pain)"), ((63, 63),), "mtus"),
        ],
    ),
    "a section whose title ends like a guideline's": (
        f"MTUS {CPG} TENS, chronic pain Page(s): 113-116.",
        [("MTUS", CPG, None, ("TENS, chronic pain",), ((113, 116),), "mtus")],
    ),
    "chapters in a row": (
        "MTUS ACOEM Chapter 9 Shoulder Complaints and ACOEM Chapter 12 Low Back Complaints.",
        [
            ("MTUS", "ACOEM Chapter 9 Shoulder Complaints", None, (), (), "mtus"),
            ("MTUS", "ACOEM Chapter 12 Low Back Complaints", None, (), (), "mtus"),
        ],
    ),
    "the MTUS labelled non-MTUS": (
        f"Non-MTUS Citation MTUS {CPG} Topical Analgesics Page(s): 111-113.",
        [("MTUS", CPG, None, ("Topical Analgesics",), ((111, 113),), "non_mtus")],
    ),
}
OTHERS = {
    "ODG with a month": (
        "Non-MTUS Citation Official Disability Guidelines (ODG) Pain Chapter, June, 2014.",
        [("ODG", "Pain Chapter", "2014-06", (), (), "non_mtus")],
    ),
    "a chapter with commas in brackets": (
        "Non-MTUS Citation Official Disability Guidelines (ODG): Knee & Leg Chapter, MRI (magnetic, slow).",
        [("ODG", "Knee & Leg Chapter", None, ("MRI (magnetic, slow)",), (), "non_mtus")],
    ),
    "an edition of ACOEM": (
        "Non-MTUS Citation ACOEM 3rd Edition, Low Back Disorders.",
        [("ACOEM", "Low Back Disorders", "3rd", (), (), "non_mtus")],
    ),
    "a long s is no s": (
        "Non-MTUS Citation ACOEM ſecond Edition.",
        [("ACOEM", None, None, ("ſecond Edition",), (), "non_mtus")],
    ),
    "the MTUS, and in a sentence of its own another source": (
        f"MTUS {CPG} 2016, Section(s): Topical analgesics. Non-MTUS Citation ODG, Pain Chapter, Widgets.",
        [
            ("MTUS", CPG, "2016", ("Topical analgesics",), (), "mtus"),
            ("ODG", "Pain Chapter", None, ("Widgets",), (), "non_mtus"),
        ],
    ),
    "two of the MTUS, the second after a comma": (
        f"MTUS Neck and Upper Back Complaints Page(s): 174-175, and MTUS {CPG} Trigger point injections "
        "Page(s): 122.",
        [
            ("MTUS", "Neck and Upper Back Complaints", None, (), ((174, 175),), "mtus"),
            ("MTUS", CPG, None, ("Trigger point injections",), ((122, 122),), "mtus"),
        ],
    ),
    "one outside of the MTUS": (
        "The reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. "
        "Non-MTUS Citation ODG, Pain Chapter, Widgets.",
        [("ODG", "Pain Chapter", None, ("Widgets",), (), "non_mtus")],
    ),
    "another work": (
        "Non-MTUS Citation Up To Date, Sildenafil.",
        [("OTHER", "Up To Date, Sildenafil", None, (), (), "non_mtus")],
    ),
}
CASES = {**NEW_FORM, **OLD_FORM, **OTHERS}


@pytest.mark.parametrize(("line", "expected"), CASES.values(), ids=CASES)
def test_a_decision_based_on_sources(line: str, expected: list[tuple[object, ...]]) -> None:
    assert cited(f"Decision based on {line}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "The claims administrator did not cite any medical evidence.",
            [("NONE", None, None, (), (), "none")],
        ),
        ("", [("NONE", None, None, (), (), "none")]),
        ("ODG Knee Chapter, MRI", [("ODG", "Knee Chapter", None, ("MRI",), (), "none")]),
        ("A textbook of knees", [("OTHER", "A textbook of knees", None, (), (), "none")]),
    ],
)
def test_a_line_that_does_not_say_decision_based_on(line: str, expected: list[tuple[object, ...]]) -> None:
    assert cited(line) == expected


def test_a_line_that_is_missing_cites_nothing() -> None:
    assert citations().read(LetterText("x"), None, "reviewer") == ()


def test_each_clause_has_its_span_and_side() -> None:
    line = "Decision based on MTUS\nKnee Complaints 2004. Decision based on Non-MTUS ODG, Knee, MRI."
    text = LetterText("MAXIMUS guideline: " + line)
    found = citations().read(text, Span(19, 19 + len(line)), "claims_administrator")
    assert found == (
        Citation("claims_administrator", "MTUS", "Knee Complaints", "2004", (), (), Span(19, 64), "mtus"),
        Citation("claims_administrator", "ODG", "Knee", None, ("MRI",), (), Span(64, 106), "non_mtus"),
    )
    assert text.quote(found[1].span) == "Decision based on Non-MTUS ODG, Knee, MRI."


def test_a_line_cites_only_so_many_sources() -> None:
    line = "Decision based on Non-MTUS Citation " + "ODG x, ACOEM x, " * (MAX_CITED // 2)
    assert len(read(line)) == MAX_CITED
    with pytest.raises(UnreadableError, match="cites more than 100 sections"):
        read(line + "ODG x")
    with pytest.raises(UnreadableError, match="cites more than 100 sections"):
        read("Decision based on Non-MTUS Citation ODG Pain, " + "Opioids, " * MAX_CITED + "Weaning.")
