"""The three-valued answers of a case: what is affirmed, denied, not on record, or not told at all."""

from __future__ import annotations

import pytest

from checker.casefile.asking import Asker, Told, answer_of, fold_of
from checker.casefile.conditions import Answer
from checker.casefile.features.kinds import Elapsed, Features, Tried
from checker.casefile.opening import Compiled
from checker.knowledge.needs import Need, Result
from checker.knowledge.phrases import fold
from checker.letter import Sentence
from checker.spans import Span
from tests.shipped import checker

RADICULOPATHY = Need.model_validate({"condition": "radiculopathy"})
EITHER = Need.model_validate({"any": [{"condition": "radiculopathy"}, {"condition": "fracture"}]})
BOTH = Need.model_validate({"all": [{"condition": "radiculopathy"}, {"condition": "fracture"}]})
NONE = Need.model_validate({"not": {"condition": "fracture"}})


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return checker().compiled


def _ask(compiled: Compiled, need: Need, *sentences: str, parts: tuple[str, ...] = ()) -> Answer:
    told = [
        Told(compiled.reader.read(Sentence(Span(0, len(said)), said, fold(said))), "summary")
        for said in sentences
    ]
    return Asker(compiled.lexicon).ask(need, told, frozenset(parts)).answer


@pytest.mark.parametrize(
    ("need", "sentences", "answer"),
    [
        (RADICULOPATHY, ["The patient has lumbar radiculopathy."], "true"),
        (RADICULOPATHY, ["The patient has no radiculopathy."], "false"),
        (RADICULOPATHY, ["There is no documentation of radiculopathy."], "unknown"),
        (RADICULOPATHY, ["The patient has a cough."], "unknown"),
        (RADICULOPATHY, ["The patient may have radiculopathy."], "unknown"),
        (RADICULOPATHY, ["He has radiculopathy.", "He has no radiculopathy."], "conflicting"),
        (EITHER, ["He has a fracture.", "He has no radiculopathy."], "true"),
        (EITHER, ["He has no radiculopathy."], "unknown"),
        (EITHER, ["He has no radiculopathy.", "He has no fracture."], "false"),
        (BOTH, ["He has a fracture."], "unknown"),
        (BOTH, ["He has no fracture."], "false"),
        (BOTH, ["He has a fracture.", "He has radiculopathy."], "true"),
        (NONE, ["He has no fracture."], "true"),
        (NONE, ["He has a fracture."], "false"),
        (NONE, ["He was seen."], "unknown"),
    ],
)
def test_a_need_is_answered(compiled: Compiled, need: Need, sentences: list[str], answer: Answer) -> None:
    assert _ask(compiled, need, *sentences) == answer


def test_what_came_of_a_treatment_is_more_than_its_name(compiled: Compiled) -> None:
    tried = Need.model_validate({"tried": "NSAIDs", "result": "failed"})
    assert _ask(compiled, tried, "He takes NSAIDs.") == "unknown"


def test_another_body_part_answers_nothing(compiled: Compiled) -> None:
    fracture = Need.model_validate({"condition": "fracture"})
    assert _ask(compiled, fracture, "He has a fracture of the left wrist.", parts=("knee",)) == "unknown"
    assert _ask(compiled, fracture, "He has a fracture of the left knee.", parts=("knee",)) == "true"


@pytest.mark.parametrize(
    ("answers", "least", "answer"),
    [
        (["true", "true", "unknown"], 2, "true"),
        (["true", "unknown", "unknown"], 2, "unknown"),
        (["true", "false", "false"], 2, "false"),
        (["true", "conflicting", "false"], 2, "conflicting"),
    ],
)
def test_so_many_of_a_list(answers: list[Answer], least: int, answer: Answer) -> None:
    assert fold_of(answers, least) == answer


def test_nothing_told_is_unknown() -> None:
    assert answer_of(()) == "unknown"


DEFICIT = Need.model_validate({"finding": "neurologic deficit"})


