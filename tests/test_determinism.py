"""The same letter gives the same bytes whatever order the interpreter's sets have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.letters import CHRONIC_2009, CHRONIC_2016, item, letter, one

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
SEEDS = ("0", "1", "2", "3", "4")
ROWS = (
    "The MTUS recommends 9-10 visits over 8 weeks for myalgia, myositis, neuralgia, neuritis and radiculitis."
)
LETTERS = (
    one(
        title="Physical therapy for the low back and the neck, 12 visits",
        reviewer=f"{CHRONIC_2016}, Section(s): Physical medicine treatment",
        rationale=f"{ROWS} The MTUS recommends 24 visits over 16 weeks for CRPS.",
    ),
    one(
        title="MRI of the left knee and the lumbar spine",
        summary="He has bilateral numbness, weakness and spasm of the neck and the left arm.",
        rationale="The patient has no numbness, spasm or weakness. She has right numbness.",
    ),
    one(
        title="Lumbar epidural steroid injection",
        decision="Overturned",
        reviewer=f"{CHRONIC_2009}, Section(s): Epidural steroid injections (ESIs)",
        rationale="Radiculopathy must be documented by examination and corroborated by imaging.",
    ),
    letter(
        item("Tizanidine 4 mg #90, Norco 10/325 mg #60 and naproxen cream", rationale="He takes Zanaflex."),
        item("Chiropractic, acupuncture and massage, 8 visits", rationale="Manipulation is not recommended."),
    ),
)
EXAMINE = """
import json, sys
from checker import check_text, to_json
print(json.dumps([to_json(check_text(text)) for text in json.load(sys.stdin)]))
"""


def reports(seed: str) -> list[str]:
    """The whole reports of all letters under a hash seed."""
    texts = [*LETTERS, *(path.read_text(encoding="utf-8") for path in EXAMPLES)]
    done = subprocess.run(
        [sys.executable, "-c", EXAMINE],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_a_letter_gives_the_same_bytes_under_every_hash_seed() -> None:
    first, *others = [reports(seed) for seed in SEEDS]
    assert len(first) == len(LETTERS) + len(EXAMPLES)
    assert others == [first] * len(others)
