"""Citations resolved to editions and sections, and how those fit a treatment and its body part."""

from __future__ import annotations

import pytest

from checker.casefile.coverage import covers_treatment, fits_body, section_fits_body
from checker.casefile.resolving import Resolved
from tests.letters import CHRONIC_2009, RELAXANTS, only_item
from tests.shipped import knowledge, lexicon, requests

EDITIONS = {edition.id: edition for edition in knowledge().editions}
SECTIONS = {section.id: section for edition in knowledge().editions for section in edition.sections}
CHRONIC = "MTUS Chronic Pain Medical Treatment"
ODG = "Non-MTUS Official Disability Guidelines"
IN_2015, IN_2016, IN_2020 = "03/02/2015", "09/19/2016", "01/06/2020"


def resolve(reviewer: str, decided: str = IN_2016, **parts: str) -> Resolved:
    given = {"reviewer": reviewer, "decided": decided, "denied": decided, **parts}
    (found,) = only_item(**given).cited_by("reviewer")
    return found


@pytest.mark.parametrize(
    ("reviewer", "decided", "edition", "standing"),
    [
        (f"{CHRONIC} 2009", IN_2015, "MTUS-CP-2009", "in_force"),
        (f"{CHRONIC} 2009", IN_2016, "MTUS-CP-2009", "superseded"),
        (CHRONIC, IN_2015, "MTUS-CP-2009", "in_force"),
        (CHRONIC, IN_2016, "MTUS-CP-2016", "in_force"),
        (CHRONIC, IN_2020, "MTUS-CP-2017", "in_force"),
        (f"{CHRONIC} Page(s): 63", IN_2016, "MTUS-CP-2009", "superseded"),  # the edition with pages
        ("MTUS Opioids Guidelines", IN_2016, "MTUS-OP-2016", "in_force"),
        ("MTUS Opioids Guidelines", IN_2020, "MTUS-OP-2017", "in_force"),
        ("MTUS ACOEM Chapter 13 Knee Complaints", IN_2020, "MTUS-ACOEM-13", "superseded"),
        ("MTUS Elbow Disorders", IN_2016, "MTUS-ACOEM-10", "in_force"),
        ("MTUS Elbow Disorders", IN_2020, "MTUS-ELB-2018", "in_force"),
        ("MTUS Shoulder Disorders 2016", IN_2016, "MTUS-SH-2016", "not_yet"),
        ("MTUS 2017 Chronic Pain", IN_2020, "MTUS-CP-2017", "in_force"),
        ("MTUS Low Back Disorders 2016", IN_2020, "MTUS-LB-2016", "superseded"),
        ("MTUS Low Back Disorders, 2019", IN_2020, "MTUS-LB-2019", "in_force"),
        ("MTUS Low Back Disorders 2020", IN_2020, "MTUS-LB-2020", "unknown"),  # since when is not known
        (
            "MTUS Low Back Disorders Guideline (ACOEM February 24, 2016)",
            IN_2020,
            "MTUS-LB-2016",
            "superseded",
        ),
        ("MTUS Hip and Groin Disorders (ACOEM 4/24/19)", IN_2020, "MTUS-HIP-2019", "in_force"),
        ("MTUS Cervical and Thoracic Spine 2019", IN_2020, "MTUS-CT-2018", "in_force"),  # year of the order
        ("MTUS Drug Formulary", IN_2020, "MTUS-FORMULARY-2018", "in_force"),
        (f"{ODG} (ODG) Pain (Chronic)", IN_2016, "ODG-PAIN", "unknown"),
        ("ACOEM Low Back Disorders", IN_2016, "ACOEM-3", "unknown"),
    ],
)
def test_a_citation_is_one_edition(reviewer: str, decided: str, edition: str, standing: str) -> None:
    found = resolve(reviewer, decided)
    assert (found.edition and found.edition.id, found.standing, found.reason) == (edition, standing, None)


@pytest.mark.parametrize(("latest", "edition"), [("02/03/2014", "MTUS-CP-2009"), (IN_2016, "MTUS-CP-2016")])
def test_without_a_date_of_the_decision_the_latest_date_picks_the_edition(latest: str, edition: str) -> None:
    found = resolve(CHRONIC, decided="", denied=latest, injured="01/02/2012")
    assert (found.edition and found.edition.id) == edition


