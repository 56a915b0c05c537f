"""What validate says of a criterion whose sentences, kind or year say otherwise than the rest of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.knowledge.strict_yaml import remembering
from tests.cli.conftest import Cli
from tests.cli.packs import GUIDELINE, write

NEEDS = """\
id: HOUSE-2026
source: OTHER
title: House guideline on injections
topic: House guideline on injections
edition: '2026'
in_force: {since: 2026-01-01, until: null}
publisher: An invented clinic
rank: 5
provenance: {grade: B, sources: [an invented table]}
sections:
- id: HOUSE.esi
  title: Epidural steroid injections
  recommendation: conditional
  covers: {treatments: [epidural_steroid_injection]}
  criteria:
  - id: HOUSE.esi.indication
    kind: indication
    text: radiculopathy shown by a disc herniation or an abnormal electrodiagnostic study, and no infection
    needs:
      all:
      - condition: radiculopathy
      - any: [{condition: disc herniation}, {condition: abnormal electrodiagnostic study}]
      - not: {condition: infection}
    then: recommended
    otherwise: not_recommended
    examples:
    - Epidural injections are recommended for radiculopathy with a disc herniation or an abnormal EMG.
    - The guideline asks for radiculopathy, borne out by a disc herniation or an abnormal EMG.
    - An ESI is indicated in radiculopathy if imaging shows a herniated disc or the EMG is abnormal.
    - Radiculopathy with a herniated disc or a positive EMG is required for an epidural injection.
    near: [The patient has radiculopathy.]
"""
EARLIER = NEEDS.replace("'2026'", "'2025'").replace("HOUSE-2026", "HOUSE-2025")
JOINED = NEEDS.replace(" or an abnormal", " and an abnormal")
OF_ODG = (
    GUIDELINE.replace("OTHER", "ODG")
    .replace("rank: 5", "rank: 2")
    .replace("House guideline on sleep", "Rest at night")
)
AGAINST = re.sub(
    "    limits: .*\n",
    "",
    GUIDELINE.replace("is limited to 7 to 10 days", "is not recommended")
    .replace("supports at most ten days of Ambien", "does not recommend Ambien")
    .replace("of this kind is for 7-10 days of use", "such as Ambien is not supported")
    .replace("beyond 10 days ", "")
    .replace("for at most 7 to 10 days", "is not recommended"),
)
TOGETHER = (
    'W720 it asks for "disc herniation and an abnormal emg" together; needs, and most of these sentences'
)
WRONG = {
    "a text that joins a choice": (
        NEEDS,
        "herniation or an abnormal electrodiagnostic",
        "herniation and abnormal electrodiagnostic",
        '18:11: W720 it asks for "disc herniation and abnormal electrodiagnostic study" together',
    ),
    "an example that joins a choice": (
        NEEDS,
        "or an abnormal EMG",
        "and an abnormal EMG",
        f"27:7: {TOGETHER}",
    ),
    "an indication that is called an exclusion": (
        NEEDS,
        "kind: indication",
        "kind: exclusion",
        "17:11: W719 exclusion speaks against a treatment, and its sentences are for it",
    ),
    "what is not recommended and is called so": (
        AGAINST,
        "kind: duration_limit",
        "kind: recommended",
        "15:11: W719 recommended speaks for a treatment, and its sentences are against it",
    ),
    "an indication that is called recommended": (
        NEEDS,
        "kind: indication",
        "kind: recommended",
        "25:16: W722 no case is put against the needs of kind recommended: is it an indication?",
    ),
    "an id of another year": (
        NEEDS,
        "HOUSE-2026",
        "HOUSE-2025",
        "1:5: W718 2025 here, and the edition is 2026: a citation resolves by that",
    ),
    "an edition in force before it was there": (
        NEEDS,
        "since: 2026-01-01",
        "since: 2025-12-31",
        "6:19: W718 since 2025-12-31, which is before the edition, 2026",
    ),
    "a body part that is another": (
        GUIDELINE.replace("leep", "houlder").replace("Zolpidem", "Zolpidem, shoulder"),
        "{treatments: [zolpidem]}",
        "{treatments: [zolpidem], body_parts: [knee]}",
        "12:48: W710 knee here, and the sentences name shoulder",
    ),
    "an example that tells of a patient": (
        GUIDELINE,
        "Sleep medicine of this kind is for 7-10 days of use.",
        "The patient took zolpidem for seven to ten days.",
        "21:7: W721 it tells what a patient had, and states nothing: it belongs under near",
    ),
}
RIGHT = {
    "as it is": (NEEDS, "", ""),
    "an edition of the year before it is in force": (EARLIER, "", ""),
    "a second year that letters print for it": (
        NEEDS,
        "title: House",
        "also_dated: ['2025']\ntitle: 2025 House",
    ),
    "more sentences that join than leave a choice": (JOINED, "", ""),
    "what is not recommended": (AGAINST, "kind: duration_limit", "kind: not_recommended"),
    "a title to which the name of its source leads": (OF_ODG, "", ""),
    "a patient of whom a guideline speaks": (
        GUIDELINE,
        "Sleep medicine of this kind is for 7-10 days of use.",
        "The patient took zolpidem for 30 days, and the guideline supports seven to ten days.",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _files_parsed_once() -> Iterator[None]:
    """The shipped files are the same for all tests here."""
    with remembering({}):
        yield


@pytest.mark.parametrize(("whole", "old", "new", "said"), WRONG.values(), ids=WRONG)
def test_what_is_said_otherwise_is_told(
    cli: Cli, here: Path, whole: str, old: str, new: str, said: str
) -> None:
    assert old in whole
    write(here / "own.yaml", whole.replace(old, new, 1))
    result = cli("guideline", "validate", "own.yaml")
    assert (result.code, result.text) == (0, "1 file, no problems, 1 warning\n"), result.err
    assert result.err.startswith(f"imr-check: own.yaml:{said}")


def test_an_edition_that_is_called_an_addition_is_told_once(cli: Cli, here: Path) -> None:
    write(here / "own.yaml", GUIDELINE.replace("id: ", "adds_to: ", 1))
    result = cli("guideline", "validate", "own.yaml")
    said = "imr-check: own.yaml:1:1: V202 adds_to: what adds to an edition has sections alone; "
    assert (result.code, len(result.err.splitlines()), result.err.startswith(said)) == (2, 1, True), (
        result.err
    )


@pytest.mark.parametrize(
    "command", [("test",), ("mutate",), ("match", "Zolpidem is limited to 7 to 10 days.")]
)
def test_guidelines_are_tested_beside_a_pack_of_rules_without_any(
    cli: Cli, here: Path, command: tuple[str, ...]
) -> None:
    (here / "rules").mkdir()
    write(here / "ours/sleep.yaml", GUIDELINE)
    write(here / "imr-check.toml", 'rules = ["./rules"]\nguidelines = ["./ours"]\n')
    assert (cli("guideline", *command).code, cli("rule", "test").code) == (0, 2)


@pytest.mark.parametrize(("whole", "old", "new"), RIGHT.values(), ids=RIGHT)
def test_what_is_said_alike_is_not(cli: Cli, here: Path, whole: str, old: str, new: str) -> None:
    assert old in whole
    write(here / "own.yaml", whole.replace(old, new, 1))
    result = cli("guideline", "validate", "own.yaml")
    assert (result.code, result.text, result.err) == (0, "1 file, no problems\n", "")
