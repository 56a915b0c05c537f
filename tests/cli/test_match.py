"""``imr-check guideline match``: for a reader, and line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.casefile.ties import FEATURES
from tests.cli.conftest import shell
from tests.cli.packs import GUIDELINE, write

SENTENCE = "Muscle relaxants are a second-line option for short-term use."


def run(*arguments: str, lines: str = "") -> tuple[int, str, str]:
    result = shell("guideline", "match", *arguments, stdin=lines.encode())
    return result.code, result.text, result.err


def test_a_sentence_is_shown_with_what_it_is_like() -> None:
    code, out, _ = run(SENTENCE, "--cites", "MTUS-CP-2016", "--treatment", "Fexmid 7.5 mg")
    assert code == 0
    assert out.startswith("states CP16.musc.")
    assert "\n        fit supported\n" in out
    assert "shares " in out
    assert "edition_cited 1" in out


def test_a_sentence_that_says_more_is_shown_with_what_differs() -> None:
    said = "For myalgia and myositis 4 to 6 visits over 3 weeks are recommended."
    code, out, _ = run(said, "--cites", "MTUS-CP-2009", "--treatment", "Physical therapy, 8 visits")
    assert (code, out.splitlines()[0]) == (0, "states CP09.pm.myalgia.visits")
    assert out.splitlines()[4] == (
        "        fit misstated: the sentence: 4 to 6 visits over 3 weeks; "
        "the guideline: at most 9-10 visits over 8 weeks (myalgia and myositis)"
    )


def test_a_sentence_with_other_figures_is_told_what_it_misstates(here: Path) -> None:
    """As in a letter: it is too unlike the criterion to state it, and with its figures it would."""
    write(here / "ours/sleep.yaml", GUIDELINE)
    said = "The guideline recommends Ambien for no longer than 4 weeks of a bad night."
    cited = ("--cites", "HOUSE-SLEEP", "--treatment", "Ambien 10 mg", "--guidelines", str(here / "ours"))
    first = "misstates HOUSE.zolpidem.days: the sentence: 4 weeks; the guideline: at most 7-10 days"
    assert run(said, *cited)[1].splitlines()[0] == first
    assert not run(said, *cited[2:])[1].startswith("misstates")  # nothing is cited


@pytest.mark.parametrize(
    ("said", "first"),
    [
        (
            "The patient took zolpidem for ten days.",
            "tells of a patient: by itself it states nothing in a letter; ",
        ),
        ("Zolpidem is limited to 7 to 10 days.", "states HOUSE.zolpidem.days"),
        ("Zolpidem is for 7 to 10 days.", "states HOUSE.zolpidem.days"),
        ("The guideline supports zolpidem for ten days in this patient.", "states HOUSE.zolpidem.days"),
    ],
)
def test_a_sentence_on_a_patient_is_told_to_be_one(here: Path, said: str, first: str) -> None:
    write(here / "ours/sleep.yaml", GUIDELINE)
    cited = ("--cites", "HOUSE-SLEEP", "--guidelines", str(here / "ours"))
    assert run(said, *cited)[1].startswith(first)
    answer = json.loads(
        run("--jsonl", *cited[2:], lines=json.dumps({"sentence": said, "cites": "HOUSE-SLEEP"}))[1]
    )
    assert answer["of_case"] == first.startswith("tells")


def test_words_that_cite_an_edition_are_told_its_id() -> None:
    code, _, err = run(SENTENCE, "--cites", "MTUS Citation Chronic Pain Medical Treatment, 2016")
    assert (code, "(did you mean MTUS-CP-2016?): see imr-check guideline list" in err) == (2, True)


def test_the_help_says_what_each_number_is() -> None:
    _, out, _ = run("--help")
    assert [feature for feature in FEATURES if feature not in out] == []


def test_a_sentence_that_is_like_nothing_is_not_known() -> None:
    code, out, _ = run("The weather was fine that day.")
    assert (code, out.startswith("not known")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give a sentence, or --jsonl"),
        ((SENTENCE, "--jsonl"), "give a sentence, or --jsonl"),
        (("--jsonl", "--cites", "MTUS-CP-2016"), "each line has its own"),
        ((SENTENCE, "--cites", "NOPE"), "'NOPE'"),
        (("  ",), "no word"),
    ],
)
def test_what_cannot_be_matched(arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run(*arguments, lines="")
    assert (code, out) == (2, "")
    assert message in err


def test_each_line_has_its_answer_beside_it() -> None:
    lines = [
        json.dumps({"sentence": SENTENCE, "cites": "MTUS-CP-2016", "treatment": "Fexmid 7.5 mg"}),
        json.dumps({"sentence": SENTENCE, "cites": ["MTUS-CP-2009"], "treatment": None}),
        json.dumps({"sentence": "The weather was fine that day."}),
        json.dumps({"sentence": SENTENCE, "cites": "NOPE"}),
        json.dumps({"sentence": 3}),
        "",
        "not JSON",
    ]
    code, out, err = run("--jsonl", lines="\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert len(answers) == len(lines)
    assert answers[0]["criterion"].startswith("CP16.musc.")
    assert answers[0]["score"] == answers[0]["candidates"][0]["score"]
    assert (answers[0]["candidates"][0]["fit"], answers[0]["candidates"][0]["differs"]) == ("supported", None)
    assert answers[1]["candidates"][0]["edition"] == "MTUS-CP-2009"
    assert answers[2]["criterion"] is None
    assert all("error" in answer for answer in answers[3:])
    assert "line 4" in err