@pytest.mark.parametrize(
    ("reviewer", "reason", "standing"),
    [
        (f"{CHRONIC} 2012", "there is no 2012 edition of Chronic Pain Medical Treatment", "never"),
        (
            "MTUS Shoulder Disorders",
            "MTUS Shoulder Disorders Guideline, 2016 came after 2016-09-19, the day of the decision",
            "unknown",
        ),
        ("MTUS Garden Treatment 2016", "no encoded edition of MTUS has this topic", "unknown"),
        (ODG, "ODG is cited as a whole, without chapter or section", "unknown"),
        ("Non-MTUS a textbook", "this source is not encoded", "unknown"),
    ],
)
def test_a_citation_without_edition_says_why(reviewer: str, reason: str, standing: str) -> None:
    found = resolve(reviewer)
    assert (found.edition, found.reason, found.standing) == (None, reason, standing)


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        (", Section(s): Muscle relaxants", ["CP09.musc"]),
        (", Section(s): Medicines: Muscle relaxants", ["CP09.musc"]),
        (", Section(s): Massage theraphy", ["CP09.mass"]),
        (", Section(s): Topical analgesics, Massage therapy", ["CP09.top", "CP09.mass"]),
        (", Section(s): Opioids & Massage therapy", ["CP09.op.intro", "CP09.mass"]),
        (", Section(s): Manual therapy & manipulation", ["CP09.manip"]),
        (", Section(s): Gardening", [None]),
        (", Section(s): Baclofen Page(s): 64", ["CP09.musc.aspastic"]),
        (" Page(s): 60", ["CP09.manip", "CP09.mass", "CP09.meds"]),
        (", Section(s): Office visits", [None]),
    ],
)
def test_the_sections_that_are_cited(words: str, sections: list[str | None]) -> None:
    found = resolve(CHRONIC_2009 + words, IN_2015)
    assert [cited.section and cited.section.id for cited in found.sections] == sections


@pytest.mark.parametrize(
    ("page", "tizanidine"), [("", True), (" Page(s): 66", True), (" Page(s): 64", False)]
)
def test_a_title_names_the_sections_that_share_it_on_the_cited_pages(page: str, tizanidine: bool) -> None:
    known = resolve(f"{RELAXANTS}{page}", IN_2015).known_sections
    assert (SECTIONS["CP09.musc"] in known, SECTIONS["CP09.musc.tiza"] in known) == (True, tizanidine)


@pytest.mark.parametrize(
    ("section", "title", "fit"),
    [
        ("CP09.musc", "Tizanidine 4 mg", "yes"),  # a kind of what it lists
        ("CP09.cyclo", "Muscle relaxant", "yes"),  # broader than what it lists
        ("CP09.pm", "Acupuncture", "no"),  # excluded
        ("AC04.13.exam", "Knee arthroscopy", "no"),  # excluded, nothing listed
        ("AC04.13.exam", "MRI of the knee", "unknown"),  # nothing listed
        ("CP09.musc", "Gabapentin 300 mg", "no"),  # another drug
        ("CP09.musc", "MRI of the knee", "no"),  # another kind
        ("CP09.esi", "Facet injection", "unknown"),  # another of the kind
        ("CP09.musc", "Knee brace", "unknown"),  # sections of any kind speak of equipment
        ("CP09.musc", "A garden", "unknown"),
    ],
)
def test_whether_a_section_covers_a_treatment(section: str, title: str, fit: str) -> None:
    assert covers_treatment(SECTIONS[section], requests().treatment(title), lexicon()) == fit


@pytest.mark.parametrize(
    ("work", "title", "fit"),
    [
        ("MTUS-ACOEM-13", "MRI of the knee and shoulder", "yes"),
        ("MTUS-ACOEM-13", "MRI of the shoulder", "no"),
        ("MTUS-ACOEM-13", "MRI of the lower extremity", "unknown"),
        ("MTUS-ACOEM-13", "MRI of the upper extremity", "no"),  # the other limb
        ("MTUS-ACOEM-13", "MRI", "unknown"),
        ("MTUS-ACOEM-12", "MRI of the spine", "unknown"),
        ("MTUS-CP-2009", "MRI of the knee", "unknown"),
        ("PS09.knee", "Therapy for the right knee", "yes"),  # a section, by its title
        ("PS09.knee", "Therapy for the shoulder", "no"),
        ("PS09.knee", "Therapy for the lower extremity", "unknown"),
        ("CP09.pm", "Therapy for the shoulder", "unknown"),
    ],
)
def test_whether_an_edition_or_section_fits_the_body_part(work: str, title: str, fit: str) -> None:
    parts = requests().treatment(title).body_parts
    if work in EDITIONS:
        assert fits_body(EDITIONS[work], parts, lexicon()) == fit
    else:
        assert section_fits_body(SECTIONS[work], parts, lexicon()) == fit


@pytest.mark.parametrize("title", ["Anti-epilepsy drugs (AEDs)", "Antiepilepsy drugs (AEDs)"])
def test_a_hyphen_makes_no_other_title(title: str) -> None:
    (cited,) = resolve(f"{CHRONIC} 2009 {title} Page(s): 16-18").sections
    assert next(section.title for section in cited.sections) == "Anti-epilepsy drugs (AEDs)"


def test_a_heading_names_its_entries() -> None:
    cited = resolve(f"{CHRONIC_2009}, Section(s): Opioids, criteria for use", IN_2015).known_sections
    entries = ("crit1", "init", "ongoing", "visits", "stop", "cont")
    assert {section.id for section in cited} == {f"CP09.op.{entry}" for entry in entries}
