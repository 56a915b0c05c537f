"""The three-valued answers of a case: what is affirmed, denied, not on record, or not told at all."""

from __future__ import annotations

from datetime import date

import pytest

from checker.casefile.asking import Told, answer_of, fold_of
from checker.casefile.conditions import Answer
from checker.casefile.features.kinds import Elapsed, Features, Tried
from checker.casefile.opening import Compiled
from checker.knowledge.needs import Need, NeedCase, Result
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
    told = [Told(compiled.reader.read_alone(said), "summary") for said in sentences]
    return compiled.asker.ask(need, told, frozenset(parts)).answer


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
    assert compiled.asker.ask(limited, [], frozenset(), _since_injury(days)).answer == answer


@pytest.mark.parametrize(("days", "answer"), [(30, "true"), (31, "false")])
def test_what_is_for_the_first_month(compiled: Compiled, days: int, answer: Answer) -> None:
    month = {"unit": "month", "low": 1, "high": 1}
    early = Need.model_validate({"duration": "symptoms", "at_most": month})
    assert compiled.asker.ask(early, [], frozenset(), _since_injury(days)).answer == answer


MONTHS = {"unit": "month", "low": 3, "high": 3}
HALF = {"unit": "percent", "low": 50, "high": 50}
YEAR = {"unit": "month", "low": 6, "high": 6}
RELIEF = {"response": "pain relief", "at_least": HALF}
LASTING = {"finding": "relief lasting", "at_least": {"unit": "week", "low": 6, "high": 6}}
PAIN = {"duration": "pain", "at_least": MONTHS}
RADICULAR = {"duration": "radicular symptoms", "at_least": {"unit": "week", "low": 3, "high": 3}}
USE = {"duration": "use of cyclobenzaprine", "more_than": {"unit": "week", "low": 2, "high": 2}}
THERAPY = {"tried": "physical therapy", "at_least": YEAR, "result": "failed"}
SPLINT = {"tried": "splint", "at_least": {"unit": "month", "low": 1, "high": 1}}
MORPHINE = {"dose": "morphine equivalent", "more_than": {"unit": "mg_per_day", "low": 80, "high": 80}}
VISITS = {"visits": "cognitive behavioral therapy", "at_most": {"unit": "visit", "low": 10, "high": 10}}
KNEE = {"body_part": "knee"}
SUSPECTED = {"condition": "suspected fracture"}
SEVERE = {"condition": "severe carpal tunnel syndrome"}
CHRONIC = {"condition": "chronic plantar fasciitis"}
MANY = {"finding": "multiple NSAIDs"}
NOTABLE = {"condition": "history of tumor, infection or fracture"}
BOTH_TOLD = {"imaging": "fracture on MRI"}
NO_GAIN = {"finding": "lack of functional improvement"}
SHOWN = {"condition": "nerve trouble", "shown_by": ["radiculopathy", "fracture"]}
SHOWN_SO_LONG = {"duration": "pain", "at_least": MONTHS, "shown_by": ["chronic pain"]}
ANALGESIC = {"tried": "NSAIDs", "at_least": MONTHS}
DEFICIT_FOUND = {"finding": "neurologic deficit"}
INSTANCE = {"tried": "exercise programs", "such_as": ["physical therapy"], "result": "failed"}
DOCUMENTED = {"documented": "side effects"}
SCREENED = {"documented": "urine drug screen"}
FLAGS = {"condition": "red flag"}
SURGERY = {"plan": "surgery"}
AVOIDED = {"purpose": "avoid surgery"}
HAD = {"procedure": "spinal fusion"}
SIGNS = {
    "at_least_of": 2,
    "of": [
        {"finding": "fracture"},
        {"finding": "fracture", "shown_by": ["radiculopathy"]},
        {"condition": "insomnia"},
    ],
}


