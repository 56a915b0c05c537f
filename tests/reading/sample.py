"""A small vocabulary, so that what these tests say does not hang on the shipped one."""

from __future__ import annotations

from checker.knowledge.concepts import Concept
from checker.knowledge.lexicon import Lexicon


def _concepts() -> list[Concept]:
    rows: list[dict[str, object]] = [
        {"id": "drug", "kind": "drug_class", "name": "medication", "terms": ["medication"]},
        {"id": "opioid", "kind": "drug_class", "name": "opioid", "is_a": ["drug"], "terms": ["opioid"]},
        {
            "id": "topical",
            "kind": "drug_class",
            "name": "topical",
            "is_a": ["drug"],
            "terms": ["topical agent"],
        },
        {
            "id": "compound_drug",
            "kind": "drug_class",
            "name": "compound",
            "is_a": ["topical"],
            "terms": ["compound"],
        },
        {
            "id": "ibuprofen",
            "kind": "drug",
            "name": "ibuprofen",
            "is_a": ["drug"],
            "route": "oral",
            "terms": ["ibuprofen"],
            "brands": ["Motrin", "Motrin IB"],
            "misspellings": ["ibuprophen"],
        },
        {
            "id": "tramadol",
            "kind": "drug",
            "name": "tramadol",
            "is_a": ["opioid"],
            "route": "oral",
            "terms": ["tramadol"],
        },
        {
            "id": "bupivacaine",
            "kind": "drug",
            "name": "bupivacaine",
            "route": "injection",
            "terms": ["bupivacaine"],
        },
        {
            "id": "lidocaine",
            "kind": "drug",
            "name": "lidocaine",
            "is_a": ["topical"],
            "route": "topical",
            "terms": ["lidocaine"],
        },
        {"id": "prednisone", "kind": "drug", "name": "prednisone", "route": "oral", "terms": ["prednisone"]},
        {
            "id": "prednisolone",
            "kind": "drug",
            "name": "prednisolone",
            "route": "oral",
            "terms": ["prednisolone"],
        },
        {"id": "aspirin", "kind": "drug", "name": "aspirin", "route": "oral", "terms": ["aspirin"]},
        {"id": "mri", "kind": "treatment", "name": "MRI", "category": "imaging", "terms": ["mri"]},
        {
            "id": "arthrogram",
            "kind": "treatment",
            "name": "MR arthrogram",
            "category": "imaging",
            "is_a": ["mri"],
            "terms": ["arthrogram"],
        },
        {
            "id": "therapy",
            "kind": "treatment",
            "name": "physical therapy",
            "category": "physical_therapy",
            "terms": ["physical therapy", "therapy"],
        },
        {
            "id": "injection",
            "kind": "treatment",
            "name": "injection",
            "category": "injection",
            "terms": ["injection"],
        },
        {
            "id": "nerve_block",
            "kind": "treatment",
            "name": "nerve block",
            "category": "injection",
            "is_a": ["injection"],
            "terms": ["nerve block"],
        },
        {"id": "leg", "kind": "body_part", "name": "leg", "terms": ["leg"]},
        {"id": "knee", "kind": "body_part", "name": "knee", "part_of": ["leg"], "terms": ["knee"]},
        {"id": "kneecap", "kind": "body_part", "name": "kneecap", "part_of": ["knee"], "terms": ["knee cap"]},
        {"id": "wrist", "kind": "body_part", "name": "wrist", "terms": ["wrist"]},
        {"id": "upper_extremity", "kind": "body_part", "name": "arm", "terms": ["upper extremity"]},
        {"id": "nerve_pain", "kind": "condition", "name": "nerve pain", "terms": ["nerve pain"]},
        {
            "id": "radiculopathy",
            "kind": "condition",
            "name": "radiculopathy",
            "implies": ["nerve_pain"],
            "terms": ["radiculopathy"],
        },
        {"id": "numbness", "kind": "condition", "name": "numbness", "terms": ["numbness", "numb"]},
        {"id": "fracture", "kind": "condition", "name": "fracture", "terms": ["fracture"]},
        {"id": "normal_mri", "kind": "condition", "name": "normal MRI", "nothing_on": ["mri"]},
    ]
    return [Concept.model_validate(row) for row in rows]


LEXICON = Lexicon(_concepts(), ["aspiring"])
