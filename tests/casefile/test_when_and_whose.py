"""Now or then, his or hers: whether what a letter tells of a drug, a treatment or an illness meets a need."""

from __future__ import annotations

import pytest

from checker.casefile.opening import Compiled
from checker.knowledge.needs import Need, NeedCase
from tests.shipped import checker


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return checker().compiled


def _answer(compiled: Compiled, subject: str, words: str, told: str, **more: str) -> str:
    need = Need.model_validate({subject: words, **more})
    return compiled.cases.answered(need, compiled.cases.read(NeedCase(told=told, answer="met"))).answer


@pytest.mark.parametrize(
    ("words", "told", "answer"),
    [
        # in use
        ("aspirin", "He takes aspirin 81 mg.", "true"),
        ("anticoagulant", "She is on warfarin for atrial fibrillation.", "true"),
        ("aspirin", "The plan is to continue aspirin.", "true"),
        ("aspirin", "Current medications: aspirin, ibuprofen. Allergies: prednisone.", "true"),
        ("aspirin", "He took prednisone in 2009 and takes aspirin now.", "true"),
        ("anticoagulant", "He has been on warfarin since 2012.", "true"),
        ("aspirin", "He has taken aspirin once a day since May 2014.", "true"),
        ("aspirin", "He will continue aspirin.", "true"),
        # an allergy
        ("aspirin", "He is allergic to aspirin.", "unknown"),
        ("aspirin", "Allergies: aspirin, penicillin.", "unknown"),
        ("aspirin", "She has an aspirin allergy.", "unknown"),
        ("corticosteroid", "Current medications: aspirin, ibuprofen. Allergies: prednisone.", "unknown"),
        ("aspirin", "She takes aspirin and is allergic to penicillin.", "true"),
        ("aspirin", "He has no allergies and takes aspirin.", "true"),
        # somebody else's
        ("aspirin", "His mother takes aspirin.", "unknown"),
        ("anticoagulant", "Her mother, 71 years old, takes warfarin.", "unknown"),
        ("anticoagulant", "Warfarin was prescribed to his wife.", "unknown"),
        ("aspirin", "Aspirin helped her sister.", "unknown"),
        ("anticoagulant", "Family history: father on warfarin.", "unknown"),
        ("aspirin", "His wife says that he takes aspirin.", "true"),
        ("aspirin", "According to his wife he takes aspirin daily.", "true"),
        ("anticoagulant", "The patient lives with her husband and takes warfarin.", "true"),
        ("aspirin", "She has two children and takes aspirin.", "true"),
        # of the past
        ("aspirin", "She stopped aspirin in 2013.", "false"),
        ("aspirin", "Aspirin was discontinued last year.", "false"),
        ("aspirin", "She used to take aspirin.", "unknown"),
        ("corticosteroid", "He took prednisone in 2009 and takes aspirin now.", "unknown"),
        ("corticosteroid", "A course of prednisone in 2009 cleared her rash.", "unknown"),
        ("corticosteroid", "He had prednisone two years ago.", "unknown"),
        # only thought of
        ("corticosteroid", "Prednisone was considered and declined.", "unknown"),
        ("aspirin", "Aspirin was discussed.", "unknown"),
        ("aspirin", "The provider recommends aspirin.", "unknown"),
        ("corticosteroid", "A trial of prednisone has been requested.", "unknown"),
        ("aspirin", "He is to avoid aspirin.", "unknown"),
        # denied
        ("aspirin", "He denies use of aspirin.", "false"),
        ("prednisone", "She has never taken prednisone.", "false"),
    ],
)
def test_a_drug_is_in_use(compiled: Compiled, words: str, told: str, answer: str) -> None:
    assert _answer(compiled, "drug", words, told) == answer


@pytest.mark.parametrize(
    ("words", "told", "answer"),
    [
        ("NSAIDs", "He took naproxen in 2012.", "true"),
        ("NSAIDs", "Naproxen was stopped in 2013.", "true"),
        ("NSAIDs", "She used to take naproxen.", "true"),
        ("NSAIDs", "He is allergic to naproxen.", "unknown"),
        ("NSAIDs", "Her brother took naproxen.", "unknown"),
        ("NSAIDs", "Naproxen is planned.", "unknown"),
        ("NSAIDs", "A request for naproxen was made.", "unknown"),
        ("SNRI", "Duloxetine was offered.", "unknown"),
        ("naproxen", "He denies having tried naproxen.", "false"),
        ("physical therapy", "Physical therapy was considered.", "unknown"),
        ("physical therapy", "She declined physical therapy.", "unknown"),
        ("physical therapy", "Physical therapy was completed in 2014.", "true"),
        ("physical therapy", "He was referred to physical therapy.", "unknown"),
        ("physical therapy", "His wife had physical therapy.", "unknown"),
    ],
)
def test_a_treatment_was_tried(compiled: Compiled, words: str, told: str, answer: str) -> None:
    assert _answer(compiled, "tried", words, told) == answer


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("He took naproxen in 2012 without relief.", "true"),
        ("Naproxen did not help.", "true"),
        ("Naproxen did not help his brother.", "unknown"),
    ],
)
def test_a_trial_failed(compiled: Compiled, told: str, answer: str) -> None:
    assert _answer(compiled, "tried", "NSAIDs", told, result="failed") == answer


@pytest.mark.parametrize(
    ("words", "told", "answer"),
    [
        ("peptic ulcer", "He had a duodenal ulcer in 2011.", "true"),
        ("peptic ulcer", "Her father had a bleeding ulcer.", "unknown"),
        ("peptic ulcer", "There is a family history of peptic ulcer.", "unknown"),
        ("peptic ulcer", "Rule out peptic ulcer.", "unknown"),
        ("peptic ulcer", "He denies a history of ulcer.", "false"),
        ("diabetes", "His mother has diabetes.", "unknown"),
        ("diabetes", "His mother reports that he has diabetes.", "true"),
        ("diabetes", "Family history is negative for cancer. He has diabetes.", "true"),
        ("diabetes", "Diabetes runs in his family.", "unknown"),
        ("diabetes", "He has diabetes, and his father had gout.", "true"),
    ],
)
def test_an_illness_is_the_patients(compiled: Compiled, words: str, told: str, answer: str) -> None:
    assert _answer(compiled, "condition", words, told) == answer


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("He is status post fusion of 2010.", "true"),
        ("A fusion was discussed.", "unknown"),
        ("A fusion was offered to him.", "unknown"),
        ("His father had a fusion.", "unknown"),
    ],
)
def test_a_procedure_was_had(compiled: Compiled, told: str, answer: str) -> None:
    assert _answer(compiled, "procedure", "fusion", told) == answer