@pytest.mark.parametrize(
    ("need", "said", "answer"),
    [
        (RELIEF, "The block gave pain relief of 60%.", "true"),
        (RELIEF, "The block gave pain relief of 40%.", "false"),
        (RELIEF, "The block gave pain relief.", "unknown"),
        (RELIEF, "The pain is unchanged.", "false"),
        (LASTING, "The block gave pain relief of 60% for 8 weeks.", "true"),
        (LASTING, "The block gave pain relief of 60% for 2 weeks.", "false"),
        (PAIN, "She has had neck pain for 2 years.", "true"),
        (PAIN, "She has had neck pain for 2 weeks.", "false"),
        (PAIN, "She has neck pain.", "unknown"),
        (PAIN, "She took naproxen for 2 years.", "unknown"),
        (PAIN, "For 2 years she has had neck pain.", "true"),
        (RADICULAR, "There is a 6-week history of radicular symptoms.", "true"),
        (RADICULAR, "There is a 2-week history of radicular symptoms.", "false"),
        (RADICULAR, "Insomnia has gone on for 6 weeks.", "unknown"),
        (USE, "He has taken cyclobenzaprine for 3 weeks.", "true"),
        (USE, "He has taken cyclobenzaprine for 2 weeks.", "false"),
        (USE, "He has taken naproxen for 3 weeks.", "unknown"),
        (THERAPY, "He failed physical therapy for 8 months.", "true"),
        (THERAPY, "He failed physical therapy for 8 weeks.", "false"),
        (THERAPY, "He failed physical therapy.", "unknown"),
        (THERAPY, "He had physical therapy for 8 months.", "unknown"),
        (THERAPY, "He improved with physical therapy for 8 months.", "false"),
        (SPLINT, "He has used a wrist splint for 6 weeks.", "true"),
        (SPLINT, "He has used a wrist splint for 2 weeks.", "false"),
        (MORPHINE, "The MED is 120 mg.", "true"),
        (MORPHINE, "The MED is 60 mg.", "false"),
        (
            VISITS,
            "He had 4 sessions of CBT; 6 visits more are requested.",
            "true",
        ),
        (
            VISITS,
            "He had 6 sessions of CBT; 6 visits more are requested.",
            "false",
        ),
        (VISITS, "He had cognitive behavioral therapy.", "unknown"),
        (KNEE, "The left knee is tender.", "true"),
        (KNEE, "The left shoulder is tender.", "false"),
        (KNEE, "He is tender.", "unknown"),
        (SUSPECTED, "A fracture is suspected.", "true"),
        (SUSPECTED, "There is no fracture.", "false"),
        (SEVERE, "He has severe carpal tunnel syndrome.", "true"),
        (SEVERE, "He has mild carpal tunnel syndrome.", "false"),
        (SEVERE, "He has carpal tunnel syndrome.", "unknown"),
        (CHRONIC, "He has chronic plantar fasciitis.", "true"),
        (CHRONIC, "He has acute plantar fasciitis.", "false"),
        (MANY, "She takes multiple NSAIDs.", "true"),
        (MANY, "She takes naproxen.", "unknown"),
        (MANY, "She takes no NSAIDs.", "false"),
        (NOTABLE, "There is a history of fracture.", "true"),
        (NOTABLE, "There is no fracture.", "unknown"),
        (NOTABLE, "There is no tumor, infection or fracture.", "false"),
        (BOTH_TOLD, "The MRI shows a fracture.", "true"),
        (BOTH_TOLD, "He has a fracture.", "unknown"),
        (NO_GAIN, "There is functional improvement.", "false"),
        (NO_GAIN, "There is no functional improvement.", "true"),
        (SHOWN, "He has radiculopathy and no fracture.", "true"),
        (SHOWN, "He has no fracture.", "unknown"),
        (SHOWN_SO_LONG, "He has chronic pain.", "true"),
        (SPLINT, "A wrist splint was worn for 6 weeks.", "true"),
        (ANALGESIC, "She took naproxen for 4 months.", "true"),
        (ANALGESIC, "She took naproxen for 2 months.", "false"),
        (SHOWN_SO_LONG, "She has had neck pain for 2 years.", "true"),
        (DEFICIT_FOUND, "There is no severe neurologic deficit.", "unknown"),
        (DEFICIT_FOUND, "There is no neurologic deficit.", "false"),
        (INSTANCE, "He failed physical therapy.", "true"),
        (INSTANCE, "Physical therapy was done.", "unknown"),
        (DOCUMENTED, "She has side effects.", "true"),
        (DOCUMENTED, "She has no side effects.", "false"),
        (DOCUMENTED, "There is no documentation of side effects.", "unknown"),
        (SCREENED, "No urine drug screen was done.", "false"),
        (FLAGS, "No red flags are noted.", "false"),
        (FLAGS, "No red flags are documented.", "unknown"),
        (SURGERY, "A fusion is planned.", "true"),
        (SURGERY, "He underwent surgery.", "unknown"),
        (AVOIDED, "An injection is requested to avoid surgery.", "true"),
        (HAD, "He underwent a lumbar fusion.", "true"),
        (HAD, "A lumbar fusion is requested.", "unknown"),
        (SIGNS, "There is a fracture.", "unknown"),
        (SIGNS, "There is a fracture with radiculopathy.", "true"),
        (SIGNS, "There is a fracture and insomnia.", "true"),
    ],
)
def test_figures_grades_and_parts(compiled: Compiled, need: object, said: str, answer: Answer) -> None:
    read = compiled.cases.read(NeedCase(told=said, answer="met"))
    assert compiled.cases.answered(Need.model_validate(need), read).answer == answer


