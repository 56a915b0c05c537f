"""Therapy after an operation: which row is the patient's, and what the rationale states instead."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2009, Parts, Row, of_one

POSTSURGICAL = "MTUS Postsurgical Treatment 2009"
DONE = "She underwent left first dorsal compartment release on 05/12/2016."
HAD = "Eight post-operative therapy visits were completed."
STATED = "The MTUS allows 3 to 8 visits over 3 to 5 weeks after carpal tunnel release."
WRIST: Parts = {
    "title": "Post-operative occupational therapy, left wrist, 6 visits",
    "reviewer": f"{POSTSURGICAL}, Section(s): Carpal Tunnel Syndrome",
    "summary": f"{DONE} {HAD}",
    "rationale": STATED,
    "denied": "08/15/2016",
    "decided": "09/20/2016",
}
KNEE: Parts = {
    "title": "Physical therapy for the right knee, 12 visits",
    "reviewer": f"{CHRONIC_2009}, Section(s): Physical medicine",
    "rationale": "The MTUS recommends 9-10 visits over 8 weeks for myalgia and myositis.",
    "denied": "08/15/2016",
    "decided": "09/20/2016",
}


def _done(sentence: str) -> Parts:
    return {"summary": f"{sentence} {HAD}"}


RECONSTRUCTED = _done("She underwent right ACL reconstruction on 05/12/2016.")


@pytest.mark.parametrize(
    ("parts", "names", "expected"),
    [
        ({}, "operation general alike", [("de Quervain release", False, False)]),
        ({}, "total high cap own", [(14, 8, 14, "room")]),
        ({"title": "Post-operative occupational therapy, left wrist, 7 visits"}, "own", [("no_room",)]),
        ({"summary": DONE}, "own prior_known", [("room", False)]),
        ({"summary": f"{DONE} She has had post-operative therapy."}, "own", [("open",)]),
        # the operation: of the side and part, done, dated, in its period
        (_done(DONE.replace("left", "right")), "own", []),
        (_done(DONE.replace("05/12/2016", "05/12/2015")), "own", []),
        (_done("Left first dorsal compartment release is planned for 05/12/2016."), "own", []),
        (_done("She underwent left first dorsal compartment release."), "own", []),
        (_done("On 05/12/2016 she was status post left first dorsal compartment release."), "own", []),
        (_done("On 05/12/2016 she underwent left first dorsal compartment release."), "own", [("room",)]),
        (_done("She had wrist pain on 05/12/2016 after left first dorsal compartment release."), "own", []),
        # that of the row stated is on record too
        (_done(f"{DONE} Left carpal tunnel release was done too."), "own", []),
        (_done(f"{DONE} She had right carpal tunnel release."), "own", [("room",)]),
        (_done(f"{DONE} She had carpal tunnel release on 05/12/2010."), "own", [("room",)]),
        # the rationale has the own row, or its figure
        ({"rationale": f"{STATED} After a de Quervain release it allows 14 visits."}, "own", []),
        (
            {"rationale": f"{STATED} The patient had a de Quervain release and used the 14 visits for it."},
            "own",
            [],
        ),
        ({"rationale": "He was seen."}, "own", []),
    ],
)
def test_row_of_another_operation(parts: Parts, names: str, expected: list[Row]) -> None:
    assert of_one("operation_row", names, **{**WRIST, **parts}) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (RECONSTRUCTED, [(True, "room", True)]),
        (_done("She underwent left ACL reconstruction on 05/12/2016."), []),
        (_done("She underwent right Achilles tendon repair on 05/12/2016."), []),
        ({"title": "Physical therapy, 12 visits", **RECONSTRUCTED}, []),
        ({"title": "Chiropractic treatment for the right knee, 12 visits", **RECONSTRUCTED}, []),
        ({"title": "Aquatic therapy for the right knee, 12 visits", **RECONSTRUCTED}, []),
        ({"reviewer": f"{POSTSURGICAL}, Section(s): Knee", **RECONSTRUCTED}, []),
    ],
)
def test_row_of_no_operation(parts: Parts, expected: list[Row]) -> None:
    assert of_one("operation_row", "general own counted", **{**KNEE, **parts}) == expected
