"""Cases of a criterion's needs: answered, counted as coverage, and put against small changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.knowledge.strict_yaml import remembering
from tests.cli.conftest import Cli
from tests.cli.packs import DENIED, GUIDELINE, write

MTUS = "MTUS 2009 Chronic Pain Treatment Guidelines Page(s): 63"
NEEDS = """\
    needs:
      all:
      - condition: insomnia
      - any:
        - {tried: NSAID, result: failed}
        - {tried: physical therapy, result: failed}
      - {duration: symptoms, at_least: {unit: month, low: 3, high: 3}}
    cases:
"""
# Of each: what it tells, the days since the injury, and what becomes of the needs.
CASES = [
    ("He has insomnia. Naproxen did not help.", 89, "unmet"),
    ("He has insomnia. Naproxen did not help.", 90, "met"),
    ("He has no insomnia. Naproxen did not help.", 200, "unmet"),
]


@pytest.fixture(scope="module", autouse=True)
def _files_parsed_once() -> Iterator[None]:
    with remembering({}):
        yield


def _guideline(needs: str, *cases: tuple[str, int | None, str]) -> str:
    told = "".join(
        f"    - {{told: '{words}', {f'days_since_injury: {days}, ' if days else ''}answer: {answer}}}\n"
        for words, days, answer in cases
    )
    return GUIDELINE.replace("    limits:", f"{needs}{told}    limits:")


def test_cases_come_out_as_they_say(cli: Cli, here: Path) -> None:
    write(here / "ours/sleep.yaml", _guideline(NEEDS, *CASES))
    result = cli("guideline", "test", "--guidelines", "ours")
    assert (result.code, result.text) == (0, "1 criterion, 5 sentences, 0 failed\n")


def test_a_case_that_comes_out_otherwise_shows_each_answer_and_its_words(cli: Cli, here: Path) -> None:
    words = "He has insomnia. Naproxen helped. Physical therapy helped."
    write(here / "ours/sleep.yaml", _guideline(NEEDS, (words, None, "met")))
    result = cli("guideline", "test", "--guidelines", "ours")
    assert (result.code, result.text.splitlines()) == (
        1,
        [
            f"HOUSE.zolpidem.days: case: {words}",
            "    expected met",
            "    found    unmet",
            "        false       all",
            '          true        condition: insomnia: "insomnia"',
            "          false       any",
            '            false       tried: NSAID; result: failed: "naproxen"',
            '            false       tried: physical therapy; result: failed: "physical therapy"',
            "          unknown     duration: symptoms; at least 3 months",
            "1 criterion, 5 sentences, 1 failed",
        ],
    )


EITHER = """\
    needs: {any: [{condition: insomnia}, {tried: NSAID, result: failed}]}
    cases:
"""
SHOWN = ("He has insomnia.", None, "met")
TRIED = ("Naproxen has failed.", None, "met")
NEITHER = ("He has no insomnia. Naproxen helped.", None, "unmet")


def test_coverage_wants_a_case_with_and_one_without_each_statement(cli: Cli, here: Path) -> None:
    write(here / "ours/sleep.yaml", _guideline(EITHER, SHOWN, NEITHER))
    result = cli("guideline", "test", "--coverage", "--guidelines", "ours")
    gap = "HOUSE.zolpidem.days: tried: NSAID: in no case is it so"
    assert (result.code, result.text.splitlines()[0]) == (1, gap)
    write(here / "ours/sleep.yaml", _guideline(EITHER, SHOWN, TRIED, NEITHER))
    assert cli("guideline", "test", "--coverage", "--guidelines", "ours").code == 0
    write(here / "ours/sleep.yaml", _guideline(EITHER.replace("    cases:\n", "")))
    result = cli("guideline", "test", "--coverage", "--guidelines", "ours")
    assert "HOUSE.zolpidem.days: it needs something, and has no case" in result.text


def test_mutate_lists_what_nothing_notices(cli: Cli, here: Path) -> None:
    write(here / "ours/sleep.yaml", _guideline(EITHER, SHOWN, NEITHER))
    result = cli("guideline", "mutate", "--guidelines", "ours")
    assert result.code == 1
    assert result.text.splitlines()[:-1] == ["HOUSE.zolpidem.days: without tried: NSAID; result: failed"]
    write(here / "ours/sleep.yaml", _guideline(EITHER, SHOWN, TRIED, NEITHER))
    assert cli("guideline", "mutate", "--guidelines", "ours").code == 0


def test_show_prints_what_is_needed(cli: Cli, here: Path) -> None:
    write(here / "ours/sleep.yaml", _guideline(NEEDS, *CASES))
    lines = cli("guideline", "show", "HOUSE.zolpidem.days", "--guidelines", "ours").text.splitlines()
    start = next(index for index, line in enumerate(lines) if "needs" in line)
    assert lines[start : start + 6] == [
        "      needs       all of",
        "                    condition: insomnia",
        "                    any of",
        "                      tried: NSAID; result: failed",
        "                      tried: physical therapy; result: failed",
        "                    duration: symptoms; at least 3 months",
    ]


def test_review_without_an_id_goes_through_packs_only(cli: Cli, here: Path) -> None:
    uncertain = GUIDELINE.replace("grade: B,", "grade: C, uncertainty: a copy of a copy,")
    write(here / "ours/sleep.yaml", uncertain)
    said = cli("guideline", "review", "--list", "--guidelines", "ours").text.splitlines()
    assert said[0] == "HOUSE-SLEEP House guideline on sleep: 1 criterion"
    assert said[-1] == "1 criterion to be read"


@pytest.mark.parametrize("command", ["explain", "extract"])
def test_the_day_of_the_configuration_holds_for_a_look_at_a_letter_too(
    cli: Cli, here: Path, command: str
) -> None:
    write(here / "letter.txt", DENIED.replace("Non-MTUS Citation House guideline on sleep, Zolpidem", MTUS))
    plain = cli(command, "letter.txt").text
    asked = cli(command, "letter.txt", "--as-of", "2020-01-01").text
    write(here / "imr-check.toml", "as-of = 2020-01-01\n")
    assert cli(command, "letter.txt").text == asked != plain
