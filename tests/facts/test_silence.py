"""What the MTUS is said to be silent on, and what of it speaks of that."""

from __future__ import annotations

import pytest

from checker.facts.gathering import facts_of_item
from checker.spans import LetterText
from tests.letters import one
from tests.shipped import checker

ODG = "Non-MTUS Citation Official Disability Guidelines (ODG) Pain (Chronic), H-wave stimulation (HWT)"


def false_silence(rationale: str, title: str = "H-wave device, one month") -> bool | None:
    """Whether a silence is surely untrue, None where nothing covers what it is said of."""
    text = one(title=title, reviewer=ODG, rationale=rationale, decided="03/14/2016", denied="12/01/2015")
    case_file = checker().examine(LetterText(text), "letter").case_file
    assert case_file is not None
    facts = facts_of_item(case_file, case_file.items[0], checker().compiled)
    found = [fact.fields["sure"] for fact in facts if fact.kind == "false_silence"]
    assert len(found) < 2
    return bool(found[0]) if found else None


@pytest.mark.parametrize(
    ("rationale", "sure"),
    [
        # surely untrue
        ("The MTUS does not speak to H-wave devices.", True),
        ("The MTUS is mute on H-wave devices, so the ODG was consulted.", True),
        ("The MTUS chronic pain guideline contains no entry for H-wave devices.", True),
        ("The chronic pain guideline offers no guidance about H-wave stimulation.", True),
        ("H-wave stimulation isn't covered by the MTUS.", True),
        ("H-wave stimulation is not taken up in the chronic pain guideline.", True),
        ("Nothing in the MTUS deals with H-wave devices.", True),
        ("Nowhere in the MTUS is H-wave stimulation mentioned.", True),
        ("I found nothing on H-wave stimulation in the MTUS.", True),
        ("There is no MTUS section on H-wave devices.", True),
        ("In the absence of any MTUS guidance on H-wave devices, I turned to the ODG.", True),
        ("H-wave stimulation is absent from the MTUS.", True),
        ("The MTUS passes over H-wave devices.", True),
        ("The MTUS leaves H-wave devices unaddressed; the ODG has them.", True),
        ("The MTUS fails to mention H-wave devices.", True),
        ("The MTUS does not have anything on H-wave devices.", True),
        ("Neither ACOEM nor the MTUS says anything about H-wave devices.", True),
        ("No section of the MTUS touches on H-wave devices.", True),
        ("H-wave devices do not appear in the MTUS.", True),
        ("MTUS: not addressed.", True),
        ("The MTUS is silent on the requested device.", True),
        ("With the MTUS silent on H-wave devices, the ODG was consulted.", True),
        # that may be of less
        ("The MTUS does not specifically address H-wave devices.", False),
        ("The MTUS/ACOEM guidelines do not address H-wave devices.", False),
        ("The MTUS has nothing on H-wave devices for use at night.", False),
        ("The ODG (the MTUS is silent) holds it to a trial.", False),
        ("Chapter 12 of the MTUS does not cover H-wave devices.", False),
        ("The MTUS does not address H-wave devices of the shoulder.", False),
        # true, or no silence
        ("The MTUS gives no number of hours for H-wave devices.", None),
        ("The MTUS does not address the duration of H-wave stimulation.", None),
        ("The MTUS does not address H-wave devices for neuropathy.", None),
        ("The MTUS does not address whether an H-wave device may be bought.", None),
        ("The MTUS does not address H-wave devices beyond 30 days.", None),
        ("The MTUS does not discuss batteries.", None),
        ("The MTUS does not discuss massage.", None),
        ("ACOEM does not discuss H-wave devices.", None),
        ("The low back chapter of the MTUS does not discuss H-wave devices.", None),
        ("The ODG does not discuss H-wave devices.", None),
        ("The records do not discuss H-wave devices, which the MTUS covers.", None),
        ("Nothing in the MTUS supports an H-wave device.", None),
        ("Neither the MTUS nor the ODG recommends H-wave devices.", None),
        ("The MTUS does not recommend H-wave devices.", None),
    ],
)
def test_whether_a_silence_is_surely_untrue(rationale: str, sure: bool | None) -> None:
    assert false_silence(rationale) is sure


def test_what_no_section_covers() -> None:
    assert false_silence("The MTUS does not address gym memberships.", "Gym membership, 12 months") is None
