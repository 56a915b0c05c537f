"""What identifies is found in a text, in whatever way it is written; what does not stays."""

from __future__ import annotations

import pytest

from checker.report.redacting import Redaction
from tests.shipped import knowledge


def redacted(text: str, *others: str, own: bool = False) -> str:
    """What is left of a text, or of others said of it."""
    redaction = Redaction(text, knowledge())
    return "\n".join(redaction.words(one, own=own) for one in others or (text,))


# The identifiers of HIPAA's Safe Harbor by their letter in 45 CFR 164.514(b)(2)(i), with what is left.
SAFE_HARBOR = {
    "A names": ("By Dr. Jane Roe, who agrees. Roe left.", "By Dr. [name 1], who agrees. [name 1] left."),
    "A relatives": ("His wife Maria drives.", "His wife [name 1] drives."),
    "A employers": ("Employer: Acme Freight\nSeen.", "Employer: [name 1]\nSeen."),
    "B streets": ("At 12 Old Mill Street today.", "At [address 1] today."),
    "B towns": ("Seen in Elk Grove, CA 95624.", "Seen in [address 1]."),
    "B towns without a code": ("Seen at Fresno, California, twice.", "Seen at [address 1], twice."),
    "B towns alone": ("She lives in Elk Grove now.", "She lives in [address 1] now."),
    "B counties": ("Hurt in Kern County.", "Hurt in [address 1]."),
    "B postal codes": ("Zip: 95624", "Zip: [number 1]"),
    "C dates": ("Seen 06/30/2014 and June 30th, 2014.", "Seen [date 1] and [date 1]."),
    "C months": ("Worse in June, better since July 2014.", "Worse in [date 2], better since [date 1]."),
    "C days": ("Seen on 6/30 with pain of 6/10.", "Seen on [date 1] with pain of 6/10."),
    "C years of birth": ("She was born in 1921.", "She was born in [date 1]."),
    "C ages over 89": ("A 92-year-old man, aged 92, not 89 years old.",
                       "A [age 1]-year-old man, aged [age 1], not 89 years old."),
    "D telephones": ("Call (415) 555-0199 or 415.555.0198.", "Call [number 1] or [number 2]."),
    "E fax": ("Fax: 555-0199", "Fax: [number 1]"),
    "F mail": ("Write to jane.roe@example.org.", "Write to [number 1]."),
    "G social security": ("It is 123-45-6789, or xxx-xx-6789.", "It is [number 1], or [number 2]."),
    "H medical records": ("MRN: AB-1234", "MRN: [number 1]"),
    "I health plans": ("Beneficiary number 12AB34.", "Beneficiary number [number 1]."),
    "J accounts": ("Account no. 1234-99", "Account no. [number 1]"),
    "K certificates and licenses": ("License: A12345", "License: [number 1]"),
    "L vehicles": ("A car, 1HGCM82633A004352.", "A car, [number 1]."),
    "L plates": ("Plate: 7ABC123", "Plate: [number 1]"),
    "M devices": ("Serial number: SN-4711", "Serial number: [number 1]"),
    "N pages": ("See https://example.org/roe?id=7.", "See [number 1]."),
    "O computers": ("From 192.0.2.17 today.", "From [number 1] today."),
    "R others": ("Case CM15-0901499, claim number WC-123456.", "Case [number 1], claim number [number 2]."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "left"), SAFE_HARBOR.values(), ids=SAFE_HARBOR)
def test_what_identifies_by_hipaa(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Mr. de la Cruz", ["de la Cruz", "Cruz", "DE LA CRUZ"]),
        ("Ms. van der Berg", ["van der Berg", "Berg", "Van Der Berg's"]),
        ("Dr. O'Neil-Smith", ["O'Neil-Smith", "O’Neil-Smith", "Smith", "ONeil-Smith", "O'NEIL-\nSMITH"]),
        ("Dr. d'Angelo", ["d'Angelo", "D'ANGELO"]),
        ("Dr. al-Rashid", ["al-Rashid", "Al-Rashid", "Rashid"]),
        ("Mr. Ortega y Gasset", ["Ortega y Gasset", "Ortega", "Gasset"]),
        ("Mr. St. John", ["St. John", "John"]),
        ("Dr. Rodriguez", ["Rodriguez", "Rod-\nriguez", "Rod- riguez", "post-Rodriguez"]),
        ("Dr. Rod-\nriguez", ["Rodriguez", "Rod-\nriguez"]),
        ("Dr. Smith-\nBrown", ["Smith-Brown", "Brown", "Smith"]),
        ("Applicant: van der Berg, Jan", ["Jan van der Berg", "Berg"]),
        ("John Smith MD", ["Smith", "John Smith"]),
    ],
    ids=str,
)
def test_a_name_and_its_parts(name: str, later: list[str]) -> None:
    left, then = redacted(f"{name} came; then {'; '.join(later)} came.").split(" came; then ")
    assert left in {"Mr. [name 1]", "Ms. [name 1]", "Dr. [name 1]", "Applicant: [name 1]", "[name 1] MD"}
    assert then == f"{'; '.join(['[name 1]'] * len(later))} came."


@pytest.mark.parametrize(
    "text",
    [
        "Seen by Mr. de la Cruz. She has De Quervain's disease, and el and la.",
        "Signed by Ten Speed, M.D. Ten visits were had.",
    ],
)
def test_a_particle_is_no_name_alone(text: str) -> None:
    left = redacted(text)
    assert "De Quervain's disease" in left or "Ten visits were had." in left


PROVIDER = "Provider name: Bay Medical Hand Acupuncture   Seen."
TITLES = (
    "MTUS Chronic Pain Medical Treatment Guidelines, 2009, ODG Forearm, Wrist, & Hand, "
    "MTUS Acupuncture Medical Treatment Guidelines"
)


@pytest.mark.parametrize("own", [True, False])
def test_titles_of_guidelines_keep_words_that_are_names_too(own: bool) -> None:
    assert redacted(PROVIDER, TITLES, own=own) == TITLES
    told = redacted(PROVIDER, "Bay Medical asked; Medical Acupuncture was had.", own=own)
    assert told == "[name 1] asked; [name 1] was had."


@pytest.mark.parametrize(
    "text",
    [
        "By the ODG, CA MTUS and ACOEM, California MTUS, 4 to 6 visits over 3 weeks.",
        "Strength 5/5, pain from 8/10 to 4/10 on most days, since 2012; pages 98-99; dose 92 mg.",
        "The patient may walk. In this case the plan is for 92 tablets; L4-L5 and C5-6, section 3.3.1.2.",
    ],
)
def test_what_identifies_nobody_stays(text: str) -> None:
    assert redacted(text) == text
