"""What a sentence on the case takes up of what is stated of the guideline, and by which words."""

from __future__ import annotations

import pytest

from tests.letters import only_item

SPASM = "The MTUS recommends muscle relaxants as a second-line option for spasm."
SHORT = "The ODG recommends it for short-term use."


@pytest.mark.parametrize(
    ("title", "rationale", "expected"),
    [
        ("Tizanidine 4 mg", f"{SPASM} He has spasm.", [(1, 0, "spasm")]),
        ("Tizanidine 4 mg", f"{SPASM} He has insomnia.", []),
        ("Tizanidine 4 mg", f"{SPASM} He takes tizanidine, a muscle relaxant.", []),
        ("Tizanidine 4 mg", f"{SPASM} The claims administrator states that he has spasm.", []),
        ("Tizanidine 4 mg", f"{SPASM} He has none of these.", [(1, 0, "criteria")]),
        ("Tizanidine 4 mg", f"{SPASM} As such, the request is not necessary.", []),
        ("Tizanidine 4 mg", f"{SHORT} The patient has used it on a chronic basis.", [(1, 0, "duration")]),
    ],
)
def test_a_sentence_on_the_case_takes_up_another(
    title: str, rationale: str, expected: list[tuple[int, int, str]]
) -> None:
    found = only_item(title=title, rationale=rationale).comparisons
    assert [(each.case, each.stated) for each in found] == [(case, stated) for case, stated, _ in expected]
    assert all(word in each.by for each, (_, _, word) in zip(found, expected, strict=True))