@pytest.mark.parametrize(("days", "answer"), [(89, "false"), (90, "true")])
def test_symptoms_are_taken_to_have_begun_with_the_injury(
    compiled: Compiled, days: int, answer: Answer
) -> None:
    pain = Need.model_validate(PAIN)
    assert compiled.asker.ask(pain, [], frozenset(), _since_injury(days)).answer == answer


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
    ("injection", "failed", [("steroid_injection", "failed")], "true"),
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
    assert compiled.asker.ask(tried, [], frozenset(), told).answer == answer


def test_the_id_of_a_concept_names_it(compiled: Compiled) -> None:
    deficit = Need.model_validate({"condition": "neurologic_deficit"})
    assert _ask(compiled, deficit, "There is a neurologic deficit.") == "true"


LIGHT = Need.model_validate({"finding": "BMI", "less_than": {"unit": "kg_per_m2", "low": 35, "high": 35}})
NARROW = Need.model_validate(
    {"finding": "fracture gap", "less_than": {"unit": "centimetre", "low": 1, "high": 1}}
)


@pytest.mark.parametrize(
    ("need", "told", "answer"),
    [
        (LIGHT, "His BMI is 34.9.", "true"),
        (LIGHT, "The body mass index is 35.", "false"),
        (LIGHT, "His BMI was 33. Now the BMI is 36.", "false"),
        (LIGHT, "The BMI was noted.", "unknown"),
        (NARROW, "There is a fracture gap of 9 mm.", "true"),
        (NARROW, "There is a fracture gap of 1.2 cm.", "false"),
        (NARROW, "There is no fracture gap of 9 mm.", "false"),
        (NARROW, "There is a fracture gap. The scar measures 9 mm.", "unknown"),
    ],
)
def test_a_size_is_told_beside_its_name(compiled: Compiled, need: Need, told: str, answer: Answer) -> None:
    read = compiled.cases.read(NeedCase(told=told, answer="met"))
    assert compiled.cases.answered(need, read).answer == answer


SINCE = Need.model_validate(
    {"timing": "since the last knee injection", "at_least": {"unit": "month", "low": 2, "high": 2}}
)


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("The knee injection of nine weeks ago gave relief.", "true"),
        ("The knee injection of three weeks ago gave relief.", "false"),
        ("He is three weeks status post knee injection.", "false"),
        ("The knee injection gave relief for nine weeks.", "unknown"),
        ("A knee injection was done on 03/01/15.", "true"),
        ("A knee injection was done on 03/01/15. A knee injection was done on 05/01/15.", "false"),
    ],
)
def test_the_time_since_a_procedure_is_that_since_the_last(
    compiled: Compiled, told: str, answer: Answer
) -> None:
    case = NeedCase(told=told, answer="met", decided=date(2015, 5, 20))
    assert compiled.cases.answered(SINCE, compiled.cases.read(case)).answer == answer