@pytest.mark.parametrize(
    ("sentences", "answer"),
    [
        (["Sensation is intact."], "false"),
        (["Sensation is not intact."], "unknown"),
        (["Sensation is intact.", "There is motor weakness of the arm."], "true"),
        (["The exam did not show a neurologic deficit."], "false"),
        (["The notes did not show a neurologic deficit."], "unknown"),
        (["No brace is recorded, and there is no neurologic deficit."], "false"),
        (["There is no record of a brace, but he has a neurologic deficit."], "true"),
        (["A neurologic deficit is not documented."], "unknown"),
    ],
)
def test_a_normal_examination_speaks_against_a_deficit(
    compiled: Compiled, sentences: list[str], answer: Answer
) -> None:
    assert _ask(compiled, DEFICIT, *sentences) == answer


@pytest.mark.parametrize(
    ("days", "answer"),
    [(89, "false"), (90, "unknown")],
)
def test_nothing_has_gone_on_for_longer_than_since_the_injury(
    compiled: Compiled, days: int, answer: Answer
) -> None:
    months = {"unit": "month", "low": 3, "high": 3}
    limited = Need.model_validate({"duration": "activity limitation", "at_least": months})
    assert Asker(compiled.lexicon).ask(limited, [], frozenset(), _since_injury(days)).answer == answer


@pytest.mark.parametrize(("days", "answer"), [(30, "unknown"), (31, "false")])
def test_what_is_for_the_first_month(compiled: Compiled, days: int, answer: Answer) -> None:
    month = {"unit": "month", "low": 1, "high": 1}
    early = Need.model_validate({"duration": "symptoms", "at_most": month})
    assert Asker(compiled.lexicon).ask(early, [], frozenset(), _since_injury(days)).answer == answer


def _since_injury(days: int) -> Features:
    at = Span(0, 1)
    elapsed = Elapsed(
        concept=None, words="", sentence="", span=at, place="summary", status="inferred", since="injury",
        days=days,
    )  # fmt: skip
    return Features((elapsed,))


_TRIALS: list[tuple[str, Result, list[tuple[str, Result]], Answer]] = [
    ("NSAIDs", "failed", [("nsaid", "failed")], "true"),
    ("NSAIDs", "failed", [("nsaid", "helped")], "false"),
    ("NSAIDs", "failed", [("nsaid", "partly")], "unknown"),
    ("NSAIDs", "failed", [("nsaid", "failed"), ("nsaid", "helped")], "conflicting"),
    ("NSAIDs", "helped", [("nsaid", "helped")], "true"),
    ("NSAIDs", "helped", [("nsaid", "failed")], "false"),
    ("NSAIDs", "partly", [("nsaid", "partly")], "true"),
    ("NSAIDs", "partly", [("nsaid", "failed")], "false"),
    ("NSAIDs", "partly", [("nsaid", "helped")], "unknown"),
    # A drug of a class is one of it, and is no other drug, nor all that can be taken.
    ("NSAIDs", "failed", [("naproxen", "failed")], "true"),
    ("naproxen", "failed", [("nsaid", "failed")], "unknown"),
    ("naproxen", "failed", [("ibuprofen", "failed")], "unknown"),
    ("medication", "failed", [("naproxen", "failed")], "unknown"),
    ("physical therapy", "failed", [("aquatic_therapy", "failed")], "true"),
]


@pytest.mark.parametrize(("words", "result", "trials", "answer"), _TRIALS)
def test_what_a_trial_came_to(
    compiled: Compiled, words: str, result: Result, trials: list[tuple[str, Result]], answer: Answer
) -> None:
    tried = Need.model_validate({"tried": words, "result": result})
    told = Features(
        tuple(
            Tried(
                concept=concept,
                words="",
                sentence="",
                span=Span(0, 1),
                place="summary",
                status="asserted",
                result=came_to,
            )
            for concept, came_to in trials
        )
    )
    assert Asker(compiled.lexicon).ask(tried, [], frozenset(), told).answer == answer


def test_the_id_of_a_concept_names_it(compiled: Compiled) -> None:
    deficit = Need.model_validate({"condition": "neurologic_deficit"})
    assert _ask(compiled, deficit, "There is a neurologic deficit.") == "true"
