"""What a sentence on the case takes up of what is stated of the guideline, and by which words."""

from __future__ import annotations

import pytest

from tests.letters import only_item

SPASM = "The MTUS recommends muscle relaxants as a second-line option for spasm."
VISIT = "ODG says that the need for a visit is individualized by complaints, signs and symptoms."
SECOND = "ODG recommends lubiprostone after stool softeners have failed."
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
        ("Follow-up visit", f"{VISIT} He has spasm.", [(1, 0, "findings")]),
        ("Follow-up visit", f"{VISIT} He has no spasm.", []),
        ("Follow-up visit", f"{VISIT} His symptoms and findings are the same.", [(1, 0, "findings")]),
        ("Amitiza 24 mcg", f"{SECOND} He takes docusate.", [(1, 0, "@laxative")]),
        ("Amitiza 24 mcg", f"{SECOND} He takes lubiprostone.", []),
        ("Diclofenac 100 mg", "The MTUS recommends NSAIDs as an option. He has used Mobic.", []),
        ("Tizanidine 4 mg", f"{SHORT} The request stays within the limit.", [(1, 0, "criteria")]),
        ("Tizanidine 4 mg", f"{SHORT} The patient has used it on a chronic basis.", [(1, 0, "duration")]),
    ],
)
def test_a_sentence_on_the_case_takes_up_another(
    title: str, rationale: str, expected: list[tuple[int, int, str]]
) -> None:
    found = only_item(title=title, rationale=rationale).comparisons
    assert [(each.case, each.stated) for each in found] == [(case, stated) for case, stated, _ in expected]
    assert all(word in each.by for each, (_, _, word) in zip(found, expected, strict=True))
